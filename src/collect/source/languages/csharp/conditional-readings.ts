/** A directive of the compiler that begins, parts or ends a condition. */
const directive = /^[ \t]*#[ \t]*(if|elif|else|endif)\b/

/**
 * The text as the compiler may see it, for a grammar that knows conditions between statements only: once with the first
 * part of each, once with the second, the rest as blanks so that places stay; none for a text without conditions.
 */
export function conditionalReadings(text: string): readonly string[] {
  return /^[ \t]*#[ \t]*if\b/m.test(text) ? [0, 1].map((branch) => reading(text, branch)) : []
}

function reading(text: string, branch: number): string {
  /** For each condition that is open, at which of its parts the line is. */
  const open: number[] = []
  return text
    .split('\n')
    .map((line) => {
      const word = directive.exec(line)?.[1]
      if (word === 'if') open.push(0)
      else if (word === 'endif') open.pop()
      else if (word && open.length > 0) open[open.length - 1] = (open.at(-1) ?? 0) + 1
      return word || open.some((part) => part !== branch) ? line.replace(/[^\r]/g, ' ') : line
    })
    .join('\n')
}
