/** A place in a text of HCL that cannot be read. */
export class HclFault extends Error {
  override readonly name = 'HclFault'
  readonly offset: number

  constructor(offset: number) {
    super('not HCL')
    this.offset = offset
  }
}

/** Where a reader stands in a text. */
export interface Cursor {
  readonly text: string
  at: number
  depth: number
}

const deepest = 60
const space = /(?:[ \t\r\n]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const spaceOnLine = /(?:[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const identifier = /[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*)*/uy
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function match(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)?.[0]
  if (found === undefined) return undefined
  cursor.at += found.length
  return found
}

/** Passes blanks and comments, of further lines too. */
export function skipSpace(cursor: Cursor): void {
  match(cursor, space)
}

/** Passes blanks and comments up to the end of the line. */
export function skipOnLine(cursor: Cursor): void {
  match(cursor, spaceOnLine)
}

export function takeIdentifier(cursor: Cursor): string | undefined {
  return match(cursor, identifier)
}

export function takeNumber(cursor: Cursor): string | undefined {
  return match(cursor, number)
}

/** Takes the mark where it stands next. */
export function take(cursor: Cursor, mark: string): boolean {
  if (!cursor.text.startsWith(mark, cursor.at)) return false
  cursor.at += mark.length
  return true
}

export function want(cursor: Cursor, mark: string): void {
  if (!take(cursor, mark)) throw new HclFault(cursor.at)
}

/** Reads something nested, no deeper than a person writes. */
export function nested<T>(cursor: Cursor, read: () => T): T {
  cursor.depth += 1
  if (cursor.depth > deepest) throw new HclFault(cursor.at)
  const result = read()
  cursor.depth -= 1
  return result
}

const closing: Readonly<Record<string, string>> = {'(': ')', '[': ']', '{': '}'}

/** Passes what stands inside a bracket that was just opened, and its end. Texts in quotes may hold brackets. */
export function skipBracket(cursor: Cursor, opened: string): void {
  const open = [closing[opened] ?? '']
  while (open.length > 0) {
    skipSpace(cursor)
    const character = cursor.text[cursor.at]
    if (character === undefined) throw new HclFault(cursor.at)
    cursor.at += 1
    if (character === '"') skipQuoted(cursor)
    else if (closing[character]) open.push(closing[character])
    else if (character === open.at(-1)) open.pop()
  }
}

/** Passes the rest of a text in quotes; what is put in its place may hold quotes itself. */
function skipQuoted(cursor: Cursor): void {
  const {text} = cursor
  for (; cursor.at < text.length; cursor.at += 1) {
    const character = text[cursor.at]
    if (character === '\\') cursor.at += 1
    else if ((character === '$' || character === '%') && text[cursor.at + 1] === '{') {
      cursor.at += 2
      nested(cursor, () => skipBracket(cursor, '{'))
      cursor.at -= 1
    } else if (character === '"' || character === '\n') {
      cursor.at += 1
      return
    }
  }
}

export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}
