import {UsageError} from '../../errors.ts'
import {addMonths} from '../../model/calendar.ts'
import type {Entity} from '../../model/entity.ts'
import type {NodeLabel, QueryRows} from '../../model/graph-answers.ts'
import {nearest} from '../../model/nearest.ts'
import {CalendarDate} from '../../model/values.ts'
import {knownId} from '../known-id.ts'
import type {GraphStore} from '../store.ts'
import {namedQueries} from './all-queries.ts'
import {
  type Cell,
  type FactList,
  isShapeQuery,
  type NamedQuery,
  type QueryParameter,
  type ShapeQuery,
  type TextQuery,
} from './named-query.ts'

/** What an audit knows and the graph does not. */
export type QueryFacts = {readonly asOf: CalendarDate} & Readonly<
  Record<FactList, readonly Readonly<Record<string, Cell>>[]>
>

export type ParameterValue = string | readonly string[]

export interface AskedGraph {
  readonly store: GraphStore
  readonly entities: readonly Entity[]
  readonly facts: QueryFacts
  /** Puts a text with its parameters to the store in its own language. */
  readonly askText: (
    query: TextQuery,
    parameters: Readonly<Record<string, unknown>>,
    limit: number,
  ) => Promise<QueryRows>
}

/** Errors: a UsageError that names the nearest. */
export function namedQuery(id: string): NamedQuery {
  const query = namedQueries.find((one) => one.id === id)
  if (query) return query
  const like = nearest(
    id,
    namedQueries.map((one) => one.id),
  )
  throw new UsageError('unknown-query', `There is no query '${id}'.${like ? ` Did you mean '${like}'?` : ''}`, {
    hint: 'All of them: domesday graph query --list',
  })
}

/** The answer to a named query, at most so many rows. Errors: a UsageError for parameters that are wrong, all at once. */
export async function askNamed(
  graph: AskedGraph,
  query: NamedQuery,
  given: Readonly<Record<string, string>>,
  limit: number,
): Promise<QueryRows> {
  checkNames(query, given)
  const values: Record<string, ParameterValue> = {}
  for (const parameter of query.parameters)
    values[parameter.name] = await valueOf(graph, parameter, given[parameter.name] ?? '')
  if (isShapeQuery(query)) return shapeRows(graph.store, query, values, limit)
  const facts = Object.fromEntries(query.facts.map((name) => [name, graph.facts[name]]))
  return graph.askText(query, {...facts, ...values}, limit)
}

/** As SQLite takes them: lists as JSON. */
export function sqlParameters(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
}

/** As Neo4j takes them: lists as they are, and the ratings by their systems beside the list. */
export function cypherParameters(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const {ratings} = parameters
  if (!Array.isArray(ratings)) return parameters
  return {...parameters, ratingOf: Object.fromEntries(ratings.map((one: {system: string}) => [one.system, one]))}
}

function checkNames({id, parameters}: NamedQuery, given: Readonly<Record<string, string>>): void {
  const known = parameters.map(({name}) => name)
  const faults = [
    ...Object.keys(given)
      .filter((name) => !known.includes(name))
      .map((name) => ({message: `'${id}' has no parameter '${name}'`})),
    ...parameters
      .filter((one) => one.default === undefined && !given[one.name]?.trim())
      .map(({name, meaning}) => ({message: `'${id}' needs --param ${name}=<${meaning}>`})),
  ]
  if (faults.length === 0) return
  throw new UsageError('bad-parameters', 'Nothing was asked.', {
    faults,
    hint: known.length === 0 ? `'${id}' takes no parameters.` : `Its parameters: ${known.join(', ')}.`,
  })
}

async function valueOf(
  {store, entities, facts: {asOf}}: AskedGraph,
  parameter: QueryParameter,
  text: string,
): Promise<ParameterValue> {
  if (parameter.kind === 'thing') return knownId(store, text, async () => entities)
  if (parameter.kind === 'products') return idsOf(store.findNodes({kinds: ['technology', 'package'], text}))
  if (parameter.kind === 'organisation') return organisationOf(entities, text)
  if (text === '') return parameter.default === 'the as-of date' ? asOf : addMonths(asOf, 12)
  if (CalendarDate.safeParse(text).success) return text
  throw new UsageError('bad-date', `--param ${parameter.name}=${text}: expected a date that exists, as 2027-03-31.`)
}

async function idsOf(labels: AsyncIterable<NodeLabel>): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const {id} of labels) ids.push(id)
  return ids
}

function organisationOf(entities: readonly Entity[], text: string): string {
  const known = new Set(entities.map(({organisation}) => organisation))
  if (known.has(text)) return text
  const like = nearest(text, known)
  throw new UsageError('unknown-organisation', `Nothing in the graph is of an organisation '${text}'.`, {
    hint: like ? `Did you mean '${like}'?` : 'Its id, as domesday.yaml has it.',
  })
}

async function shapeRows(
  store: GraphStore,
  query: ShapeQuery,
  {thing}: Readonly<Record<string, ParameterValue>>,
  limit: number,
): Promise<QueryRows> {
  const topology = await store.topology()
  const subject = typeof thing === 'string' ? topology.nidOf(thing) : undefined
  const found = query.rows(topology, subject === undefined ? [] : [subject])
  const rows = found.slice(0, limit)
  const nodes = [...new Set(rows.flatMap((row) => row.flatMap((cell) => (isNode(cell) ? cell.node : []))))]
  const labels = new Map<number, NodeLabel>()
  for await (const label of store.getLabels(nodes.map((node) => topology.idOf(node))))
    labels.set(nodes[labels.size] ?? -1, label)
  return {
    columns: query.columns,
    rows: rows.map((row) => row.map((cell) => (isNode(cell) ? (labels.get(cell.node)?.[cell.show] ?? null) : cell))),
    more: found.length > limit,
  }
}

type NodeCell = {readonly node: number; readonly show: 'id' | 'kind' | 'name' | 'organisation'}

function isNode(cell: Cell | NodeCell): cell is NodeCell {
  return typeof cell === 'object' && cell !== null
}
