import {atRunTime, type Piece} from '../word.ts'

const code = '\\$\\(\\([^\\n]*?\\)\\)|\\$\\((?:[^()]|\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))*\\)|`[^`]*`'
const braces = '\\$\\{[^{}\\n]*(?:\\{[^{}\\n]*\\}[^{}\\n]*)*\\}'
const whole = new RegExp(
  `(?:\\\\[\\s\\S]|\\$?'[^']*(?:'|$)|"(?:\\\\[\\s\\S]|${code}|[^"\\\\])*(?:"|$)|${code}|${braces}|[^\\s;|&()<>'"\`\\\\])+`,
  'y',
)

/** A word as it is written, quotes and all, from its first character; the empty text where none begins. */
export function wordAt(text: string, at: number): string {
  const pattern = new RegExp(whole) // its place is this call's own
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const variables = `(?<code>${code})|\\$\\{(?<braced>[^{}\\n]*(?:\\{[^{}\\n]*\\}[^{}\\n]*)*)\\}|\\$(?<name>[A-Za-z_]\\w*|[\\d@*#?$!-])`
const bare = new RegExp(
  `\\\\(?<escaped>[\\s\\S])|\\$?'(?<single>[^']*)'?|(?<quote>")|${variables}|(?<plain>[^\\\\$'"\`]+|[\\s\\S])`,
  'y',
)
const inDouble = new RegExp(`\\\\(?<escaped>[\\s\\S])|(?<quote>")|${variables}|(?<plain>[^\\\\$"\`]+|[\\s\\S])`, 'y')
const inDocument = new RegExp(`\\\\(?<escaped>[\\s\\S])|${variables}|(?<plain>[^\\\\$\`]+|[\\s\\S])`, 'y')

/** What a word stands for. */
export function wordPieces(text: string): readonly Piece[] {
  return piecesOf(text, (isQuoted) => (isQuoted ? inDouble : bare))
}

/** A here-document, in which quotes are text. */
export function documentPieces(text: string): readonly Piece[] {
  return piecesOf(text, () => inDocument)
}

function piecesOf(text: string, patternOf: (isQuoted: boolean) => RegExp): readonly Piece[] {
  const pieces: Piece[] = []
  let isQuoted = false
  const patterns = {true: new RegExp(patternOf(true)), false: new RegExp(patternOf(false))} // their places are this call's own
  for (let at = 0; at < text.length;) {
    const pattern = patterns[isQuoted ? 'true' : 'false']
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups ?? {}
    at = Math.max(pattern.lastIndex, at + 1)
    if (groups.quote !== undefined) isQuoted = !isQuoted
    const piece = pieceOf(groups, patternOf(isQuoted) !== bare)
    const last = pieces.at(-1)
    if (piece && 'text' in piece && last && 'text' in last) pieces[pieces.length - 1] = {text: last.text + piece.text}
    else if (piece) pieces.push(piece)
  }
  return pieces
}

function pieceOf(
  {escaped, single, code: substituted, braced, name, plain}: Readonly<Record<string, string | undefined>>,
  isQuoted: boolean,
): Piece | undefined {
  if (escaped !== undefined) {
    if (escaped === '\n') return undefined
    return {text: isQuoted && !/["$`\\]/.test(escaped) ? `\\${escaped}` : escaped}
  }
  if (substituted !== undefined) return codePiece(substituted)
  if (braced !== undefined) return bracedPiece(braced)
  if (name !== undefined) return /^[A-Za-z_]/.test(name) ? {variable: name} : atRunTime
  const text = single ?? plain
  return text === undefined ? undefined : {text}
}

/** `$(dirname "$0")` is the folder of the script, however it is wrapped. */
function codePiece(substituted: string): Piece {
  if (/rev-parse --show-toplevel/.test(substituted)) return {text: '.'}
  if (!/\$\{?0|BASH_SOURCE/.test(substituted) || !/\bdirname\b|%\/\*/.test(substituted)) return atRunTime
  const up = /\/(\.\.(?:\/\.\.)*)/.exec(substituted)?.[1]
  return {text: up ? `./${up}` : '.'}
}

/** `${NAME}`, and `${NAME:-otherwise}`, whose name says more than what stands in for it. */
function bracedPiece(inside: string): Piece {
  if (/^(?:BASH_SOURCE(?:\[0\])?|0)%\/\*$/.test(inside)) return {text: '.'}
  const [, name] = /^([A-Za-z_]\w*)(?::?[-=?+][\s\S]*)?$/.exec(inside) ?? []
  return name === undefined ? atRunTime : {variable: name}
}

const aside =
  /\\[\s\S]|'[^']*(?:'|$)|"(?:[^"\\]|\\[\s\S])*(?:"|$)|(?<=^|[\s;&|(])#[^\n]*|(?<!<)<<-?[^\S\n]*(["']?)([A-Za-z_][\w.-]*)\1(?=[^\n]*\n)/gm

/** The text with comments, here-documents and texts of several lines as blanks, so that places and lines stay. */
export function codeOf(text: string): string {
  const code: string[] = []
  let [done, unclosed] = [0, 0]
  const blank = (from: number, to: number): void => {
    code.push(text.slice(done, from), text.slice(from, to).replace(/[^\n]/g, ' '))
    done = to
  }
  for (const {0: all, 2: tag, index} of text.matchAll(aside)) {
    if (index < done) continue
    if (tag !== undefined && unclosed < 50) {
      const begins = text.indexOf('\n', index) + 1
      const end = documentEnd(text, begins, tag)
      if (end === undefined) unclosed += 1
      else blank(begins, end)
    } else if (all.startsWith('#') || (/^['"]/.test(all) && all.includes('\n'))) blank(index, index + all.length)
  }
  code.push(text.slice(done))
  return code.join('')
}

/** Where a here-document ends whose body begins here; undefined where its end is not written. */
function documentEnd(text: string, begins: number, tag: string): number | undefined {
  for (let at = text.indexOf(tag, begins); at >= 0; at = text.indexOf(tag, at + 1)) {
    const line = text.lastIndexOf('\n', at) + 1
    const next = text.indexOf('\n', at)
    if (/^\t*$/.test(text.slice(line, at)) && (next < 0 ? text.length : next) === at + tag.length) return at
  }
  return undefined
}
