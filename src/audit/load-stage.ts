import type {Estate} from '../model/estate.ts'
import type {AuditContext} from './context.ts'
import {judgeStage, recordStage} from './stage-journal.ts'
import {loadParts} from './stage-keys.ts'

const name = 'load'

/** Loads the estate into the embedded graph. */
export async function loadStage(context: AuditContext, estate: Estate): Promise<void> {
  const {folder, progress} = context
  const parts = await loadParts(context)
  const verdict = await judgeStage(folder.stages, name, parts)
  progress.begin(name, verdict)
  if (verdict.unchanged) {
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
  await recordStage(folder.stages, name, parts, [folder.graph])
  progress.settle(name, 'embedded graph', 'done')
}
