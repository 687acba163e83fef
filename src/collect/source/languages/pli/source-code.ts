import {lineAmong} from '../line-of.ts'

/** The code of a file without its margins and comments; places are the same in both texts. */
export interface PliCode {
  readonly text: string
  /** With what stands in quotes left out too, so that no word of it is taken for one of the language. */
  readonly masked: string
  /** Where statements begin and end, their semicolons left out. */
  readonly statements: readonly (readonly [start: number, end: number])[]
  /** The one-based line of a place. */
  readonly lineAt: (at: number) => number
  /** Members that a library's own tools put in: `++INCLUDE`, `-INC`. */
  readonly included: readonly {readonly member: string; readonly line: number}[]
  /** Where a comment or a text begins that never ends. */
  readonly unended: {readonly at: number; readonly what: 'comment' | 'text'} | undefined
}

const included = /^(?:-INC|.?\s{0,70}\+\+INCLUDE)\s+([A-Z0-9@#$]{1,30})/i
const sampled = 400
const [rightMargin, longestText] = [72, 4000]

/** Columns 2 to 72 hold the code, unless the lines show another habit. */
export function codeOf(text: string): PliCode {
  const {hasLeft, hasRight} = marginsOf(text)
  const parts: string[] = []
  const starts: number[] = []
  const members: {member: string; line: number}[] = []
  let [length, line] = [0, 0]
  for (let at = 0; at <= text.length;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    line += 1
    starts.push(length)
    const raw = text.slice(at, hasRight ? Math.min(end, at + rightMargin) : end)
    const member = raw.startsWith('-') || raw.includes('++') ? included.exec(raw)?.[1] : undefined
    if (member !== undefined) members.push({member: member.toUpperCase(), line})
    const code = member !== undefined || raw.startsWith('*') ? '' : hasLeft ? withoutControl(raw) : raw
    parts.push(code, '\n')
    length += code.length + 1
    at = end + 1
  }
  return {...withoutComments(parts.join('')), lineAt: lineAmong(starts), included: members}
}

/** What editors put behind the last column of the code. */
const numbers = /^(?:\d{2,8}|[A-Z0-9@#$ ]{8})$/i

/** The first column is for printers: a new page, a line left out. */
function withoutControl(raw: string): string {
  return /^[01+-]/.test(raw) ? ` ${raw.slice(1)}` : raw
}

function marginsOf(text: string): {readonly hasLeft: boolean; readonly hasRight: boolean} {
  let [code, first, long, numbered, at] = [0, 0, 0, 0, 0]
  for (let count = 0; count < sampled && at < text.length; count += 1) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const line = text.slice(at, Math.min(end, at + 400)).trimEnd()
    at = end + 1
    if (line === '') continue
    code += 1
    if (/^[A-Z@#$_]/i.test(line)) first += 1
    if (line.length > rightMargin) long += 1
    if (numbers.test(line.slice(rightMargin))) numbered += 1
  }
  return {hasLeft: first * 10 <= code, hasRight: numbered * 2 >= long}
}

const stops = /\/\*|['";]/g

function withoutComments(source: string): Pick<PliCode, 'text' | 'masked' | 'statements' | 'unended'> {
  const code: string[] = []
  const masked: string[] = []
  const statements: [number, number][] = []
  let unended: PliCode['unended']
  /** Everything before it is in the parts. */
  let done = 0
  let begin = 0
  const keep = (end: number): void => {
    const part = source.slice(done, end)
    code.push(part)
    masked.push(part)
    done = end
  }
  stops.lastIndex = 0
  for (let stop = stops.exec(source); stop; stop = stops.exec(source)) {
    const {index} = stop
    const [mark] = stop
    if (mark === ';') {
      statements.push([begin, index])
      begin = index + 1
      continue
    }
    const end = mark === '/*' ? source.indexOf('*/', index + 2) + 2 : textEnd(source, index, mark)
    if (end < 2) {
      unended ??= {at: index, what: mark === '/*' ? 'comment' : 'text'}
      // The rest of the line is lost, and no more.
      const next = source.indexOf('\n', index)
      if (mark === '/*') {
        keep(index)
        const blank = ' '.repeat((next < 0 ? source.length : next) - index)
        code.push(blank)
        masked.push(blank)
        done = index + blank.length
        stops.lastIndex = done
      }
      continue
    }
    keep(index)
    const blank = ' '.repeat(end - index - (mark === '/*' ? 0 : 2))
    code.push(mark === '/*' ? blank : source.slice(index, end))
    masked.push(mark === '/*' ? blank : `${mark}${blank}${mark}`)
    done = end
    stops.lastIndex = end
  }
  keep(source.length)
  if (begin < source.length) statements.push([begin, source.length])
  return {text: code.join(''), masked: masked.join(''), statements, unended}
}

/** The place behind the closing quote; less than nothing where none comes soon. */
function textEnd(source: string, start: number, mark: string): number {
  for (let at = start + 1; ;) {
    const close = source.indexOf(mark, at)
    if (close < 0 || close - start > longestText) return -1
    if (source[close + 1] !== mark) return close + 1
    at = close + 2
  }
}
