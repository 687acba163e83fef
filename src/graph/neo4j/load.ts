import type {Estate} from '../../model/estate.ts'
import type {LoadPreview} from '../../model/graph-answers.ts'
import {lastSeenBy, type LoadScopes, loadScopes} from '../kept-scopes.ts'
import {keptUnseen} from '../kept-unseen.ts'
import type {GraphLoader, LoadResult, LoadRun} from '../store.ts'
import type {Connection} from './connection.ts'
import {isUnreachable, neo4jFault} from './faults.ts'
import {type LoadIdentity, type LoadLock, lockLoads} from './load-lock.ts'
import {type LoadPlan, planLoad} from './plan-load.ts'
import {presentGraph} from './present.ts'
import {checkSameFolder} from './same-folder.ts'
import {knownScopes, scopesText, storeState} from './store-state.ts'
import {constraints, counts, graphForm} from './texts.ts'
import {addEntities, addRelations, emptyDraft, type Wanted, wantedMeanwhile} from './wanted.ts'
import {type BatchLimits, writePlan} from './write-plan.ts'

type PreviewedEstate = Pick<Estate, 'entities' | 'relations'>

export interface LoadOptions {
  readonly identity: LoadIdentity
  readonly limits: BatchLimits
}

/**
 * A load that makes the graph what the estate is: it compares first, then writes what differs. Interrupted at any moment,
 * the next one comes to the same. Nodes that are not domesday's are never touched, nor is the graph of another audit folder.
 */
export function beginLoad(connection: Connection, run: LoadRun, options: LoadOptions): GraphLoader {
  const scopes = loadScopes(run)
  const draft = emptyDraft(scopes)
  return {
    addEntities: async (entities) => addEntities(draft, entities),
    addRelations: async (relations) => addRelations(draft, relations),
    finish: async () => {
      // While the server answers: one that was just started is slow at what it is asked first.
      const wanted = wantedMeanwhile(draft)
      wanted.catch(() => undefined) // thrown where it is waited for
      await checkSameFolder(connection, draft.organisations)
      await ensureConstraints(connection)
      const lock = await lockLoads(connection, options.identity, run.note)
      try {
        // Under the lock once more: another load may have been the first to fill an empty database.
        await checkSameFolder(connection, draft.organisations)
        const {plan, facts, kept} = await compare(connection, lock, wanted, {...run, scopes})
        await writePlan(connection, lock, {...plan, facts}, options.limits, run)
        return {...resultOf(plan, draft.problems), ...kept}
      } catch (error) {
        const fault = neo4jFault(connection.place, error)
        // What broke the load is told; a server that is away would be waited for, and lets the lock go in time.
        if (!isUnreachable(fault)) await lock.release().catch(() => undefined)
        throw fault
      }
    },
    abandon: async () => undefined, // nothing was written before `finish`
  }
}

/** What a load would do: nothing is written, and an empty server stays empty. */
export async function previewLoad(connection: Connection, estate: PreviewedEstate, run: LoadRun): Promise<LoadPreview> {
  const scopes = loadScopes(run)
  const draft = emptyDraft(scopes)
  addEntities(draft, estate.entities)
  addRelations(draft, estate.relations)
  const before = await storeState(connection)
  try {
    await checkSameFolder(connection, draft.organisations)
    const {plan} = await compare(connection, {before, hold: async () => undefined}, wantedMeanwhile(draft), {
      ...run,
      scopes,
    })
    return {nodes: plan.nodes, edges: plan.edges, ...plan.ids}
  } catch (error) {
    throw neo4jFault(connection.place, error)
  }
}

function resultOf({nodes, edges, totals}: LoadPlan, problems: LoadResult['problems']): LoadResult {
  return {...totals, changes: {nodes, edges}, problems}
}

/** What the load changes, and what it says of the graph as a whole. */
interface Compared {
  readonly plan: LoadPlan
  readonly facts: Readonly<Record<string, string>>
  readonly kept: Pick<LoadResult, 'kept'>
}

async function compare(
  connection: Connection,
  {before, hold}: Pick<LoadLock, 'before' | 'hold'>,
  wanted: Promise<ReadonlyMap<string, Wanted>>,
  {observedAt, scopes}: LoadRun & {readonly scopes: LoadScopes},
): Promise<Compared> {
  const known = await knownScopes(connection)
  const days = new Map(known?.map((one) => [one.scope, one]))
  const judged = {
    settled: scopes.settled,
    // What was known by its id is taken to be what has the id now.
    keysOf: (stored: readonly string[]) => (known ? stored : scopes.keysOf(stored)),
    lastSeenBy: (stored: readonly string[]) => lastSeenBy(stored, days) ?? before.observedAt ?? observedAt ?? '',
    isTrusted: before.state === 'whole' && before.counted === (await countedNow(connection)),
  }
  const plan = await planLoad(await wanted, presentGraph(connection, hold), judged)
  const {nodes, edges} = plan.seen
  const seen = [
    ...nodes.map((one) => ({...one, nodes: 1, edges: 0})),
    ...edges.map((one) => ({...one, nodes: 0, edges: 1})),
  ]
  const kept = keptUnseen(seen, scopes.isAskedFor)
  const facts = {
    form: graphForm,
    scopes: scopesText(scopes.knownAfter(known ?? [])),
    kept: kept.kept ? JSON.stringify(kept.kept) : '',
  }
  return {plan, facts, kept}
}

export async function countedNow(connection: Connection): Promise<string> {
  const {records} = await connection.write((tx) => tx.run(counts))
  return records.map((record) => String(record.get('counted'))).join()
}

/** Those that are there already need no right to make them. */
async function ensureConstraints(connection: Connection): Promise<void> {
  const shown = await connection.schema('SHOW CONSTRAINTS YIELD name RETURN name')
  const there = new Set(shown.map((record) => String(record.get('name'))))
  const missing = constraints.filter(({name}) => !there.has(name))
  for (const {text} of missing) await connection.schema(text)
  if (missing.length > 0) await connection.schema('CALL db.awaitIndexes(60)')
}
