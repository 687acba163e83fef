import type {Token} from '../vbnet/tokens.ts'

/** A command of the language, or a statement of SQL, without comments and in one line. */
export interface Command {
  readonly text: string
  readonly at: number
}

interface Statements {
  readonly commands: readonly Command[]
  /** What is set and called, as Visual Basic .NET would have it. */
  readonly tokens: readonly Token[]
}

const longest = 100_000
/** Commands that are read as they stand: what is said in them has no brackets. */
const asCommand =
  /^(?:use|select|insert|update|delete|do|set|declare|open|run|!|#include|append|copy|erase|report|modify|create|procedure|function|define|enddefine|endproc|endfunc)\b|^!/i

/** The commands and statements of a program: a line that ends with `;` goes on, `*` begins a remark and `&&` ends a line. */
export function foxStatements(text: string): Statements {
  const commands: Command[] = []
  const tokens: Token[] = []
  // Their places are this call's own.
  const own = {blank: new RegExp(patterns.blank), word: new RegExp(patterns.word), number: new RegExp(patterns.number)}
  for (let at = 0; at < text.length;) {
    const line = lineFrom(text, at)
    const start = at + (/^\s*/.exec(line.text)?.[0].length ?? 0)
    const plain = line.text.trim()
    if (plain !== '' && !/^(?:\*|note\s)/i.test(plain)) {
      const block = /^text\s+to\s+([\w.]+)/i.exec(plain)
      if (block) {
        const end = endOfText(text, line.next)
        const inside = text.slice(line.next, end.at).slice(0, longest)
        tokens.push(...setting(block[1] ?? '', withHoles(inside), start))
        at = end.next
        continue
      }
      if (asCommand.test(plain)) commands.push({text: plain, at: start})
      else for (const one of tokensOf(plain, start, own)) tokens.push(one)
      tokens.push({kind: 'end', text: '', at: start})
    }
    at = line.next
  }
  return {commands, tokens}
}

/** A statement without remarks, joined where it goes on, and the place behind it; as long as what is left out is not. */
function lineFrom(text: string, start: number): {readonly text: string; readonly next: number} {
  const parts: string[] = []
  let at = start
  for (let length = 0; at < text.length && length < longest;) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    const isRemark = parts.length === 0 && /^\s*(?:\*|note\s)/i.test(text.slice(at, Math.min(next, at + 200)))
    const line = isRemark ? text.slice(at, next) : withoutRemark(text.slice(at, next))
    const goesOn = /;\s*$/.test(line)
    parts.push(goesOn ? line.replace(/;\s*$/, ' ') : line)
    length += line.length
    at = next
    if (!goesOn) break
  }
  return {text: parts.join(''), next: at}
}

/** Up to `&&` outside of texts. */
function withoutRemark(line: string): string {
  if (!line.includes('&&')) return line
  let quote = ''
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? ''
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '&' && line[at + 1] === '&') return line.slice(0, at)
  }
  return line
}

function endOfText(text: string, start: number): {readonly at: number; readonly next: number} {
  const end = /^[^\S\n]*endtext\b[^\n]*(?:\n|$)/im.exec(text.slice(start, start + longest))
  return end ? {at: start + end.index, next: start + end.index + end[0].length} : {at: text.length, next: text.length}
}

/** `<<expression>>` is put in by a run, as `&name` is. */
export function withHoles(text: string): string {
  if (!text.includes('&') && !text.includes('<<')) return text
  return text.replace(/<<[^<>\n]{0,500}>>/g, '{}').replace(/&[A-Za-z_]\w{0,100}\.?/g, '{}')
}

function setting(name: string, text: string, at: number): readonly Token[] {
  return [
    {kind: 'word', text: name.replace(/^m\./i, ''), at},
    {kind: 'mark', text: '=', at},
    {kind: 'text', text, at},
    {kind: 'end', text: '', at},
  ]
}

const patterns = {blank: /\s+/y, word: /[\p{L}_][\p{L}\p{N}_]*/uy, number: /\d[\d.]*/y}

/** The tokens of one statement. `[` begins a text where no name stands before it. */
function tokensOf(plain: string, start: number, own: typeof patterns): readonly Token[] {
  const end = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at
    return pattern.test(plain) ? pattern.lastIndex : at
  }
  const made: Token[] = []
  for (let at = 0; at < plain.length;) {
    const first = plain[at] ?? ''
    const place = start + at
    if (first <= ' ') {
      at = Math.max(end(own.blank, at), at + 1)
      continue
    }
    const word = end(own.word, at)
    if (word > at) {
      made.push({kind: 'word', text: plain.slice(at, word), at: place})
      at = word
    } else if (first === '"' || first === "'" || (first === '[' && !behindName(made))) {
      const close = plain.indexOf(first === '[' ? ']' : first, at + 1)
      const behind = close < 0 ? plain.length : close
      made.push({kind: 'text', text: withHoles(plain.slice(at + 1, behind)), at: place})
      at = behind + 1
    } else {
      const behind = Math.max(end(own.number, at), at + (plain.startsWith('==', at) ? 2 : 1))
      made.push({kind: 'mark', text: plainMark(plain.slice(at, behind)), at: place})
      at = behind
    }
  }
  return withStored(withoutMemory(made))
}

function behindName(made: readonly Token[]): boolean {
  const last = made.at(-1)
  return last?.kind === 'word' || last?.text === ')' || last?.text === ']'
}

function plainMark(mark: string): string {
  if (mark === '+') return '&'
  if (mark === '&') return '?'
  return mark === '[' ? '(' : mark === ']' ? ')' : mark
}

/** `m.name` is the variable of that name. */
function withoutMemory(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({text}) => text === 'm' || text === 'M')) return tokens
  return tokens.filter(
    ({kind, text}, at) =>
      !(kind === 'word' && /^m$/i.test(text) && tokens[at + 1]?.text === '.') &&
      !(text === '.' && kind === 'mark' && /^m$/i.test(tokens[at - 1]?.text ?? '') && tokens[at - 1]?.kind === 'word'),
  )
}

/** `STORE "a" TO b` sets b. */
function withStored(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens
  if (first?.kind !== 'word' || !/^store$/i.test(first.text)) return tokens
  const to = tokens.findLastIndex(({kind, text}) => kind === 'word' && /^to$/i.test(text))
  const name = tokens[to + 1]
  if (to < 0 || name?.kind !== 'word' || to + 2 < tokens.length) return tokens
  return [name, {kind: 'mark', text: '=', at: first.at}, ...tokens.slice(1, to)]
}
