interface CommentSyntax {
  /** What begins a comment that ends with its line. */
  readonly line: readonly string[]
  /** Whether slash and star enclose one. */
  readonly block?: boolean
  /** Quotes in which no comment begins. */
  readonly quotes?: string
  /** Whether a backslash in quotes keeps the next character. */
  readonly escapes?: boolean
  /** Whether three quotes of a kind enclose a text of several lines. */
  readonly triple?: boolean
}

/** The text with its comments blanked, so that every line stays where it is. Texts in quotes are kept. */
export function withoutComments(
  text: string,
  {line, block = false, quotes = '\'"', escapes = true, triple = false}: CommentSyntax,
): string {
  const out: string[] = []
  let from = 0
  let at = 0
  const blank = (end: number): void => {
    out.push(text.slice(from, at), text.slice(at, end).replace(/[^\n]/g, ' '))
    from = at = end
  }
  while (at < text.length) {
    const character = text[at] ?? ''
    if (quotes.includes(character)) at = endOfQuoted(text, at, escapes, triple)
    else if (block && text.startsWith('/*', at)) blank(endAfter(text, '*/', at + 2))
    else if (line.some((mark) => text.startsWith(mark, at))) blank(endOfLine(text, at))
    else at += 1
  }
  out.push(text.slice(from))
  return out.join('')
}

function endOfQuoted(text: string, start: number, escapes: boolean, triple: boolean): number {
  const quote = text[start] ?? ''
  if (triple && text.startsWith(quote.repeat(3), start)) return endAfter(text, quote.repeat(3), start + 3)
  for (let at = start + 1; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1
    else if (text[at] === quote) return at + 1
    // A quote that its line does not close is an apostrophe, and the rest of the line is taken for a text.
    else if (text[at] === '\n' && escapes) return at
  }
  return text.length
}

function endAfter(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at
}
