import {sqlFact} from '../sql-text.ts'
import {isMark, lowerWord} from '../token-marks.ts'
import type {NamedCall} from '../vbnet/statements.ts'
import type {Token} from '../vbnet/tokens.ts'
import {followed, type Piece, type Settings, textOf} from '../word.ts'
import {type FactAt, named} from './libraries.ts'

/** What a recordset is opened on, and which of its methods then write. */
interface Opened {
  readonly table: string | undefined
  readonly writesBy: RegExp
}

const methods = {any: /^(?:addnew|update|updatebatch|delete)$/, batch: /^updatebatch$/, none: /^$/}
const longestName = 20

/**
 * Tables that are written through recordsets: `rs.Open "SELECT * FROM t", cn, 1, 3` and then `rs.AddNew`. A recordset
 * counts that is opened once among these tokens, on one table alone, and is not let go of its connection.
 */
export function recordsetsWritten(
  tokens: readonly Token[],
  calls: readonly NamedCall[],
  settings: Settings,
): readonly FactAt[] {
  const callAt = new Map(calls.map((call) => [call.at, call]))
  const opened = new Map<string, Opened | undefined>()
  const put = (name: string, open: Opened | undefined): void => {
    opened.set(name, opened.has(name) ? undefined : open)
  }
  const uses: {readonly name: string; readonly method: string; readonly at: number}[] = []
  for (const [at, token] of tokens.entries()) {
    if (!beginsStatement(tokens, at)) continue
    const isSet = lowerWord(token) === 'set'
    const {name, next} = nameAt(tokens, isSet ? at + 1 : at)
    const [, object = '', method = ''] = /^(.+)\.(\w+)$/.exec(name) ?? []
    if (isSet && isMark(tokens[next], '=')) {
      if (method === 'activeconnection' && lowerWord(tokens[next + 1]) === 'nothing') put(object, undefined)
      else if (!isFresh(tokens, next + 1)) put(name, openedBy(callAt.get(tokens[next + 1]?.at ?? -1), settings))
    } else if (method === 'open') put(object, openedBy(callAt.get(token.at), settings))
    else if (method === 'activeconnection' || method === 'source') put(object, undefined)
    else if (object && !isMark(tokens[next], '=')) uses.push({name: object, method, at: token.at})
  }
  const met = new Set<string>()
  return uses.flatMap(({name, method, at}) => {
    const {table, writesBy} = opened.get(name) ?? {}
    if (table === undefined || !writesBy?.test(method) || met.has(name)) return []
    met.add(name)
    return [{said: {is: 'sql', of: 'tables', reads: [], writes: [table], calls: []}, at}]
  })
}

function beginsStatement(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before === undefined || before.kind === 'end' || /^(?:then|else)$/.test(lowerWord(before))
}

/** A name with those before it, in lower case, and the place behind it. */
function nameAt(tokens: readonly Token[], start: number): {readonly name: string; readonly next: number} {
  const names = [lowerWord(tokens[start])]
  let next = start + 1
  for (; isMark(tokens[next], '.') && names.length < longestName; next += 2) names.push(lowerWord(tokens[next + 1]))
  return {name: names.includes('') ? '' : names.join('.'), next}
}

/** `New ADODB.Recordset`, `CreateObject(...)`, `Nothing`: nothing is open there yet, or any longer. */
function isFresh(tokens: readonly Token[], at: number): boolean {
  return /^(?:new|nothing|(?:server\.)?createobject)$/.test(nameAt(tokens, at).name)
}

function openedBy(call: NamedCall | undefined, settings: Settings): Opened | undefined {
  const method = /\.(open|openrecordset)$/.exec(call?.name ?? '')?.[1]
  if (!call || !method) return undefined
  const [source, ...further] = call.arguments
  const text = textOf(followed(source ?? [], settings))
  const said = (at: number): string => wordOf(further[at])
  if (method === 'open') {
    const [lock, option] = [said(2), said(3)]
    const isTable = /^(?:2|512|adcmdtable|adcmdtabledirect)$/.test(option)
    const writesBy = /^(?:1|adlockreadonly)$/.test(lock)
      ? methods.none
      : /^(?:4|adlockbatchoptimistic)$/.test(lock)
        ? methods.batch
        : methods.any
    return {table: tableOf(text, isTable), writesBy}
  }
  const isReadOnly = /^(?:4|8|dbopensnapshot|dbopenforwardonly)$/.test(said(0)) || further.some(isReadOnlyOption)
  return {table: tableOf(text, true), writesBy: isReadOnly ? methods.none : methods.any}
}

function isReadOnlyOption(pieces: readonly Piece[]): boolean {
  return wordOf(pieces) === 'dbreadonly'
}

/** A constant as the code names it, or its number. */
function wordOf(pieces: readonly Piece[] | undefined): string {
  const [piece, ...others] = pieces ?? []
  if (!piece || others.length > 0) return ''
  return 'text' in piece ? piece.text : 'variable' in piece ? piece.variable : ''
}

/** The only table of a query that is wholly known, or the name alone where that may be one. */
function tableOf(source: string, mayBeName: boolean): string | undefined {
  const said = /^\s*select\b/i.test(source)
    ? sqlFact(source)
    : mayBeName
      ? named({literal: source}, '2').find(({is}) => is === 'sql')
      : undefined
  if (said?.is !== 'sql' || said.isPartial || said.writes.length + said.calls.length > 0) return undefined
  return said.reads.length === 1 ? said.reads[0] : undefined
}
