import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import type {DatabaseSync} from 'node:sqlite'
import {setImmediate as nextTurn} from 'node:timers/promises'
import type {GraphLoader, LoadResult, LoadRun} from '../store.ts'
import {type DraftEdges, draftEdges} from './draft-edges.ts'
import {type DraftNodes, draftNodes, seenNumbers} from './draft-nodes.ts'
import {otherLoad, writing} from './faults.ts'
import {keptFromBefore} from './kept-from-before.ts'
import {createTables, finishTables} from './schema.ts'
import {openDatabase} from './sqlite.ts'

/** What is known of a load between its calls. */
interface Draft {
  readonly path: string
  readonly tmp: string
  readonly run: LoadRun
  readonly db: DatabaseSync
  readonly inode: bigint
  readonly nodes: DraftNodes
  readonly edges: DraftEdges
}

/** `graph.db` is written as `graph.tmp.db` beside it. */
export function tmpPathOf(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.db$/, '')}.tmp.db`)
}

/** A load into a file beside, which takes the graph's place once it is whole and on the disk. */
export function beginReplaceLoad(path: string, run: LoadRun, onReplaced: () => void): GraphLoader {
  const draft = writing(path, () => openDraft(path, run))
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
      step(() => draft.nodes.add(entities))
      await nextTurn()
    },
    addRelations: async (relations) => {
      step(() => {
        draft.nodes.finish()
        draft.edges.add(relations)
      })
      await nextTurn()
    },
    finish: async () => {
      step(() => {
        draft.nodes.finish()
        draft.edges.write()
        finishTables(draft.db, run.observedAt)
        draft.db.exec('COMMIT')
        draft.db.close()
      })
      onReplaced()
      step(() => replace(draft))
      const problems = [...draft.nodes.problems, ...draft.edges.problems]
      const result: LoadResult = {nodes: draft.nodes.count(), edges: draft.edges.count(), problems}
      return result
    },
    abandon: async () => discard(draft),
  }
}

function openDraft(path: string, run: LoadRun): Draft {
  const tmp = tmpPathOf(path)
  mkdirSync(dirname(path), {recursive: true})
  const before = keptFromBefore(path, run)
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
  const inode = statSync(tmp, {bigint: true}).ino
  const seen = seenNumbers(db)
  const nodes = draftNodes(db, seen, before.entities)
  return {path, tmp, run, db, inode, nodes, edges: draftEdges(db, seen, nodes, before.relations)}
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
