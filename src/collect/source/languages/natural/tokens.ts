export interface Token {
  /** A word is in capitals; a text is what stands between its quotes. */
  readonly kind: 'word' | 'text' | 'mark'
  readonly text: string
  readonly line: number
}

export interface NaturalTokens {
  readonly tokens: readonly Token[]
  readonly codeLines: number
  readonly lines: number
  /** The number that a line bears, where lines bear numbers; statements refer to others by it. */
  readonly numberOf: (line: number) => number | undefined
}

const pieces =
  /'[^']*(?:''[^']*)*'?|"[^"]*(?:""[^"]*)*"?|\/\*|:=|[\p{L}\p{N}#@$&_+](?:[\p{L}\p{N}#@$&_\-.]|\/(?!\*))*|\*[\p{L}][\p{L}\p{N}-]*|[^\s]/gu
const numbered = /^\d{4}/
const mostTokens = 3_000_000

/** The tokens of a source, without its comments and the numbers of its lines. */
export function tokensOf(text: string): NaturalTokens {
  const tokens: Token[] = []
  const behindNumber = numbersIn(text)
  const hasNumbers = behindNumber > 0
  const numbers: (number | undefined)[] = []
  let [line, codeLines] = [0, 0]
  for (let at = 0; at < text.length && tokens.length < mostTokens;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    line += 1
    let from = at
    if (hasNumbers && numbered.test(text.slice(at, at + 4))) {
      numbers[line] = Number(text.slice(at, at + 4))
      from = Math.min(end, at + behindNumber)
    }
    at = end + 1
    if (text[from] === '*' && /^\*(?:[\s*/]|$)/.test(text.slice(from, Math.min(end, from + 2)))) continue
    const before = tokens.length
    for (const [piece] of text.slice(from, end).matchAll(pieces)) {
      if (piece === '/*') break
      tokens.push(tokenOf(piece, line))
    }
    if (tokens.length > before) codeLines += 1
  }
  const numberOf = hasNumbers ? (one: number): number | undefined => numbers[one] : numberByPlace(text)
  return {tokens, codeLines, lines: Math.max(line, 1), numberOf}
}

/** Lines that bear no numbers have those that Natural gives them, behind the header that the editor keeps. */
function numberByPlace(text: string): (line: number) => number {
  const [header = ''] = /^\* >Natural Source Header[\s\S]{0,400}?\* <Natural Source Header[^\n]*\n?/.exec(text) ?? []
  const increment = Number(/^\* :LineIncrement\s+(\d{1,3})/m.exec(header)?.[1] ?? 10)
  const before = header.split('\n').length - 1
  return (line) => (line - before) * increment
}

function tokenOf(piece: string, line: number): Token {
  const first = piece.charCodeAt(0)
  if (first === 39 || first === 34) {
    const mark = piece[0] ?? ''
    const inside = piece.slice(1, piece.length > 1 && piece.endsWith(mark) ? -1 : undefined)
    return {kind: 'text', text: inside.replaceAll(mark + mark, mark).slice(0, 4000), line}
  }
  const isWord = piece.length > 1 ? piece !== ':=' : /[\p{L}\p{N}#@$&_+]/u.test(piece)
  return isWord ? {kind: 'word', text: piece.toUpperCase().slice(0, 200), line} : {kind: 'mark', text: piece, line}
}

/** Where code begins behind the numbers of lines, with or without a blank between; 0 where lines bear none. */
function numbersIn(text: string): number {
  const lines = text.slice(0, 20_000).split('\n', 100)
  const own = lines.map((line) => line.trimEnd()).filter((line) => line !== '')
  const those = own.filter((line) => numbered.test(line))
  if (those.length * 2 <= own.length) return 0
  return those.every((line) => line.length === 4 || line[4] === ' ') ? 5 : 4
}
