import {type AddressSeen, addressesAt, blanks} from './addresses-in-text.ts'
import {
  brokerProtocol,
  isConnectionScheme,
  standingBehind,
  standingOfVariable,
  type Standing,
} from './connection-name.ts'
import {environmentAt, environmentSections} from './environment-sections.ts'
import {isMachine} from './machine-names.ts'
import {standingReader} from './name-before.ts'
import type {SourceFile} from './walk-tree.ts'
import {foldersOfWords} from './words-for-people.ts'

export interface HostSeen extends AddressSeen {
  readonly line: number
  /** How it stands in a text, where no call of it was seen. */
  readonly standing?: Standing
  /** Where it stands in a part of its file that is for one environment. */
  readonly environment?: string
}

export interface TextScan {
  readonly hosts: readonly HostSeen[]
  /** Names only, never values. */
  readonly variables: readonly {readonly name: string; readonly line: number}[]
}

const variable =
  /\bprocess\.env(?:\.([A-Za-z_][A-Za-z0-9_]{0,100})|\[['"]([A-Za-z_][A-Za-z0-9_]{0,100})['"]\])|\bimport\.meta\.env\.([A-Za-z_][A-Za-z0-9_]{0,100})/g
/** `const {A, B: b = 1} = process.env`. */
const takenApart = /\{([^{}]{1,500})\}\s{0,4}=\s{0,4}process\.env\b/g
/** What Ruby puts into a file of settings: `<%= ENV.fetch("PGHOST") %>`. */
const inTemplate = /<%(?:[^%]|%(?!>)){0,200}?\bENV(?:\.fetch\(?\s{0,4}|\[)["']([A-Za-z_][A-Za-z0-9_]{0,100})["']/g
const dotEnv = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,100})=/gm

/** A setting that names a machine: `host: 'db.dept.example'`, `DB_HOST=...`, `"server": "..."`, `Server=...;`; the default of a variable too. */
const hostSetting =
  /\b(?:[A-Za-z0-9]{1,40}[_.-]){0,6}[A-Za-z0-9]{0,40}(?:host(?:[_-]?name)?|server|brokers?|endpoint|addr(?:ess(?:es)?)?|data source|connect[_-]?string|bootstrap[_.-]?servers?|metadata[_.-]?broker[_.-]?list)["']?\s{0,4}[:=]-?\s{0,4}\[?\s{0,4}(?:(?:<%=\s{0,4})?(?:process\.env(?:\.\w{1,100}|\[["']\w{1,100}["']\])|ENV\[["']\w{1,100}["']\])\s{1,4}(?:\|\||\?\?)\s{1,4}|(?:<%=\s{0,4})?ENV\.fetch\(?\s{0,4}["']\w{1,100}["']\s{0,4}(?:,|\)\s?\{)\s{0,4})?["'`]?(?:tcp:)?((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])(?:[:,](\d{1,5}))?(?=["'`\s;,\/\]}]|$)/gi
/** In code the name is a literal: without quotes `config.server = app.get.thing` would pass for one. */
const quotedHostSetting = new RegExp(hostSetting.source.replace('["\'`]?(?:tcp:)?', '["\'`](?:tcp:)?'), 'gi')
/** Files and properties that have the form of a name. */
const notAHost =
  /\.(js|ts|mjs|cjs|jsx|tsx|json|html?|css|xml|ya?ml|txt|md|properties|png|svg|jpe?g|local|value|name|host|port|length|env|config)$/
/** In data, an address counts where its key says that it is one to be called. */
const callingKey =
  /["'](?:[\w.-]{0,40})(?:url|uri|host|endpoint|server|address|connection|dsn|origin|proxy|broker|api|database|db)\w{0,20}["']\s*:/i
const settingsFile = /(^|\/)(app)?(settings|config)[\w.-]*\.json$/i

/** Descriptions of interfaces tell callers where they are served; words and rules are no settings. */
const tellsOfOthers = new RegExp(
  String.raw`${foldersOfWords}|(^|\/)messages[\w.-]*\.properties$|(^|\/)(?:sitemap|robots|rulesets?|checkstyle|pmd|phpcs|phpmd|phpunit|detekt|stylecop|manifest|browserconfig|opensearch)[\w.-]*\.(?:xml|ya?ml|json|config)$`,
  'i',
)
const versionInYaml = /^\uFEFF?["']?(?:openapi|swagger|asyncapi)["']?[ \t]*:[ \t]*["']?\d/m
/** With what stands before the first key, as before all others beside it. */
const firstInJson = /^\s*\{(?:[ \t]*\r?\n\s*?)?(?<indent>[ \t]*)"/
const versionInJson = /^(?:[ \t]*\{)?(?<indent>[ \t]*)"(?:openapi|swagger|asyncapi)"\s*:\s*"\d/gm

/** Whether a text is a description of an interface, whose values are examples: its version stands beside no other key. */
export function describesInterface(text: string): boolean {
  if (versionInYaml.test(text)) return true
  const indent = firstInJson.exec(text)?.groups?.indent
  return indent !== undefined && [...text.matchAll(versionInJson)].some(({groups}) => groups?.indent === indent)
}
const textKinds =
  /\.([cm]?[jt]sx?|json|ya?ml|properties|ini|conf|cfg|toml|xml|config|env|sh|sql|tf)$|(^|\/)\.env[\w.-]*$|(^|\/)Dockerfile[\w.-]*$/i
const skippedFiles =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|package\.json|composer\.json|pom\.xml|packages\.config|packages\.lock\.json|pyproject\.toml|Cargo\.toml|rust-toolchain\.toml|setup\.cfg|[\w.-]+\.versions\.toml|global\.json|tsconfig[\w.-]*\.json|Chart\.ya?ml|CHANGELOG[\w.]*)$/i

/** Names of namespaces and places of schemas look like addresses. */
const nameOfSpace =
  /\b(?:xmlns(?::[\w.-]{1,100})?|(?:\w{1,20}:)?schemaLocation|targetNamespace|namespace)\s{0,4}=\s{0,4}(?:"[^"]*"|'[^']*')/gi

export function isScannedText(path: string): boolean {
  return textKinds.test(path) && !skippedFiles.test(path)
}

/** Hosts, connection strings and environment variables by anchored patterns. The user part of an address is never read. */
export function scanText(file: SourceFile): TextScan {
  const hosts: HostSeen[] = []
  const variables: {name: string; line: number}[] = []
  const isEnv = /(^|\/)\.env[\w.-]*$/.test(file.path)
  const isData = /\.json$/i.test(file.path) && !settingsFile.test(file.path)
  const machines = machineReader(file)
  const sections = environmentSections(file)
  let line = 0
  let from = 0
  for (const text of withoutBlocks(file).split('\n')) {
    line += 1
    const start = from
    from += text.length + 1
    if (text.length > 20_000) continue
    const code = withoutComment(text, file.path).replace(nameOfSpace, '')
    const isAside = isData && !callingKey.test(code)
    for (const {column, ...host} of machines(code)) {
      const environment = environmentAt(sections, start + column)
      hosts.push({...host, line, ...(isAside && {standing: 'named'}), ...(environment && {environment})})
    }
    variables.push(...variablesIn(code, isEnv).map((name) => ({name, line})))
  }
  return {hosts, variables}
}

/** What a script tells people, but for what another program then reads. */
const message =
  /^\s*_?(?:err(?:or)?|info|warn(?:ing)?|log|die|msg|message|echo|printf|debug\d?|notice|usage)\w*\s[^|>]*$/i
/** Words by which a sentence leads to an address. */
const pointer =
  /(?:\b(?:at|from|from the|here|see|visit|docs?|site|author|refer to|e\.g\.)[\s:"'(]{1,5}|<)(?:https?|ftp):\/\/[^\s"'<>]{1,500}/gi

/** A line of a script with blanks in place of the addresses that only people are sent to. */
function withoutSentences(code: string): string {
  return message.test(code) ? '' : code.replace(pointer, blanks)
}

const mostBefore = 1000
const longestList = 1000
const mostOfLine = 50

const nameOfPair = /^\s*(?:-\s+)?(?:\{\s*)?["']?name["']?\s*[:=]\s*["']?([\w.-]{1,100})["']?\s*,?\s*$/i
const valueOfPair = /^(\s*)["']?value["']?\s*[:=]\s*["']?([\w.-]{1,253}(?::\d{1,5})?)["']?[\s,}]*$/i
const wholePair =
  /["']?\bname["']?\s*[:=]\s*["']?([\w.-]{1,100})["']?\s*,\s*["']?value["']?\s*[:=]\s*["']?([\w.-]{1,253}(?::\d{1,5})?)["']?(?=\s*(?:[,}\]]|$))/gi

/**
 * What gives containers their variables by two lines, or by two keys of one, `name: DB_HOST` and `value: db.dept.example`, as
 * one setting that begins where the value's line does.
 */
function pairReader(): (line: string) => string {
  let name: string | undefined
  return (line) => {
    const [, indent = '', value] = valueOfPair.exec(line) ?? []
    const before = name
    if (line.trim() !== '') name = nameOfPair.exec(line)?.[1]
    if (value !== undefined) return before === undefined ? line : `${indent}${before}="${value}"`
    return line.replace(wholePair, (_, own: string, given: string) => `${own}="${given}"`)
  }
}

const nextOfList =
  /["'`]?\s{0,4},\s{0,4}["'`]?((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]):(\d{1,5})(?=["'`\s;,\/\]]|$)/y

/** Further machines of a list, each with its port: `k1.dept.example:9092,k2.dept.example:9092`, `["k1...", "k2..."]`. */
function othersOfList(text: string): readonly {readonly host: string; readonly port: string}[] {
  const found: {host: string; port: string}[] = []
  const next = new RegExp(nextOfList)
  for (let match = next.exec(text); match && found.length < 50; match = next.exec(text)) {
    const [, name = '', port = ''] = match
    if (isMachine(name.toLowerCase())) found.push({host: name.toLowerCase(), port})
  }
  return found
}

const addressKey = /addr(?:ess(?:es)?)?\s*$/i

/** A key whose name is that of a machine is called unless its name speaks against it. */
function standingOfHost(key: string): Standing {
  return standingBehind(key) === 'named' ? 'named' : 'connection'
}

function standingOfAddress(key: string): Standing {
  return /^[A-Z][A-Z0-9_]*\s*$/.test(key) ? standingOfVariable(key) : standingBehind(key)
}

/** An address that is listened at, or that is told to others, is the program's own; one of mail is of no machine. */
const ownPlace = /bind|listen|advertis|publish|local|public|external|mail|remote|client|forward|own|self/i

/**
 * Whether what is found is a value to its end. A brace ends one of YAML, and the default of a variable of a shell,
 * `${DB_HOST:-db.dept.example}`; elsewhere it ends code, or what another placeholder has for its default.
 */
function isWholeValue(found: string, text: string, at: number, isYaml: boolean): boolean {
  const isEnded = text[at + found.length] === '}' && !/["'`]/.test(found.at(-1) ?? '')
  const isOfVariable = text.slice(Math.max(0, at - 2), at) === '${'
  if (/[:=]-/.test(found)) return isEnded && isOfVariable
  return !isEnded || (isYaml && !isOfVariable)
}

interface MachineAt extends Omit<HostSeen, 'line'> {
  readonly column: number
}

/** The machines that a line names, each by how it stands there; lines are given in their order. */
function machineReader({path, text}: SourceFile): (line: string) => readonly MachineAt[] {
  const namesHosts = /host|server|broker|endpoint|data source|connect|addr/i.test(text)
  const isYaml = /\.ya?ml$/i.test(path)
  const isCode = /\.([cm]?[jt]sx?|tf|tfvars)$/i.test(path)
  const isShell = /\.sh$/i.test(path)
  const hostPattern = isCode ? quotedHostSetting : hostSetting
  const isOfOthers = tellsOfOthers.test(path) || (/\.(ya?ml|json)$/i.test(path) && describesInterface(text))
  const pairs = /\.(?:ya?ml|json|tf)$/i.test(path) ? pairReader() : (line: string): string => line
  const standings = text.includes('://') ? standingReader(path) : () => (): Standing => 'named'
  return (code) => {
    const standingAt = standings(code)
    const found: MachineAt[] = []
    const setting = pairs(code)
    for (const {0: all, 1: name = '', 2: port, index: column} of namesHosts ? setting.matchAll(hostPattern) : []) {
      const host = name.toLowerCase()
      // An address on the same line says more, and is taken below.
      if (!isMachine(host) || notAHost.test(host) || code.includes(`//${name}`)) continue
      const key = /^[\w.\s-]*/.exec(all)?.[0] ?? ''
      if (!isWholeValue(all, setting, column, isYaml)) continue
      const isAddress = addressKey.test(key)
      if (isAddress && (port === undefined || ownPlace.test(key))) continue
      const standing = isOfOthers ? 'named' : isAddress ? standingOfAddress(key) : standingOfHost(key)
      const protocol = brokerProtocol(key) ?? 'host'
      found.push({host, protocol, standing, column, ...(port && {port})})
      for (const other of port ? othersOfList(setting.slice(column + all.length, column + longestList)) : [])
        found.push({...other, protocol, standing, column})
    }
    for (const [at, {index, ...address}] of addressesAt(isShell ? withoutSentences(code) : code).entries()) {
      const isConnection = isConnectionScheme(address.protocol)
      // A line with very many is data.
      const isNamed = isOfOthers || at >= mostOfLine
      const before = code.slice(Math.max(0, index - mostBefore), index)
      const standing = isNamed ? 'named' : isConnection ? 'connection' : standingAt(before)
      found.push({...address, standing, column: index})
    }
    return found
  }
}

function variablesIn(code: string, isEnv: boolean): readonly string[] {
  const names: string[] = []
  for (const [, plain, quoted, meta] of code.matchAll(variable)) {
    const name = plain ?? quoted ?? meta ?? ''
    if (!(name in Object.prototype)) names.push(name)
  }
  for (const [, taken = ''] of code.matchAll(takenApart))
    for (const [name = ''] of taken.matchAll(/(?<=^|,)\s*[A-Za-z_]\w{0,100}/g)) names.push(name.trim())
  if (code.includes('<%')) for (const [, name = ''] of code.matchAll(inTemplate)) names.push(name)
  if (isEnv) for (const [, name = ''] of code.matchAll(dotEnv)) names.push(name)
  return names
}

/**
 * Comments over several lines become blanks, where they have an end; but in XML those alone that begin a line, since `/*`
 * stands in literals too.
 */
function withoutBlocks({path, text}: SourceFile): string {
  const isXml = /\.(xml|config)$/i.test(path)
  if (!isXml && !blockComments.test(path)) return text
  const [open, close] = isXml ? ['<!--', '-->'] : ['/*', '*/']
  const parts: string[] = []
  let at = 0
  for (let from = text.indexOf(open); from >= 0;) {
    const before = text.slice(Math.max(at, from - farthestBlank), from)
    const end = isXml || /(^|\n)[ \t]*$/.test(before) ? text.indexOf(close, from + open.length) : undefined
    if (end !== undefined && end < 0) break
    if (end !== undefined) {
      parts.push(text.slice(at, from), blanks(text.slice(from, end + close.length)))
      at = end + close.length
    }
    from = text.indexOf(open, end === undefined ? from + open.length : at)
  }
  return [...parts, text.slice(at)].join('')
}

const farthestBlank = 200

/** Whole-line and trailing comments go; `//` inside an address stays. */
function withoutComment(text: string, path: string): string {
  if (/\.([cm]?[jt]sx?)$/.test(path)) {
    if (/^\s*(\/\/|\*|\/\*)/.test(text)) return ''
    return text.replace(/(^|[\s;{}),])\/\/.*$/, '$1')
  }
  if (/^\s*(#|;|--|<!--)/.test(text) || (terraform.test(path) && /^\s*(\/\/|\/\*)/.test(text))) return ''
  return hashComments.test(path) ? text.replace(/\s#\s.*$/, '') : text
}

/** Where comments begin with a stroke and a star. */
const blockComments = /\.([cm]?[jt]sx?|tf|tfvars|sql)$/i
const terraform = /\.(tf|tfvars)$/i
/** Where a hash after a blank begins a comment, which no address holds. */
const hashComments = /\.(ya?ml|tf|tfvars)$/i
