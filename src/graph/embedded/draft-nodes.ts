import type {DatabaseSync} from 'node:sqlite'
import {InventoryError} from '../../errors.ts'
import {type Entity, EntityKind} from '../../model/entity.ts'
import type {Problem} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {duplicateEntity} from '../load-problems.ts'
import {byteKeys} from './byte-keys.ts'
import type {GraphBefore, NodeBefore} from './graph-before.ts'
import {growingBytes} from './growing.ts'
import type {PlainEntity} from './plain-lines.ts'
import type {SeenNumbers} from './seen-numbers.ts'

export interface DraftNodes {
  readonly problems: readonly Problem[]
  /** In the order of their ids, those kept from before among them. Errors: an InventoryError where it is another. */
  add(entity: Entity): void
  /** The same from a line; false where it must be added as a record. */
  addPlain(bytes: Buffer, found: PlainEntity): boolean
  /** No more come. */
  finish(): void
  /** -1 where there is none. */
  numberOf(id: string): number
  numberOfBytes(bytes: Uint8Array, start: number, end: number): number
  idOf(nid: number): string
  count(): number
  /** Each node's kind, as a place in `EntityKind`. */
  kinds(): Uint8Array
}

/** What is written of a node beside its number and its place among the seen. */
type Row = Pick<NodeBefore, 'kind' | 'name' | 'organisation' | 'attributes'>

/** The nodes of a load as they come; each goes into the file at once, and only its id is remembered. */
export function draftNodes(db: DatabaseSync, seen: SeenNumbers, before: GraphBefore | undefined): DraftNodes {
  const insert = db.prepare(
    'INSERT INTO node (nid, id, kind, name, organisation, seen, attributes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const ids = byteKeys()
  const kinds = growingBytes()
  const problems: Problem[] = []
  const kept = oneByOne(before?.nodes() ?? [])
  let last = ''
  const write = (id: string, row: Row, seenBy: number): void => {
    const bytes = Buffer.from(id)
    const nid = ids.add(bytes, 0, bytes.length)
    if (nid < 0) return void problems.push(duplicateEntity(id))
    last = id
    kinds.extend(1)[0] = row.kind
    insert.run(nid, id, row.kind, row.name, row.organisation, seenBy, row.attributes)
  }
  /** Writes those kept that come before, and says how the thing itself was seen then. */
  const writeKept = (upTo: string | undefined): NodeBefore | undefined => {
    for (let one = kept.first(); one && (upTo === undefined || compareText(one.id, upTo) <= 0); one = kept.first()) {
      kept.drop()
      if (one.id === upTo) return one
      write(one.id, one, seen.ofKept(one.scopes, one.lastSeen))
    }
    return undefined
  }
  const writeWith = (id: string, row: Row, seenBy: number): void => {
    const was = writeKept(id)
    write(id, row, was ? seen.both(seenBy, seen.ofKept(was.scopes)) : seenBy)
  }
  return {
    problems,
    add: ({id: given, kind, name, organisation, attributes, scopes}) => {
      const id = given.toWellFormed() // as SQLite will store it
      if (compareText(id, last) < 0) throw notInOrder(`entity '${id}' comes after '${last}'`)
      const row = {kind: EntityKind.options.indexOf(kind), name, organisation, attributes: JSON.stringify(attributes)}
      writeWith(id, row, seen.of(scopes))
    },
    addPlain: (bytes, found) => {
      const id = bytes.toString('latin1', found.id, found.idEnd)
      if (compareText(id, last) <= 0) return false
      writeWith(id, rowOf(bytes, found), seen.ofBytes(bytes, found.scopes, found.scopesEnd))
      return true
    },
    finish: () => void writeKept(undefined),
    numberOf: (id) => {
      const bytes = Buffer.from(id) // a lone surrogate becomes what SQLite stores for it
      return ids.find(bytes, 0, bytes.length)
    },
    numberOfBytes: (bytes, start, end) => ids.find(bytes, start, end),
    idOf: (nid) => ids.textOf(nid),
    count: () => ids.size,
    kinds: () => kinds.slice(0, kinds.length),
  }
}

function rowOf(bytes: Buffer, found: PlainEntity): Row {
  const text = (start: number, end: number): string => bytes.toString('utf8', start, end)
  return {
    kind: found.kind,
    name: text(found.name, found.nameEnd),
    organisation: text(found.organisation, found.organisationEnd),
    attributes: text(found.attributes, found.attributesEnd),
  }
}

/** Items of which the first can be looked at before it is dropped. */
function oneByOne<T>(items: Iterable<T>): {first(): T | undefined; drop(): void} {
  const rest = items[Symbol.iterator]()
  const next = (): T | undefined => {
    const {done, value} = rest.next()
    return done ? undefined : value
  }
  let first = next()
  return {first: () => first, drop: () => void (first = next())}
}

/** An estate that is not as this program writes it. */
export function notInOrder(what: string): InventoryError {
  return new InventoryError('estate-not-in-order', `The estate is not in its order: ${what}.`, {
    hint: 'Load it as domesday wrote it (.domesday/estate.jsonl): coverage, entities by id, relations.',
  })
}
