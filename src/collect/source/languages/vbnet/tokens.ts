export interface Token {
  /** `end` is the end of a statement. */
  readonly kind: 'word' | 'text' | 'mark' | 'end'
  /** A word as it is written; of a text what stands in it, `{}` for what is put in. */
  readonly text: string
  readonly at: number
}

const scanned =
  /(?<blank>[^\S\n]+(?:_[^\S\n]*(?:'[^\n]*)?\r?\n)?|['‘’][^\n]*)|(?<end>\r?\n|:(?!=))|(?<text>\$?["“”](?:[^"“”\n]|["“”]{2})*(?:["“”]c?|(?=\n)|$))|(?<word>\[\w+\]|[\p{L}_][\p{L}\p{N}_]*)|(?<mark>\d[\w.]*|:=|&=|\+=|<>|[\s\S])/uy
const openEnds = /^(?:[,({&+=.]|&=|\+=)$/

/** The tokens of a file; comments are none, and a statement that goes on in the next line does not end. */
export function tokensOf(text: string): readonly Token[] {
  const pattern = new RegExp(scanned) // its place is this call's own
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    pattern.lastIndex = at
    const {blank, end, text: written, word, mark} = pattern.exec(text)?.groups ?? {}
    const next = Math.max(pattern.lastIndex, at + 1)
    if (end !== undefined) addEnd(tokens, at)
    else if (written !== undefined) tokens.push({kind: 'text', text: inside(written), at})
    else if (word !== undefined) {
      const isRemark = word.toLowerCase() === 'rem' && (tokens.at(-1)?.kind ?? 'end') === 'end'
      if (isRemark) {
        const line = text.indexOf('\n', at)
        at = line < 0 ? text.length : line
        continue
      }
      tokens.push({kind: 'word', text: word.replace(/^\[|\]$/g, ''), at})
    } else if (blank === undefined) addMark(tokens, mark ?? '', at)
    at = next
  }
  return tokens
}

function addEnd(tokens: Token[], at: number): void {
  const last = tokens.at(-1)
  const goesOn = last?.kind === 'mark' && openEnds.test(last.text)
  if (last && last.kind !== 'end' && !goesOn) tokens.push({kind: 'end', text: '', at})
}

/** What begins with these goes on with the line before. */
function addMark(tokens: Token[], mark: string, at: number): void {
  if (/^[)}.&]$/.test(mark) && tokens.at(-1)?.kind === 'end' && tokens.at(-2)?.kind !== 'end') tokens.pop()
  tokens.push({kind: 'mark', text: mark, at})
}

function inside(written: string): string {
  const isFilled = written.startsWith('$')
  const text = written
    .slice(isFilled ? 2 : 1)
    .replace(/["“”]c?$/, '')
    .replace(/["“”]{2}/g, '"')
  return isFilled ? text.replace(/\{[^{}]*\}/g, '{}') : text
}
