import type {SyntaxFault} from '../../syntax-fault.ts'
import {soundXml, type XmlElement} from '../../manifests/xml-tree.ts'
import {lineOf} from '../line-of.ts'

/** A piece of PL/SQL that a module of Forms holds. */
interface Script {
  readonly text: string
  readonly line: number
}

/** What a block is of, or a group of records is asked from. */
interface Source {
  readonly kind: 'table' | 'query' | 'procedure' | 'target'
  readonly text: string
  readonly line: number
}

/** A module that this one names: `form.orders`, `library.utils`. */
interface Named {
  readonly name: string
  readonly line: number
}

export interface ModuleParts {
  readonly declares: readonly string[]
  readonly scripts: readonly Script[]
  readonly sources: readonly Source[]
  readonly uses: readonly Named[]
  readonly fault?: SyntaxFault
}

const kinds: Readonly<Record<string, string>> = {
  FormModule: 'form',
  MenuModule: 'menu',
  ObjectLibrary: 'object',
  PlsqlModule: 'library',
}
const nothing: ModuleParts = {declares: [], scripts: [], sources: [], uses: []}

/** What frmf2xml writes of a form, a menu or a library of objects. */
export function moduleParts(text: string): ModuleParts {
  const {root, fault} = rootOf(text)
  if (root.name !== 'Module') return nothing
  const declares: string[] = []
  const scripts: Script[] = []
  const sources: Source[] = []
  const uses: Named[] = []
  const open: XmlElement[] = [root]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const one of element.children.toReversed()) open.push(one)
    const {name, line} = element
    const value = (attribute: string): string => element.attributes[attribute]?.trim() ?? ''
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind) declares.push(`${kind}.${value('Name').toLowerCase()}`)
    scripts.push(...scriptsOf(name, value).map((script) => ({text: newLines(script), line})))
    sources.push(...sourcesOf(name, value).map((source) => ({...source, line})))
    uses.push(...namedBy(name, value).map((used) => ({name: used, line})))
  }
  return {declares, scripts, sources, uses, ...(fault && {fault})}
}

/** The root; of XML that is not sound one that holds the elements that stand whole before the fault. */
function rootOf(text: string): {readonly root: XmlElement; readonly fault?: SyntaxFault} {
  const {root, fault} = soundXml(text)
  if (root) return {root}
  const children = tagsBefore(text, fault.line)
  const isOfForms = children.some(({name}) => name === 'Module')
  return {
    root: {name: isOfForms ? 'Module' : '', attributes: {}, children, text: '', line: 1},
    fault: {...fault, message: `this is ${fault.message}`},
  }
}

const tag = /<([A-Za-z]\w{0,60})((?:\s+[\w:.-]{1,80}\s*=\s*"[^"<]*")*)\s*\/?>/g
const attribute = /([\w:.-]{1,80})\s*=\s*"([^"<]*)"/g
const plain: Readonly<Record<string, string>> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"}

function tagsBefore(text: string, last: number): readonly XmlElement[] {
  const lineAt = lineOf(text)
  const found: XmlElement[] = []
  for (const {1: name = '', 2: written = '', index} of text.matchAll(tag)) {
    const line = lineAt(index)
    if (line > last) break
    const attributes = Object.fromEntries(
      [...written.matchAll(attribute)].map(([, key = '', value = '']) => [key, decoded(value)]),
    )
    found.push({name, attributes, children: [], text: '', line})
  }
  return found
}

/** The entities that XML has of itself; no others. */
function decoded(value: string): string {
  return value.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(lt|gt|amp|quot|apos));/gi, (whole, number, hex, name) => {
    if (typeof name === 'string') return plain[name.toLowerCase()] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(number)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
}

/** Some versions write a line's end once more as an entity. */
function newLines(text: string): string {
  return text.replace(/&#(?:10|xA);/gi, '\n')
}

type Read = (attribute: string) => string

function scriptsOf(name: string, value: Read): readonly string[] {
  const text =
    name === 'Trigger'
      ? value('TriggerText')
      : name === 'ProgramUnit'
        ? value('ProgramUnitText')
        : name === 'MenuItem' && /^pl\/?sql$/i.test(value('CommandType'))
          ? value('CommandText') || value('MenuItemCode')
          : ''
  return text === '' ? [] : [text]
}

function sourcesOf(name: string, value: Read): readonly Omit<Source, 'line'>[] {
  if (name === 'RecordGroup') {
    const query = value('RecordGroupQuery')
    return query === '' ? [] : [{kind: 'query', text: newLines(query)}]
  }
  if (name !== 'Block' || value('DatabaseBlock') === 'false' || value('DatabaseDataBlock') === 'false') return []
  const source = value('QueryDataSourceName')
  const kind = value('QueryDataSourceType')
  const target = value('DMLDataTargetName')
  const isTable = /^(?:table|)$/i.test(value('DMLDataTargetType'))
  return [
    ...(source === '' || /^none$/i.test(kind) || value('QueryAllowed') === 'false'
      ? []
      : [{kind: kindOf(kind, source), text: newLines(source)}]),
    ...(target === '' || !isTable ? [] : [{kind: 'target' as const, text: target}]),
  ]
}

function kindOf(kind: string, source: string): Source['kind'] {
  if (/procedure/i.test(kind)) return 'procedure'
  return /query/i.test(kind) || /\bselect\b/i.test(source) ? 'query' : 'table'
}

/** Libraries that are attached, the menu of a form, and modules that something is a subclass of. */
function namedBy(name: string, value: Read): readonly string[] {
  const found = [
    ...(name === 'AttachedLibrary' ? [`library.${fileName(value('LibraryLocation') || value('Name'))}`] : []),
    ...(name === 'FormModule' && value('MenuModule') ? [`menu.${fileName(value('MenuModule'))}`] : []),
    ...(value('ParentFilename') ? [`${kindOfFile(value('ParentFilename'))}.${fileName(value('ParentFilename'))}`] : []),
  ]
  return found.filter((one) => /^\w+\.[\w$#-]+$/.test(one))
}

function kindOfFile(path: string): string {
  return /\.fmb$/i.test(path) ? 'form' : /\.mmb$/i.test(path) ? 'menu' : 'object'
}

/** The name of a file without its folder and its ending, in lower case. */
export function fileName(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .toLowerCase()
}
