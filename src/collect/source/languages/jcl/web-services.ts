import type {Control} from '../definition-fact.ts'

const parameter = /^\s*([A-Z][A-Z0-9-]{1,29})\s*=\s*(\S+)/i
const mostLines = 500

/**
 * What a job tells IBM's assistants for web services (DFHLS2WS, DFHWS2LS and those of JSON): the program that serves, and
 * the path that it is served at. One that is given no program makes a client, and serves nothing.
 */
export function servedByAssistant(stream: readonly string[], first: number): readonly Control[] {
  if (!stream.some((line) => /^\s*PGMNAME\s*=/i.test(line))) return []
  const given = new Map<string, {readonly value: string; readonly line: number}>()
  let last: string | undefined
  for (const [index, raw] of stream.slice(0, mostLines).entries()) {
    if (/^[*#]/.test(raw)) continue
    const [, key, value] = parameter.exec(raw) ?? []
    const before = last === undefined ? undefined : given.get(last)
    // A value that has no room in its line ends with an asterisk there.
    if (last !== undefined && before?.value.endsWith('*'))
      given.set(last, {...before, value: `${before.value.slice(0, -1)}${raw.trim().split(/\s/)[0]}`})
    else if (key !== undefined && value !== undefined) {
      last = key.toUpperCase()
      if (!given.has(last)) given.set(last, {value, line: first + index})
    }
  }
  const [program, uri, file] = ['PGMNAME', 'URI', 'WSBIND'].map((key) => given.get(key))
  if (!program || !/^[A-Z@#$][A-Z0-9@#$]{0,7}$/i.test(program.value)) return []
  const open = /[&%<>]/
  // Where the file is put is often a symbol, and its name tells which it is.
  const binding = file?.value.replace(/^.*\//, '').replace(/\.wsbind$/i, '')
  return [
    {
      does: 'serves',
      program: program.value.toUpperCase(),
      ...(uri && !open.test(uri.value) && {uri: uri.value}),
      ...(binding && !open.test(binding) && {binding}),
      line: program.line,
    },
  ]
}
