import type {Estate} from '../model/estate.ts'
import {compareText} from '../model/json-lines.ts'
import type {GraphStore, LoadResult, LoadRun} from './store.ts'

const batchSize = 10_000

/** Makes the store's graph an estate's. */
export async function loadEstate(
  store: Pick<GraphStore, 'beginLoad'>,
  estate: Estate,
  run: Omit<LoadRun, 'coverage' | 'observedAt'> = {},
): Promise<LoadResult> {
  const loader = await store.beginLoad({
    ...run,
    coverage: estate.coverage,
    observedAt: estate.header.newestObservedAt,
  })
  try {
    // The order of loading is the order of every list and every tie that is read back, so it is by id.
    const entities = estate.entities.toSorted((a, b) => compareText(a.id, b.id))
    for (const batch of batchesOf(entities)) await loader.addEntities(batch)
    for (const batch of batchesOf(estate.relations)) await loader.addRelations(batch)
    return await loader.finish()
  } catch (error) {
    await loader.abandon()
    throw error
  }
}

function* batchesOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += batchSize) yield items.slice(start, start + batchSize)
}
