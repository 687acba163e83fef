import {lineCounter} from '../languages/code-alone.ts'
import {connectionOf} from '../languages/ssis/connection-of.ts'
import {said} from '../languages/ssis/dts-tree.ts'
import {loadYaml} from '../load-yaml.ts'
import {child, parseXml, textOf, type XmlElement} from '../manifests/xml-tree.ts'
import {environmentCalled} from '../../../model/environment-name.ts'
import {environmentOfPath} from '../environment-of-path.ts'
import {environmentAt, environmentSections} from '../environment-sections.ts'
import type {SourceFile} from '../walk-tree.ts'
import {foldersOfWords} from '../words-for-people.ts'
import {phpSettings} from './php-settings.ts'
import {projectKey, sharedSource} from './shared-connections.ts'
import {type Entry, type SettingSeen, settingsSeen} from './setting-seen.ts'

interface SettingsKind {
  readonly files: RegExp
  readonly read: (text: string, path: string) => readonly Entry[]
}

const deepest = 30
const mostEntries = 5000

const kinds: readonly SettingsKind[] = [
  {files: /(^|\/)(?!messages|log4j)[\w.-]+\.properties$/i, read: properties},
  {files: /(^|\/)\.env[\w.-]*$|\.env$/i, read: properties},
  {files: /(^|\/)(?:application|bootstrap|config|settings)[\w.-]*\.ya?ml$/i, read: yaml},
  {files: /(^|\/)(?:values|(?:docker-)?compose|deployment)[\w.-]*\.ya?ml$/i, read: (text) => environment(yaml(text))},
  {files: /(^|\/)(?:app)?(?:settings|config)[\w.-]*\.json$/i, read: (text) => yaml(withoutComments(text))},
  {files: /\.ini$/i, read: ini},
  {files: /\.(?:conmgr|rds)$/i, read: sharedConnection},
  {
    files:
      /(^|\/)(?:web|app|[\w.-]+\.exe|connectionstrings|appsettings)(?:\.[\w-]+)?\.config$|(^|\/)(?:context|server|persistence|standalone[\w-]*|[\w-]+-ds)\.xml$/i,
    read: xml,
  },
  {
    files: /(^|\/)(?:(?:settings|config)[\w-]*|(?:settings|config)\/[\w-]+)\.py$/i,
    read: pythonSettings,
  },
  {files: /(^|\/)config\/[\w/-]+\.php$/i, read: phpSettings},
]

const words = new RegExp(foldersOfWords, 'i')

/** Whether a file of this path gives keys their values. */
export function isSettingsFile(path: string): boolean {
  return !words.test(path) && kinds.some(({files}) => files.test(path))
}

/** Keys and where they get their values; a file that is not sound gives none, and its manifest's reader tells of it. */
export function scanSettings({path, text}: Pick<SourceFile, 'path' | 'text'>): readonly SettingSeen[] {
  const kind = kinds.find(({files}) => files.test(path))
  try {
    return kind ? settingsSeen(withEnvironments(kind.read(text, path), {path, text})) : []
  } catch {
    return []
  }
}

function withEnvironments(entries: readonly Entry[], file: Pick<SourceFile, 'path' | 'text'>): readonly Entry[] {
  const sections = environmentSections(file)
  if (sections.length === 0) return entries
  const starts = [0, ...[...file.text.matchAll(/\n/g)].map(({index}) => index + 1)]
  return entries.map((entry) => {
    const environment = environmentAt(sections, entry.at ?? starts[entry.line - 1] ?? 0)
    if (environment === undefined) return entry
    // The key is what Quarkus' code asks for, in whatever profile.
    return {...entry, key: entry.key.replace(/^%[\w,-]+\./, ''), environment}
  })
}

/**
 * For which environment a file's settings are, by its name or its folder: `application-prod.yml`, `Web.Release.config`, `.env.test`,
 * `values-dev.yaml`, `envs/dev/app.properties`. A word that is not known is an environment's own name: `appsettings.sandpit.json`.
 */
export function environmentOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const [, dashed, dotted, env] =
    /^(?:(?:application|bootstrap)-([\w-]+)\.\w+|(?:web|app|appsettings|config|settings)\.([\w-]+)\.(?:config|json|ya?ml|properties)|\.env\.([\w-]+))$/i.exec(
      name,
    ) ?? []
  const word = dashed ?? dotted ?? env
  return environmentCalled(word?.toLowerCase() ?? '') ?? environmentOfPath(path)
}

function properties(text: string): readonly Entry[] {
  const entries: Entry[] = []
  const lineAt = lineCounter(text)
  for (const {1: key = '', 2: value = '', index} of text.matchAll(
    /^[ \t]*(?:export[ \t]+)?((?![#!;])(?:\\.|[^\s=:\\]){1,200})[ \t]*[=:][ \t]*((?:[^\\\n]|\\\r?\n|\\.){0,2000})/gm,
  )) {
    if (entries.length >= mostEntries) break
    const whole = value
      .replace(/\\\r?\n\s*/g, '')
      .replace(/\\([=:#! \\])/g, '$1')
      .trim()
    entries.push({key: key.replace(/\\(.)/g, '$1'), value: whole.replace(/^(["'])(.*)\1$/, '$2'), line: lineAt(index)})
  }
  return entries
}

/** What a module of Python sets at its top for others to ask for, or takes where the environment has nothing. */
function pythonSettings(text: string): readonly Entry[] {
  const lineAt = lineCounter(text)
  const set =
    /^([A-Z][A-Z0-9_]{1,100})[ \t]*(?::[ \t]*[\w.[\]]{1,60}[ \t]*)?=[ \t]*(?:[\w.]{1,40}\([ \t]*["'][\w.-]{1,100}["'][ \t]*,[ \t]*(?:default[ \t]*=[ \t]*)?)?(["'])([^"'\\\n]{0,2000})\2[ \t]*\)?[ \t]*(?:#.*)?$/gm
  return [...text.matchAll(set)]
    .slice(0, mostEntries)
    .map(({1: key = '', 3: value = '', index}) => ({key, value, line: lineAt(index)}))
}

const machineKey = /^(?:(?:db|sql|data(?:base)?|remote)[ _-]?)?(?:server|host|data ?source)(?:[ _-]?name)?$/i

/** Sections and keys of Windows, `Section.Key`; those above the first section stand by themselves. */
function ini(text: string): readonly Entry[] {
  const entries: Entry[] = []
  let section = ''
  for (const [index, written] of text.split('\n').entries()) {
    if (entries.length >= mostEntries) break
    const line = written.slice(0, 2200)
    const opened = /^\s*\[([^\]]{1,200})\]\s*$/.exec(line)?.[1]
    if (opened !== undefined) section = opened.trim()
    const [, key, value = ''] = /^\s*(?![;#[])([^=]{1,200}?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (key === undefined) continue
    entries.push({
      key: section ? `${section}.${key}` : key,
      // Who signs in is nobody's business but that of whoever keeps the file.
      value: /user|uid|login|logon/i.test(key) ? '' : value.replace(/^(["'])(.*)\1$/, '$2'),
      line: index + 1,
      ...(machineKey.test(key) && {isMachine: true as const}),
    })
  }
  return entries
}

/** Aliases are not followed, so that no file can grow by them. */
function yaml(text: string): readonly Entry[] {
  const {isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments} = loadYaml()
  const counter = new LineCounter()
  const entries: Entry[] = []
  const add = (node: unknown, path: readonly string[]): void => {
    if (entries.length >= mostEntries || path.length > deepest || isAlias(node)) return
    if (isMap(node))
      for (const {key, value} of node.items) add(value, [...path, isScalar(key) ? String(key.value) : '?'])
    else if (isSeq(node)) for (const [at, item] of node.items.entries()) add(item, [...path, `${at}`])
    else if (isScalar(node) && path.length > 0 && node.value !== null)
      entries.push({
        key: path.join('.'),
        value: String(node.source ?? node.value),
        line: counter.linePos(node.range?.[0] ?? 0).line,
        at: node.range?.[0] ?? 0,
      })
  }
  const documents = parseAllDocuments(text, {lineCounter: counter, logLevel: 'silent'})
  if (Array.isArray(documents)) for (const document of documents) add(document.contents, [])
  return entries
}

/** Of files that start containers, the variables that they give them: `NAME: value`, `- NAME=value`, `- name:, value:`. */
function environment(entries: readonly Entry[]): readonly Entry[] {
  const byPath = new Map(entries.map((entry) => [entry.key, entry]))
  return entries.flatMap((entry): readonly Entry[] => {
    const {key, value, line} = entry
    const last = key.slice(key.lastIndexOf('.') + 1)
    if (isVariable(last)) return [{...entry, key: last}]
    const [, name, set] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(value) ?? []
    if (name && set !== undefined) return [{key: name, value: set, line}]
    const given = last === 'name' && isVariable(value) ? byPath.get(`${key.slice(0, -'name'.length)}value`) : undefined
    return given ? [{...given, key: value}] : []
  })
}

function isVariable(name: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(name) && name.length > 2
}

/** JSON of .NET may have comments. */
function withoutComments(text: string): string {
  return text.replace(/"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('"') ? match : match.replace(/[^\n]/g, ' '),
  )
}

function xml(text: string): readonly Entry[] {
  const entries: Entry[] = []
  const open: XmlElement[] = [parseXml(text)]
  for (let element = open.pop(); element && entries.length < mostEntries; element = open.pop()) {
    const entry = xmlEntry(element)
    if (entry) entries.push({...entry, line: element.line})
    open.push(...element.children.toReversed())
  }
  return entries
}

/** A connection that the packages of a project share, or a source that reports share. */
function sharedConnection(text: string): readonly Entry[] {
  const root = parseXml(text)
  const {line} = root
  if (root.name === 'ConnectionManager') {
    const {text: value} = connectionOf(root)
    return value === undefined ? [] : [{key: projectKey(said(root, 'ObjectName') ?? ''), value, line}]
  }
  const properties = child(root, 'ConnectionProperties')
  const value = textOf(properties, 'ConnectString')
  const name = root.attributes.Name
  if (value === undefined || !name) return []
  // To Oracle a name alone is that of a service, which another file knows, and not of a machine.
  const isService = /^oracle$/i.test(textOf(properties, 'Extension') ?? '') && !/[:/]/.test(value)
  return [{key: sharedSource(name), value: isService ? '' : value, line}]
}

/** What .NET and the containers of Java call a setting. */
function xmlEntry({name, attributes, children, text}: XmlElement): Omit<Entry, 'line'> | undefined {
  const inside = (child: string): string => children.find((one) => one.name === child)?.text ?? ''
  if (name === 'add' && attributes.connectionString !== undefined)
    return {key: `ConnectionStrings:${attributes.name ?? ''}`, value: attributes.connectionString}
  if (name === 'add' && attributes.key !== undefined) return {key: attributes.key, value: attributes.value ?? ''}
  if (name === 'setting' && attributes.name) return {key: attributes.name, value: inside('value')}
  if (name === 'Resource' && attributes.name) return {key: attributes.name, value: attributes.url ?? ''}
  if (/^(?:xa-)?datasource$/.test(name) && attributes['jndi-name'])
    return {key: jndiName(attributes['jndi-name']), value: inside('connection-url')}
  if (name === 'local-tx-datasource') return {key: jndiName(inside('jndi-name')), value: inside('connection-url')}
  if (name === 'property' && attributes.name && attributes.value !== undefined)
    return {key: attributes.name, value: attributes.value}
  return name === 'entry' && attributes.key ? {key: attributes.key, value: text} : undefined
}

/** As code asks for it: `jdbc/pay`, without the tree that the container keeps it in. */
export function jndiName(name: string): string {
  return name.replace(/^java:(?:\/|comp\/env\/|jboss\/)*/, '')
}
