import type {Estate} from '../model/estate.ts'
import type {GraphStore} from '../graph/store.ts'
import type {AuditContext} from './context.ts'
import {runLoad} from './run-audit.ts'

/** Asks the graph a question, loading the estate first where it is not loaded as it stands. */
export async function withGraph<T>(
  context: AuditContext,
  ask: (store: GraphStore, estate: Estate) => Promise<T>,
): Promise<T> {
  const estate = await runLoad(context)
  const {openEmbeddedStore} = await import('../graph/embedded/open-store.ts')
  const store = await openEmbeddedStore(context.folder.graph, {readOnly: true})
  try {
    return await ask(store, estate)
  } finally {
    await store.close()
  }
}
