import {connectionAddress, withoutSecrets} from '../connection-text.ts'
import {fileSaid} from '../dotnet-types.ts'
import type {FactSaid} from '../library.ts'
import {sqlFact} from '../sql-text.ts'
import {productOfProvider} from './linked-servers.ts'
import {nameAt, type Name} from './names.ts'
import {type Reading, say} from './reading.ts'
import {behindBracket} from './texts.ts'

/** What cannot be an alias. */
const noAlias =
  /^(?:on|where|group|order|having|inner|left|right|full|cross|outer|join|union|except|intersect|set|with|for|option|using|when|select|pivot|unpivot|go|as|values|default|output|tablesample|exec|execute|if|else|begin|end|return|declare|insert|update|delete|merge|while|print|drop|create|alter|truncate|raiserror|from|apply|hash|loop|remote|fetch|open|close|commit|rollback|deallocate|waitfor|use|grant|deny|revoke|backup|restore|bulk|break|continue|goto|dbcc|save|then|into|and|or|window)$/
const hints =
  /^(?:nolock|updlock|rowlock|holdlock|readpast|tablockx?|xlock|paglock|readuncommitted|readcommitted(?:lock)?|repeatableread|serializable|index|nowait|forceseek|forcescan|noexpand|snapshot|fastfirstrow|ignore_triggers|keepidentity)$/

/** Reads the table, query or function at a place of FROM, JOIN or USING; the place where reading goes on. */
export function sourceAt(reading: Reading, start: number): number {
  const {tokens, query} = reading
  const first = tokens[start]
  if (!first || !query) return start
  // What stands in brackets is read by itself.
  if (first.kind === 'mark') return start
  const inside = reading.frames.findLast(({local}) => local !== undefined)?.local
  const put = (name: Name | undefined, alias: string | undefined): void => {
    query.sources.push({
      ...(name && {name}),
      ...(alias !== undefined && {alias}),
      ...(inside !== undefined && {inside}),
    })
  }
  if (first.kind === 'variable') {
    const {alias, next} = aliasAt(reading, start + 1)
    put(undefined, alias ?? first.text)
    return tokens[start + 1]?.text === '.' ? start + 1 : next
  }
  const away = elsewhere(reading, start)
  if (away !== undefined) {
    const {alias, next} = aliasAt(reading, away)
    put(undefined, alias)
    return next
  }
  if (first.kind === 'word' && noAlias.test(first.text)) return start
  const name = nameAt(tokens, start)
  if (!name) return start
  const open = tokens[name.next]
  if (open?.kind === 'mark' && open.text === '(' && !hints.test(tokens[name.next + 1]?.text ?? '')) {
    // A function: the main loop reads what it is given.
    if (name.parts.length === 2 && !name.isOpen) say(reading, name.at, {is: 'part-use', name: name.parts.join('.')})
    return name.next
  }
  const {alias, next} = aliasAt(reading, behindHints(reading, name.next))
  put(name, alias)
  return behindHints(reading, next)
}

/** `(NOLOCK)`, without WITH. */
function behindHints({tokens}: Reading, at: number): number {
  return tokens[at]?.text === '(' && hints.test(tokens[at + 1]?.text ?? '') ? behindBracket(tokens, at) : at
}

export function aliasAt({tokens}: Reading, start: number): {readonly alias?: string; readonly next: number} {
  const at = tokens[start]?.kind === 'word' && tokens[start]?.text === 'as' ? start + 1 : start
  const token = tokens[at]
  if (token?.kind === 'name' || (token?.kind === 'word' && !noAlias.test(token.text)))
    return {alias: token.written, next: at + 1}
  return {next: start}
}

/** What lies with another server, or in a file: the place behind it, or undefined for what does not. */
export function elsewhere(reading: Reading, start: number): number | undefined {
  const {tokens} = reading
  const name = tokens[start]?.kind === 'word' ? (tokens[start]?.text ?? '') : ''
  if (!/^open(?:query|rowset|datasource)$/.test(name) || tokens[start + 1]?.text !== '(') return undefined
  const end = behindBracket(tokens, start + 1)
  const at = tokens[start]?.at ?? 0
  if (name === 'openquery') say(reading, at, ...asked(reading, start + 2))
  else {
    const texts = tokens.slice(start + 2, end).flatMap((token) => (token.kind === 'text' ? [token.text] : []))
    if (tokens[start + 2]?.text === 'bulk') say(reading, at, ...filesOf(texts.slice(0, 1)))
    else say(reading, at, ...connected(texts))
    if (name === 'openrowset' && tokens[start + 2]?.text !== 'bulk') say(reading, at, ...given(reading, end, texts))
  }
  if (name !== 'opendatasource') return end
  const table = tokens[end]?.text === '.' ? nameAt(tokens, end + 1) : undefined
  if (table) say(reading, at, {is: 'sql', of: 'tables', reads: [table.parts.join('.')], writes: [], calls: []})
  return table?.next ?? end
}

function filesOf(texts: readonly string[]): readonly FactSaid[] {
  return texts.flatMap((literal) => fileSaid({literal}, 'reads') ?? [])
}

/** `OPENQUERY(server, '...')`: its tables are the other's. */
function asked({tokens}: Reading, start: number): readonly FactSaid[] {
  const server = nameAt(tokens, start)
  if (!server || server.isOpen) return []
  const name = server.parts.join('.')
  const text = tokens[server.next + 1]
  const sql = text?.kind === 'text' ? sqlFact(text.text) : undefined
  const there = (names: readonly string[]): readonly string[] => names.map((one) => `${one}@${name}`)
  return [
    {is: 'database', product: 'sql', operation: `linked server ${name}`},
    ...(sql
      ? [{...sql, reads: there(sql.reads), writes: there(sql.writes), calls: there(sql.calls)}]
      : [{is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true} as const]),
  ]
}

/** A provider and where it leads to. */
function connected([provider = '', ...rest]: readonly string[]): readonly FactSaid[] {
  const product = productOfProvider(provider)
  const text = rest.find((one) => /(?:data source|server|database)\s*=/i.test(one)) ?? ''
  const connection = withoutSecrets({literal: text})
  const address = connectionAddress(connection, product === 'mssqlserver' ? 'sqlserver' : product)
  return [
    {is: 'database', product, operation: 'ad hoc connection', ...(text && {connection})},
    ...(address ? [address] : []),
  ]
}

/** What is asked of the other server: SQL, or a table by its name. */
function given({tokens}: Reading, end: number, texts: readonly string[]): readonly FactSaid[] {
  const sql = texts.slice(1).map(sqlFact).find(Boolean)
  if (sql) return [sql]
  const last = tokens
    .slice(Math.max(0, end - 8), end - 1)
    .findLastIndex((token) => token.kind === 'mark' && token.text === ',')
  const name = last < 0 ? undefined : nameAt(tokens, Math.max(0, end - 8) + last + 1)
  return name && !name.isOpen && name.next === end - 1
    ? [{is: 'sql', of: 'tables', reads: [name.parts.join('.')], writes: [], calls: []}]
    : []
}
