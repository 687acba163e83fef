import type {DatabaseSync} from 'node:sqlite'
import type {Problem, Relation} from '../../model/inventory.ts'
import {Certainty, relationTypeNames} from '../../model/relation-types.ts'
import {duplicateRelation, missingEnd} from '../load-problems.ts'
import {byte, orderEdges, word} from '../topology.ts'
import type {DraftNodes} from './draft-nodes.ts'
import {type EdgeColumns, edgeColumns} from './edge-columns.ts'
import type {GraphBefore} from './graph-before.ts'
import {interned, internedBytes} from './interned.ts'
import type {PlainRelation} from './plain-lines.ts'
import type {SeenNumbers} from './seen-numbers.ts'

export interface DraftEdges {
  readonly problems: readonly Problem[]
  /** Once all nodes are there. */
  add(relation: Relation): void
  /** The same from a line; false where it must be added as a record. */
  addPlain(bytes: Uint8Array, found: PlainRelation): boolean
  /** Writes them in the order of their ends, which keeps the indexes cheap, and the topology; stops between rows. */
  write(): Generator<void, void>
  count(): number
}

/** The edges of a load, in columns of numbers until the last is there. */
export function draftEdges(
  db: DatabaseSync,
  seen: SeenNumbers,
  nodes: DraftNodes,
  before: GraphBefore | undefined,
): DraftEdges {
  const columns = edgeColumns()
  const said = saidNumbers(db)
  const problems: Problem[] = []
  let written = 0
  return {
    problems,
    add: (relation) => {
      const {type, certainty, attributes, scopes, evidence} = relation
      const [src, dst] = [nodes.numberOf(relation.from), nodes.numberOf(relation.to)]
      if (src < 0 || dst < 0) return void problems.push(missingEnd(relation, src < 0, dst < 0))
      const row = {
        ...{src, dst, type: relationTypeNames.indexOf(type), certainty: Certainty.options.indexOf(certainty)},
        ...{seen: seen.of(scopes), said: said.of(JSON.stringify(attributes)), isBefore: false},
      }
      columns.push(row, evidence)
    },
    addPlain: (bytes, found) => {
      const src = nodes.numberOfBytes(bytes, found.from, found.fromEnd)
      const dst = nodes.numberOfBytes(bytes, found.to, found.toEnd)
      if (src < 0 || dst < 0) return false
      const row = {
        ...{src, dst, type: found.type, certainty: found.certainty},
        seen: seen.ofBytes(bytes, found.scopes, found.scopesEnd),
        said: said.ofBytes(bytes, found.attributes, found.attributesEnd),
        isBefore: false,
      }
      columns.pushPlain(row, bytes, found.evidence, found.evidenceCount)
      return true
    },
    write: function* () {
      if (before)
        pushBefore(before, nodes, columns, (row) => [seen.ofKept(row.scopes, row.lastSeen), said.of(row.attributes)])
      const ends = columns.ends()
      const kept = keptOrder(ends, {nodes, columns, seen, problems})
      written = kept.length
      yield* writeRows(db, columns, kept)
      writeTopology(db, nodes, ends, kept)
    },
    count: () => written,
  }
}

interface SaidNumbers {
  of(text: string): number
  ofBytes(bytes: Uint8Array, start: number, end: number): number
}

/** Numbers for what relations say of themselves, as JSON: most say nothing, or what others say. */
function saidNumbers(db: DatabaseSync): SaidNumbers {
  const insert = db.prepare('INSERT INTO said (said, attributes) VALUES (?, ?)')
  const of = interned((number, text) => insert.run(number, text))
  return {of, ofBytes: internedBytes(of)}
}

/** Those of the graph before that are not settled, after all others. Without one of its ends, which may have left, one is gone. */
function pushBefore(
  before: GraphBefore,
  nodes: DraftNodes,
  columns: EdgeColumns,
  numbersOf: (row: {
    readonly scopes: readonly string[]
    readonly lastSeen: string
    readonly attributes: string
  }) => readonly [seen: number, said: number],
): void {
  const numbers = new Map<number, number>()
  const numberNow = (old: number): number => {
    const number = numbers.get(old) ?? nodes.numberOf(before.idOf(old))
    numbers.set(old, number)
    return number
  }
  for (const one of before.edges()) {
    const [src, dst] = [numberNow(one.src), numberNow(one.dst)]
    if (src < 0 || dst < 0) continue
    const [seen, said] = numbersOf(one)
    columns.push({src, dst, type: one.type, certainty: one.certainty, seen, said, isBefore: true}, one.evidence)
  }
}

type Ends = ReturnType<EdgeColumns['ends']>

interface Ordering {
  readonly nodes: DraftNodes
  readonly columns: EdgeColumns
  readonly seen: SeenNumbers
  readonly problems: Problem[]
}

/** The edges by source, target and type, the first of those that are one; what was seen before joins what is seen now. */
function keptOrder({src, dst, type}: Ends, {nodes, columns, seen, problems}: Ordering): Uint32Array {
  const order = orderEdges(nodes.count(), src, dst, type)
  let kept = 0
  let last = -1
  for (const edge of order) {
    const isAgain = last >= 0 && src[last] === src[edge] && dst[last] === dst[edge] && type[last] === type[edge]
    if (!isAgain) order[kept++] = last = edge
    else if (columns.isBefore(edge)) columns.setSeen(last, seen.both(columns.seenOf(last), columns.seenOf(edge)))
    else {
      const name = relationTypeNames[byte(type, edge)] ?? ''
      problems.push(duplicateRelation(nodes.idOf(word(src, edge)), name, nodes.idOf(word(dst, edge))))
    }
  }
  return order.subarray(0, kept)
}

const columnsOfEdge = 7
/** One statement for many rows takes half the time of one each. */
const rowsAtOnce = 32
/** Between two of these somebody else may have a turn. */
const rowsBetween = 1 << 17

function* writeRows(db: DatabaseSync, columns: EdgeColumns, order: Uint32Array): Generator<void, void> {
  const row = `(${Array(columnsOfEdge).fill('?').join()})`
  const prepared = (rows: number) =>
    db.prepare(
      `INSERT INTO edge (src, dst, type, certainty, seen, said, evidence) VALUES ${Array(rows).fill(row).join()}`,
    )
  const [many, single] = [prepared(rowsAtOnce), prepared(1)]
  const values: (number | string | Uint8Array)[] = []
  const whole = order.length - (order.length % rowsAtOnce)
  for (let first = 0; first < whole; first += rowsAtOnce) {
    for (let next = 0; next < rowsAtOnce; next += 1)
      columns.fill(values, next * columnsOfEdge, word(order, first + next))
    many.run(...values)
    if (first % rowsBetween === 0) yield
  }
  values.length = columnsOfEdge
  for (let at = whole; at < order.length; at += 1) {
    columns.fill(values, 0, word(order, at))
    single.run(...values)
  }
}

function writeTopology(db: DatabaseSync, nodes: DraftNodes, {src, dst, type}: Ends, order: Uint32Array): void {
  const off = new Uint32Array(nodes.count() + 1)
  const adj = new Uint32Array(order.length)
  const types = new Uint8Array(order.length)
  for (let at = 0; at < order.length; at += 1) {
    const edge = word(order, at)
    const from = word(src, edge)
    off[from + 1] = word(off, from + 1) + 1
    adj[at] = word(dst, edge)
    types[at] = byte(type, edge)
  }
  for (let nid = 0; nid + 1 < off.length; nid += 1) off[nid + 1] = word(off, nid) + word(off, nid + 1)
  const blobs = {off, adj, type: types, kind: nodes.kinds()}
  const addBlob = db.prepare('INSERT INTO topo (k, v) VALUES (?, ?)')
  for (const [name, {buffer, byteOffset, byteLength}] of Object.entries(blobs))
    addBlob.run(name, new Uint8Array(buffer, byteOffset, byteLength))
}
