import {hostname} from 'node:os'
import {randomUUID} from 'node:crypto'
import {setTimeout as wait} from 'node:timers/promises'
import neo4j from 'neo4j-driver'
import type {Credentials} from '../../src/graph/neo4j/connection.ts'
import type {LoadIdentity} from '../../src/graph/neo4j/load-lock.ts'
import type {BatchLimits} from '../../src/graph/neo4j/write-plan.ts'
import {type Neo4jStore, openNeo4jStore} from '../../src/graph/neo4j/open-store.ts'

/** A load that hears of itself at every step. */
export function identity(): LoadIdentity {
  let time = 0
  return {
    ...{run: randomUUID(), host: hostname(), process: process.pid},
    ...{now: () => (time += 10_000), wait: (milliseconds) => wait(milliseconds), isRunning: () => true},
  }
}

interface StoreOptions {
  readonly database?: string
  readonly limits?: Partial<BatchLimits>
  readonly credentials?: Credentials
  readonly who?: Partial<LoadIdentity>
}

/** A store as the commands open it, in this process. */
export function storeAt(
  uri: string,
  {database = 'neo4j', limits = {}, credentials = {}, who = {}}: StoreOptions = {},
): Neo4jStore {
  return openNeo4jStore({uri, database}, credentials, {
    identity: {...identity(), now: () => performance.now(), ...who},
    limits: {rows: 10_000, timeoutMs: 60_000, ...limits},
  })
}

/** Runs statements as somebody with a browser would. */
export async function cypher(
  uri: string,
  text: string,
  parameters: object = {},
): Promise<readonly Record<string, unknown>[]> {
  const driver = neo4j.driver(uri, undefined, {disableLosslessIntegers: true})
  try {
    const {records} = await driver.executeQuery(text, parameters, {database: 'neo4j'})
    return records.map((record) => record.toObject())
  } finally {
    await driver.close()
  }
}

/** Runs a statement that asks for a transaction of its own. */
export async function cypherAlone(uri: string, text: string): Promise<void> {
  const driver = neo4j.driver(uri)
  try {
    await driver.session({database: 'neo4j'}).run(text)
  } finally {
    await driver.close()
  }
}

/** Takes away all that is domesday's, so that the next test begins with an empty graph. */
export async function emptyGraph(uri: string): Promise<void> {
  await cypher(uri, 'MATCH (n) WHERE n:DomesdayEntity OR n:DomesdayStore DETACH DELETE n')
}

type Properties = Readonly<Record<string, unknown>>

/** All of domesday's that the server has, but for its own numbers: what two ways of loading must agree on. */
export async function graphAt(uri: string) {
  const nodes = await cypher(
    uri,
    'MATCH (n:DomesdayEntity) RETURN labels(n) AS labels, n {.*, nid: null} AS node ORDER BY n.id',
  )
  const relations = await cypher(
    uri,
    'MATCH (a:DomesdayEntity)-[x]->(b) RETURN a.id AS from, type(x) AS type, b.id AS to, x {.*} AS relation ORDER BY from, type, to',
  )
  return {
    nodes: nodes.map(({labels, node}) => ({labels, node: node as Properties})), // a map projection
    relations: relations.map(({relation, ...ends}) => ({
      ...ends,
      to: String(ends['to']),
      relation: relation as Properties,
    })), // the same
  }
}
