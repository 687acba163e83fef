/**
 * What a token of TypeScript or JavaScript is: one of the words below, another `word`, a `text` in quotes, a whole
 * `template` or a `piece` of one, else its character; the empty text is the end.
 */
export type ScriptToken = string

/** Tokens one after the other, as far as imports need them told apart; comments, blanks and patterns are passed over. */
export interface ScriptTokens {
  readonly next: () => ScriptToken
  /** The token that was read last. */
  readonly token: () => ScriptToken
  /** The one before it. */
  readonly before: () => ScriptToken
  /** Where it begins. */
  readonly start: () => number
  /** What stands in the quotes of a text, or of a whole template. */
  readonly said: () => string
  /** How many braces are open. */
  readonly depth: () => number
}

/** Words that are told apart, by their length. */
const wordsOfLength: readonly (readonly string[] | undefined)[] = [
  ...Array<undefined>(4).fill(undefined),
  ['from', 'type'],
  undefined,
  ['import', 'export', 'module', 'define'],
  ['require', 'declare'],
]
/** Behind these a stroke begins a pattern; behind other words it divides. */
const beforePattern = /^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield|instanceof)$/
/** In one line; `</` and `/>` are tags. */
const pattern = /\/(?![*/>])(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.){0,1000}\]){1,1000}\/[a-z]*/y

export function scriptTokens(text: string): ScriptTokens {
  let [at, start, depth] = [text.startsWith('#!') ? endOfLine(text, 0) : 0, 0, 0]
  let [token, before] = ['', '']
  /** Depths of braces at whose end a template goes on. */
  const holes: number[] = []
  const restOfTemplate = (whole: ScriptToken): ScriptToken => {
    at = endOfTemplate(text, at)
    if (text.startsWith('${', at)) {
      at += 2
      holes.push((depth += 1))
      return 'piece'
    }
    const isClosed = at < text.length
    at += 1
    return isClosed ? whole : 'piece'
  }
  const mark = (): ScriptToken => {
    const character = text.charAt(at)
    at += 1
    if (character === '{') depth += 1
    else if (character === '}') {
      const goesOn = holes.at(-1) === depth
      depth -= 1
      if (goesOn) {
        holes.pop()
        return restOfTemplate('piece')
      }
    } else if (character === '`') return restOfTemplate('template')
    else if (character === '.' && text.startsWith('..', at)) {
      at += 2
      return '...'
    }
    return character
  }
  const read = (): ScriptToken => {
    const from = start
    const end = at
    at = start = pastBlanks(text, at)
    if (at >= text.length) return ''
    const code = text.charCodeAt(at)
    if (isOfWord(code)) return wordAt(text, start, (at = endOfWord(text, at)))
    if (code === quote || code === doubleQuote) {
      at = endOfText(text, at)
      return text.charCodeAt(at - 1) === code && at > start + 1 ? 'text' : 'piece'
    }
    const beginsPattern = code === stroke && mayBeginPattern(token, token === 'word' ? text.slice(from, end) : '')
    const patternEnd = beginsPattern ? endOfPattern(text, at) : at
    if (patternEnd === at) return mark()
    at = patternEnd
    return 'piece'
  }
  const next = (): ScriptToken => {
    const found = read()
    before = token
    return (token = found)
  }
  const said = (): string => unescaped(text.slice(start + 1, at - 1))
  return {next, said, token: () => token, before: () => before, start: () => start, depth: () => depth}
}

/** Whether it is a word, whichever. */
export function isWordToken(token: ScriptToken): boolean {
  return token.length > 3 && token !== 'text' && token !== 'piece' && token !== 'template'
}

const [newline, carriageReturn, doubleQuote, quote, star, stroke, backslash, backtick, dollar] = [
  10, 13, 34, 39, 42, 47, 92, 96, 36,
] as const

function isOfWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === dollar ||
    (code > 0xa0 && !isLineEnd(code) && code !== 0xfeff)
  )
}

function isLineEnd(code: number): boolean {
  return code === newline || code === carriageReturn || code === 0x2028 || code === 0x2029
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff
}

function pastBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isBlank(code)) at += 1
    else if (code !== stroke) break
    else if (text.charCodeAt(at + 1) === stroke) at = endOfLine(text, at)
    else if (text.charCodeAt(at + 1) === star) {
      const end = text.indexOf('*/', at + 2)
      at = end < 0 ? text.length : end + 2
    } else break
  }
  return at
}

function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1
  return at
}

function endOfWord(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && isOfWord(text.charCodeAt(at))) at += 1
  return at
}

function wordAt(text: string, start: number, end: number): ScriptToken {
  for (const word of wordsOfLength[end - start] ?? []) if (text.startsWith(word, start)) return word
  return 'word'
}

/** Behind its closing quote; a text that the line ends is none. */
function endOfText(text: string, from: number): number {
  const open = text.charCodeAt(from)
  let at = from + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === open) return at + 1
    if (code === newline || code === carriageReturn) return at
    at += code === backslash ? 2 : 1
  }
  return text.length
}

/** At the closing quote, at the next `${`, or at the end. */
function endOfTemplate(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === backtick || (code === dollar && text.charAt(at + 1) === '{')) return at
    at += code === backslash ? 2 : 1
  }
  return text.length
}

function mayBeginPattern(before: ScriptToken, word: string): boolean {
  return before === 'word' ? beforePattern.test(word) : before.length < 2 && !')]}<'.includes(before || '(')
}

function endOfPattern(text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

const escape = /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|\r\n|([^]))/g
const lettersFor: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', b: '\b', v: '\v', f: '\f'}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(escape, (_all, braced?: string, four?: string, two?: string, plain = '') => {
    const hex = Number.parseInt(braced ?? four ?? two ?? '', 16)
    if (Number.isNaN(hex)) return plain === '\n' || plain === '\r' ? '' : (lettersFor[plain] ?? plain)
    return hex > 0x10ffff ? '' : String.fromCodePoint(hex)
  })
}
