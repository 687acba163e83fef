import {z} from 'zod'
import {Entity} from '../../model/entity.ts'
import {EstateHeader, EstateRecord} from '../../model/estate.ts'
import {Coverage, Relation} from '../../model/inventory.ts'
import {readJsonLines} from '../../model/json-lines.ts'
import type {LoadResult, LoadRun} from '../store.ts'
import {notInOrder} from './draft-nodes.ts'
import {beginDraft, type DraftLoad} from './loader.ts'
import {plainEntities, plainOthers, plainRelations} from './plain-lines.ts'

const others = EstateRecord.options
  .map((schema) => schema.shape.record.value)
  .filter((name) => name !== 'coverage' && name !== 'entity' && name !== 'relation')

/** What a graph holds is read by its schema; of the rest it is enough that it says that it is a record. */
const LoadedRecord = z.discriminatedUnion('record', [Coverage, Entity, Relation, z.object({record: z.enum(others)})])

/**
 * Makes the graph an estate's, from its document, as a stream: the estate may be larger than memory. The document is as
 * `resolve` writes it: coverage first, then entities in the order of their ids, then relations.
 * Errors: an InventoryError where it is not, or with every faulty line of what a graph holds; the graph is then as it was.
 */
export async function loadEstateFile(
  path: string,
  estate: {readonly path: string; readonly shownAs: string},
  run: Omit<LoadRun, 'coverage' | 'observedAt'> = {},
): Promise<LoadResult> {
  const coverage: Coverage[] = []
  let observedAt: string | undefined
  let draft: DraftLoad | undefined
  let hasRelations = false
  const open = (): DraftLoad => (draft ??= beginDraft(path, {...run, coverage, observedAt}, () => undefined))
  const take = (record: z.infer<typeof LoadedRecord>): void => {
    if (record.record === 'coverage') {
      if (draft) throw notInOrder(`coverage '${record.id}' comes after the first entity`)
      coverage.push(record)
    } else if (record.record === 'entity') {
      if (hasRelations) throw notInOrder(`entity '${record.id}' comes after the first relation`)
      open().nodes.add(record)
    } else if (record.record === 'relation') {
      hasRelations = true
      open().nodes.finish()
      open().edges.add(record)
    }
  }
  const [entityIn, relationIn, isOther] = [plainEntities(), plainRelations(), plainOthers(others)]
  const takeLine = (bytes: Buffer, start: number, end: number): boolean => {
    const relation = relationIn(bytes, start)
    if (relation) {
      hasRelations = true
      open().nodes.finish()
      return open().edges.addPlain(bytes, relation)
    }
    const entity = hasRelations ? undefined : entityIn(bytes, start)
    return entity ? open().nodes.addPlain(bytes, entity) : isOther(bytes, start, end)
  }
  const Header = EstateHeader.transform((header) => {
    observedAt = header.newestObservedAt
    return header
  })
  try {
    await readJsonLines(estate.path, estate.shownAs, Header, LoadedRecord, take, {
      takeLine,
      afterSome: () => run.signal?.throwIfAborted(),
    })
    return await open().finish()
  } catch (error) {
    draft?.abandon()
    throw error
  }
}
