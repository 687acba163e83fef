import {type Connection, type Runner, whole} from './connection.ts'
import {TooMuch} from './faults.ts'
import {contentOf} from './properties.ts'
import {digestPage, nodeDetails, relationDetails} from './texts.ts'

/** A node that the server has, by what tells whether it is as the estate says. */
export interface PresentNode {
  readonly id: string
  readonly nid: number
  readonly digest: string
  /** The digest of the relations out of it. */
  readonly out: string
}

export interface NodeDetails {
  readonly nid: number
  readonly digest: string
  readonly scopes: readonly string[]
  readonly lastSeen: string | undefined
}

export interface RelationDetails {
  readonly from: number
  readonly type: string
  readonly to: number
  /** As `relationContent` gives it. */
  readonly content: string
  readonly scopes: readonly string[]
  readonly lastSeen: string | undefined
}

/** What a load asks of the graph that is there. */
export interface PresentGraph {
  digests(): AsyncGenerator<readonly PresentNode[]>
  nodes(nids: readonly number[]): AsyncGenerator<readonly NodeDetails[]>
  /** The relations out of nodes, all of each node's in one page. */
  relations(nids: readonly number[]): AsyncGenerator<readonly RelationDetails[]>
}

const nodesAtOnce = 10_000
const sourcesAtOnce = 2000

/** Asks by pages, and calls `held` before each, so that a long look does not lose the load's lock. */
export function presentGraph(connection: Connection, held: () => Promise<void>): PresentGraph {
  const ask = async (text: string, parameters: object): Promise<readonly unknown[][]> => {
    await held()
    const {records} = await connection.writePart((tx: Runner) => tx.run(text, parameters))
    return records.map((record) => record.keys.map((key) => record.get(key) as unknown)) // no row has a type of its own
  }
  return {
    digests: async function* () {
      let [after, size] = [-1, nodesAtOnce]
      for (;;) {
        const rows = await ask(digestPage, {after: whole(after), limit: whole(size)}).catch(fewer(size))
        if (rows === undefined) {
          size = Math.ceil(size / 2)
          continue
        }
        const page = rows.map(presentNode)
        if (page.length > 0) yield page
        if (page.length < size) return
        after = page.at(-1)?.nid ?? Infinity
      }
    },
    nodes: async function* (nids) {
      for await (const rows of inParts(nids, nodesAtOnce, (some) => ask(nodeDetails, {rows: some.map(whole)})))
        yield rows.map(nodeOf)
    },
    relations: async function* (nids) {
      for await (const rows of inParts(nids, sourcesAtOnce, (some) => ask(relationDetails, {rows: some.map(whole)})))
        yield rows.map(relationOf)
    },
  }
}

/** An answer that is too much for the server is none, and asked for in halves. */
function fewer(size: number): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof TooMuch && size > 1) return undefined
    throw error
  }
}

async function* inParts<T, R>(
  items: readonly T[],
  most: number,
  ask: (some: readonly T[]) => Promise<R>,
): AsyncGenerator<R> {
  let size = most
  for (let start = 0; start < items.length;) {
    const some = items.slice(start, start + size)
    const answer = await ask(some).catch(fewer(some.length))
    if (answer === undefined) {
      size = Math.ceil(some.length / 2)
      continue
    }
    yield answer
    start += some.length
  }
}

/** What somebody else changed to another kind of value reads as empty, and so is written anew. */
function presentNode([nid, id, digest, out]: unknown[]): PresentNode {
  return {nid: Number(nid), id: text(id), digest: text(digest), out: text(out)}
}

function nodeOf([nid, scopes, lastSeen, digest]: unknown[]): NodeDetails {
  return {nid: Number(nid), scopes: texts(scopes), lastSeen: text(lastSeen) || undefined, digest: text(digest)}
}

function relationOf([from, type, to, certainty, attributes, evidence, scopes, lastSeen]: unknown[]): RelationDetails {
  return {
    ...{from: Number(from), type: text(type), to: Number(to)},
    content: contentOf(text(certainty), text(attributes), texts(evidence)),
    scopes: texts(scopes),
    lastSeen: text(lastSeen) || undefined,
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
