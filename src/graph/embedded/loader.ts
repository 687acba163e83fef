import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import type {DatabaseSync, StatementSync} from 'node:sqlite'
import {setImmediate as nextTurn} from 'node:timers/promises'
import {type Entity, EntityKind} from '../../model/entity.ts'
import type {Problem, Relation} from '../../model/inventory.ts'
import {relationTypeNames} from '../../model/relation-types.ts'
import {duplicateEntity, duplicateRelation, missingEnd} from '../load-problems.ts'
import type {GraphLoader, LoadResult} from '../store.ts'
import {at, offsetsOf, orderEdges} from '../topology.ts'
import {otherLoad, writing} from './faults.ts'
import {createTables, finishTables} from './schema.ts'
import {openDatabase} from './sqlite.ts'

/** What is known of a load between its calls. */
interface Draft {
  readonly path: string
  readonly tmp: string
  readonly db: DatabaseSync
  readonly inode: bigint
  readonly addNode: StatementSync
  readonly nids: Map<string, number>
  readonly kind: number[]
  readonly src: number[]
  readonly dst: number[]
  readonly type: number[]
  readonly props: string[]
  readonly problems: Problem[]
}

/** `graph.db` is written as `graph.tmp.db` beside it. */
export function tmpPathOf(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.db$/, '')}.tmp.db`)
}

/** A load into a file beside, which takes the graph's place once it is whole and on the disk. */
export function beginReplaceLoad(path: string, onReplaced: () => void): GraphLoader {
  const draft = writing(path, () => openDraft(path))
  const step = <T>(write: () => T): T => {
    try {
      return writing(path, write)
    } catch (error) {
      discard(draft)
      throw error
    }
  }
  return {
    addEntities: async (entities) => {
      step(() => addEntities(draft, entities))
      await nextTurn()
    },
    addRelations: async (relations) => {
      addRelations(draft, relations)
      await nextTurn()
    },
    finish: async () => {
      const edges = step(() => {
        const written = writeEdges(draft)
        finishTables(draft.db)
        draft.db.exec('COMMIT')
        draft.db.close()
        return written
      })
      onReplaced()
      step(() => replace(draft))
      const result: LoadResult = {nodes: draft.kind.length, edges, problems: draft.problems}
      return result
    },
    abandon: async () => discard(draft),
  }
}

function openDraft(path: string): Draft {
  const tmp = tmpPathOf(path)
  mkdirSync(dirname(path), {recursive: true})
  removeDraft(tmp) // what a load that was killed left behind
  const db = openDatabase(tmp)
  try {
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN')
    createTables(db)
  } catch (error) {
    db.close()
    removeDraft(tmp)
    throw error
  }
  const addNode = db.prepare('INSERT INTO node (nid, id, kind, name, organisation, props) VALUES (?, ?, ?, ?, ?, ?)')
  const inode = statSync(tmp, {bigint: true}).ino
  const lists = {kind: [], src: [], dst: [], type: [], props: [], problems: []}
  return {path, tmp, db, inode, addNode, nids: new Map(), ...lists}
}

function addEntities(draft: Draft, entities: readonly Entity[]): void {
  for (const entity of entities) {
    const id = entity.id.toWellFormed() // as SQLite will store it
    if (draft.nids.has(id)) {
      draft.problems.push(duplicateEntity(id))
      continue
    }
    const nid = draft.kind.length
    const kind = EntityKind.options.indexOf(entity.kind)
    draft.nids.set(id, nid)
    draft.kind.push(kind)
    const props = JSON.stringify({attributes: entity.attributes, scopes: entity.scopes})
    draft.addNode.run(nid, id, kind, entity.name, entity.organisation, props)
  }
}

function addRelations(draft: Draft, relations: readonly Relation[]): void {
  for (const relation of relations) {
    const from = draft.nids.get(relation.from.toWellFormed())
    const to = draft.nids.get(relation.to.toWellFormed())
    if (from === undefined || to === undefined) {
      draft.problems.push(missingEnd(relation, from === undefined, to === undefined))
      continue
    }
    draft.src.push(from)
    draft.dst.push(to)
    draft.type.push(relationTypeNames.indexOf(relation.type))
    const {certainty, attributes, evidence, scopes} = relation
    draft.props.push(JSON.stringify({certainty, attributes, evidence, scopes}))
  }
}

/** Writes the edges in the order of their ends, which keeps the indexes cheap, and the topology; returns their number. */
function writeEdges(draft: Draft): number {
  const n = draft.kind.length
  const src = Uint32Array.from(draft.src)
  const dst = Uint32Array.from(draft.dst)
  const type = Uint8Array.from(draft.type)
  const add = draft.db.prepare('INSERT INTO edge (eid, src, dst, type, props) VALUES (?, ?, ?, ?, ?)')
  const order = orderEdges(n, src, dst, type)
  let last = -1
  const kept = order.filter((edge) => {
    const again = last >= 0 && src[last] === src[edge] && dst[last] === dst[edge] && type[last] === type[edge]
    if (again) draft.problems.push(secondRelation(draft, edge))
    else last = edge
    return !again
  })
  kept.forEach((edge, eid) => add.run(eid, at(src, edge), at(dst, edge), at(type, edge), draft.props[edge] ?? '{}'))
  const blobs = {
    off: offsetsOf(
      n,
      kept.map((edge) => at(src, edge)),
    ),
    adj: kept.map((edge) => at(dst, edge)),
    type: Uint8Array.from(kept, (edge) => at(type, edge)),
    kind: Uint8Array.from(draft.kind),
  }
  const addBlob = draft.db.prepare('INSERT INTO topo (k, v) VALUES (?, ?)')
  for (const [name, array] of Object.entries(blobs)) addBlob.run(name, new Uint8Array(array.buffer))
  return kept.length
}

function secondRelation(draft: Draft, edge: number): Problem {
  const idOf = draft.db.prepare('SELECT id FROM node WHERE nid = ?')
  const [from, to] = [draft.src[edge], draft.dst[edge]].map((nid) => String(idOf.get(nid ?? -1)?.['id']))
  return duplicateRelation(from ?? '', relationTypeNames[draft.type[edge] ?? 0] ?? '', to ?? '')
}

function replace(draft: Draft): void {
  sync(draft.tmp)
  // Someone else's half-written file may stand where this load's was; it must not be believed.
  if (statSync(draft.tmp, {bigint: true, throwIfNoEntry: false})?.ino !== draft.inode) throw otherLoad(draft.path)
  renameSync(draft.tmp, draft.path)
  if (process.platform !== 'win32') sync(dirname(draft.path)) // Windows has no folders to sync
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Gives up a load: closes its file and removes it, unless it is another load's by now. */
function discard(draft: Draft): void {
  if (draft.db.isOpen) draft.db.close()
  if (statSync(draft.tmp, {bigint: true, throwIfNoEntry: false})?.ino === draft.inode) removeDraft(draft.tmp)
}

function removeDraft(tmp: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${tmp}${suffix}`, {force: true})
}
