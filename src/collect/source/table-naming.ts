import type {Owner} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {Fact, SqlText} from './languages/fact.ts'
import type {TableDeclared} from './manifests/infrastructure.ts'
import type {TreeScan} from './scan-tree.ts'

/** What a table is called that is named in several ways. */
export interface TableNamed {
  /** One of its names, the same for all. */
  readonly name: string
  /** By which it is told from one of the same name in another database; left out, the name. */
  readonly key?: string
  /** What is assumed, where the name says no schema. */
  readonly assumed?: string
}

export type TableNaming = (owner: string, name: string, place?: Pick<SqlText, 'database' | 'server'>) => TableNamed

interface Names {
  isSqlServer: boolean
  hasOthers: boolean
  /** In small letters the databases that are known, with their machines. */
  readonly databases: Map<string, Set<string>>
  readonly spelled: Set<string>
}

const dboAssumed = 'dbo, since the name says no schema'

/**
 * In SQL Server and Sybase `Claims`, `dbo.Claims` and `Tides.dbo.Claims` are one table of the database Tides: a name
 * without a schema goes to dbo, unless its user has another one, and a name without a database to that in which it is
 * asked. So they are of one application that has no other product, where no second database is known of it. What is
 * asked in a database of several has its name.
 */
export function tableNaming(
  {scan, ownerOf}: {readonly scan: TreeScan; readonly ownerOf: (path: string) => Owner},
  declared: readonly TableDeclared[],
  ownerOfTables: (path: string) => string,
): TableNaming {
  const byOwner = namesByOwner(scan, ownerOf)
  for (const one of declared) if (one.what !== 'procedure') takeMade(byOwner, one, ownerOfTables(one.file.path))
  const chosen = new Map<string, ReadonlyMap<string, string>>()
  return (owner, written, place = {}) => {
    const own = byOwner.get(owner)
    const name = withSchema(written)
    const isAssumed = name !== written
    if (!own || ((!own.isSqlServer || own.hasOthers) && place.database === undefined))
      return {name, ...(isAssumed && {assumed: dboAssumed})}
    const spellings = chosen.get(owner) ?? chosenOf(own)
    chosen.set(owner, spellings)
    const keyed = keyOf(own, name, place)
    const {key, isOther} = keyed
    const one = isOther ? keyed.written : (spellings.get(key) ?? name)
    const assumed = isAssumed || (one !== name && !name.includes('.')) ? {assumed: dboAssumed} : {}
    return {name: one, ...(isOther && one !== name && {key}), ...assumed}
  }
}

/** `Claims..Person` is `Claims.dbo.Person`, and so it is behind the name of a server. */
function withSchema(name: string): string {
  return name.replace(/^([^.@]+(?:\.[^.@]+)?)\.\.(?=[^.@]+$)/, '$1.dbo.')
}

function noNames(): Names {
  return {isSqlServer: false, hasOthers: false, databases: new Map(), spelled: new Set()}
}

/** A table that is made in a database by name tells of that database. */
function takeMade(byOwner: Map<string, Names>, {table, database, file}: TableDeclared, owner: string): void {
  const own = byOwner.get(owner) ?? (database === undefined ? undefined : noNames())
  if (!own) return
  byOwner.set(owner, own)
  own.spelled.add(withSchema(table))
  if (database === undefined || roleOf(file.path) !== 'production') return
  own.isSqlServer = true
  known(own, database, undefined)
}

function namesByOwner(scan: TreeScan, ownerOf: (path: string) => Owner): Map<string, Names> {
  const byOwner = new Map<string, Names>()
  for (const [path, facts] of scan.facts) {
    if (roleOf(path) !== 'production') continue
    const {id} = ownerOf(path)
    const own = byOwner.get(id) ?? noNames()
    byOwner.set(id, own)
    if (scan.languageOf(path) === 'T-SQL') own.isSqlServer = true
    for (const fact of facts) take(own, fact)
  }
  return byOwner
}

function take(own: Names, fact: Fact): void {
  if (fact.is === 'database') {
    if (fact.product === 'mssqlserver' || fact.product === 'sybase-ase') own.isSqlServer = true
    else if (fact.product !== 'sql') own.hasOthers = true
  }
  if (fact.is === 'sql' && fact.of === 'tables') {
    if (fact.database !== undefined) known(own, fact.database, fact.server)
    for (const name of [...fact.reads, ...fact.writes]) own.spelled.add(withSchema(name))
  }
  if (fact.is === 'address' && fact.standing === undefined && fact.link === undefined && fact.database !== undefined)
    if (/^(?:sqlserver|database|sybase)$/.test(fact.protocol)) known(own, fact.database, fact.host)
}

function known({databases}: Names, name: string, server: string | undefined): void {
  const key = name.toLowerCase()
  const servers = databases.get(key) ?? new Set<string>()
  databases.set(key, servers)
  if (server !== undefined) servers.add(server.toLowerCase())
}

/** The only database that is known, on one machine at the most. */
function onlyOf({databases}: Names): string | undefined {
  const [[only, servers] = [undefined, new Set<string>()], second] = databases
  return second === undefined && servers.size <= 1 ? only : undefined
}

interface Keyed {
  readonly key: string
  /** It is in another database than the only one that is known, or in one of several. */
  readonly isOther: boolean
  /** With its database, where that is known and one of several. */
  readonly written: string
}

function keyOf(own: Names, name: string, {database, server}: Pick<SqlText, 'database' | 'server'>): Keyed {
  const parts = name.split('.')
  if (parts.length > 3 || name.includes('@') || parts.at(-1) === '') return {key: name, isOther: true, written: name}
  const table = parts.at(-1) ?? ''
  const schema = parts.at(-2) || 'dbo'
  const stated = parts.length === 3 ? parts[0] : database
  const only = onlyOf(own)
  const plain = (schema.toLowerCase() === 'dbo' ? table : `${schema}.${table}`).toLowerCase()
  if (stated === undefined || stated.toLowerCase() === only) return {key: plain, isOther: false, written: name}
  const written = `${stated}.${schema}.${table}`
  const servers = own.databases.get(stated.toLowerCase())
  const machine = servers && servers.size > 1 && server !== undefined ? `${server}/` : ''
  return {key: `${machine}${written}`.toLowerCase(), isOther: true, written: parts.length === 3 ? name : written}
}

/** Of several names of one table the one with its schema alone, else one with its database, else the first. */
function chosenOf(own: Names): ReadonlyMap<string, string> {
  const groups = Map.groupBy(
    [...own.spelled].toSorted().filter((name) => !keyOf(own, name, {}).isOther),
    (name) => keyOf(own, name, {}).key,
  )
  const withParts = (names: readonly string[], count: number): string | undefined =>
    names.find((name) => name.split('.').length === count)
  return new Map(
    [...groups].map(([key, names]) => [key, withParts(names, 2) ?? withParts(names, 3) ?? names[0] ?? key]),
  )
}
