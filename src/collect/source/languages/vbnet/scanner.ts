import {textStanding} from '../../name-before.ts'
import {addressesIn} from '../../addresses-in-text.ts'
import {codeAlone, firstLines} from '../code-alone.ts'
import {dotnetType, dotnetWords} from '../dotnet-types.ts'
import type {Fact, FileFacts, Value} from '../fact.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import {lineOf} from '../line-of.ts'
import {plainSite} from '../plain-site.ts'
import {sqlFact} from '../sql-text.ts'
import {followed, textOf, valueOf, type Word} from '../word.ts'
import {linkVb} from './imports.ts'
import {ofInterest, ownFunctions, served} from './libraries.ts'
import {procedureFacts} from './procedures.ts'
import {type Statements, statementsOf} from './statements.ts'
import {type Token, tokensOf} from './tokens.ts'

/** No sound grammar of Visual Basic is to be had: it is read by tokens. */
export const vbnet: LanguageScanner = {
  id: 'vbnet',
  name: 'Visual Basic',
  extensions: ['vb'],
  skim,
  facts,
  link: linkVb,
}

const notCode = /['‘’][^\n]*|"(?:[^"\n]|"")*"?|^[^\S\n]*rem\b[^\n]*/gim
const importLine = /^[^\S\n]*imports\s+(?:\w+\s*=\s*)?([\w.]+(?:[^\S\n]*,[^\S\n]*[\w.]+)*)/gim
const library =
  /\bdeclare\s+(?:(?:auto|ansi|unicode)\s+)?(?:sub|function)\s+\w+\s+lib\s+"([^"\n]{1,200})"|<\s*dllimport\s*\(\s*"([^"\n]{1,200})"/gi
const structure =
  /^[^\S\n]*(?:<[^>\n]*>[^\S\n]*)*(?:(?:public|private|friend|protected|partial|mustinherit|notinheritable|shared|shadows)[^\S\n]+)*(namespace|class|module|structure|interface|enum)[^\S\n]+(?:global\.)?\[?([\w.]+)|^[^\S\n]*end[^\S\n]+(namespace|class|module|structure|interface|enum)\b/gim
const typeUse = /(?<![\w.])[A-Z]\w*/g

function skim({text}: ScannedFile): Skim {
  const code = codeAlone(text, notCode)
  const lineAt = lineOf(text)
  const named = [...code.matchAll(importLine)].flatMap(({1: names = '', index}) =>
    names.split(',').map((name) => ({specifier: name.trim(), line: lineAt(code.indexOf(names, index))})),
  )
  const native = [...text.matchAll(library)]
    .filter(({index}) => code[index] === text[index])
    .map(({1: declared, 2: imported, index}) => ({specifier: declared ?? imported ?? '', line: lineAt(index)}))
  return {
    imports: [...named, ...native].toSorted((a, b) => a.line - b.line),
    ...declaredTypes(code, lineAt),
    uses: firstLines(code, typeUse),
    isOfInterest: ofInterest.test(text) || beginsSql.test(text) || dotnetWords.test(code),
  }
}

/** Full names of the types that stand in no other type; one that never ends is a fault. */
function declaredTypes(code: string, lineAt: (at: number) => number): Pick<FileFacts, 'declares' | 'fault'> {
  const names = new Set<string>()
  const open: {readonly kind: string; readonly name: string; readonly at: number}[] = []
  for (const {1: kind, 2: name = '', index} of code.matchAll(structure)) {
    if (kind === undefined) {
      open.pop()
      continue
    }
    const isNested = open.some((one) => one.kind !== 'namespace')
    if (kind.toLowerCase() !== 'namespace' && !isNested) names.add([...open.map((one) => one.name), name].join('.'))
    open.push({kind: kind.toLowerCase(), name, at: index})
  }
  const last = open.at(-1)
  const fault = last && {line: lineAt(last.at), message: `syntax error: this ${last.kind} never ends`}
  return {declares: [...names], ...(fault && {fault})}
}

interface FactAt {
  readonly said: FactSaid
  readonly at: number
}

function facts({path, text}: ScannedFile, _: unknown, {declares}: Skim): readonly Fact[] {
  const tokens = tokensOf(text)
  const statements = statementsOf(tokens)
  const made = [
    ...(/storedproc/i.test(text) ? procedureFacts(tokens, statements.settings) : []),
    ...typeFacts(statements),
    ...callFacts(statements, {type: declares[0]?.replace(/^.*\./, '') ?? '', page: pageOf(path)}),
    ...pageMethods(tokens, pageOf(path)),
    ...statements.ownSettings.map(({key, at}): FactAt => ({said: {is: 'setting', from: 'configuration', key}, at})),
  ]
  const lineAt = lineOf(text)
  const found = [...made, ...textFacts(statements, text)].toSorted((a, b) => a.at - b.at)
  const placed = found.map(({said, at}) => ({...said, line: lineAt(at)}) as Fact) // the line is all that a said fact lacks
  return [...new Map(placed.map((fact) => [JSON.stringify(fact), fact])).values()]
}

function wordOf(pieces: Parameters<typeof followed>[0], {settings}: Statements): Word {
  return followed(pieces, settings)
}

function valuesOf(given: readonly Parameters<typeof followed>[0][], statements: Statements): readonly Value[] {
  return given.map((pieces) => valueOf(wordOf(pieces, statements)))
}

function typeFacts(statements: Statements): readonly FactAt[] {
  return statements.types.flatMap(({type, member, arguments: given, at}) => {
    const rule = dotnetType(type)
    const {methods = {}} = rule ?? {}
    const maker = member === undefined ? rule?.made : Object.hasOwn(methods, member) ? methods[member] : methods['*']
    const said = maker?.(plainSite(member ?? type, 1, valuesOf(given, statements)))
    return said === undefined ? [] : [said].flat().map((one) => ({said: one, at}))
  })
}

const webMethod = /(?:^|\.)webmethod(?:attribute)?$/i

/** The page that a file is the code of: `Orders.aspx` of `site/Orders.aspx.vb`. */
function pageOf(path: string): string | undefined {
  return /([^/]+\.aspx)\.vb$/i.exec(path)?.[1]
}

/** A method of a page that scripts of browsers call, which is no service of SOAP: `/Orders.aspx/Suggest`. */
function pageMethods(tokens: readonly Token[], page: string | undefined): readonly FactAt[] {
  if (!page) return []
  return tokens.flatMap(({kind, text, at}, place): readonly FactAt[] => {
    if (kind !== 'word' || !webMethod.test(text)) return []
    const behind = tokens.slice(place, place + 30)
    const function_ = behind.findIndex((token) => /^(?:function|sub)$/i.test(token.text))
    const name = function_ > 0 ? behind[function_ + 1]?.text : undefined
    return name ? [{said: {is: 'serves', method: 'POST', path: {literal: `/${page}/${name}`}}, at}] : []
  })
}

/** Functions of the language's own, and attributes that say what is served. */
function callFacts(
  statements: Statements,
  {type, page}: {readonly type: string; readonly page: string | undefined},
): readonly FactAt[] {
  const found: FactAt[] = []
  let base: Value | undefined
  const routes = new Map(
    statements.calls.flatMap(({name, isAttribute, member, arguments: given}) =>
      isAttribute && /(?:^|\.)route$/.test(name) ? [[member, valuesOf(given, statements)[0]] as const] : [],
    ),
  )
  for (const {name, isAttribute, member, arguments: given, at} of statements.calls) {
    const values = valuesOf(given, statements)
    if (isAttribute) {
      if (page && webMethod.test(name)) continue
      if (/(?:^|\.)routeprefix$/.test(name)) [base] = values
      const said = served(name, values[0] ?? routes.get(member), {base, type})
      if (said) found.push({said, at})
    } else if (Object.hasOwn(ownFunctions, name))
      for (const said of ownFunctions[name]?.(values) ?? []) found.push({said, at})
  }
  return found
}

const beginsSql = /"\s*(?:select|insert|update|delete|merge|with|exec(?:ute)?|truncate|begin)\b/i
const sqlText = /^\s*(?:select|insert|update|delete|merge|with|exec(?:ute)?|truncate|begin)\b/i

/** `<XmlType([Namespace]:="http://...")>` names no machine. */
const ofNamespace = /\bnamespace\]?\s{0,5}:?=\s{0,5}$/i

/** Programs of this language hand their SQL to a class of their own: what reads as SQL is, whatever the file uses. */
function textFacts(statements: Statements, file: string): readonly FactAt[] {
  return statements.texts.flatMap(({pieces, at}) => {
    const [first] = pieces
    const begins = first && 'text' in first ? first.text : ''
    const isSql = sqlText.test(begins)
    if (!isSql && (!begins.includes('://') || ofNamespace.test(file.slice(Math.max(0, at - 40), at)))) return []
    const text = textOf(wordOf(pieces, statements))
    const sql = isSql ? sqlFact(text) : undefined
    return [
      ...addressesIn(text).map((address): FactAt => ({
        said: {is: 'address', ...address, standing: textStanding(text, file, at, address.protocol)},
        at,
      })),
      ...(sql ? [{said: sql, at}] : []),
    ]
  })
}
