import type {DatabaseSync} from 'node:sqlite'
import {type Entity, EntityKind} from '../../model/entity.ts'
import type {Problem} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {duplicateEntity} from '../load-problems.ts'
import type {Kept} from '../store.ts'
import {interned} from './interned.ts'
import type {KeptEntity} from './kept-from-before.ts'

/** The number of a list of scopes with the day on which they last saw something that they see no more. */
export type SeenNumbers = (scopes: readonly string[] | undefined, lastSeen?: string) => number

export function seenNumbers(db: DatabaseSync): SeenNumbers {
  const add = db.prepare('INSERT INTO seen (seen, scopes, lastSeen) VALUES (?, ?, ?)')
  const numberOf = interned((number, text) => {
    const [scopes, lastSeen] = JSON.parse(text) as [string[] | null, string | null] // as written below
    add.run(number, scopes && JSON.stringify(scopes), lastSeen)
  })
  return (scopes, lastSeen) => numberOf(JSON.stringify([scopes ?? null, lastSeen ?? null]))
}

export interface DraftNodes {
  readonly problems: readonly Problem[]
  /** In the order of their ids, those kept from before among them. */
  add(entities: readonly Entity[]): void
  /** No more come. */
  finish(): void
  numberOf(id: string): number | undefined
  idOf(nid: number): string
  count(): number
  /** Each node's kind, as a place in `EntityKind`. */
  kinds(): Uint8Array
}

/** The nodes of a load as they come; each goes into the file at once, and only its id is remembered. */
export function draftNodes(db: DatabaseSync, seen: SeenNumbers, kept: readonly KeptEntity[]): DraftNodes {
  const insert = db.prepare(
    'INSERT INTO node (nid, id, kind, name, organisation, seen, attributes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const idByNid = db.prepare('SELECT id FROM node WHERE nid = ?')
  const nids = new Map<string, number>()
  const kinds: number[] = []
  const problems: Problem[] = []
  let nextKept = 0
  const write = ({
    id: given,
    kind,
    name,
    organisation,
    attributes,
    scopes,
    lastSeen,
  }: Omit<Entity, 'record'> & Kept) => {
    const id = given.toWellFormed() // as SQLite will store it
    if (nids.has(id)) return void problems.push(duplicateEntity(id))
    const nid = nids.size
    const place = EntityKind.options.indexOf(kind)
    nids.set(id, nid)
    kinds.push(place)
    insert.run(nid, id, place, name, organisation, seen(scopes, lastSeen), JSON.stringify(attributes))
  }
  const writeKept = (before: string | undefined) => {
    for (
      let one = kept[nextKept];
      one && (before === undefined || compareText(one.id, before) < 0);
      one = kept[nextKept]
    ) {
      write(one)
      nextKept += 1
    }
  }
  return {
    problems,
    add: (entities) => {
      for (const entity of entities) {
        writeKept(entity.id)
        const same = kept[nextKept]?.id === entity.id ? kept[nextKept] : undefined
        if (same) nextKept += 1
        write(same ? {...entity, scopes: bothScopes(entity.scopes, same.scopes)} : entity)
      }
    },
    finish: () => writeKept(undefined),
    numberOf: (id) => nids.get(id.toWellFormed()),
    idOf: (nid) => String(idByNid.get(nid)?.['id']),
    count: () => nids.size,
    kinds: () => Uint8Array.from(kinds),
  }
}

/** Those that see it now, and those that saw it and cannot say. */
export function bothScopes(
  now: readonly string[] | undefined,
  before: readonly string[] | undefined,
): readonly string[] | undefined {
  return before === undefined ? now : [...new Set([...(now ?? []), ...before])].toSorted()
}
