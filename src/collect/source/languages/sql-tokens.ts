export interface Token {
  readonly kind: 'word' | 'name' | 'hole' | 'other'
  /** Of a word in upper case; of a name as it is written, without quotes. */
  readonly text: string
  readonly written: string
}

/**
 * A text put together in code has `{}` for each part that is decided at run time; others say `{prefix}_users`,
 * `#__users`, `%s` or `${table}`, and put something there later.
 */
const hole = String.raw`(?:[$#&]?\{[\w.$>[\]'-]{0,100}\}|%(?:\(\w{1,100}\))?s|#__(?=\w))`
const quoted = String.raw`"[^"\n]{1,200}"|\x60[^\x60\n]{1,200}\x60|\[[^\]\n]{1,200}\]`
const word = String.raw`[\p{L}_#@$][\p{L}\p{N}_#$]*`
const part = String.raw`(?:${hole}[\p{L}\p{N}_#$]*|${quoted}|${word})`
const name = String.raw`${part}(?:\s?\.{1,2}\s?${part}|${hole}[\p{L}\p{N}_#$]*|@[\w.]{1,100})*`
const tokens = new RegExp(
  String.raw`--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|(${name})|[:?%]\w*|\d[\w.]*|\s+|[^\s]`,
  'gu',
)
const isHole = new RegExp(`^${hole}$`)
const holes = new RegExp(hole, 'g')

const mostTokens = 20_000

/** A name at the place of a table can be none of these: the text is no SQL there, or of another clause. */
export const keywords = new Set(
  (
    'SELECT FROM WHERE JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ON USING GROUP ORDER BY HAVING UNION ALL EXCEPT ' +
    'INTERSECT LIMIT OFFSET FETCH FOR SET VALUES INTO AS AND OR NOT NULL IN IS EXISTS CASE WHEN THEN ELSE END DISTINCT ' +
    'TOP WITH INSERT UPDATE DELETE MERGE RETURNING OUTPUT DEFAULT IF BEGIN DECLARE THE A AN THIS YOUR OUR ITS THAT'
  ).split(' '),
)
/** The tokens of a text, without blanks and comments. */
export function tokensOf(text: string): readonly Token[] {
  const found: Token[] = []
  for (const [all, name] of text.matchAll(tokens)) {
    if (found.length >= mostTokens) break
    if (/^(?:\s|--|\/\*)/.test(all)) continue
    if (name === undefined) found.push({kind: 'other', text: all, written: all})
    else if (isHole.test(name)) found.push({kind: 'hole', text: '{}', written: '{}'})
    else {
      const written = name
        .replace(holes, '{}')
        .replace(/\s*\.\s*/g, '.')
        .replace(/["`[\]]/g, '')
      const isWord = /^[A-Za-z_]+$/.test(name)
      found.push({kind: isWord ? 'word' : 'name', text: isWord ? written.toUpperCase() : written, written})
    }
  }
  return found
}

/** A table may be called `Order`, but not where `BY` follows. */
export function isKeyword(read: readonly Token[], at: number): boolean {
  const token = read[at]
  if (token?.kind !== 'word' || !keywords.has(token.text)) return false
  return !/^(?:ORDER|GROUP)$/.test(token.text) || read[at + 1]?.text === 'BY'
}
