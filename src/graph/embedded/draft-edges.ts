import type {DatabaseSync} from 'node:sqlite'
import type {Problem, Relation} from '../../model/inventory.ts'
import {Certainty, relationTypeNames} from '../../model/relation-types.ts'
import {duplicateRelation, missingEnd} from '../load-problems.ts'
import type {Kept} from '../store.ts'
import {at, offsetsOf, orderEdges} from '../topology.ts'
import {bothScopes, type DraftNodes, type SeenNumbers} from './draft-nodes.ts'
import {growingBytes, growingNumbers} from './growing.ts'
import {interned} from './interned.ts'
import type {KeptRelation} from './kept-from-before.ts'
import {packedLength, packInto} from './packed-evidence.ts'

export interface DraftEdges {
  readonly problems: readonly Problem[]
  /** Once all nodes are there. */
  add(relations: readonly Relation[]): void
  /** Writes them in the order of their ends, which keeps the indexes cheap, and the topology. */
  write(): void
  count(): number
}

type Edge = Omit<Relation, 'record' | 'id'> & Kept

/** The edges of a load, in columns of numbers until the last is there: an estate has millions. */
export function draftEdges(
  db: DatabaseSync,
  seen: SeenNumbers,
  nodes: DraftNodes,
  kept: readonly KeptRelation[],
): DraftEdges {
  const columns = edgeColumns(db, seen)
  const problems: Problem[] = []
  const left = new Map(kept.map((relation) => [keyOf(relation), relation]))
  let written = 0
  const add = (edge: Edge): void => {
    const from = nodes.numberOf(edge.from)
    const to = nodes.numberOf(edge.to)
    if (from === undefined || to === undefined)
      return void problems.push(missingEnd(edge, from === undefined, to === undefined))
    columns.push(from, to, edge)
  }
  return {
    problems,
    add: (relations) => {
      for (const relation of relations) {
        const same = left.size > 0 ? left.get(keyOf(relation)) : undefined
        if (same) left.delete(keyOf(relation))
        add(same ? {...relation, scopes: bothScopes(relation.scopes, same.scopes)} : relation)
      }
    },
    write: () => {
      // Without one of its ends, which may have left, a relation is gone too.
      for (const one of left.values())
        if (nodes.numberOf(one.from) !== undefined && nodes.numberOf(one.to) !== undefined) add(one)
      written = writeEdges(db, nodes, columns, problems)
    },
    count: () => written,
  }
}

function keyOf({from, type, to}: Edge): string {
  return JSON.stringify([from, type, to])
}

type Columns = ReturnType<typeof edgeColumns>

function edgeColumns(db: DatabaseSync, seen: SeenNumbers) {
  const addSaid = db.prepare('INSERT INTO said (said, attributes) VALUES (?, ?)')
  const saidNumber = interned((number, text) => addSaid.run(number, text))
  const [src, dst, seenBy, said, evidenceEnd] = Array.from({length: 5}, growingNumbers)
  if (!src || !dst || !seenBy || !said || !evidenceEnd) throw new Error('five columns were made')
  /** Type, certainty, and whether the evidence is text. */
  const small = growingBytes()
  const evidence = growingBytes()
  return {
    src,
    dst,
    push: (from: number, to: number, {type, certainty, attributes, scopes, lastSeen, evidence: ids}: Edge) => {
      src.push(from)
      dst.push(to)
      seenBy.push(seen(scopes, lastSeen))
      said.push(saidNumber(JSON.stringify(attributes)))
      const packed = packedLength(ids)
      if (packed !== undefined) packInto(evidence.extend(packed), ids)
      else {
        const text = Buffer.from(JSON.stringify(ids))
        evidence.extend(text.length).set(text)
      }
      evidenceEnd.push(evidence.length)
      small
        .extend(3)
        .set([relationTypeNames.indexOf(type), Certainty.options.indexOf(certainty), packed === undefined ? 1 : 0])
    },
    types: (): Uint8Array => {
      const bytes = small.slice(0, small.length)
      return Uint8Array.from({length: src.length}, (_, edge) => at(bytes, edge * 3))
    },
    /** What is stored of an edge beside its ends and type; asked for once no more are pushed. */
    rows: () => {
      const [seenOf, saidOf, ends, bytes] = [seenBy.all(), said.all(), evidenceEnd.all(), small.slice(0, small.length)]
      return (
        edge: number,
      ): readonly [certainty: number, seen: number, said: number, evidence: Uint8Array | string] => {
        const packed = evidence.slice(edge === 0 ? 0 : at(ends, edge - 1), at(ends, edge))
        const isText = at(bytes, edge * 3 + 2) === 1
        return [
          at(bytes, edge * 3 + 1),
          at(seenOf, edge),
          at(saidOf, edge),
          isText ? Buffer.from(packed).toString() : packed,
        ]
      }
    },
  }
}

/** Returns how many were written. */
function writeEdges(db: DatabaseSync, nodes: DraftNodes, columns: Columns, problems: Problem[]): number {
  const n = nodes.count()
  const [src, dst, type] = [columns.src.all(), columns.dst.all(), columns.types()]
  const order = orderEdges(n, src, dst, type)
  let last = -1
  const kept = order.filter((edge) => {
    const again = last >= 0 && src[last] === src[edge] && dst[last] === dst[edge] && type[last] === type[edge]
    if (again)
      problems.push(
        duplicateRelation(
          nodes.idOf(at(src, edge)),
          relationTypeNames[at(type, edge)] ?? '',
          nodes.idOf(at(dst, edge)),
        ),
      )
    else last = edge
    return !again
  })
  const insert = db.prepare(
    'INSERT INTO edge (src, dst, type, certainty, seen, said, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const rowOf = columns.rows()
  for (const edge of kept) insert.run(at(src, edge), at(dst, edge), at(type, edge), ...rowOf(edge))
  const sources = kept.map((edge) => at(src, edge))
  const blobs = {
    off: offsetsOf(n, sources),
    adj: kept.map((edge) => at(dst, edge)),
    type: Uint8Array.from(kept, (edge) => at(type, edge)),
    kind: nodes.kinds(),
  }
  const addBlob = db.prepare('INSERT INTO topo (k, v) VALUES (?, ?)')
  for (const [name, array] of Object.entries(blobs)) addBlob.run(name, new Uint8Array(array.buffer))
  return kept.length
}
