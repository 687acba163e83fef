import {InventoryError} from '../errors.ts'
import type {Entity} from '../model/entity.ts'
import {EstateHeader, EstateRecord} from '../model/estate.ts'
import type {Coverage, Relation} from '../model/inventory.ts'
import {compareText, readJsonLines} from '../model/json-lines.ts'
import {batchSize} from './load-estate.ts'
import type {GraphLoader, GraphStore, LoadResult, LoadRun} from './store.ts'

/**
 * Makes the store's graph an estate's, from its document, as a stream: the estate may be larger than memory. The document
 * is as `resolve` writes it: coverage first, then entities in the order of their ids, then relations.
 * Errors: an InventoryError where it is not, or with every faulty line; the graph is then as it was.
 */
export async function loadEstateFile(
  store: Pick<GraphStore, 'beginLoad'>,
  path: string,
  shownAs: string,
  run: Omit<LoadRun, 'coverage' | 'observedAt'> = {},
): Promise<LoadResult> {
  const coverage: Coverage[] = []
  let observedAt: string | undefined
  let loader: GraphLoader | undefined
  let entities: Entity[] = []
  let relations: Relation[] = []
  let last = ''
  let stage: 'coverage' | 'entities' | 'relations' = 'coverage'
  const flush = async (): Promise<void> => {
    run.signal?.throwIfAborted()
    if (entities.length + relations.length === 0) return
    loader ??= await store.beginLoad({...run, coverage, observedAt})
    if (entities.length > 0) await loader.addEntities(entities)
    if (relations.length > 0) await loader.addRelations(relations)
    entities = []
    relations = []
  }
  const take = (record: EstateRecord): void => {
    if (record.record === 'coverage') {
      if (stage !== 'coverage') throw notInOrder(shownAs, `coverage '${record.id}' comes after the first entity`)
      coverage.push(record)
    } else if (record.record === 'entity') {
      if (stage === 'relations') throw notInOrder(shownAs, `entity '${record.id}' comes after the first relation`)
      if (compareText(record.id, last) < 0) throw notInOrder(shownAs, `entity '${record.id}' comes after '${last}'`)
      stage = 'entities'
      last = record.id
      entities.push(record)
    } else if (record.record === 'relation') {
      stage = 'relations'
      relations.push(record)
    }
  }
  const Header = EstateHeader.transform((header) => {
    observedAt = header.newestObservedAt
    return header
  })
  try {
    await readJsonLines(path, shownAs, Header, EstateRecord, take, async () => {
      if (entities.length + relations.length >= batchSize) await flush()
    })
    await flush()
    loader ??= await store.beginLoad({...run, coverage, observedAt})
    return await loader.finish()
  } catch (error) {
    await loader?.abandon()
    throw error
  }
}

function notInOrder(shownAs: string, what: string): InventoryError {
  return new InventoryError('estate-not-in-order', `${shownAs} is not in the order of an estate: ${what}.`, {
    hint: 'Load it as domesday wrote it (.domesday/estate.jsonl): coverage, entities by id, relations.',
  })
}
