import {StoreError, UsageError} from '../errors.ts'
import type {Neo4jStore} from '../graph/neo4j/open-store.ts'
import type {WouldRun} from '../model/dry-run.ts'
import type {Estate} from '../model/estate.ts'
import {readEstate} from '../model/estate-file.ts'
import type {LoadPreview} from '../model/graph-answers.ts'
import type {Neo4jSetting} from '../model/settings.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {AuditFolder} from './audit-folder.ts'
import {openNeo4j} from './open-graph.ts'

interface Previewed {
  readonly stages: readonly WouldRun[]
  readonly graph?: LoadPreview
}

/** What a preview may do. */
interface PreviewOptions {
  /** Whether the load is all that was asked for; an audit would go on without it. */
  readonly isAlone: boolean
  /** The estate as resolve would make it now, where that can be known without writing anything. */
  readonly newEstate: (() => Promise<Estate>) | undefined
}

/**
 * The stages with what the server says of its graph in place of the journal, and what a load would change there: asked
 * of the server, and nothing written. Where the estate is still to be resolved and cannot be in memory, that is open.
 * Errors: a StoreError where the server is away or refuses and the load stands alone; an audit would go on without it.
 */
export async function withServerLoad(
  {folder}: {readonly folder: AuditFolder},
  setting: Neo4jSetting,
  judged: readonly WouldRun[],
  {isAlone, newEstate}: PreviewOptions,
): Promise<Previewed> {
  const instead = (load: Omit<WouldRun, 'stage'>): readonly WouldRun[] =>
    judged.map((stage) => (stage.stage === 'load' ? {stage: 'load', ...load} : stage))
  const isKept = judged.some(({stage, does}) => stage === 'resolve' && does === 'kept')
  if (!isKept && !newEstate)
    return {stages: instead({does: 'may run', why: 'what comes and goes is known after: domesday resolve'})}
  let store: Neo4jStore | undefined
  try {
    store = await openNeo4j(setting)
    const estateSha256 = isKept ? await hashOfFile(folder.estate) : undefined
    if (estateSha256 !== undefined && (await store.loadedOf(estateSha256)))
      return {stages: instead({does: 'kept', why: 'the server has the estate as it stands'})}
    const estate = isKept || !newEstate ? await readEstate(folder.estate, '.domesday/estate.jsonl') : await newEstate()
    const graph = await store.previewLoad(estate, {
      coverage: estate.coverage,
      observedAt: estate.header.newestObservedAt,
    })
    return {stages: instead({does: 'runs', why: whyLoaded(isKept)}), graph}
  } catch (error) {
    if (isAlone || !(error instanceof StoreError || error instanceof UsageError)) throw error
    return {stages: instead({does: 'may run', why: `not known: ${error.message}`})}
  } finally {
    await store?.close()
  }
}

function whyLoaded(isKept: boolean): string {
  return isKept ? 'the server has another graph than the estate' : 'the estate is resolved anew, below as it would be'
}
