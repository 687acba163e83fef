import {patternsAt} from '../patterns-at.ts'

/** A token of T-SQL; a comment is none. */
export interface Token {
  /** A `name` stands in brackets or quotes, and is no keyword; a `hole` is put in before the script runs. */
  readonly kind: 'word' | 'name' | 'variable' | 'text' | 'mark' | 'hole' | 'go'
  /** In lower case but of names and texts, which are without their quotes. */
  readonly text: string
  /** As it is written, without quotes. */
  readonly written: string
  readonly at: number
  readonly end: number
}

const patterns = {
  word: /[\p{L}_#][\p{L}\p{N}_#$@]*/uy,
  variable: /@{1,2}[\p{L}\p{N}_#$@]*/uy,
  number: /\d[\w.]*/y,
  bracket: /\[(?:[^\]\n]|\]\]){0,300}\]/y,
  double: /"[^"\n]{1,128}"/y,
  hole: /\$\(\s*[\w-]{1,128}\s*\)|\{\}|<[^<>\n;'"()=]{1,60},[^<>\n;'"]{0,200}>/y,
  /** A batch ends where GO stands on a line of its own. */
  go: /go(?=[^\S\n]*(?:\d{1,9}[^\S\n]*)?;?[^\S\n]*(?:--[^\n]*)?(?:\r?\n|$))/iy,
  command: /:(?:r|setvar|connect|on|out|error|xml|exit|quit|help|ed|serverlist|listvar|reset|perftrace)\b[^\n]*/iy,
}

/** A command of sqlcmd, which stands on a line of its own. */
export interface CommandSeen {
  readonly text: string
  readonly at: number
}

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly commands: readonly CommandSeen[]
}

/** The tokens of a text; a text or comment that never ends goes to its end. */
export function tsqlTokens(text: string): Tokens {
  const {own, end} = patternsAt(patterns, text)
  const tokens: Token[] = []
  const commands: CommandSeen[] = []
  let isLineStart = true
  const put = (kind: Token['kind'], at: number, to: number, written = text.slice(at, to)): number => {
    tokens.push({
      kind,
      text: kind === 'name' || kind === 'text' ? written : written.toLowerCase(),
      written,
      at,
      end: to,
    })
    isLineStart = false
    return to
  }
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    if (code <= 32 || code === 0xa0 || code === 0xfeff) {
      if (code === 10) isLineStart = true
      at += 1
    } else if (code === 45 && text.charCodeAt(at + 1) === 45) {
      const to = text.indexOf('\n', at)
      at = to < 0 ? text.length : to
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) at = endOfComment(text, at)
    else if (code === 39) {
      const to = endOfText(text, at)
      at = put('text', at, to, textIn(text, at, to))
    } else if ((code === 78 || code === 110) && text.charCodeAt(at + 1) === 39) {
      const to = endOfText(text, at + 1)
      at = put('text', at, to, textIn(text, at + 1, to))
    } else if (isLineStart && (code === 71 || code === 103) && end(own.go, at) > at) {
      at = put('go', at, at + 2)
      const line = text.indexOf('\n', at)
      at = line < 0 ? text.length : line
    } else if (isLineStart && code === 58 && end(own.command, at) > at) {
      const to = end(own.command, at)
      commands.push({text: text.slice(at, to).trim(), at})
      at = to
    } else at = otherToken(text, at, end, own, put)
  }
  return {tokens, commands}
}

function otherToken(
  text: string,
  at: number,
  end: (pattern: RegExp, at: number) => number,
  own: typeof patterns,
  put: (kind: Token['kind'], at: number, to: number, written?: string) => number,
): number {
  const first = text[at] ?? ''
  const plain = endOfPlainWord(text, at)
  const word = plain > at && text.charCodeAt(plain) < 128 ? plain : end(own.word, at)
  if (word > at) return put('word', at, word)
  if (first === '@') return put('variable', at, end(own.variable, at))
  if (first === '[' || first === '"') {
    const to = end(first === '[' ? own.bracket : own.double, at)
    const inside = text.slice(at + 1, to - 1)
    // `[$(Database)]`, `[<name, sysname, x>]`: what stands there is put in later.
    if (to > at) return /^(?:\$\(|<)|\{\}/.test(inside) ? put('hole', at, to) : put('name', at, to, inside.trim())
  }
  if (first === '$' || first === '{' || first === '<') {
    const to = end(own.hole, at)
    if (to > at) return put('hole', at, to)
  }
  const number = end(own.number, at)
  return put('mark', at, number > at ? number : at + 1)
}

/** The place behind the letters, numbers and signs of a word, as far as they are plain. */
function endOfPlainWord(text: string, start: number): number {
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 35
    if (!isLetter && (at === start || !((code >= 48 && code <= 57) || code === 36 || code === 64))) break
  }
  return at
}

/** The place behind the quote that closes a text; two quotes are one of its own. */
function endOfText(text: string, open: number): number {
  for (let at = text.indexOf("'", open + 1); at >= 0; at = text.indexOf("'", at + 2))
    if (text.charCodeAt(at + 1) !== 39) return at + 1
  return text.length
}

function textIn(text: string, at: number, to: number): string {
  const isClosed = to - at > 1 && text.charCodeAt(to - 1) === 39
  return text.slice(at + 1, isClosed ? to - 1 : to).replaceAll("''", "'")
}

/** Comments may stand in comments. */
function endOfComment(text: string, start: number): number {
  let depth = 1
  const marks = /\/\*|\*\//g
  marks.lastIndex = start + 2
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return text.length
}
