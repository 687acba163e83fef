import {addressesIn} from '../../addresses-in-text.ts'
import type {Standing} from '../../connection-name.ts'
import type {Value} from '../fact.ts'
import type {FactSaid, TypeRule} from '../library.ts'
import {plainSite} from '../plain-site.ts'
import {sqlFact} from '../sql-text.ts'
import {type Statements, statementsOf} from '../vbnet/statements.ts'
import type {Token} from '../vbnet/tokens.ts'
import {followed, type Piece, type Settings, textOf, valueOf, type Word} from '../word.ts'
import {connectionTold, type FactAt, named} from './libraries.ts'

type AllSettings = ReadonlyMap<string, readonly (readonly Piece[])[]>

/** A file in parts between which names are told apart; statements as Visual Basic .NET would have them. */
interface Scopes {
  readonly outside: readonly Token[]
  /** Names that are declared there, in lower case. */
  readonly names: ReadonlySet<string>
  readonly procedures: readonly {readonly tokens: readonly Token[]; readonly locals: ReadonlySet<string>}[]
}

/** What names stand for in one language. */
interface ScopeRules {
  /** By the name of a type in lower case. */
  readonly typeRule: (name: string) => TypeRule | undefined
  /** By the name of what is called, in lower case. */
  readonly callRule: (name: string) => ((given: readonly Value[]) => readonly FactSaid[]) | undefined
  /** Constants that libraries bring, as the code names them. */
  readonly brought: Readonly<Record<string, string>>
  /** How an address stands that begins at a place; without it every one is called. */
  readonly standing?: (at: number) => Standing
  /** Whether a text that begins at a place is SQL for sure, though its first word is written as in a sentence. */
  readonly isSql?: (at: number) => boolean
  /** What else the tokens of one part say, with what they call. */
  readonly further?: (tokens: readonly Token[], settings: Settings, calls: Statements['calls']) => readonly FactAt[]
}

/** What the parts of a file do, with the types of the controls around them. A name is followed within the file. */
export function scopedFacts(
  parts: Scopes,
  controls: ReadonlyMap<string, string>,
  rules: ScopeRules,
): readonly FactAt[] {
  const typeName = (written: string): string => written.toLowerCase()
  const outside = statementsOf(parts.outside, {typeName, typed: controls})
  const procedures = parts.procedures.map(({tokens: own, locals}) => ({
    own,
    locals,
    statements: statementsOf(own, {typeName, typed: outside.typed}),
  }))
  const everywhere = setOnce(procedures, outside.settings, parts.names)
  const scopes = [
    {own: parts.outside, statements: outside, settings: withBrought(everywhere, rules)},
    ...procedures.map(({own, locals, statements}) => ({
      own,
      statements,
      settings: withBrought(settingsIn(statements.settings, everywhere, locals), rules),
    })),
  ]
  return scopes.flatMap(({own, statements, settings}) => [
    ...typeFacts(statements, settings, rules),
    ...callFacts(statements, settings, rules),
    ...textFacts(statements, settings, rules),
    ...(rules.further?.(own, settings, statements.calls) ?? []),
  ])
}

/** What names of the module are set to, wherever that is: a name that is set twice is not followed. */
function setOnce(
  procedures: readonly {readonly statements: Statements; readonly locals: ReadonlySet<string>}[],
  outside: AllSettings,
  names: ReadonlySet<string>,
): AllSettings {
  const all = new Map<string, readonly (readonly Piece[])[]>(outside)
  for (const {statements, locals} of procedures)
    for (const [name, set] of statements.settings)
      if (names.has(name) && !locals.has(name)) all.set(name, [...(all.get(name) ?? []), ...set])
  return all
}

/** Of a procedure its own, and those of the module that it does not declare anew. */
function settingsIn(own: AllSettings, module: AllSettings, locals: ReadonlySet<string>): Settings {
  return {
    get: (name) => (locals.has(name) ? own.get(name) : (module.get(name) ?? own.get(name))),
  }
}

function withBrought(settings: Settings, {brought}: ScopeRules): Settings {
  return {
    get: (name) => {
      const text = Object.hasOwn(brought, name) ? brought[name] : undefined
      return settings.get(name) ?? (text === undefined ? undefined : [[{text}]])
    },
  }
}

function valuesOf(given: readonly (readonly Piece[])[], settings: Settings): readonly Value[] {
  return given.map((pieces) => valueOf(followed(pieces, settings)))
}

function typeFacts(statements: Statements, settings: Settings, {typeRule}: ScopeRules): readonly FactAt[] {
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
    const rule = typeRule(type)
    const {methods = {}} = rule ?? {}
    const maker = member === undefined ? rule?.made : Object.hasOwn(methods, member) ? methods[member] : methods['*']
    const said = maker?.(plainSite(member ?? type, 1, values))
    return [...(said === undefined ? [] : [said].flat()), ...(isCommand ? named(values[0], kind) : [])].map((one) => ({
      said: one,
      at,
    }))
  })
}

/** The language's own functions, and those of the system. */
function callFacts(statements: Statements, settings: Settings, {callRule}: ScopeRules): readonly FactAt[] {
  return statements.calls.flatMap(({name, arguments: given, at}) =>
    (callRule(name)?.(valuesOf(given, settings)) ?? []).map((said) => ({said, at})),
  )
}

/** SQL whose first word is written as SQL has it. */
export function plainVerb(sql: string): string {
  return sql.replace(/^(\s*)([a-z]+)/i, (_, blank: string, verb: string) => blank + verb.toUpperCase())
}

const sqlText =
  /^\s*(?:select|insert|update|delete|merge|with|exec(?:ute)?|truncate|begin|(?:create|alter)(?:\s+or\s+\w+)?\s+view|\{\s*(?:\?\s*=\s*)?call|call)\b/i
/** `call name ('a', 1)`: what is given is values alone, as no sentence has them in brackets behind a name. */
const callText =
  /^\s*call\s+[a-z_][\w.$#]*\s*\(\s*(?:'[^']*'|[\d.]+|\?|\{\}|null)(?:\s*,\s*(?:'[^']*'|[\d.]+|\?|\{\}|null))*\s*\)\s*;?\s*$/i
const connection = /(?:^|;)\s*(?:provider|driver|dsn|filedsn|data source|server)\s*=|^odbc\s*;/i

function textFacts(
  statements: Statements,
  settings: Settings,
  {standing, isSql: isSure}: ScopeRules,
): readonly FactAt[] {
  return statements.texts.flatMap(({pieces, at}) => {
    // `sql = ""` and then `sql = sql & "SELECT ..."` begins with nothing.
    const first = pieces.find((piece) => !('text' in piece) || piece.text !== '')
    const begins = first && 'text' in first ? first.text : ''
    const isSql = sqlText.test(begins)
    const isConnection = connection.test(begins)
    if (!isSql && !isConnection && !begins.includes('://')) return []
    const word = followed(pieces, settings)
    const text = textOf(word)
    const sql = isSql ? sqlFact(isSure?.(at) || callText.test(text) ? plainVerb(text) : text) : undefined
    return [
      ...addressesIn(text).map((address): FactAt => ({
        said: {is: 'address', ...address, ...(standing && {standing: standing(at)})},
        at,
      })),
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
