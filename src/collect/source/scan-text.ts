import {isIP} from 'node:net'
import type {SourceFile} from './walk-tree.ts'

export interface HostSeen {
  readonly host: string
  readonly protocol: string
  readonly port?: string
  /** The database that a connection string names. */
  readonly database?: string
  readonly line: number
}

export interface TextScan {
  readonly hosts: readonly HostSeen[]
  /** Names only, never values. */
  readonly variables: readonly {readonly name: string; readonly line: number}[]
}

/** A password may hold `@` and `/`: it ends at the last `@` that a name of a machine stands behind. */
const address =
  /\b(https?|wss?|ftps?|sftp|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|ldaps?|sqlserver|oracle):\/\/(?:[^\s"'`<>@/:]{0,100}:(?!\d{1,5}[/?])(?:(?!:\/\/)[^\s"'`<>,;]){1,200}@(?=[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z][A-Za-z0-9-]*(?:[:/?\s"'`]|$))|[^\s"'`<>@/]{1,200}@)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?(\/[A-Za-z0-9_.-]{0,100})?/g
/** Oracle's drivers have no `//` behind the scheme, or one behind the `@`: `jdbc:oracle:thin:@//db:1521/NAME`. */
const oracleAddress =
  /\bjdbc:(oracle):[a-z0-9]{1,10}:[^\s"'`<>@]{0,200}@(?:\/\/)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?([/:][A-Za-z0-9_.-]{1,100})?/g
const variable =
  /\bprocess\.env(?:\.([A-Za-z_][A-Za-z0-9_]{0,100})|\[['"]([A-Za-z_][A-Za-z0-9_]{0,100})['"]\])|\bimport\.meta\.env\.([A-Za-z_][A-Za-z0-9_]{0,100})/g
/** `const {A, B: b = 1} = process.env`. */
const takenApart = /\{([^{}]{1,500})\}\s{0,4}=\s{0,4}process\.env\b/g
const dotEnv = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,100})=/gm

/** A setting that names a machine: `host: 'db.dept.example'`, `DB_HOST=...`, `"server": "..."`, `Server=...;`. */
const hostSetting =
  /\b(?:[A-Za-z0-9]{0,40}[_.-]?)?(?:host(?:[_-]?name)?|server|brokers?|endpoint|data source|connect[_-]?string|bootstrap[_.-]?servers?|metadata[_.-]?broker[_.-]?list)["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}["'`]?(?:tcp:)?((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])(?:[:,](\d{1,5}))?(?=["'`\s;,\/\]]|$)/gi
/** In code the name is a literal: without quotes `config.server = app.get.thing` would pass for one. */
const quotedHostSetting = new RegExp(hostSetting.source.replace('["\'`]?(?:tcp:)?', '["\'`](?:tcp:)?'), 'gi')
/** Files and properties that have the form of a name. */
const notAHost =
  /\.(js|ts|mjs|cjs|jsx|tsx|json|html?|css|xml|ya?ml|txt|md|properties|png|svg|jpe?g|local|value|name|host|port|length|env|config)$/
/** In data, an address counts where its key says that it is one to be called. */
const callingKey =
  /["'](?:[\w.-]{0,40})(?:url|uri|host|endpoint|server|address|connection|dsn|origin|proxy|broker|api|database|db)\w{0,20}["']\s*:/i
const settingsFile = /(^|\/)(app)?(settings|config)[\w.-]*\.json$/i
const words = /(^|\/)(i18n|locales?|lang|translations?|messages|nls)\//i

/** Namespaces, schemas and documentation: names that look like addresses and lead nowhere. */
const noHosts =
  /^(www\.w3\.org|xml\.org|apache\.org|xml\.apache\.org|.*\.tld|schemas?\..*|json-schema\.org|java\.sun\.com|jakarta\.ee|maven\.apache\.org|struts\.apache\.org|www\.springframework\.org|www\.hibernate\.org|hibernate\.sourceforge\.net|xmlns\..*|purl\.org|(?:[\w-]+\.)?(?:your|my|some)?-?(?:domain|site|company|server|host)\.(?:com|org|net|tld)|localhost|.*\.(?:localhost|localdomain)|kubernetes\.default(\.svc(\.cluster\.local)?)?|example\..*|.*\.example\.(com|org|net)|registry\.(npmjs\.org|yarnpkg\.com)|github\.com|raw\.githubusercontent\.com|opencollective\.com|tidelift\.com|feross\.org)$/i
const textKinds =
  /\.([cm]?[jt]sx?|json|ya?ml|properties|ini|conf|cfg|toml|xml|config|env|sh|sql|tf)$|(^|\/)\.env[\w.-]*$|(^|\/)Dockerfile[\w.-]*$/i
const skippedFiles =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|package\.json|composer\.json|pom\.xml|packages\.config|packages\.lock\.json|pyproject\.toml|Cargo\.toml|rust-toolchain\.toml|setup\.cfg|[\w.-]+\.versions\.toml|global\.json|tsconfig[\w.-]*\.json|Chart\.ya?ml|CHANGELOG[\w.]*)$/i

/** Names of namespaces and places of schemas look like addresses. */
const nameOfSpace =
  /\b(?:xmlns(?::[\w.-]{1,100})?|(?:\w{1,20}:)?schemaLocation|targetNamespace|namespace)\s{0,4}=\s{0,4}(?:"[^"]*"|'[^']*')/gi

/** Of what may stand in a text: namespaces, the names of what a token of Google is for, links for readers of a page. */
const inText =
  /\bxmlns(?::[\w.-]{1,100})?\s{0,4}=\s{0,4}\\?["'][^"'\\\s]{0,500}|https:\/\/www\.googleapis\.com\/auth\/[\w./-]{0,200}|<(?:a|img)\s[^<>]{0,300}?\b(?:href|src)\s{0,4}=\s{0,4}[\\`]?["']?https?:\/\/[^"'\s<>]{1,500}/gi

export function isScannedText(path: string): boolean {
  return textKinds.test(path) && !skippedFiles.test(path)
}

/** Hosts, connection strings and environment variables by anchored patterns. The user part of an address is never read. */
export function scanText(file: SourceFile): TextScan {
  const hosts: HostSeen[] = []
  const variables: {name: string; line: number}[] = []
  const isEnv = /(^|\/)\.env[\w.-]*$/.test(file.path)
  const isData = /\.json$/i.test(file.path) && !settingsFile.test(file.path)
  const namesHosts = /host|server|broker|endpoint|data source|connect/i.test(file.text)
  const isCode = /\.([cm]?[jt]sx?|tf|tfvars)$/i.test(file.path)
  if (isData && words.test(file.path)) return {hosts, variables}
  const isShell = /\.sh$/i.test(file.path)
  let line = 0
  for (const text of withoutBlocks(file).split('\n')) {
    line += 1
    if (text.length > 20_000) continue
    const code = withoutComment(text, file.path).replace(nameOfSpace, '')
    if (isData && !callingKey.test(code)) continue
    for (const [, name = '', port] of namesHosts ? code.matchAll(isCode ? quotedHostSetting : hostSetting) : []) {
      const host = name.toLowerCase()
      // An address on the same line says more, and is taken below.
      if (noHosts.test(host) || notAHost.test(host) || code.includes(`//${name}`)) continue
      hosts.push({host, protocol: 'host', line, ...(port && {port})})
    }
    for (const found of addressesIn(isShell ? withoutSentences(code) : code)) hosts.push({...found, line})
    for (const [, plain, quoted, meta] of code.matchAll(variable)) {
      const name = plain ?? quoted ?? meta ?? ''
      if (!(name in Object.prototype)) variables.push({name, line})
    }
    for (const [, names = ''] of code.matchAll(takenApart))
      for (const [name = ''] of names.matchAll(/(?<=^|,)\s*[A-Za-z_]\w{0,100}/g))
        variables.push({name: name.trim(), line})
    if (isEnv) for (const [, name = ''] of code.matchAll(dotEnv)) variables.push({name, line})
  }
  return {hosts, variables}
}

/** What a script tells people, but for what another program then reads. */
const message =
  /^\s*_?(?:err(?:or)?|info|warn(?:ing)?|log|die|msg|message|echo|printf|debug\d?|notice|usage)\w*\s[^|>]*$/i
/** Words by which a sentence leads to an address. */
const pointer =
  /(?:\b(?:at|from|from the|here|see|visit|docs?|site|author|refer to|e\.g\.)[\s:"'(]{1,5}|<)(?:https?|ftp):\/\/[^\s"'<>]{1,500}/gi

/** A line of a script without the addresses that only people are sent to. */
function withoutSentences(code: string): string {
  return message.test(code) ? '' : code.replace(pointer, '')
}

/** The machines that addresses and connection strings in a text name. */
export function addressesIn(text: string): readonly Omit<HostSeen, 'line'>[] {
  const found: Omit<HostSeen, 'line'>[] = []
  const read = /xmlns|\/auth\/|<(?:a|img)\s/i.test(text) ? text.replace(inText, '') : text
  for (const [, protocol = '', name = '', port, path] of [...read.matchAll(address), ...read.matchAll(oracleAddress)]) {
    const host = name.toLowerCase()
    if (noHosts.test(host) || isIP(host) || !host.includes('.')) continue
    // Scopes of authorisation have the form of addresses.
    if (host === 'www.googleapis.com' && path?.startsWith('/auth')) continue
    const isDatabase = /^(postgres|mysql|mariadb|mongodb|redis|sqlserver|oracle)/.test(protocol)
    const database = isDatabase ? path?.slice(1) : undefined
    found.push({host, protocol, ...(port && {port}), ...(database && {database})})
  }
  return found
}

/** Comments over several lines go, where they have an end; in Terraform those alone that begin a line, since `/*` stands in names too. */
function withoutBlocks({path, text}: SourceFile): string {
  const isXml = /\.(xml|config)$/i.test(path)
  if (!isXml && !terraform.test(path)) return text
  const [open, close] = isXml ? ['<!--', '-->'] : ['/*', '*/']
  const parts: string[] = []
  let at = 0
  for (let from = text.indexOf(open); from >= 0;) {
    const before = text.slice(Math.max(at, from - farthestBlank), from)
    const end = isXml || /(^|\n)[ \t]*$/.test(before) ? text.indexOf(close, from + open.length) : undefined
    if (end !== undefined && end < 0) break
    if (end !== undefined) {
      parts.push(text.slice(at, from), text.slice(from, end).replace(/[^\n]/g, ' '))
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

const terraform = /\.(tf|tfvars)$/i
/** Where a hash after a blank begins a comment, which no address holds. */
const hashComments = /\.(ya?ml|tf|tfvars)$/i
