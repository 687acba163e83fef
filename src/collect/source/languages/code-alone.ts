/**
 * The text with every match (a comment, a literal) as blanks, so that places and lines stay; `inside`, which is told where
 * each stands, gives one of the same length that has code in it.
 */
export function codeAlone(
  text: string,
  notCode: RegExp,
  inside: (match: string, at: number) => string = () => '',
): string {
  return text.replace(notCode, (match: string, ...groups: readonly unknown[]) => {
    const at = groups.find((one) => typeof one === 'number') ?? 0
    return inside(match, at) || (match.includes('\n') ? match.replace(/[^\n]/g, ' ') : ' '.repeat(match.length))
  })
}

/** Comments and literals of languages that write them as C does. */
export const notCodeOfC =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?/g

/** One-based lines of places that come in ascending order. */
export function lineCounter(text: string): (at: number) => number {
  let [line, next] = [1, text.indexOf('\n')]
  return (at) => {
    while (next >= 0 && next < at) [line, next] = [line + 1, text.indexOf('\n', next + 1)]
    return line
  }
}

/** Each name that a pattern finds, but those left out, with the line of its first place: `Order:12 Line:20`. */
export function firstLines(text: string, pattern: RegExp, leftOut: ReadonlySet<string> = new Set()): string {
  const found = new Map<string, number>()
  const lineAt = lineCounter(text)
  for (const {0: name, index} of text.matchAll(pattern))
    if (!found.has(name) && !leftOut.has(name)) found.set(name, lineAt(index))
  return [...found].map(([name, line]) => `${name}:${line}`).join(' ')
}

/** The names and lines that `firstLines` wrote down. */
export function namesAndLines(uses: string | undefined): readonly (readonly [name: string, line: number])[] {
  if (!uses) return []
  return uses.split(' ').map((use) => {
    const at = use.lastIndexOf(':')
    return [use.slice(0, at), Number(use.slice(at + 1))] as const
  })
}

/** A name as it stands in a pattern. */
export function nameInPattern(name: string): string {
  return name.replace(/[^\w]/g, '\\$&')
}
