import neo4j, {isInt, isNode, isPath, isRelationship, type ManagedTransaction} from 'neo4j-driver'
import {StoreError, UsageError} from '../../errors.ts'
import type {QueryRows} from '../../model/graph-answers.ts'
import type {Credentials} from './connection.ts'
import {authOf} from './connection.ts'
import {isNeo4jError, isTooMuch, neo4jFault, type Place} from './faults.ts'

interface QueryLimits {
  readonly limit: number
  readonly timeoutSeconds: number
  /** Of the text, by name. */
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal | undefined
}

interface Operator {
  readonly operatorType: string
  readonly arguments: object
  readonly children: readonly Operator[]
}

/** Operators that read what is outside of the graph, or run code whose effect the plan does not tell. */
const outside = /^(LoadCSV|.*ProcedureCall|.*Command|Terminate|Show|.*Admin|.*Dbms)/i

/**
 * Asks the graph in Cypher of the user's own. It can only read: the session is for reading, which the server holds it to,
 * and before anything runs its plan says what it would do; no word of the text is looked at.
 * Errors: a UsageError when it is refused, a StoreError when the time is up or the server fails.
 */
export async function cypherQuery(
  place: Place,
  credentials: Credentials,
  text: string,
  {limit, timeoutSeconds, parameters = {}, signal}: QueryLimits,
): Promise<QueryRows> {
  const driver = neo4j.driver(place.uri, authOf(credentials), {useBigInt: true, telemetryDisabled: true})
  const session = driver.session({database: place.database, defaultAccessMode: 'READ', fetchSize: 1000})
  const stop = (): void => void session.close().catch(() => undefined) // what runs is broken off
  signal?.addEventListener('abort', stop)
  try {
    await driver.getServerInfo({database: place.database}) // without a second try, where no server is
    return await session.executeRead((tx) => ask(tx, text, parameters, limit), {timeout: timeoutSeconds * 1000})
  } catch (error) {
    signal?.throwIfAborted()
    throw queryFault(place, error, timeoutSeconds)
  } finally {
    signal?.removeEventListener('abort', stop)
    await session.close().catch(() => undefined) // what broke it has been told
    await driver.close()
  }
}

async function ask(
  tx: ManagedTransaction,
  text: string,
  parameters: Readonly<Record<string, unknown>>,
  limit: number,
): Promise<QueryRows> {
  const {queryType, plan} = (await tx.run(`EXPLAIN ${text}`, parameters)).summary
  const refused = plan === false ? 'it has no plan' : refusedBy(plan as Operator) // as the driver describes it
  if (queryType !== 'r') throw refusal('it does more than read')
  if (refused) throw refusal(refused)
  const result = tx.run(text, parameters)
  const columns = await result.keys()
  const rows: (string | number | null)[][] = []
  for await (const record of result) {
    if (rows.length === limit) return {columns, rows, more: true}
    rows.push(columns.map((column) => shown(record.get(column))))
  }
  return {columns, rows, more: false}
}

function refusedBy(operator: Operator): string | undefined {
  const name = operator.operatorType.split('@')[0] ?? ''
  if (outside.test(name)) return `its plan has ${name}, which may do more than read this graph`
  for (const child of operator.children) {
    const refused = refusedBy(child)
    if (refused) return refused
  }
  return undefined
}

function refusal(why: string): UsageError {
  return new UsageError('query-refused', `The query was refused: ${why}.`, {
    hint: 'One reading statement over the nodes that docs/neo4j.md describes.',
  })
}

function queryFault(place: Place, error: unknown, timeoutSeconds: number): unknown {
  if (!isNeo4jError(error)) return error
  if (isTooMuch(error) || error.code === 'Neo.ClientError.Transaction.TransactionTerminated')
    return new StoreError('query-too-long', `The query was stopped after ${timeoutSeconds} s, or for want of memory.`, {
      hint: 'Ask for less, or give it longer with --timeout <seconds>.',
      cause: error,
    })
  if (/\.(Statement|Procedure|Schema)\.|AccessMode|Security\.Forbidden/.test(error.code))
    return refusal((error.message.split('\n')[0] ?? '').replace(/\.$/, ''))
  return neo4jFault(place, error)
}

/** A value in a table or CSV; what has parts, as JSON. */
function shown(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'boolean') return String(value)
  const plain = jsonOf(value)
  return typeof plain === 'string' || typeof plain === 'number' ? plain : JSON.stringify(plain)
}

function jsonOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (isInt(value)) return value.toString()
  if (isNode(value)) return {labels: value.labels, ...partsOf(value.properties)}
  if (isRelationship(value)) return {type: value.type, ...partsOf(value.properties)}
  if (isPath(value))
    return [value.start, ...value.segments.flatMap(({relationship, end}) => [relationship, end])].map(jsonOf)
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.getPrototypeOf(value) === Object.prototype ? partsOf(value) : String(value) // dates, points
}

function partsOf(parts: object): object {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, jsonOf(part)]))
}
