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

const address =
  /\b(https?|wss?|ftps?|sftp|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|ldaps?|sqlserver|oracle):\/\/(?:[^\s"'`<>@/]{1,200}@)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?(\/[A-Za-z0-9_.-]{0,100})?/g
const variable =
  /\bprocess\.env(?:\.([A-Za-z_][A-Za-z0-9_]{0,100})|\[['"]([A-Za-z_][A-Za-z0-9_]{0,100})['"]\])|\bimport\.meta\.env\.([A-Za-z_][A-Za-z0-9_]{0,100})/g
const dotEnv = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,100})=/gm

/** Namespaces, schemas and documentation: names that look like addresses and lead nowhere. */
const noHosts =
  /^(www\.w3\.org|schemas?\..*|json-schema\.org|xmlns\..*|purl\.org|localhost|.*\.localhost|example\.(com|org|net)|.*\.example\.(com|org|net)|registry\.(npmjs\.org|yarnpkg\.com)|github\.com|raw\.githubusercontent\.com|opencollective\.com|tidelift\.com|feross\.org)$/i
const textKinds =
  /\.([cm]?[jt]sx?|json|ya?ml|properties|ini|conf|cfg|toml|xml|env|sh|sql|tf)$|(^|\/)\.env[\w.-]*$|(^|\/)Dockerfile[\w.-]*$/i
const skippedFiles =
  /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|package\.json|tsconfig[\w.-]*\.json|CHANGELOG[\w.]*)$/i

export function isScannedText(path: string): boolean {
  return textKinds.test(path) && !skippedFiles.test(path)
}

/** Hosts, connection strings and environment variables by anchored patterns. The user part of an address is never read. */
export function scanText(file: SourceFile): TextScan {
  const hosts: HostSeen[] = []
  const variables: {name: string; line: number}[] = []
  const isEnv = /(^|\/)\.env[\w.-]*$/.test(file.path)
  let line = 0
  for (const text of file.text.split('\n')) {
    line += 1
    if (text.length > 20_000) continue
    const code = withoutComment(text, file.path)
    for (const [, protocol = '', name = '', port, path] of code.matchAll(address)) {
      const host = name.toLowerCase()
      if (noHosts.test(host) || isIP(host) || !host.includes('.')) continue
      const isDatabase = /^(postgres|mysql|mariadb|mongodb|redis|sqlserver|oracle)/.test(protocol)
      const database = isDatabase ? path?.slice(1) : undefined
      hosts.push({host, protocol, line, ...(port && {port}), ...(database && {database})})
    }
    for (const [, plain, quoted, meta] of code.matchAll(variable))
      variables.push({name: plain ?? quoted ?? meta ?? '', line})
    if (isEnv) for (const [, name = ''] of code.matchAll(dotEnv)) variables.push({name, line})
  }
  return {hosts, variables}
}

/** Whole-line and trailing comments go; `//` inside an address stays. */
function withoutComment(text: string, path: string): string {
  if (/\.([cm]?[jt]sx?)$/.test(path)) {
    if (/^\s*(\/\/|\*|\/\*)/.test(text)) return ''
    return text.replace(/(^|[\s;{}),])\/\/.*$/, '$1')
  }
  return /^\s*(#|;|--|<!--)/.test(text) ? '' : text
}
