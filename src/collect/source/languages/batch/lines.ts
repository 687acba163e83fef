/** A line of a script with those that go on behind it, at its first. */
export interface Line {
  readonly code: string
  readonly line: number
}

const mostContinued = 200

/** The lines that are code: `^` at an end goes on in the next. */
export function linesOf(text: string): readonly Line[] {
  const lines = text.split(/\r?\n/)
  const found: Line[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1
    let code = lines[at] ?? ''
    for (let count = 0; /(?:^|[^^])\^\s*$/.test(code) && at + 1 < lines.length && count < mostContinued; count += 1) {
      at += 1
      code = `${code.replace(/\^\s*$/, '')} ${(lines[at] ?? '').trimStart()}`
    }
    if (!/^\s*@?\s*(?:rem(?:\s|$)|:)/i.test(code) && code.trim() !== '') found.push({code, line})
  }
  return found
}
