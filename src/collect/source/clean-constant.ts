import {withoutKeys} from '../../model/secrets.ts'
import {cleanAddress, hasScheme, keyRun, withoutQuery, withoutUserPart} from './clean-address.ts'
import {withoutSecrets} from './languages/connection-text.ts'
import {isSecretKey} from './secret-item.ts'

/** Variables that are set for one command alone. */
const setBefore = /^\s*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)+(?:\s+|$))+/

/** The name of the program that a command line runs; ` {}` stays of arguments that are decided at run time. */
export function programAlone(line: string): string {
  const called = behindShellsOwn(line)
    .replace(/^\s*(?:\$?\(|`)+/, '')
    .replace(setBefore, '')
  const [name = ''] = (/^\s/.test(called) && !/^\s/.test(line) ? called.trimStart() : called).split(/\s/)
  const isOpen = called.slice(name.length).includes('{}')
  const plain = hasScheme(name) ? cleanAddress(name) : withoutKeys(name.replace(/[;&|<>].*$|^\w+=.*$/s, ''), '{}')
  return isOpen ? `${plain} {}` : plain
}

/** What a shell does itself, before the program that it starts. */
const shellsOwn =
  /^\s*(?:(?:export|set|unset|cd|pushd|umask|ulimit|source|echo|true)(?:\s(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^"'&|;\n])*)?(?:&&|[;\n]))+/

function behindShellsOwn(line: string): string {
  if (/^\s*echo\s[^&;|\n]*$/.test(line)) return ''
  const rest = line.replace(shellsOwn, '')
  return rest === line ? line : rest.trimStart()
}

/** A line that starts a program, with options or with variables before it. */
const commandLine =
  /^\s*[A-Za-z_]\w*=\S+\s|\S\s+(?:-{1,2}|\/)[A-Za-z?]|^\s*(?:sqlplus|sqlldr|exp|imp|expdp|impdp|net)\s/

/** A constant, or what a setting gives; undefined where it may be a secret itself. */
export function constantWithoutSecrets(name: string, literal: string): string | undefined {
  if (isSecretKey(name)) return undefined
  if (hasScheme(literal)) return cleanAddress(literal)
  if (/^jdbc:|^[\w ]{1,40}=[^;]*;/i.test(literal)) return connectionAlone(literal)
  if (commandLine.test(literal)) return programAlone(literal)
  const clean = withoutUserPart(withoutQuery(withoutKeys(literal, '{}')))
  return /^[\w~+=/%-]+$/.test(clean) && !clean.includes('/') && keyRun(clean) ? undefined : clean
}

function connectionAlone(text: string): string {
  const kept = withoutSecrets({literal: text.replace(/^(jdbc:(?:[a-z0-9]{1,20}:){1,3})[^@]*@/i, '$1@')})
  return 'literal' in kept ? withoutKeys(kept.literal, '{}') : ''
}
