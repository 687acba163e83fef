import {atRunTime, type Piece} from '../word.ts'

const token =
  /\s+|'((?:[^']|'')*)'([XB](?![\w@#$.]))?|"((?:[^"]|"")*)"([XB](?![\w@#$.]))?|(\|\|)|([A-Z@#$!?_][\w@#$!?.]*)(\()?|(\d[\w.]*)|[^]/giy
const longest = 20_000
const mostPieces = 400

/**
 * An expression by its parts, as it puts a text together: texts and variables beside each other, with a blank between
 * them where one is written. What is counted, compared or asked of a function is known at run time alone.
 */
export function piecesOf(expression: string): readonly Piece[] {
  const text = expression
    .trim()
    .replace(/,[ \t]*\r?\n/g, ' ')
    .slice(0, longest)
  const pieces: Piece[] = []
  let isApart = false
  const add = (piece: Piece): void => {
    if (isApart && pieces.length > 0) pieces.push({text: ' '})
    isApart = false
    pieces.push(piece)
  }
  token.lastIndex = 0
  for (let found = token.exec(text); found && pieces.length < mostPieces; found = token.exec(text)) {
    const [all, single, singleKind, double, doubleKind, joins, symbol, bracket, number] = found
    if (/^\s/.test(all)) isApart = true
    else if (single !== undefined) add(singleKind ? atRunTime : {text: single.replaceAll("''", "'")})
    else if (double !== undefined) add(doubleKind ? atRunTime : {text: double.replaceAll('""', '"')})
    else if (joins !== undefined) {
      const {lastIndex} = token
      isApart = false
      token.lastIndex = lastIndex + (/^\s*/.exec(text.slice(lastIndex))?.[0].length ?? 0)
    } else if (symbol !== undefined && bracket !== undefined) {
      add(atRunTime)
      token.lastIndex = behindBrackets(text, token.lastIndex - 1)
    } else if (symbol !== undefined) add(isPlain(symbol) ? {variable: symbol.toUpperCase()} : atRunTime)
    else if (number !== undefined) add({text: number})
    else if (all === '(') {
      const behind = behindBrackets(text, token.lastIndex - 1)
      add(atRunTime)
      token.lastIndex = behind
    } else return [atRunTime]
  }
  return pieces
}

/** A name whose value no other name decides: of a compound one, what stands behind its points is a number. */
export function isPlain(symbol: string): boolean {
  return /^[^.]+(?:\.\d+)*$/.test(symbol)
}

function behindBrackets(text: string, open: number): number {
  let [depth, quote] = [0, '']
  for (let at = open; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === "'" || character === '"') quote = character
    else if (character === '(') depth += 1
    else if (character === ')') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}
