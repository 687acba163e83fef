import {
  type Cursor,
  HclFault,
  nested,
  skipBracket,
  skipOnLine,
  skipSpace,
  take,
  takeIdentifier,
  takeNumber,
  want,
} from './hcl-text.ts'
import type {Expression} from './hcl-tree.ts'

const unknown: Expression = {is: 'unknown'}
const operators = ['==', '!=', '<=', '>=', '&&', '||', '<', '>', '+', '-', '*', '/', '%'] as const

/** Reads one expression. Inside brackets it may go on over further lines. */
export function readExpression(cursor: Cursor, inBrackets: boolean): Expression {
  return nested(cursor, () => {
    const skip = (): void => (inBrackets ? skipSpace(cursor) : skipOnLine(cursor))
    skip()
    let left = readOperand(cursor, inBrackets)
    for (;;) {
      skip()
      const operator = cursor.text.startsWith('=>', cursor.at) ? undefined : operators.find((one) => take(cursor, one))
      if (!operator) break
      skipSpace(cursor)
      left = {is: 'operation', operator, left, right: readOperand(cursor, inBrackets)}
    }
    if (!take(cursor, '?')) return left
    skipSpace(cursor)
    const yes = readExpression(cursor, true)
    skipSpace(cursor)
    want(cursor, ':')
    skipSpace(cursor)
    return {is: 'choice', test: left, yes, no: readExpression(cursor, inBrackets)}
  })
}

function readOperand(cursor: Cursor, inBrackets: boolean): Expression {
  if (take(cursor, '!') || take(cursor, '-')) {
    const isNot = cursor.text[cursor.at - 1] === '!'
    const operand = nested(cursor, () => readOperand(cursor, inBrackets))
    if (isNot) return {is: 'operation', operator: '!', left: operand, right: operand}
    return operand.is === 'value' && typeof operand.value === 'string'
      ? {is: 'value', value: `-${operand.value}`}
      : unknown
  }
  return withSteps(cursor, readPrimary(cursor))
}

function readPrimary(cursor: Cursor): Expression {
  if (take(cursor, '"')) return readQuoted(cursor)
  if (cursor.text.startsWith('<<', cursor.at)) return readHeredoc(cursor)
  if (take(cursor, '(')) {
    const inner = readExpression(cursor, true)
    skipSpace(cursor)
    want(cursor, ')')
    return inner
  }
  if (take(cursor, '[')) return readList(cursor)
  if (take(cursor, '{')) return readMap(cursor)
  const number = takeNumber(cursor)
  if (number !== undefined) return {is: 'value', value: number}
  const name = takeIdentifier(cursor)
  if (name === undefined) throw new HclFault(cursor.at)
  if (name === 'true' || name === 'false') return {is: 'value', value: name === 'true'}
  if (name === 'null') return {is: 'value', value: null}
  return take(cursor, '(') ? readCall(cursor, name) : {is: 'reference', path: [name]}
}

/** `.name`, `[0]`, `[each.key]`, and splats after what they are steps of. */
function withSteps(cursor: Cursor, start: Expression): Expression {
  let path: readonly (string | Expression)[] | undefined = start.is === 'reference' ? start.path : undefined
  let isPlain = true
  for (;;) {
    if (cursor.text.startsWith('.', cursor.at) && !cursor.text.startsWith('...', cursor.at)) {
      cursor.at += 1
      const step: string | undefined = take(cursor, '*') ? undefined : (takeIdentifier(cursor) ?? takeNumber(cursor))
      path = path && step !== undefined ? [...path, step] : undefined
    } else if (take(cursor, '[')) {
      const step: Expression = cursor.text[cursor.at] === '*' ? skipped(cursor) : readIndex(cursor)
      path = path && step.is !== 'unknown' ? [...path, step] : undefined
    } else break
    isPlain = false
  }
  if (isPlain) return start
  return path ? {is: 'reference', path} : unknown
}

function skipped(cursor: Cursor): Expression {
  skipBracket(cursor, '[')
  return unknown
}

function readIndex(cursor: Cursor): Expression {
  const index = readExpression(cursor, true)
  skipSpace(cursor)
  want(cursor, ']')
  return index
}

function readCall(cursor: Cursor, name: string): Expression {
  const given: Expression[] = []
  for (;;) {
    skipSpace(cursor)
    if (take(cursor, ')')) return {is: 'call', name, arguments: given}
    given.push(readExpression(cursor, true))
    skipSpace(cursor)
    take(cursor, '...')
    skipSpace(cursor)
    if (!take(cursor, ',') && cursor.text[cursor.at] !== ')') throw new HclFault(cursor.at)
  }
}

function isLoop(cursor: Cursor): boolean {
  return /^for\s/.test(cursor.text.slice(cursor.at, cursor.at + 4))
}

function readList(cursor: Cursor): Expression {
  const items: Expression[] = []
  for (;;) {
    skipSpace(cursor)
    if (items.length === 0 && isLoop(cursor)) return skippedLoop(cursor, '[')
    if (take(cursor, ']')) return {is: 'list', items}
    items.push(readExpression(cursor, true))
    skipSpace(cursor)
    if (!take(cursor, ',') && cursor.text[cursor.at] !== ']') throw new HclFault(cursor.at)
  }
}

function skippedLoop(cursor: Cursor, opened: string): Expression {
  skipBracket(cursor, opened)
  return unknown
}

function readMap(cursor: Cursor): Expression {
  const entries: (readonly [Expression, Expression])[] = []
  for (;;) {
    skipSpace(cursor)
    if (entries.length === 0 && isLoop(cursor)) return skippedLoop(cursor, '{')
    if (take(cursor, '}')) return {is: 'map', entries}
    const key = readKey(cursor)
    skipSpace(cursor)
    if (!take(cursor, '=')) want(cursor, ':')
    skipSpace(cursor)
    entries.push([key, readExpression(cursor, false)])
    skipSpace(cursor)
    take(cursor, ',')
  }
}

/** A bare name is itself, not what it refers to. */
function readKey(cursor: Cursor): Expression {
  const key = nested(cursor, () => readOperand(cursor, true))
  return key.is === 'reference' && key.path.length === 1 && typeof key.path[0] === 'string'
    ? {is: 'value', value: key.path[0]}
    : key
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\'}

function readQuoted(cursor: Cursor): Expression {
  const parts: Expression[] = []
  let plain = ''
  for (;;) {
    const character = cursor.text[cursor.at]
    if (character === undefined || character === '\n') throw new HclFault(cursor.at)
    if (take(cursor, '"')) return template(parts, plain)
    if (take(cursor, '$${')) plain += '${'
    else if (take(cursor, '%%{')) plain += '%{'
    else if (take(cursor, '${')) {
      parts.push({is: 'value', value: plain}, readPlaced(cursor))
      plain = ''
    } else if (take(cursor, '%{')) {
      skipBracket(cursor, '{')
      parts.push(unknown)
    } else if (take(cursor, '\\')) {
      const escaped = cursor.text[cursor.at] ?? ''
      plain += escapes[escaped] ?? escaped
      cursor.at += 1
    } else {
      plain += character
      cursor.at += 1
    }
  }
}

function readPlaced(cursor: Cursor): Expression {
  take(cursor, '~')
  const inner = readExpression(cursor, true)
  skipSpace(cursor)
  take(cursor, '~')
  want(cursor, '}')
  return inner
}

function template(parts: readonly Expression[], rest: string): Expression {
  if (parts.length === 0) return {is: 'value', value: rest}
  return {is: 'template', parts: [...parts, {is: 'value', value: rest}]}
}

/** `<<EOF` and `<<-EOF`: the lines up to the word; what is put into them is not worked out. */
function readHeredoc(cursor: Cursor): Expression {
  const start = /<<(-?)([A-Za-z_][\w-]*)[ \t\r]*\n/y
  start.lastIndex = cursor.at
  const [whole = '', isIndented, word] = start.exec(cursor.text) ?? []
  if (!word) throw new HclFault(cursor.at)
  const from = cursor.at + whole.length
  const end = new RegExp(`^[ \\t]*${word}[ \\t\\r]*$`, 'gm')
  end.lastIndex = from
  const found = end.exec(cursor.text)
  if (!found) throw new HclFault(cursor.at)
  cursor.at = found.index + found[0].length
  const text = cursor.text.slice(from, found.index)
  if (/(?<![$%])[$%]\{/.test(text)) return unknown
  return {is: 'value', value: isIndented ? text.replace(/^[ \t]+/gm, '') : text}
}
