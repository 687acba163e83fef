import {isOfDatabase, type Name, written} from './names.ts'

/** Something that a statement reads from. */
export interface Source {
  /** Undefined for a query in brackets, a variable and what a function gives. */
  readonly name?: Name
  readonly alias?: string
  /** The part of WITH in which it stands. */
  readonly inside?: string
}

/** A statement as it is read. */
export interface Query {
  readonly at: number
  verb: 'with' | 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'truncate' | 'other'
  /** How many brackets are open around it. */
  readonly depth: number
  readonly targets: Name[]
  readonly sources: Source[]
  /** What WITH makes, in small letters. */
  readonly local: Set<string>
  /** Whether what is to be inserted stands already. */
  hasRows: boolean
  isPartial: boolean
}

export interface TablesRead {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  readonly isPartial: boolean
  /** The servers of names of four parts. */
  readonly servers: readonly string[]
}

export function newQuery(at: number, depth: number, verb: Query['verb']): Query {
  return {at, verb, depth, targets: [], sources: [], local: new Set(), hasRows: false, isPartial: false}
}

/** The tables of a statement, once all of it is read: aliases and parts of WITH lead to theirs. */
export function tablesOf(query: Query): TablesRead {
  const {targets, sources} = query
  const writes = new Set<string>()
  const met = new Set<Source>()
  let {isPartial} = query
  const servers = new Set<string>()
  const take = (name: Name, into: Set<string>): void => {
    if (name.isOpen) isPartial = true
    else if (!isOfDatabase(name) && !isLocal(query, name)) {
      into.add(written(name))
      if (name.parts.length === 4 && name.parts[0]) servers.add(name.parts[0])
    }
  }
  for (const target of targets) {
    const found = followed(query, target, met, 0)
    if (found === 'open') isPartial = true
    else if (found) take(found, writes)
  }
  const reads = new Set<string>()
  for (const source of sources)
    if (source.name && !met.has(source) && !isRowsOfTrigger(source.name)) take(source.name, reads)
  return {reads: [...reads].toSorted(), writes: [...writes].toSorted(), isPartial, servers: [...servers].toSorted()}
}

/** The rows that a trigger or OUTPUT sees. */
function isRowsOfTrigger({parts}: Name): boolean {
  return parts.length === 1 && /^(?:inserted|deleted)$/i.test(parts[0] ?? '')
}

function isLocal({local}: Query, {parts}: Name): boolean {
  return parts.length === 1 && local.has((parts[0] ?? '').toLowerCase())
}

/** What is written by the name of an alias, or by that of a part of WITH with one table. */
function followed(query: Query, target: Name, met: Set<Source>, depth: number): Name | 'open' | undefined {
  if (target.parts.length > 1 || target.isOpen) return target
  const key = (target.parts[0] ?? '').toLowerCase()
  const named = query.verb === 'update' || query.verb === 'delete'
  const inside = depth > 0 ? undefined : query.sources.filter((source) => source.inside === undefined)
  const alias = named ? (inside ?? []).find((source) => source.alias?.toLowerCase() === key) : undefined
  const own = alias ?? (named ? (inside ?? []).find(({name}) => lastOf(name) === key) : undefined)
  if (own) met.add(own)
  const name = own ? own.name : target
  // What is made from a query in brackets is written behind it: which of its tables, is not said.
  if (!name) return own && !own.alias?.startsWith('@') ? 'open' : undefined
  if (!isLocal(query, name)) return name
  const local = (name.parts[0] ?? '').toLowerCase()
  const of = query.sources.filter((source) => source.inside === local)
  const [only, ...others] = of
  if (!only || others.length > 0 || !only.name || depth > 5) return 'open'
  met.add(only)
  return isLocal(query, only.name) ? followed({...query, verb: 'select'}, only.name, met, depth + 1) : only.name
}

function lastOf(name: Name | undefined): string | undefined {
  return name?.parts.at(-1)?.toLowerCase()
}
