import type {Control} from '../definition-fact.ts'

/** The programs that are the client of FTP. */
export function isFtpProgram(program: string | undefined): boolean {
  return /^FTPC?$/.test(program ?? '')
}

/**
 * The files that are put and got, each with the machine that is open there. The first line is the machine where it is one
 * and PARM names none; the lines behind it are a user and a password, which are not looked at.
 */
export function ftp(stream: readonly string[], line: number): readonly Control[] {
  const [first = ''] = stream.map((one) => one.trim()).filter(Boolean)
  let server = /^[\w-]+(?:\.[\w-]+)+(?:\s+\d+)?$/.test(first) ? first.split(/\s/)[0] : undefined
  let isOpened = false
  let folder = ''
  return stream.flatMap((raw, index): readonly Control[] => {
    const [verb = '', one = '', two = ''] = (raw.trim().match(/'[^']*'|\S+/g) ?? []).map((word) =>
      word.replace(/^'|'$/g, ''),
    )
    if (/^open$/i.test(verb) && one !== '') {
      ;[server, isOpened, folder] = [one, true, '']
      return []
    }
    if (/^cd$/i.test(verb)) folder = one.startsWith('/') ? one : `${folder}/${one}`
    const isPut = /^m?put$/i.test(verb)
    if ((!isPut && !/^m?get$/i.test(verb)) || one === '') return []
    const [local, given] = isPut ? [one, two || one] : [two || one, one]
    const remote =
      folder && !given.startsWith('/') && !/\./.test(given.replace(/\.\w{1,4}$/, '')) ? `${folder}/${given}` : given
    const machine = {...(server && {server}), ...(isOpened && {isOpened: true as const})}
    return [{does: isPut ? 'sends' : 'fetches', ...machine, local, remote, line: line + index}]
  })
}

/** Options of the client whose value is the next word: security, a file of settings, the stack, the own address. */
const withValue = /^-[afprs]$/i

/**
 * The machine that PARM of the client names: `'host port (EXIT'`, `('host','(EXIT')`, `'POSIX(ON)/-r TLS host'`.
 * Undefined where it names none; what symbols leave open stays as it is written.
 */
export function machineOfParameter(parameter: string): string | undefined {
  const text = parameter
    .replace(/^\(([\s\S]*)\)$/, '$1')
    .replaceAll("''", "'")
    .replaceAll("'", '')
    // What stands in quotes is the value of an option, and may hold blanks and slashes.
    .replace(/"[^"]*"/g, '"')
  const slash = text.indexOf('/')
  // `POSIX(ON)/` and `/` alone are for the runtime.
  const before = text.slice(0, Math.max(slash, 0)).trim()
  const isBehindRuntime = slash >= 0 && (before === '' || (before.endsWith(')') && !/(?:^|[\s,])-/.test(before)))
  const words =
    (isBehindRuntime ? text.slice(slash + 1) : text)
      .split('(', 1)[0]
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? []
  const host = words.find((word, index) => !word.startsWith('-') && !withValue.test(words[index - 1] ?? ''))
  return host !== undefined && /^[A-Z0-9&][\w.:&-]*$/i.test(host) && !/^(?:EXIT|TRACE|VERBOSE)$/i.test(host)
    ? host
    : undefined
}
