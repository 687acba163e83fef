import {isConnectionScheme, type Standing, standingBehind} from '../../connection-name.ts'
import {addressesIn} from '../../addresses-in-text.ts'
import {connectionAddress, serverAddress} from '../connection-text.ts'
import type {Fact, Value} from '../fact.ts'
import type {FactSaid} from '../library.ts'
import {lineOf} from '../line-of.ts'
import {sqlFact} from '../sql-text.ts'
import {atRunTime, followed, type Piece, textOf, valueOf} from '../word.ts'
import {type PackageRules, packages, parsesSql} from './libraries.ts'
import {sqlStatements} from './statements.ts'
import {plsqlTokens, type Token} from './tokens.ts'

interface FactAt {
  readonly said: FactSaid
  readonly at: number
}

type Settings = ReadonlyMap<string, readonly (readonly Piece[])[]>

/** What units of PL/SQL do: tables by their own SQL and by texts of SQL, and what they call of Oracle's packages. */
export function unitFacts(
  tokens: readonly Token[],
  text: string,
  /** What is brought by the program that the units run in. */
  brought: PackageRules = {packages: {}, parsesSql: {}},
): readonly Fact[] {
  const rules = {packages: {...packages, ...brought.packages}, parsesSql: {...parsesSql, ...brought.parsesSql}}
  const settings = settingsOf(tokens)
  const found = [
    ...sqlStatements(tokens, text).flatMap(({text: written, at}) => statementFacts(written, at)),
    ...tokens.flatMap((token, at) =>
      token.kind === 'word' ? wordFacts(tokens, at, settings, rules) : addressFacts(tokens, at, text),
    ),
  ]
  const lineAt = lineOf(text)
  const facts = found.toSorted((a, b) => a.at - b.at).map(({said, at}) => ({...said, line: lineAt(at)}) as Fact) // the line is all that a said fact lacks
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]
}

/** What Oracle's database says of itself. */
const ownViews =
  /^(?:sys\.)?(?:(?:all|dba|user|cdb)_(?:arguments|coll_types|col_comments|db_links|dependencies|directories|errors|identifiers|ind_columns|jobs|lobs|mviews|object_settings|plsql_object_settings|procedures|queues|recyclebin|role_privs|roles|scheduler_\w+|segments|sequences|source|synonyms|sys_privs|tab_cols|tab_comments|tab_privs|tablespaces|triggers|types|type_attrs|type_methods|users)|session_(?:roles|privs|context)|role_(?:sys|tab|role)_privs|nls_\w+_parameters|product_component_version|database_properties|g?v_?\$\w+)$/i

/** The SQL without what is none of the application's own. */
function ownSql(written: string): ReturnType<typeof sqlFact> {
  const sql = sqlFact(written)
  if (!sql) return undefined
  const own = {...sql, reads: sql.reads.filter((name) => !ownViews.test(name))}
  return own.reads.length + own.writes.length + own.calls.length > 0 || own.isPartial ? own : undefined
}

/** A table behind `@` is of another database, by a link. */
function statementFacts(written: string, at: number): readonly FactAt[] {
  const sql = ownSql(written)
  if (!sql) return []
  const links = new Set([...sql.reads, ...sql.writes, ...sql.calls].flatMap((name) => /@(.+)$/.exec(name)?.[1] ?? []))
  return [
    {said: sql, at},
    ...[...links].map((link): FactAt => ({
      said: {is: 'database', product: 'oracle-database', operation: `@${link}`},
      at,
    })),
  ]
}

/** What shows an address to people, or writes a page that does. */
const shows = /\b(?:htp|htf|dbms_output|owa_util)\s*\.\s*\w+\s*\([^;]{0,200}$/i

function addressFacts(tokens: readonly Token[], at: number, whole: string): readonly FactAt[] {
  const {kind, text, at: place} = tokens[at] ?? {kind: 'mark', text: '', at: 0}
  if (kind !== 'text' || !text.includes('://')) return []
  return addressesIn(text).map((address) => {
    const standing = standingOf(tokens, at, address.protocol, whole)
    return {said: {is: 'address', ...address, ...(standing && {standing})}, at: place}
  })
}

/** How an address stands: nothing is said of one that a package of Oracle is given, which is called. */
function standingOf(tokens: readonly Token[], at: number, protocol: string, whole: string): Standing | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (isConnectionScheme(protocol)) return 'connection'
  if (/<[a-z!?]/i.test(token.text) || shows.test(whole.slice(Math.max(0, token.at - 220), token.at))) return 'named'
  const before = tokens[at - 1]?.text ?? ''
  if (before === ':=' || before === 'default') return standingBehind(nameSet(tokens, at - 1)?.name ?? '')
  return isGiven(tokens, at) ? undefined : 'named'
}

/** Whether a package of Oracle is called around a place. */
function isGiven(tokens: readonly Token[], start: number): boolean {
  for (let at = start - 1; at > 0 && at > start - 40; at -= 1) {
    const {text} = tokens[at] ?? {text: ';'}
    if (text === ';') return false
    if (text === '(' && Object.hasOwn(packages, (tokens[at - 1]?.text ?? '').replace(/^sys\./, ''))) return true
  }
  return false
}

function wordFacts(tokens: readonly Token[], at: number, settings: Settings, rules: PackageRules): readonly FactAt[] {
  const token = tokens[at]
  if (!token) return []
  const place = (said: readonly FactSaid[]): readonly FactAt[] => said.map((one) => ({said: one, at: token.at}))
  const next = tokens[at + 1]
  if (token.text === 'immediate' && tokens[at - 1]?.text === 'execute')
    return place(dynamicSql(expressionAt(tokens, at + 1), settings))
  if (token.text === 'open' && tokens[at + 2]?.text === 'for' && !/^(?:select|with)$/.test(tokens[at + 3]?.text ?? ''))
    return place(dynamicSql(expressionAt(tokens, at + 3), settings))
  const link = token.text === 'using' && next?.kind === 'text' ? linkBefore(tokens, at) : undefined
  if (link !== undefined && next) return place(linkFacts(next.text, link))
  if (token.text === 'directory') return place(directoryFacts(tokens, at))
  if (token.text === 'on' && isTrigger(tokens, at) && next?.kind === 'word')
    return place([{is: 'sql', of: 'tables', reads: [next.text], writes: [], calls: []}])
  if (next?.text !== '(') return []
  const name = token.text.replace(/^sys\./, '')
  const rule = Object.hasOwn(rules.packages, name) ? rules.packages[name] : undefined
  const parses = Object.hasOwn(rules.parsesSql, name) ? rules.parsesSql[name] : undefined
  if (!rule && !parses) return []
  const given = argumentsAt(tokens, at + 1)
  const pieces = (index: number, named: string): readonly Piece[] | undefined =>
    given.find((one) => one.name === named)?.pieces ??
    (given[index]?.name === undefined ? given[index]?.pieces : undefined)
  const value = (index: number, named: string): Value | undefined => {
    const own = pieces(index, named)
    return own && valueOf(followed(own, settings))
  }
  return place([...(rule?.(value) ?? []), ...(parses ? dynamicSql(pieces(...parses) ?? [atRunTime], settings) : [])])
}

/** The name in `CREATE DATABASE LINK x CONNECT TO u IDENTIFIED BY p USING '...'`. */
function linkBefore(tokens: readonly Token[], at: number): string | undefined {
  for (let place = at - 1; place >= 1 && place > at - 20; place -= 1) {
    const {text} = tokens[place] ?? {text: ';'}
    if (text === ';') return undefined
    if (text === 'link' && tokens[place - 1]?.text === 'database') return tokens[place + 1]?.text ?? ''
  }
  return undefined
}

/** `CREATE OR REPLACE DIRECTORY x AS '/folder'`. */
function directoryFacts(tokens: readonly Token[], at: number): readonly FactSaid[] {
  const [name, as, path] = tokens.slice(at + 1, at + 4)
  const isMade = /^(?:create|replace)$/.test(tokens[at - 1]?.text ?? '')
  if (!isMade || name?.kind !== 'word' || as?.text !== 'as' || path?.kind !== 'text') return []
  return [{is: 'directory', name: name.text, path: path.text}]
}

function isTrigger(tokens: readonly Token[], at: number): boolean {
  for (let place = at - 1; place >= 1 && place > at - 100; place -= 1) {
    const {text} = tokens[place] ?? {text: ';'}
    if (text === ';' || text === 'begin') return false
    if (text === 'trigger') return true
  }
  return false
}

/** The machine that a link names; a name alone is one of the network's own files. */
function linkFacts(target: string, link: string): readonly FactSaid[] {
  const part = (name: string): string | undefined =>
    new RegExp(`\\b${name}\\s*=\\s*([\\w.-]{1,253})`, 'i').exec(target)?.[1]
  const [, easy, port, service] = /^\/{0,2}([\w.-]+):(\d{1,5})\/([\w.-]+)/.exec(target) ?? []
  const host = part('host') ?? easy
  const address = host
    ? serverAddress(host, 'oracle', part('service_name') ?? part('sid') ?? service, part('port') ?? port)
    : connectionAddress({literal: target}, 'oracle')
  return [
    {is: 'database', product: 'oracle-database', operation: 'database link'},
    ...(address ? [{...address, link}] : []),
  ]
}

/** The statements of a block in a text; what it runs in texts of its own is not looked at. */
function blockFacts(text: string): readonly FactSaid[] {
  return sqlStatements(plsqlTokens(text), text).flatMap(({text: written, at}) =>
    statementFacts(written, at).map(({said}) => said),
  )
}

/** SQL in a text; what a run decides is counted, never guessed. */
function dynamicSql(pieces: readonly Piece[], settings: Settings): readonly FactSaid[] {
  const word = followed(pieces, settings)
  const [first] = word
  if (/^\s*(?:DECLARE|BEGIN)\b/i.test(textOf(word))) return blockFacts(textOf(word))
  const text = textOf(word).replace(/^(\s*)([a-z]+)/i, (_, blank: string, verb: string) => blank + verb.toUpperCase())
  if (!first || !('text' in first) || first.text.trim() === '')
    return [{is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true}]
  const said = ownSql(text.replace(/^\s*BEGIN\s+/, '').replace(/;?\s*END;?\s*$/i, ''))
  return said ? [said] : []
}

const mostTokens = 500

/** Texts and names with `||` between, up to what ends an argument or a statement. */
function expressionAt(tokens: readonly Token[], start: number): readonly Piece[] {
  const pieces: Piece[] = []
  let isOperand = true
  let depth = 0
  for (let at = start; at < tokens.length && at < start + mostTokens; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'mark', text: ';'}
    if (depth === 0 && kind !== 'text' && /^(?:;|,|\)|into|using|bulk|returning|default|loop|then)$/.test(text)) break
    if (kind === 'mark' && text === '(') {
      depth += 1
      // A call: what it gives is known to a run alone.
      if (!isOperand) pieces.splice(-1, 1, atRunTime)
      else if (depth === 1) pieces.push(atRunTime)
      isOperand = false
    } else if (kind === 'mark' && text === ')') depth -= 1
    else if (depth > 0) continue
    else if (text === '||' && kind === 'mark') isOperand = true
    else if (!isOperand) return [...pieces.slice(0, -1), atRunTime]
    else {
      pieces.push(operand({kind, text}))
      isOperand = false
    }
  }
  return pieces.length > 0 ? pieces : [atRunTime]
}

function operand({kind, text}: Pick<Token, 'kind' | 'text'>): Piece {
  if (kind === 'word') return {variable: text}
  return kind === 'text' || /^\d/.test(text) ? {text} : atRunTime
}

interface Argument {
  readonly name?: string
  readonly pieces: readonly Piece[]
}

function argumentsAt(tokens: readonly Token[], open: number): readonly Argument[] {
  const found: Argument[] = []
  let depth = 0
  for (let at = open; at < tokens.length && at < open + mostTokens; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'mark', text: ')'}
    if (kind === 'text') continue
    if (text === '(') depth += 1
    else if (text === ')') depth -= 1
    if (depth === 0 || text === ';') break
    if (depth !== 1 || (text !== '(' && text !== ',')) continue
    const isNamed = tokens[at + 2]?.text === '=>' && tokens[at + 1]?.kind === 'word'
    const pieces = expressionAt(tokens, at + (isNamed ? 3 : 1))
    found.push({pieces, ...(isNamed && {name: tokens[at + 1]?.text ?? ''})})
  }
  return found
}

/** `name := 'a' || b`, `name CONSTANT VARCHAR2(30) := 'a'`, `DEFAULT 'a'`: what names are set to, each time. */
function settingsOf(tokens: readonly Token[]): Settings {
  const settings = new Map<string, (readonly Piece[])[]>()
  for (let at = 1; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'mark' || token.text !== ':=') continue
    const set = nameSet(tokens, at)
    if (!set) continue
    // What a parameter is by default is not what it is given.
    const pieces = set.isParameter ? [atRunTime] : expressionAt(tokens, at + 1)
    settings.set(set.name, [...(settings.get(set.name) ?? []), pieces])
  }
  return settings
}

/** The name before `:=`, and before its type where it is declared there. */
function nameSet(
  tokens: readonly Token[],
  at: number,
): {readonly name: string; readonly isParameter: boolean} | undefined {
  let start = at - 1
  for (let depth = 0; start > 0 && start > at - 16; start -= 1) {
    const {kind, text} = tokens[start] ?? {kind: 'mark', text: ';'}
    if (kind === 'mark' && text === ')') depth += 1
    else if (kind === 'mark' && text === '(') depth -= 1
    if (depth < 0) return undefined
    if (depth === 0 && isBeginning(tokens[start - 1])) break
  }
  const token = tokens[start]
  const before = tokens[start - 1]
  const isParameter = before?.kind === 'mark' && /^[(,]$/.test(before.text)
  return token?.kind === 'word' ? {name: token.text, isParameter} : undefined
}

function isBeginning(token: Token | undefined): boolean {
  return (
    token === undefined ||
    (token.kind !== 'text' && /^(?:;|,|\(|begin|then|else|loop|is|as|declare|exception)$/.test(token.text))
  )
}
