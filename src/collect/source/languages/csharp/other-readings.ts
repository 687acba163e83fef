/** A directive of the compiler that begins, parts or ends a condition. */
const directive = /^[ \t]*#[ \t]*(if|elif|else|endif)\b/

/** A list without elements, as a value: the grammar knows it as the type of an array only. */
const emptyList = /(?<=(?:[=(,?:[]|=>|\breturn)\s{0,200})\[\](?=\s*[;,)}\].]|\s*$)/gm

/**
 * The text as the compiler may see it, for a grammar that knows conditions between statements only: once with the first
 * part of each, once with the second, the rest as blanks so that places stay; and with a name for each empty list.
 */
export function otherReadings(text: string): readonly string[] {
  const isConditional = /^[ \t]*#[ \t]*if\b/m.test(text)
  const named = text.replace(emptyList, '_0')
  if (isConditional) return [0, 1].map((branch) => reading(named, branch))
  return named === text ? [] : [named]
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
