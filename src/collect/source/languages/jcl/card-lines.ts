/** A statement of JCL with the operands of all its lines. */
export interface CardRead {
  readonly name: string
  readonly operation: string
  readonly operands: string
  readonly line: number
}

/** Lines that stand in the stream behind a DD. */
export interface StreamRead {
  readonly stream: readonly string[]
  /** The line of the first. */
  readonly line: number
}

const statement = /^\/\/([^\s]*)(?:\s+([A-Z]+\d?|[A-Z]+))?(?:\s+(.*))?$/
const mostContinued = 300
const longestOperands = 20_000
/** Lines of a stream that are looked at. */
const mostStreamed = 2000

/**
 * The statements of a member of JCL, in order, with what stands in the stream behind them. Columns 73 to 80 are none of
 * theirs; comments and the numbers behind operands are left out.
 */
export function cardsOf(text: string): readonly (CardRead | StreamRead)[] {
  const lines = text.split('\n')
  const found: (CardRead | StreamRead)[] = []
  for (let at = 0; at < lines.length;) {
    const line = lineAt(lines, at)
    if (!line.startsWith('//') || line.startsWith('//*')) {
      at += 1
      continue
    }
    const {card, next} = cardAt(lines, at)
    at = next
    if (!card) continue
    found.push(card)
    const data = card.operation === 'DD' ? /^(?:\*|DATA)(?:,|$|\s)/.exec(card.operands) : null
    if (!data) continue
    const delimiter = /\bDLM=(?:'(..)'|(\S\S))/.exec(card.operands)
    const end = delimiter?.[1] ?? delimiter?.[2]
    const stream: string[] = []
    const first = at
    while (at < lines.length && !endsStream(lineAt(lines, at), end, data[0].startsWith('DATA'))) {
      if (stream.length < mostStreamed) stream.push(lineAt(lines, at))
      at += 1
    }
    if (stream.length > 0) found.push({stream, line: first + 1})
  }
  return found
}

/** Without the columns for numbers. */
function lineAt(lines: readonly string[], at: number): string {
  const line = lines[at] ?? ''
  return (line.length > 72 ? line.slice(0, 72) : line).trimEnd()
}

function endsStream(line: string, delimiter: string | undefined, isData: boolean): boolean {
  if (delimiter !== undefined) return line.startsWith(delimiter)
  return line.startsWith('/*') || (!isData && line.startsWith('//'))
}

function cardAt(lines: readonly string[], start: number): {readonly card?: CardRead; readonly next: number} {
  const [, name = '', operation = '', rest = ''] = statement.exec(lineAt(lines, start)) ?? []
  let at = start + 1
  let operands = operandsOf(rest, operation === 'IF')
  // It goes on where a comma, or a text in quotes, is open at the end.
  for (let count = 0; count < mostContinued && at < lines.length && operands.goesOn && operation !== 'IF'; count += 1) {
    const line = lineAt(lines, at)
    if (line.startsWith('//*')) {
      at += 1
      continue
    }
    const more = /^\/\/\s+(\S.*)$/.exec(line)?.[1]
    if (more === undefined) break
    at += 1
    if (operands.text.length > longestOperands) continue
    const next = operandsOf(more, false, operands.isQuoted)
    operands = {...next, text: operands.text + next.text}
  }
  const isKnown = operation !== '' || name !== ''
  return {...(isKnown && {card: {name, operation, operands: operands.text, line: start + 1}}), next: at}
}

interface Operands {
  readonly text: string
  readonly goesOn: boolean
  readonly isQuoted: boolean
}

/** Up to the first blank that is in no quotes; what follows is a comment. */
function operandsOf(rest: string, isWhole: boolean, startsQuoted = false): Operands {
  if (isWhole) return {text: rest, goesOn: false, isQuoted: false}
  let isQuoted = startsQuoted
  for (let at = 0; at < rest.length; at += 1) {
    const character = rest[at]
    if (character === "'") isQuoted = !isQuoted
    else if (character === ' ' && !isQuoted) {
      const text = rest.slice(0, at)
      return {text, goesOn: text.endsWith(','), isQuoted: false}
    }
  }
  return {text: rest, goesOn: isQuoted || rest.endsWith(','), isQuoted}
}

/** The operands by their keywords; those without one are named by their place: ``, `1`. */
export function operandsByKey(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  let place = 0
  for (const part of partsOf(text)) {
    const [, key, value] = /^([A-Z@#$][A-Z0-9@#$.]*)=([\s\S]*)$/.exec(part) ?? []
    if (key !== undefined) found[key] ??= value ?? ''
    else {
      if (part !== '') found[place === 0 ? '' : String(place)] = part
      place += 1
    }
  }
  return found
}

/** What stands between the commas that are in no brackets and no quotes. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = []
  let [depth, isQuoted, start] = [0, false, 0]
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === "'") isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (character === ',' && depth <= 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}
