import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import type {DatabaseSync} from 'node:sqlite'
import {setImmediate as nextTurn} from 'node:timers/promises'
import {type KnownScope, loadScopes} from '../kept-scopes.ts'
import type {GraphLoader, LoadResult, LoadRun} from '../store.ts'
import {type DraftEdges, draftEdges} from './draft-edges.ts'
import {type DraftNodes, draftNodes} from './draft-nodes.ts'
import {otherLoad, writing} from './faults.ts'
import {type GraphBefore, graphBefore} from './graph-before.ts'
import {createTables, finishTables} from './schema.ts'
import {keptIn} from './open-graph.ts'
import {seenNumbers} from './seen-numbers.ts'
import {openDatabase} from './sqlite.ts'

/** What is known of a load between its calls. */
interface Draft {
  readonly path: string
  readonly tmp: string
  readonly db: DatabaseSync
  readonly inode: bigint
  readonly before: GraphBefore | undefined
  /** Once all has come. */
  readonly knownScopes: () => readonly KnownScope[]
  readonly nodes: DraftNodes
  readonly edges: DraftEdges
}

/** `graph.db` is written as `graph.tmp.db` beside it. */
export function tmpPathOf(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.db$/, '')}.tmp.db`)
}

/** A load into a file beside, which takes the graph's place once it is whole and on the disk. */
export interface DraftLoad {
  readonly nodes: DraftNodes
  readonly edges: DraftEdges
  /** Runs a step; a failed one ends the load, and the graph is as it was. */
  step<T>(write: () => T): T
  finish(): Promise<LoadResult>
  abandon(): void
}

export function beginDraft(path: string, run: LoadRun, onReplaced: () => void): DraftLoad {
  const draft = writing(path, () => openDraft(path, run))
  const {db, nodes, edges, before} = draft
  const step = <T>(write: () => T): T => {
    try {
      run.signal?.throwIfAborted()
      return writing(path, write)
    } catch (error) {
      discard(draft)
      throw error
    }
  }
  const finish = async (): Promise<LoadResult> => {
    step(() => nodes.finish())
    const writes = edges.write()
    while (!step(() => writes.next()).done) await nextTurn()
    const kept = step(() => {
      before?.close()
      addScopes(db, draft.knownScopes())
      const unseen = keptIn(db)
      finishTables(db, {nodes: nodes.count(), edges: edges.count(), observedAt: run.observedAt})
      db.exec('COMMIT')
      db.close()
      return unseen
    })
    onReplaced()
    step(() => replace(draft))
    return {nodes: nodes.count(), edges: edges.count(), ...kept, problems: [...nodes.problems, ...edges.problems]}
  }
  return {nodes, edges, step, finish, abandon: () => discard(draft)}
}

/** The same, of records in batches. */
export function beginReplaceLoad(path: string, run: LoadRun, onReplaced: () => void): GraphLoader {
  const {nodes, edges, step, finish, abandon} = beginDraft(path, run, onReplaced)
  return {
    addEntities: async (entities) => {
      step(() => entities.forEach((entity) => nodes.add(entity)))
      await nextTurn()
    },
    addRelations: async (relations) => {
      step(() => {
        nodes.finish()
        relations.forEach((relation) => edges.add(relation))
      })
      await nextTurn()
    },
    finish,
    abandon: async () => abandon(),
  }
}

function openDraft(path: string, run: LoadRun): Draft {
  const tmp = tmpPathOf(path)
  mkdirSync(dirname(path), {recursive: true})
  const scopes = loadScopes(run)
  const {before, known} = graphBefore(path, run, scopes)
  let db: DatabaseSync | undefined
  try {
    removeDraft(tmp) // what a load that was killed left behind
    // Every end is looked up as a row is made, so SQLite need not look it up again.
    db = openDatabase(tmp, {enableForeignKeyConstraints: false})
    db.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; PRAGMA threads = 1; BEGIN',
    )
    createTables(db)
    const inode = statSync(tmp, {bigint: true}).ino
    const seen = seenNumbers(db, scopes)
    const nodes = draftNodes(db, seen, before)
    const knownScopes = () => scopes.knownAfter(known)
    return {path, tmp, db, inode, before, knownScopes, nodes, edges: draftEdges(db, seen, nodes, before)}
  } catch (error) {
    before?.close()
    if (db?.isOpen) db.close()
    removeDraft(tmp)
    throw error
  }
}

function addScopes(db: DatabaseSync, known: readonly KnownScope[]): void {
  const add = db.prepare('INSERT INTO scope (scope, observedAt, asked) VALUES (?, ?, ?)')
  for (const {scope, observedAt, isAskedFor} of known) add.run(scope, observedAt, isAskedFor ? 1 : 0)
}

function replace(draft: Draft): void {
  // Someone else's half-written file may stand where this load's was, or none any more; it must not be believed.
  if (!isOwn(draft)) throw otherLoad(draft.path)
  sync(draft.tmp)
  if (!isOwn(draft)) throw otherLoad(draft.path)
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
  draft.before?.close()
  if (draft.db.isOpen) draft.db.close()
  if (isOwn(draft)) removeDraft(draft.tmp)
}

function isOwn({tmp, inode}: Draft): boolean {
  return statSync(tmp, {bigint: true, throwIfNoEntry: false})?.ino === inode
}

function removeDraft(tmp: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${tmp}${suffix}`, {force: true})
}
