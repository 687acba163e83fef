import {addressesIn} from '../../scan-text.ts'
import type {Value} from '../fact.ts'
import {plainSite} from '../plain-site.ts'
import {sqlFact} from '../sql-text.ts'
import {type Statements, statementsOf} from '../vbnet/statements.ts'
import type {Token} from '../vbnet/tokens.ts'
import {followed, type Piece, textOf, valueOf, type Word} from '../word.ts'
import {iniReaders, windowsNames, withIniKeys} from './ini-keys.ts'
import {joinedTexts} from './joined-texts.ts'
import {broughtConstants, comType, connectionTold, type FactAt, files, named, ownFunctions} from './libraries.ts'
import {filesOpened} from './opened-files.ts'
import {plainStatements} from './plain-statements.ts'
import {partsOf} from './procedures.ts'

type Settings = ReadonlyMap<string, readonly (readonly Piece[])[]>

/** What code of Visual Basic before .NET, or of VBScript, does. A name is followed within its file. */
export function basicFacts(
  tokens: readonly Token[],
  code: string,
  controls: ReadonlyMap<string, string> = new Map(),
): readonly FactAt[] {
  const windows = windowsNames(tokens)
  const plain = plainStatements(joinedTexts(tokens), code)
  const readers = iniReaders(partsOf(plain).procedures, windows)
  const parts = partsOf(withIniKeys(plain, windows, readers))
  const typeName = (written: string): string => written.toLowerCase()
  const outside = statementsOf(parts.outside, {typeName, typed: controls})
  const procedures = parts.procedures.map(({tokens: own, locals}) => ({
    own,
    locals,
    statements: statementsOf(own, {typeName, typed: outside.typed}),
  }))
  const everywhere = setOnce(procedures, outside.settings, parts.names)
  const scopes = [
    {own: parts.outside, statements: outside, settings: withBrought(everywhere)},
    ...procedures.map(({own, locals, statements}) => ({
      own,
      statements,
      settings: withBrought(settingsIn(statements.settings, everywhere, locals)),
    })),
  ]
  return scopes.flatMap(({own, statements, settings}) => [
    ...typeFacts(statements, settings),
    ...callFacts(statements, settings, windows),
    ...textFacts(statements, settings),
    ...filesOpened(own).flatMap(({path, does, at}) =>
      files(valueOf(followed(path, settings)), does).map((said) => ({said, at})),
    ),
  ])
}

/** What names of the module are set to, wherever that is: a name that is set twice is not followed. */
function setOnce(
  procedures: readonly {readonly statements: Statements; readonly locals: ReadonlySet<string>}[],
  outside: Settings,
  names: ReadonlySet<string>,
): Settings {
  const all = new Map<string, readonly (readonly Piece[])[]>(outside)
  for (const {statements, locals} of procedures)
    for (const [name, set] of statements.settings)
      if (names.has(name) && !locals.has(name)) all.set(name, [...(all.get(name) ?? []), ...set])
  return all
}

/** Of a procedure its own, and those of the module that it does not declare anew. */
function settingsIn(own: Settings, module: Settings, locals: ReadonlySet<string>): Settings {
  return new Map([
    ...[...module].filter(([name]) => !locals.has(name)),
    ...[...own].filter(([name]) => locals.has(name) || !module.has(name)),
  ])
}

function withBrought(settings: Settings): Settings {
  const brought = Object.entries(broughtConstants).map(([name, text]) => [name, [[{text}]]] as const)
  return new Map([...brought, ...settings])
}

function valuesOf(given: readonly (readonly Piece[])[], settings: Settings): readonly Value[] {
  return given.map((pieces) => valueOf(followed(pieces, settings)))
}

function typeFacts(statements: Statements, settings: Settings): readonly FactAt[] {
  const uses = statements.types
  const kinds = uses.flatMap(({member, arguments: given}) =>
    member === 'commandtype='
      ? valuesOf(given, settings).map((value) => ('literal' in value ? value.literal : ''))
      : [],
  )
  const kind = new Set(kinds).size === 1 ? (kinds[0] ?? '') : ''
  return uses.flatMap(({type, member, arguments: given, at}) => {
    const values = valuesOf(given, settings)
    const isCommand = member === 'commandtext=' && type === 'adodb.command'
    const rule = comType(type)
    const {methods = {}} = rule ?? {}
    const maker = member === undefined ? rule?.made : Object.hasOwn(methods, member) ? methods[member] : methods['*']
    const said = maker?.(plainSite(member ?? type, 1, values))
    return [...(said === undefined ? [] : [said].flat()), ...(isCommand ? named(values[0], kind) : [])].map((one) => ({
      said: one,
      at,
    }))
  })
}

/** The language's own functions, those of Windows under any name, and methods that say enough by their names. */
function callFacts(
  statements: Statements,
  settings: Settings,
  windows: ReadonlyMap<string, string>,
): readonly FactAt[] {
  return statements.calls.flatMap(({name, arguments: given, at}) => {
    const whole = windows.get(name) ?? name.replace(/^vba\.(?:\w+\.)?/, '')
    const rule = Object.hasOwn(ownFunctions, whole) ? ownFunctions[whole] : undefined
    return (rule?.(valuesOf(given, settings)) ?? []).map((said) => ({said, at}))
  })
}

const sqlText = /^\s*(?:select|insert|update|delete|merge|with|exec(?:ute)?|truncate|\{\s*(?:\?\s*=\s*)?call)\b/i
const connection = /(?:^|;)\s*(?:provider|driver|dsn|filedsn|data source|server)\s*=|^odbc\s*;/i

function textFacts(statements: Statements, settings: Settings): readonly FactAt[] {
  return statements.texts.flatMap(({pieces, at}) => {
    // `sql = ""` and then `sql = sql & "SELECT ..."` begins with nothing.
    const first = pieces.find((piece) => !('text' in piece) || piece.text !== '')
    const begins = first && 'text' in first ? first.text : ''
    const isSql = sqlText.test(begins)
    const isConnection = connection.test(begins)
    if (!isSql && !isConnection && !begins.includes('://')) return []
    const word = followed(pieces, settings)
    const text = textOf(word)
    const sql = isSql ? sqlFact(text) : undefined
    return [
      ...addressesIn(text).map((address): FactAt => ({said: {is: 'address', ...address}, at})),
      ...(sql ? [{said: sql, at}] : []),
      ...(isConnection ? connectionFacts(word, text).map((said) => ({said, at})) : []),
    ]
  })
}

const hasPlace = /(?:provider|driver|dsn|initial catalog)\s*=/i
const serverBefore = /(?:^|;)\s*(?:data source|server|address)\s*=\s*$/i

/** A connection string; where a key of a setting gives its server, the key is told. */
function connectionFacts(word: Word, text: string): readonly FactAt['said'][] {
  if (!hasPlace.test(text)) return []
  const at = word.findIndex((part, place) => {
    const before = word[place - 1]
    return 'environment' in part && before !== undefined && 'text' in before && serverBefore.test(before.text)
  })
  const server = word[at]
  const said = connectionTold({literal: text})
  if (!server || !('environment' in server)) return said
  return said.map((fact) => (fact.is === 'database' ? {...fact, connection: {key: server.environment}} : fact))
}
