import {byte} from '../topology.ts'
import {growingBytes, growingNumbers} from './growing.ts'
import {bytesOfId, packedLength, packInto} from './packed-evidence.ts'

/** An edge in numbers. */
export interface EdgeRow {
  readonly src: number
  readonly dst: number
  /** Places in the lists of types and certainties. */
  readonly type: number
  readonly certainty: number
  readonly seen: number
  readonly said: number
  /** It was in the graph before, and scopes that saw it cannot say now. */
  readonly isBefore: boolean
}

/** Edges in the order of their coming, in columns of numbers: an estate has millions. */
export interface EdgeColumns {
  push(row: EdgeRow, evidence: readonly string[]): void
  /** With so many ids of evidence of our own form, in quotes and with commas between, from a place on. */
  pushPlain(row: EdgeRow, bytes: Uint8Array, start: number, count: number): void
  ends(): {readonly src: Uint32Array; readonly dst: Uint32Array; readonly type: Uint8Array}
  isBefore(edge: number): boolean
  seenOf(edge: number): number
  setSeen(edge: number, seen: number): void
  /** Its type, certainty, seen, said and evidence, into a row from a place on. */
  fill(row: (number | string | Uint8Array)[], at: number, edge: number): void
}

/** In quotes, with the comma or bracket after it. */
const textOfId = 20
const isText = 1
const wasBefore = 2
const perEdge = 3

export function edgeColumns(): EdgeColumns {
  const [src, dst, seen, said, ends] = [0, 0, 0, 0, 0].map(growingNumbers) as FiveColumns // five for five
  /** Type, certainty, and what else is to be known. */
  const small = growingBytes()
  const evidence = growingBytes()
  const add = (row: EdgeRow, flags: number): void => {
    src.push(row.src)
    dst.push(row.dst)
    seen.push(row.seen)
    said.push(row.said)
    ends.push(evidence.length)
    const at = small.length
    small.extend(perEdge)
    const bytes = small.held()
    bytes[at] = row.type
    bytes[at + 1] = row.certainty
    bytes[at + 2] = row.isBefore ? flags | wasBefore : flags
  }
  const flagsOf = (edge: number): number => byte(small.held(), edge * perEdge + 2)
  return {
    push: (row, ids) => {
      const packed = packedLength(ids)
      if (packed !== undefined) packInto(evidence.extend(packed), ids)
      else {
        const text = Buffer.from(JSON.stringify(ids))
        evidence.extend(text.length).set(text)
      }
      add(row, packed === undefined ? isText : 0)
    },
    pushPlain: (row, bytes, start, count) => {
      const at = evidence.length
      evidence.extend(count * bytesOfId)
      const held = evidence.held()
      for (let id = 0; id < count; id += 1) {
        const from = start + id * textOfId + 2
        for (let pair = 0; pair < bytesOfId; pair += 1)
          held[at + id * bytesOfId + pair] = (digit(bytes, from + pair * 2) << 4) | digit(bytes, from + pair * 2 + 1)
      }
      add(row, 0)
    },
    ends: () => ({src: src.all(), dst: dst.all(), type: everyThird(small.held(), src.length)}),
    isBefore: (edge) => (flagsOf(edge) & wasBefore) !== 0,
    seenOf: (edge) => seen.at(edge),
    setSeen: (edge, number) => seen.set(edge, number),
    fill: (row, at, edge) => {
      const bytes = small.held()
      const stored = evidence.slice(edge === 0 ? 0 : ends.at(edge - 1), ends.at(edge))
      row[at] = byte(bytes, edge * perEdge)
      row[at + 1] = byte(bytes, edge * perEdge + 1)
      row[at + 2] = seen.at(edge)
      row[at + 3] = said.at(edge)
      row[at + 4] = (flagsOf(edge) & isText) === 0 ? stored : Buffer.from(stored).toString()
    },
  }
}

type Column = ReturnType<typeof growingNumbers>
type FiveColumns = [Column, Column, Column, Column, Column]

function everyThird(bytes: Uint8Array, count: number): Uint8Array {
  const types = new Uint8Array(count)
  for (let edge = 0; edge < count; edge += 1) types[edge] = byte(bytes, edge * perEdge)
  return types
}

/** The value of a hexadecimal digit in lower case. */
function digit(bytes: Uint8Array, at: number): number {
  const code = byte(bytes, at)
  return code < 0x3a ? code - 0x30 : code - 0x57
}
