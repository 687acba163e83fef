import {StoreError, UsageError} from '../errors.ts'
import type {Neo4jStore} from '../graph/neo4j/open-store.ts'
import type {WouldRun} from '../model/dry-run.ts'
import type {Estate} from '../model/estate.ts'
import {readEstate} from '../model/estate-file.ts'
import type {LoadPreview} from '../model/graph-answers.ts'
import type {Neo4jSetting} from '../model/settings.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {AuditFolder} from './audit-folder.ts'
import {checkForgotten} from './forget-scopes.ts'
import {openNeo4j} from './open-graph.ts'

interface Previewed {
  readonly stages: readonly WouldRun[]
  readonly graph?: LoadPreview
  readonly notes?: readonly string[]
}

/** What a preview may do. */
interface PreviewOptions {
  /** Whether the load is all that was asked for; an audit would go on without it. */
  readonly isAlone: boolean
  /** The estate as resolve would make it now, where that can be known without writing anything. */
  readonly newEstate: (() => Promise<Estate>) | undefined
  /** What the load is to let go. */
  readonly forget: readonly string[]
}

/** An estate that is as it was made is read, another one made in memory where that may be. */
function estateThen(
  folder: AuditFolder,
  judged: readonly WouldRun[],
  newEstate: PreviewOptions['newEstate'],
): (() => Promise<Estate>) | undefined {
  const isKept = judged.some(({stage, does}) => stage === 'resolve' && does === 'kept')
  return isKept ? () => readEstate(folder.estate, '.domesday/estate.jsonl') : newEstate
}

/**
 * What a load of the embedded store would let go of what it is to forget; nothing is written. Errors: a UsageError where
 * that is still asked for, or nothing of it is there.
 */
export async function withForgotten(
  {folder}: {readonly folder: AuditFolder},
  judged: readonly WouldRun[],
  {forget, newEstate}: Pick<PreviewOptions, 'forget' | 'newEstate'>,
): Promise<Previewed> {
  if (forget.length === 0) return {stages: judged}
  const stages = judged.map((one) =>
    one.stage === 'load' ? {...one, does: 'runs' as const, why: 'some of what it keeps is to be forgotten'} : one,
  )
  const estate = estateThen(folder, judged, newEstate)
  if (!estate) return {stages, notes: ['What would be forgotten is known after: domesday resolve']}
  const {entities, coverage} = await estate()
  const {forgottenIn, scopesIn} = await import('../graph/embedded/open-graph.ts')
  checkForgotten(forget, scopesIn(folder.graph), coverage)
  const there = new Set(entities.map(({id}) => id))
  const gone = forgottenIn(folder.graph, {coverage, forget}).filter((id) => !there.has(id))
  const named = gone.slice(0, mostNamed).join(', ')
  const more = gone.length > mostNamed ? ` and ${gone.length - mostNamed} more` : ''
  const what =
    gone.length === 0
      ? 'nothing'
      : `${gone.length === 1 ? '1 thing' : `${gone.length} things`} and their relations: ${named}${more}`
  return {stages, notes: [`Would forget ${what}.`]}
}

const mostNamed = 20

/**
 * The stages with what the server says of its graph in place of the journal, and what a load would change there: asked
 * of the server, and nothing written. Where the estate is still to be resolved and cannot be in memory, that is open.
 * Errors: a StoreError where the server is away or refuses and the load stands alone; an audit would go on without it.
 */
export async function withServerLoad(
  {folder}: {readonly folder: AuditFolder},
  setting: Neo4jSetting,
  judged: readonly WouldRun[],
  {isAlone, newEstate, forget}: PreviewOptions,
): Promise<Previewed> {
  const instead = (load: Omit<WouldRun, 'stage'>): readonly WouldRun[] =>
    judged.map((stage) => (stage.stage === 'load' ? {stage: 'load', ...load} : stage))
  const isKept = judged.some(({stage, does}) => stage === 'resolve' && does === 'kept')
  if (!isKept && !newEstate)
    return {stages: instead({does: 'may run', why: 'what comes and goes is known after: domesday resolve'})}
  let store: Neo4jStore | undefined
  try {
    store = await openNeo4j(setting)
    const estateSha256 = isKept && forget.length === 0 ? await hashOfFile(folder.estate) : undefined
    if (estateSha256 !== undefined && (await store.loadedOf(estateSha256)))
      return {stages: instead({does: 'kept', why: 'the server has the estate as it stands'})}
    const estate = isKept || !newEstate ? await readEstate(folder.estate, '.domesday/estate.jsonl') : await newEstate()
    if (forget.length > 0) checkForgotten(forget, await store.scopes(), estate.coverage)
    const graph = await store.previewLoad(estate, {
      ...{coverage: estate.coverage, forget},
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
