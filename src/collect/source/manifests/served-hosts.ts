import type {SourceFile} from '../walk-tree.ts'
import type {ManifestFindings} from './manifest-kind.ts'

interface Place {
  readonly file: SourceFile
  readonly line: number
  readonly environment?: string | undefined
}

const fullName = /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/
/** Names that examples and templates are made with, and those of no machine in particular. */
const stands =
  /(^|\.)(example\.(com|org|net)|localhost|local|docker\.internal|metadata\.google\.internal|invalid)$|^(www\.)?(your|my)-?(domain|host|app)\./

/** Whether a text, in small letters, is the full name of a machine that is somewhere. */
export function isServableHost(host: string): boolean {
  return fullName.test(host) && !stands.test(host)
}

/** Host names under which the application is reached; wildcards, examples and placeholders name none. */
export function servedHosts(hosts: readonly unknown[], {file, line, environment}: Place): ManifestFindings {
  const texts = hosts
    .filter((host) => typeof host === 'string' && host !== '')
    .map((host) => String(host).toLowerCase())
  return {
    things: [...new Set(texts)]
      .filter(isServableHost)
      .map((host) => ({is: {ref: 'host' as const, host}, name: host, environment, file, line})),
    unresolved: texts.filter((host) => /[${<]/.test(host)).map(() => ({what: 'host name', file, line})),
  }
}
