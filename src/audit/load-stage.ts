import type {Estate} from '../model/estate.ts'
import type {AuditContext} from './context.ts'
import {isUnchanged, recordStage, stageKey} from './stage-journal.ts'
import {hashOfFile} from '../model/write-whole.ts'

const name = 'load'

/** Loads the estate into the embedded graph. */
export async function loadStage(context: AuditContext, estate: Estate): Promise<void> {
  const {folder, progress} = context
  const key = stageKey(context.code, await hashOfFile(folder.estate))
  progress.begin(name)
  if (await isUnchanged(folder.stages, name, key)) {
    progress.settle(name, 'embedded graph', 'unchanged')
    return
  }
  context.signal?.throwIfAborted()
  const [{openEmbeddedStore}, {loadEstate}] = await Promise.all([
    import('../graph/embedded/open-store.ts'),
    import('../graph/load-estate.ts'),
  ])
  const store = await openEmbeddedStore(folder.graph)
  try {
    await loadEstate(store, estate)
  } finally {
    await store.close()
  }
  await recordStage(folder.stages, name, key, [folder.graph])
  progress.settle(name, 'embedded graph', 'done')
}
