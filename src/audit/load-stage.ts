import type {Estate} from '../model/estate.ts'
import type {KeptUnseen, LoadChanges} from '../model/graph-answers.ts'
import type {Neo4jSetting} from '../model/settings.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {AuditContext} from './context.ts'
import {checkForgotten} from './forget-scopes.ts'
import {openNeo4j} from './open-graph.ts'
import {judgeStage, recordStage} from './stage-journal.ts'
import {loadedPart, loadParts, ofEstate} from './stage-keys.ts'

const name = 'load'

/** What a load came to: how much there is, and where the store compares, what it changed. */
export interface Loaded {
  readonly nodes: number
  readonly edges: number
  readonly changes?: {readonly nodes: LoadChanges; readonly edges: LoadChanges} | undefined
  readonly kept?: KeptUnseen | undefined
}

/**
 * Loads the estate into the graph store, unless it is there as it stands; what is to be forgotten is let go. Errors: a
 * UsageError where that is still asked for, or nothing of it is there.
 */
export async function loadStage(
  context: AuditContext,
  estate: () => Promise<Estate>,
  forget: readonly string[] = [],
): Promise<Loaded> {
  return context.store.kind === 'neo4j'
    ? loadServer(context, context.store, estate, forget)
    : loadFile(context, estate, forget)
}

async function loadFile(
  context: AuditContext,
  estate: () => Promise<Estate>,
  forget: readonly string[],
): Promise<Loaded> {
  const {folder, progress} = context
  if (forget.length > 0) {
    const {scopesIn} = await import('../graph/embedded/open-graph.ts')
    checkForgotten(forget, scopesIn(folder.graph), (await estate()).coverage)
  }
  const parts = await loadParts(context)
  const verdict = await judgeStage(folder.stages, name, parts, [loadedPart])
  progress.begin(name, verdict)
  if (verdict.unchanged && forget.length === 0) return unchanged(context)
  context.signal?.throwIfAborted()
  const {graphPartHash} = await import('../graph/embedded/graph-part.ts')
  const allParts = {...parts, [loadedPart]: await graphPartHash(folder.estate)}
  const {unchanged: isSameGraph} = await judgeStage(folder.stages, name, allParts, [ofEstate])
  if (isSameGraph && forget.length === 0) {
    await recordStage(folder.stages, name, allParts, [folder.graph])
    return unchanged(context)
  }
  const {loadEstateFile} = await import('../graph/embedded/load-estate-file.ts')
  const shown = {path: folder.estate, shownAs: '.domesday/estate.jsonl'}
  const {nodes, edges, kept} = await loadEstateFile(folder.graph, shown, {
    ...{signal: context.signal, forget},
    note: progress.warn ?? progress.note,
  })
  await recordStage(folder.stages, name, allParts, [folder.graph])
  progress.settle(name, 'embedded graph', 'done')
  return {nodes, edges, kept}
}

async function unchanged({folder, progress}: AuditContext): Promise<Loaded> {
  progress.settle(name, 'embedded graph', 'unchanged')
  return (await import('../graph/embedded/open-graph.ts')).graphSize(folder.graph)
}

/** The server itself says what it holds: others may load into it, or change it. */
async function loadServer(
  context: AuditContext,
  setting: Neo4jSetting,
  estate: () => Promise<Estate>,
  forget: readonly string[],
): Promise<Loaded> {
  const {folder, progress, signal} = context
  const {loadEstate} = await import('../graph/load-estate.ts')
  const shown = `${setting.database} at ${new URL(setting.uri).host}`
  progress.begin(name)
  const estateSha256 = await hashOfFile(folder.estate)
  const store = await openNeo4j(setting)
  try {
    if (forget.length > 0) checkForgotten(forget, await store.scopes(), (await estate()).coverage)
    const held = estateSha256 === undefined || forget.length > 0 ? undefined : await store.loadedOf(estateSha256)
    if (held) {
      progress.settle(name, shown, 'unchanged')
      return held
    }
    const {move, note} = progress
    const run = {estateSha256, forget, move, note, signal}
    const {nodes, edges, changes, kept} = await loadEstate(store, await estate(), run)
    progress.settle(name, shown, 'done')
    return {nodes, edges, changes, kept}
  } finally {
    await store.close()
  }
}
