const token = /"(?:[^"\\]|\\.)*"|[{}[\],:\n]/g
const deepest = 200

/**
 * The lines of the keys of a sound JSON text, by their way from the root; the items of lists go by their number. Of a
 * long file only what `isWanted` is kept.
 */
export function keyLines(
  text: string,
  isWanted: (way: readonly string[]) => boolean,
): (way: readonly string[]) => number {
  const lines = new Map<string, number>()
  const way: string[] = []
  const lists: boolean[] = []
  let line = 1
  let before = ''
  for (const [one] of text.matchAll(token)) {
    if (one === '\n') line += 1
    else if (one === '{' || one === '[') {
      lists.push(one === '[')
      way.push('0')
      if (lists.length > deepest) break
      if (one === '[') keep(lines, way, line, isWanted)
    } else if (one === '}' || one === ']') {
      lists.pop()
      way.pop()
    } else if (one === ',') {
      if (lists.at(-1)) {
        way.push(String(Number(way.pop()) + 1))
        keep(lines, way, line, isWanted)
      }
    } else if (one === ':') {
      way.splice(-1, 1, unquoted(before))
      keep(lines, way, line, isWanted)
    } else before = one
  }
  return (wanted) => lines.get(wanted.join('\0')) ?? 1
}

function keep(
  lines: Map<string, number>,
  way: readonly string[],
  line: number,
  isWanted: (way: readonly string[]) => boolean,
): void {
  if (!isWanted(way)) return
  const key = way.join('\0')
  if (!lines.has(key)) lines.set(key, line)
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text // no sound escape: nobody asks for such a key
  }
}
