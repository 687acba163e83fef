import type {FactSaid} from '../library.ts'
import {isMark, lowerWord} from '../token-marks.ts'
import {followed, type Piece, type Settings, textOf} from '../word.ts'
import type {Token} from './tokens.ts'

interface ProcedureAt {
  readonly said: FactSaid
  readonly at: number
}

/** So far from where a command is said to be a procedure its name may stand. */
const farBefore = 400
const farBehind = 120
/** No word that tells is shorter. */
const shortest = 'storedprocedure'.length
const none: readonly ProcedureAt[] = []

/**
 * Procedures of a database that code calls by their names: those beside `CommandType.StoredProcedure` in the arguments of
 * a call, whatever is called; those of a command that is said to be one; and those of `GetStoredProcCommand`.
 */
export function procedureFacts(tokens: readonly Token[], settings: Settings): readonly ProcedureAt[] {
  return tokens.flatMap((token, at): readonly ProcedureAt[] => {
    if (token.text.length < shortest) return none
    const word = lowerWord(token)
    const names =
      word === 'storedprocedure' && lowerWord(tokens[at - 2]) === 'commandtype'
        ? namesBeside(tokens, at, settings)
        : /^getstoredproccommand/.test(word) && isMark(tokens[at + 1], '(')
          ? namesOf(operandAt(tokens, at + 2), settings)
          : []
    return names.length > 0
      ? [{said: {is: 'sql', of: 'tables', reads: [], writes: [], calls: names}, at: token.at}]
      : []
  })
}

function namesBeside(tokens: readonly Token[], at: number, settings: Settings): readonly string[] {
  let start = at - 2
  while (isMark(tokens[start - 1], '.') && tokens[start - 2]?.kind === 'word') start -= 2
  const before = tokens[start - 1]
  if (isMark(before, '=')) return namesOf(commandText(tokens, start - 1), settings)
  if (isMark(before, ',')) {
    const names: string[] = []
    // `Update("AddUser", "EditUser", CommandType.StoredProcedure)`
    for (let place = start - 2; place > 0 && names.length < 10; place -= 2) {
      names.unshift(...namesOf(operandAt(tokens, place, 'before'), settings))
      if (tokens[place]?.kind !== 'text' || !isMark(tokens[place - 1], ',')) break
    }
    if (names.length > 0) return names
  }
  return isMark(tokens[at + 1], ',') ? namesOf(operandAt(tokens, at + 2), settings) : []
}

/** A text or a name that is an argument, or what is set, as a whole. */
function operandAt(tokens: readonly Token[], at: number, where: 'before' | 'behind' = 'behind'): readonly Piece[] {
  const token = tokens[at]
  const beyond = tokens[where === 'before' ? at - 1 : at + 1]
  const isWhole =
    beyond === undefined || beyond.kind === 'end' || (beyond.kind === 'mark' && /^[,()]$/.test(beyond.text))
  if (!token || !isWhole) return []
  if (token.kind === 'text') return [{text: token.text}]
  return token.kind === 'word' ? [{variable: token.text.toLowerCase()}] : []
}

function namesOf(pieces: readonly Piece[], settings: Settings): readonly string[] {
  const name = textOf(followed(pieces, settings)).replace(/[[\]]/g, '')
  return /^[A-Za-z_][\w.$#]{1,127}$/.test(name) ? [name] : []
}

/** What the command is made with, or its `CommandText`, whose `CommandType` is set at a place. */
function commandText(tokens: readonly Token[], equals: number): readonly Piece[] {
  const object = objectOf(tokens, equals - 2)
  const isSelect = object === 'selectcommand' && isMark(tokens[equals - 4], '.')
  const name = isSelect ? lowerWord(tokens[equals - 5]) : object
  for (let at = equals - 1; at > Math.max(0, equals - farBefore) && !isBorder(tokens, at); at -= 1) {
    const found = textSetAt(tokens, at, name) ?? (name ? madeAt(tokens, at, name) : undefined)
    if (found) return found
  }
  for (let at = equals + 1; at < Math.min(tokens.length, equals + farBehind) && !isBorder(tokens, at); at += 1) {
    const found = textSetAt(tokens, at, name)
    if (found) return found
  }
  return []
}

function isBorder(tokens: readonly Token[], at: number): boolean {
  return /^(?:sub|function|property)$/.test(lowerWord(tokens[at]))
}

/** `command.CommandText = "x"`; `.CommandText = "x"` within `With`. */
function textSetAt(tokens: readonly Token[], at: number, name: string): readonly Piece[] | undefined {
  if (lowerWord(tokens[at]) !== 'commandtext' || !isMark(tokens[at - 1], '.') || !isMark(tokens[at + 1], '='))
    return undefined
  return objectOf(tokens, at - 1) === name ? operandAt(tokens, at + 2) : undefined
}

/** The word directly before a dot; empty within `With`. */
function objectOf(tokens: readonly Token[], dot: number): string {
  const [before, own] = [tokens[dot - 1], tokens[dot]]
  if (!isMark(own, '.') || before?.kind !== 'word' || own === undefined) return ''
  return before.at + before.text.length === own.at ? lowerWord(before) : ''
}

/** `command = New SqlCommand("x", connection)`, `command As New SqlCommand("x", connection)` */
function madeAt(tokens: readonly Token[], at: number, name: string): readonly Piece[] | undefined {
  if (lowerWord(tokens[at]) !== 'new' || !/^(?:=|as)$/i.test(tokens[at - 1]?.text ?? '')) return undefined
  const isOf =
    lowerWord(tokens[at - 2]) === name || (lowerWord(tokens[at - 3]) === 'as' && lowerWord(tokens[at - 4]) === name)
  if (!isOf) return undefined
  let open = at + 2
  while (isMark(tokens[open], '.')) open += 2
  const text = isMark(tokens[open], '(') ? operandAt(tokens, open + 1) : []
  return text.length > 0 ? text : undefined
}
