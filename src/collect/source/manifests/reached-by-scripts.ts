import type {SourceFile} from '../walk-tree.ts'
import {owner} from './infrastructure.ts'
import type {ManifestFindings} from './manifest-kind.ts'
import {isServableHost} from './served-hosts.ts'

/** A word of a command line; one in quotes may hold blanks. */
const word = String.raw`(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[^\s"'|;&]{1,300})`
/** Options of the remote shell and its kin, of which some take a value. */
const options = String.raw`(?:-[bciFlopPSRJ]\s{1,4}${word}\s{1,4}|-[\w=.:/-]{1,100}\s{1,4}){0,20}`
const address = String.raw`["']?(?:[\w.+-]{1,100}@|\$\{?\w{1,100}\}?@)?(\$\{?[\w.]{1,100}\}?|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)`

/** How scripts of pipelines name the machine that they reach; the protocol, and the pattern with the name in brackets. */
const forms: readonly (readonly [protocol: string, pattern: RegExp])[] = [
  ['ssh', new RegExp(String.raw`(?<![\w./-])ssh\s{1,4}${options}${address}(?=["'\s]|$)`, 'g')],
  ['sftp', new RegExp(String.raw`(?<![\w./-])sftp\s{1,4}${options}${address}(?=["'\s:]|$)`, 'g')],
  ['ftp', new RegExp(String.raw`(?<![\w./-])ftp\s{1,4}${options}${address}(?=["'\s:]|$)`, 'g')],
]
/** Files are copied from or to a machine by `name:path`. */
const copies = /(?<![\w./-])(scp|rsync)\s([^\n|;&]{1,2000})/g
const place =
  /(?:^|[\s"'])(?:[\w.+-]{1,100}@|\$\{?\w{1,100}\}?@)?(\$\{?[A-Za-z_]\w{0,100}\}?|[A-Za-z0-9][A-Za-z0-9.-]{0,252}):(?!\/\/)/g
const url = /\b(https?|ftps?|sftp):\/\/(?:[^\s"'`<>@/]{1,200}@)?([A-Za-z0-9][A-Za-z0-9.-]{0,252})/g
/** What takes an address to connect to it. */
const client =
  /(?<![\w./-])(?:curl|wget|lftp|sftp|ftp|https?|Invoke-WebRequest|Invoke-RestMethod|git\s{1,4}(?:clone|fetch|pull|push|remote))\s/i
/** Steps that reach a machine by ssh. */
const remote = /\b(?:remote\.|ssh)?host\s{0,4}[:=]\s{0,4}["']([A-Za-z0-9.-]{1,253})["']/gi

const longestLine = 20_000
/** Where packages and images come from, which every build reaches. */
const ofEveryBuild =
  /(^|\.)(github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|docker\.(io|com)|npmjs\.org|pypi\.org|maven\.org|maven\.apache\.org|sonatype\.org|nuget\.org|rubygems\.org|packagist\.org|getcomposer\.org|golang\.org|debian\.org|ubuntu\.com|alpinelinux\.org)$/

interface Reached {
  readonly host: string
  readonly protocol: string
}

/**
 * The machines that scripts of a pipeline reach: by ssh, copies of files and addresses: those of lines with a program
 * that connects, or `withUrls`, where nothing else reads the file, all. `text` is without comments, its lines those of the file.
 */
export function reachedByScripts(
  file: SourceFile,
  text: string,
  {withUrls}: {readonly withUrls: boolean},
): ManifestFindings {
  const found = text
    .split('\n')
    .flatMap((line, at) =>
      line.length > longestLine ? [] : reachedIn(line, withUrls).map((reached) => ({...reached, line: at + 1})),
    )
  return {
    links: found
      .filter(({host}) => isServableHost(host) && !ofEveryBuild.test(host))
      .map(({host, protocol, line}) => ({
        from: owner,
        type: 'CALLS',
        to: {ref: 'host', host},
        certainty: 'inferred',
        attributes: {protocol, how: 'by a script of a pipeline', environment: 'build'},
        file,
        line,
      })),
    unresolved: found
      .filter(({host}) => host.startsWith('$'))
      .map(({line}) => ({what: 'host that a pipeline reaches', file, line})),
  }
}

function reachedIn(line: string, withUrls: boolean): readonly Reached[] {
  const found: Reached[] = []
  const add = (protocol: string, host = ''): void => void found.push({protocol, host: host.toLowerCase()})
  for (const [protocol, pattern] of forms) for (const [, host] of line.matchAll(pattern)) add(protocol, host)
  for (const [, protocol = '', rest = ''] of line.matchAll(copies))
    for (const [, host] of rest.matchAll(place)) add(protocol === 'scp' ? 'scp' : 'rsync', host)
  for (const [, host] of line.matchAll(remote)) add('ssh', host)
  if (withUrls || client.test(line)) for (const [, protocol = '', host] of line.matchAll(url)) add(protocol, host)
  return [...new Map(found.map((one) => [one.host, one])).values()]
}

/** Lines of YAML and of the scripts in it that are comments, blanked. */
export function withoutHashLines(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '')
}
