import type {Topology} from '../topology.ts'

export interface QueryParameter {
  readonly name: string
  readonly meaning: string
  /** A `thing` is given by its id, slug or name; a `date` as 2027-03-31; `products` by part of their names. */
  readonly kind: 'thing' | 'organisation' | 'date' | 'products'
  /** What it is when it is left out; without this it must be given. */
  readonly default?: 'the as-of date' | 'a year after the as-of date'
}

/** What the graph does not hold, and an audit knows: it is given to a query as lists. */
export type FactList = 'ratings' | 'support' | 'contracts'

export type Cell = string | number | null

interface DeclaredQuery {
  readonly id: string
  /** What an architect asks. */
  readonly question: string
  readonly parameters: readonly QueryParameter[]
  readonly columns: readonly string[]
}

/** Asked in the store's own language; the two texts give the same rows, in the same order. */
export interface TextQuery extends DeclaredQuery {
  readonly facts: readonly FactList[]
  readonly sql: string
  readonly cypher: string
  /** Of both texts. */
  readonly order: string
}

/** A row that an algorithm gives names its things by their nodes; the answer shows their columns. */
export type ShapeCell = Cell | {readonly node: number; readonly show: 'id' | 'kind' | 'name' | 'organisation'}

/** Computed over the topology, which is the same whatever keeps the graph. */
export interface ShapeQuery extends DeclaredQuery {
  readonly rows: (topology: Topology, subjects: readonly number[]) => readonly (readonly ShapeCell[])[]
}

export type NamedQuery = TextQuery | ShapeQuery

export function isShapeQuery(query: NamedQuery): query is ShapeQuery {
  return 'rows' in query
}

/** The statement with its order, by the columns' places: a name may be that of several. */
export function sqlOf({sql, order, columns}: TextQuery): string {
  const places = order.replace(/\w+/g, (word) => String(columns.indexOf(word) + 1 || word))
  return `${sql.trim()}\nORDER BY ${places}`
}

export function cypherOf({cypher, order}: TextQuery): string {
  return `${cypher.trim()}\nORDER BY ${order}`
}

export const thing = (meaning: string): QueryParameter => ({name: 'thing', meaning, kind: 'thing'})
