/** A statement in the form of the assembler's, in which maps and databases are defined too. */
export interface AssemblerStatement {
  /** In capitals, empty where it has none. */
  readonly name: string
  readonly operation: string
  /** Of all its lines, without the remarks behind them; of EXEC all that stands there. */
  readonly operands: string
  readonly line: number
  /** How many lines it takes. */
  readonly lines: number
}

const mostContinued = 200
const [star, dot, quote, comma, open, close] = [42, 46, 39, 44, 40, 41]
/** Columns 1 to 71 are the statement's, and those of a line that goes on begin with the sixteenth. */
const [lastColumn, continuedFrom] = [71, 15]
/** What is longer than a card and its tags has no columns. */
const longestLine = 120

/** The statements of a member: one goes on where column 72 is not blank; an asterisk begins a comment. */
export function assemblerStatements(text: string): readonly AssemblerStatement[] {
  const found: AssemblerStatement[] = []
  let line = 0
  for (let at = 0; at < text.length;) {
    line += 1
    let end = lineEnd(text, at)
    const begin = at
    at = end + 1
    const first = text.charCodeAt(begin)
    if (first === star || (first === dot && text.charCodeAt(begin + 1) === star)) continue
    const head = headOf(text, begin, Math.min(end, begin + lastColumn))
    if (!head) continue
    const isExec = head.operation === 'EXEC'
    let read = isExec ? wholeOf(head.rest) : operandsOf(head.rest, false)
    let operands = read.text
    let lines = 1
    for (let start = begin; lines < mostContinued && goesOn(text, start, end) && at < text.length; lines += 1) {
      if (!isContinuation(text, at)) break
      start = at
      end = lineEnd(text, at)
      at = end + 1
      if (read.isDone) continue
      const more = text.slice(start, Math.min(end, start + lastColumn))
      const next = read.isQuoted ? more.slice(continuedFrom) : more.trimStart()
      read = isExec ? wholeOf(next) : operandsOf(next, read.isQuoted)
      operands += isExec ? ` ${read.text}` : read.text
    }
    found.push({name: head.name, operation: head.operation, operands, line, lines})
    line += lines - 1
  }
  return found
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** What stands before the operands, and the rest of the line. */
function headOf(text: string, begin: number, limit: number) {
  let at = begin
  while (at < limit && text.charCodeAt(at) > 32) at += 1
  const nameEnd = at
  while (at < limit && text.charCodeAt(at) <= 32) at += 1
  const start = at
  while (at < limit && text.charCodeAt(at) > 32) at += 1
  if (at === start || !isLetter(text.charCodeAt(start))) return undefined
  const operation = text.slice(start, at)
  if (!/^[\w@#$]+$/.test(operation)) return undefined
  while (at < limit && text.charCodeAt(at) <= 32) at += 1
  return {
    name: nameEnd === begin ? '' : text.slice(begin, nameEnd).toUpperCase(),
    operation: operation.toUpperCase(),
    rest: text.slice(at, limit),
  }
}

function isLetter(code: number): boolean {
  return (code >= 64 && code <= 90) || (code >= 97 && code <= 122) || code === 35 || code === 36
}

function goesOn(text: string, begin: number, end: number): boolean {
  return begin + lastColumn < end && end - begin < longestLine && text.charCodeAt(begin + lastColumn) > 32
}

/** A line that goes on has nothing before the sixteenth column; older sources keep to no column, but to a blank one. */
function isContinuation(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 32
}

interface Operands {
  readonly text: string
  /** A text in quotes is open at the end. */
  readonly isQuoted: boolean
  /** What stands in further lines are remarks. */
  readonly isDone: boolean
}

function wholeOf(rest: string): Operands {
  return {text: rest.trimEnd(), isQuoted: false, isDone: false}
}

/** Up to the first blank that is in no quotes: behind it are remarks, and behind a comma the next line goes on. */
function operandsOf(rest: string, startsQuoted: boolean): Operands {
  let isQuoted = startsQuoted
  for (let at = 0; at < rest.length; at += 1) {
    const code = rest.charCodeAt(at)
    if (code === quote) {
      if (isQuoted) isQuoted = false
      else if (!isAttribute(rest, at)) isQuoted = true
    } else if (code <= 32 && !isQuoted) {
      return {text: rest.slice(0, at), isQuoted: false, isDone: at > 0 && rest.charCodeAt(at - 1) !== comma}
    }
  }
  return {text: rest, isQuoted, isDone: false}
}

/** The length of a field is `L'FIELD`: no text begins there. */
function isAttribute(text: string, at: number): boolean {
  if (!/[LTKNDSIO]/i.test(text[at - 1] ?? '') || /[\w@#$]/.test(text[at - 2] ?? '')) return false
  return /[A-Z@#$&=*]/i.test(text[at + 1] ?? '')
}

/** What stands between the commas that are in no brackets and no quotes. */
export function operandParts(operands: string): readonly string[] {
  const parts: string[] = []
  let [depth, isQuoted, start] = [0, false, 0]
  for (let at = 0; at < operands.length; at += 1) {
    const code = operands.charCodeAt(at)
    if (code === quote) isQuoted = isQuoted ? false : !isAttribute(operands, at)
    else if (isQuoted) continue
    else if (code === open) depth += 1
    else if (code === close) depth -= 1
    else if (code === comma && depth <= 0) {
      parts.push(operands.slice(start, at))
      start = at + 1
    }
  }
  parts.push(operands.slice(start))
  return parts
}

/** The parts in the brackets of an operand, or the operand itself where it has none. */
export function insideOf(operand: string): readonly string[] {
  return operand.startsWith('(') && operand.endsWith(')') ? operandParts(operand.slice(1, -1)) : [operand]
}

/** The value of a keyword: `DBDNAME=X`, `NAME=(X,SEQ)`. */
export function keywordOf(operands: string, keyword: string): string | undefined {
  const value = new RegExp(`(?:^|[,(])${keyword}=\\(*'?([^,()\\s']+)`, 'i').exec(operands)?.[1]
  return value?.toUpperCase()
}
