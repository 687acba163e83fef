import type {Named} from '../mainframe-fact.ts'

const [open, close, comma] = [40, 41, 44]

/** The place behind the bracket that closes the one at `start`, or the end. */
export function behindBrackets(masked: string, start: number, end: number): number {
  let depth = 0
  for (let at = start; at < end; at += 1) {
    const code = masked.charCodeAt(at)
    if (code === open) depth += 1
    else if (code === close) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return end
}

const mostParts = 5000

/** The places of what stands between the commas that are in no brackets. */
export function partsBetween(masked: string, start: number, end: number): readonly (readonly [number, number])[] {
  const parts: [number, number][] = []
  let [depth, begin] = [0, start]
  for (let at = start; at < end; at += 1) {
    const code = masked.charCodeAt(at)
    if (code === open) depth += 1
    else if (code === close) depth -= 1
    else if (code === comma && depth <= 0) {
      parts.push([begin, at])
      begin = at + 1
      if (parts.length >= mostParts) return parts
    }
  }
  parts.push([begin, end])
  return parts
}

const reference = /^[A-Z@#$_][\w@#$]*(?:\s*\.\s*[A-Z@#$_][\w@#$]*)*$/i
const literal = /^(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)")$/
const longestReference = 200

/** What a text names: `'TEXT'`, or `A.B.C`, which is the element `C` of `B`; what has brackets may be a function. */
export function namedIn(written: string): Named | undefined {
  const text = written.trim()
  const quoted = literal.exec(text)
  if (quoted) return {literal: (quoted[1]?.replaceAll("''", "'") ?? quoted[2]?.replaceAll('""', '"') ?? '').trim()}
  if (text.length > longestReference || !reference.test(text)) return undefined
  const names = text.split('.').map((name) => name.trim().toUpperCase())
  const [item = '', of] = names.toReversed()
  return {item, ...(of !== undefined && {of})}
}

/** Elements of structures in commands, as COBOL names them, whose commands are read by the same rules. */
export function withGroupsBehind(command: string): string {
  return command.replace(
    /'[^']*'|"[^"]*"|([A-Z@#$_][\w@#$]*)(?:\.[A-Z@#$_][\w@#$]*)*\.([A-Z@#$_][\w@#$]*)/gi,
    (all: string, group?: string, element?: string) =>
      group === undefined || element === undefined ? all : `${element} OF ${group}`,
  )
}
