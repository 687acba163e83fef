/** One statement of a CLIST, with what continues it. */
export interface ClistStatement {
  readonly text: string
  /** One-based, of its first line. */
  readonly line: number
}

const longestStatement = 20_000

/** Numbers stand in columns 73 to 80, or in the first eight. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const own = lines.filter((line) => line.trim() !== '')
  const share = (pattern: RegExp): number => own.filter((line) => pattern.test(line)).length / Math.max(1, own.length)
  if (share(/^\d{8}(?:\s|$)/) > 0.8) return lines.map((line) => line.replace(/^\d{8}/, ''))
  if (share(/^.{72}\d{8}\s*$/) > 0.8) return lines.map((line) => line.slice(0, 72))
  return lines
}

/** The statements in their order: comments gone, lines joined that a sign at their end continues. */
export function statementsIn(text: string): readonly ClistStatement[] {
  const lines = withoutNumbers(text.split(/\r?\n/))
  const found: ClistStatement[] = []
  let isComment = false
  let open: {text: string; line: number} | undefined
  for (const [index, written] of lines.entries()) {
    const plain = withoutComments(written, isComment)
    isComment = plain.isOpen
    const [, own = '', sign] = /^(.*?)\s*([+-])?\s*$/s.exec(plain.text) ?? []
    const joined = open
      ? open.text + (open.text === '' || /\s$/.test(open.text) ? own.trimStart() : ` ${own.trimStart()}`)
      : own.trim()
    const line = open?.line ?? index + 1
    open = undefined
    if (sign !== undefined && joined.length < longestStatement) open = {text: joined, line}
    else if (joined !== '') found.push({text: joined, line})
  }
  return open && open.text !== '' ? [...found, open] : found
}

function withoutComments(line: string, isWithin: boolean): {readonly text: string; readonly isOpen: boolean} {
  const kept: string[] = []
  let at = 0
  let isOpen = isWithin
  while (at < line.length) {
    const next = line.indexOf(isOpen ? '*/' : '/*', at)
    if (!isOpen) kept.push(line.slice(at, next < 0 ? undefined : next))
    // A comment that no line ends is ended by its line.
    if (next < 0) return {text: kept.join(' '), isOpen: isOpen && isWithin && /[+-]\s*$/.test(line)}
    isOpen = !isOpen
    at = next + 2
  }
  return {text: kept.join(' '), isOpen: isOpen && /[+-]\s*$/.test(line)}
}
