import {byte, word} from '../topology.ts'
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
  /** All that is stored of it, in the order of the table's columns, into a row from a place on. */
  fill(row: (number | string | Uint8Array)[], at: number, edge: number): void
}

/** In quotes, with the comma or bracket after it. */
const textOfId = 20
/** Of an edge's six numbers; what it needs as it is written lies together, because it is written in another order. */
const [srcAt, dstAt, seenAt, saidAt, evidenceAt, smallAt] = [0, 1, 2, 3, 4, 5]
const perEdge = 6
/** The last number: type, certainty, and two things more. */
const certaintyShift = 8
const isText = 1 << 16
const wasBefore = 1 << 17

export function edgeColumns(): EdgeColumns {
  const numbers = growingNumbers()
  const evidence = growingBytes()
  const add = (row: EdgeRow, evidenceFrom: number, flags: number): void => {
    numbers.push(row.src)
    numbers.push(row.dst)
    numbers.push(row.seen)
    numbers.push(row.said)
    numbers.push(evidenceFrom)
    numbers.push(row.type | (row.certainty << certaintyShift) | flags | (row.isBefore ? wasBefore : 0))
  }
  const evidenceEnd = (edge: number): number =>
    (edge + 1) * perEdge < numbers.length ? numbers.at((edge + 1) * perEdge + evidenceAt) : evidence.length
  return {
    push: (row, ids) => {
      const from = evidence.length
      const packed = packedLength(ids)
      if (packed !== undefined) packInto(evidence.extend(packed), ids)
      else {
        const text = Buffer.from(JSON.stringify(ids))
        evidence.extend(text.length).set(text)
      }
      add(row, from, packed === undefined ? isText : 0)
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
      add(row, at, 0)
    },
    ends: () => endsOf(numbers.all()),
    isBefore: (edge) => (numbers.at(edge * perEdge + smallAt) & wasBefore) !== 0,
    seenOf: (edge) => numbers.at(edge * perEdge + seenAt),
    setSeen: (edge, number) => numbers.set(edge * perEdge + seenAt, number),
    fill: (row, at, edge) => {
      const small = numbers.at(edge * perEdge + smallAt)
      const [start, end] = [numbers.at(edge * perEdge + evidenceAt), evidenceEnd(edge)]
      row[at] = numbers.at(edge * perEdge + srcAt)
      row[at + 1] = numbers.at(edge * perEdge + dstAt)
      row[at + 2] = small & 0xff
      row[at + 3] = (small >>> certaintyShift) & 0xff
      row[at + 4] = numbers.at(edge * perEdge + seenAt)
      row[at + 5] = numbers.at(edge * perEdge + saidAt)
      row[at + 6] =
        (small & isText) === 0
          ? copied(row[at + 6], evidence.held(), start, end)
          : Buffer.from(evidence.slice(start, end)).toString()
    },
  }
}

function endsOf(numbers: Uint32Array): ReturnType<EdgeColumns['ends']> {
  const count = numbers.length / perEdge
  const ends = {src: new Uint32Array(count), dst: new Uint32Array(count), type: new Uint8Array(count)}
  for (let edge = 0, at = 0; edge < count; edge += 1, at += perEdge) {
    ends.src[edge] = word(numbers, at + srcAt)
    ends.dst[edge] = word(numbers, at + dstAt)
    ends.type[edge] = word(numbers, at + smallAt) & 0xff
  }
  return ends
}

/** Bytes of their own, in those of the row before where these have the same length: new ones for each row take longer. */
function copied(before: unknown, bytes: Uint8Array, start: number, end: number): Uint8Array {
  const copy = before instanceof Uint8Array && before.length === end - start ? before : new Uint8Array(end - start)
  for (let at = start; at < end; at += 1) copy[at - start] = byte(bytes, at)
  return copy
}

/** The value of a hexadecimal digit in lower case. */
function digit(bytes: Uint8Array, at: number): number {
  const code = byte(bytes, at)
  return code < 0x3a ? code - 0x30 : code - 0x57
}
