import type {CobolCode} from './source-format.ts'

export interface Token {
  /** A word is in capitals; a text is what stands between its quotes; a picture is that of a data item. */
  readonly kind: 'word' | 'text' | 'mark' | 'picture' | 'sql'
  readonly text: string
  readonly at: number
}

export interface CobolTokens {
  readonly tokens: readonly Token[]
  /** Where an EXEC begins that never ends. */
  readonly unended?: number
  /** Whether the word REPLACE stands in it. */
  readonly mayReplace: boolean
}

const [quote, apostrophe, dot, colon, equals, star, greater] = [34, 39, 46, 58, 61, 42, 62]
/** By code: 1 for what a word is made of. */
const inWord = new Uint8Array(128)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_$#@')
  inWord[character.charCodeAt(0)] = 1

const longestText = 4000
const longestSql = 60_000
const placeholder = /:[\w-]{1,30}:/y
const placeholderBehind = /:[\w-]{1,30}:[\w-]*/y
const endExec = /\bEND-EXEC\b/gi
const sqlFollows = /\s+(?:SQL|SQLIMS)\s/iy
const pictureBehind = /\s+(?:IS\s+)?([^\s]+)/iy

/** A word as it is written and as a token, with what it may begin. */
interface Word {
  readonly written: string
  readonly text: string
  readonly begins: 'picture' | 'exec' | undefined
}

interface Reading {
  readonly text: string
  readonly tokens: Token[]
  /** Words that were met, at places by their letters: most come again, and are then not cut out of the text once more. */
  readonly words: (Word | undefined)[]
  mayReplace: boolean
  readonly nextEnd: (at: number) => number | undefined
  unended: number | undefined
}

/** The tokens of a program; commas between operands are none, and SQL is one. */
export function tokensOf({text}: Pick<CobolCode, 'text'>): CobolTokens {
  const reading: Reading = {
    ...{text, tokens: [], words: new Array<Word | undefined>(mostWords), mayReplace: false},
    ...{nextEnd: endsOfExec(text), unended: undefined},
  }
  const {length} = text
  for (let at = 0; at < length;) {
    const code = text.charCodeAt(at)
    if (code <= 32 || code === 44 || code === 59) at += 1
    else if (code < 128 ? inWord[code] !== 0 : /\p{L}/u.test(text[at] ?? '')) at = addWord(reading, at)
    else at = addOther(reading, at, code)
  }
  const {tokens, mayReplace, unended} = reading
  return {tokens, mayReplace, ...(unended !== undefined && {unended})}
}

/** What is no word: a literal, a comment, a placeholder or a mark; gives the place behind it. */
function addOther({text, tokens}: Reading, at: number, code: number): number {
  if (code === quote || code === apostrophe) {
    const last = literalEnd(text, at)
    tokens.push({kind: 'text', text: inside(text, at, last), at})
    return last
  }
  const next = text.charCodeAt(at + 1)
  if (code === star && next === greater) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  if (code === colon && isPlaceholder(text, at)) {
    placeholderBehind.lastIndex = at
    const [word = ':'] = placeholderBehind.exec(text) ?? []
    tokens.push({kind: 'word', text: word.toUpperCase(), at})
    return at + word.length
  }
  const isPseudo = code === equals && next === equals
  // A point between digits is no end of a sentence.
  const isDecimal = code === dot && isDigit(text.charCodeAt(at - 1)) && isDigit(next)
  if (!isDecimal) tokens.push({kind: 'mark', text: isPseudo ? '==' : (text[at] ?? ''), at})
  return isPseudo ? at + 2 : at + 1
}

const literalPrefix = /^(?:[XNZBGUH]|NX|BX)$/i

/** A word, with the picture or the SQL behind it; gives the place behind all. */
function addWord(reading: Reading, at: number): number {
  const {text, tokens} = reading
  let last = at
  let hash = 0
  for (let code = text.charCodeAt(last); (inWord[code] ?? 0) !== 0; code = text.charCodeAt(last)) {
    hash = (Math.imul(hash, 31) + code) | 0
    last += 1
  }
  const behind = text.charCodeAt(last)
  const isPlain = last >= text.length || (behind < 128 && behind !== colon)
  const end = isPlain ? last : Math.max(wordEnd(text, last), at + 1)
  const next = text.charCodeAt(end)
  if (end - at <= 2 && (next === quote || next === apostrophe) && literalPrefix.test(text.slice(at, end))) {
    const close = literalEnd(text, end)
    // Of bytes in hexadecimal digits, what they mean is not told.
    tokens.push({kind: 'text', text: /^[ZNGU]$/i.test(text.slice(at, end)) ? inside(text, end, close) : '', at})
    return close
  }
  const {text: word, begins} = isPlain ? wordAt(reading, at, end, hash) : newWord(reading, text.slice(at, end))
  tokens.push({kind: 'word', text: word, at})
  if (begins === undefined) return end
  return begins === 'picture' ? addPicture(tokens, text, end) : addSql(reading, end)
}

const mostWords = 1024

function wordAt(reading: Reading, at: number, end: number, hash: number): Word {
  const {text, words} = reading
  const place = (hash ^ (hash >>> 10)) & (mostWords - 1)
  const known = words[place]
  if (known && known.written.length === end - at && text.startsWith(known.written, at)) return known
  return (words[place] = newWord(reading, text.slice(at, end)))
}

function newWord(reading: Reading, written: string): Word {
  const text = written.toUpperCase()
  if (text === 'REPLACE') reading.mayReplace = true
  const begins =
    text === 'PIC' || text === 'PICTURE' ? 'picture' : text === 'EXEC' || text === 'EXECUTE' ? 'exec' : undefined
  return {written, text, begins}
}

function addSql(reading: Reading, start: number): number {
  const sql = sqlBehind(reading.text, start, reading.nextEnd)
  if (!sql) return start
  reading.tokens.push({kind: 'sql', text: reading.text.slice(sql.start, sql.end), at: sql.start})
  if (!sql.isEnded) reading.unended ??= start
  return sql.next
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isPlaceholder(text: string, at: number): boolean {
  placeholder.lastIndex = at
  return placeholder.test(text)
}

/** A word may hold `:TAG:`, for which a COPY puts something else. */
function wordEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (code < 128 ? inWord[code] !== 0 : code > 191) at += 1
    else if (code === colon && isPlaceholder(text, at)) at = text.indexOf(':', at + 1) + 1
    else return at
  }
}

/** Behind the closing quote, or at the end of the line where none is. */
function literalEnd(text: string, start: number): number {
  const mark = text[start] ?? ''
  let end = text.indexOf('\n', start)
  if (end < 0) end = text.length
  for (let at = start + 1; ;) {
    const close = text.indexOf(mark, at)
    if (close < 0 || close > end) return end
    if (text[close + 1] !== mark) return close + 1
    at = close + 2
  }
}

function inside(text: string, start: number, end: number): string {
  const mark = text[start] ?? ''
  const isClosed = end - start > 1 && text[end - 1] === mark
  const content = text.slice(start + 1, Math.min(isClosed ? end - 1 : end, start + longestText))
  return content.includes(mark) ? content.replaceAll(mark + mark, mark) : content
}

function addPicture(tokens: Token[], text: string, start: number): number {
  pictureBehind.lastIndex = start
  const found = pictureBehind.exec(text)
  const written = found?.[1] ?? ''
  const picture = written.replace(/[.,;]+$/, '').slice(0, 200)
  if (!found || picture === '') return start
  const at = pictureBehind.lastIndex - written.length
  tokens.push({kind: 'picture', text: picture.toUpperCase(), at})
  return at + Math.min(written.length, written.replace(/[.,;]+$/, '').length)
}

/** The next END-EXEC behind places that come in ascending order. */
function endsOfExec(text: string): (at: number) => number | undefined {
  let ends: readonly number[] | undefined
  let next = 0
  return (at) => {
    ends ??= [...text.matchAll(endExec)].map(({index}) => index)
    while (next < ends.length && (ends[next] ?? 0) < at) next += 1
    return ends[next]
  }
}

function sqlBehind(text: string, start: number, nextEnd: (at: number) => number | undefined) {
  sqlFollows.lastIndex = start
  if (!sqlFollows.test(text)) return undefined
  const begin = sqlFollows.lastIndex
  const ends = nextEnd(begin)
  const isEnded = ends !== undefined && ends - begin < longestSql
  // One that never ends is read to the end of its sentence, so that the rest is not lost.
  const stop = isEnded ? ends : sentenceEnd(text, begin)
  return {start: begin, end: stop, next: isEnded ? stop + 'END-EXEC'.length : stop, isEnded}
}

const endOfSentence = /\.\s*\n/g

function sentenceEnd(text: string, start: number): number {
  endOfSentence.lastIndex = start
  const found = endOfSentence.exec(text)
  return found ? found.index : Math.min(text.length, start + longestSql)
}
