import {randomUUID} from 'node:crypto'
import {hostname} from 'node:os'
import {setTimeout as wait} from 'node:timers/promises'
import type {Neo4jStore} from '../graph/neo4j/open-store.ts'
import type {GraphStore} from '../graph/store.ts'
import type {Neo4jSetting, StoreSetting} from '../model/settings.ts'
import type {AuditFolder} from './audit-folder.ts'

/** Opens the store that settings name; for a load, or for reading alone. */
export async function openGraph(
  store: StoreSetting,
  folder: Pick<AuditFolder, 'graph'>,
  options: {readonly readOnly: boolean},
): Promise<GraphStore> {
  if (store.kind === 'neo4j') return openNeo4j(store)
  const {openEmbeddedStore} = await import('../graph/embedded/open-store.ts')
  return openEmbeddedStore(folder.graph, options)
}

export async function openNeo4j({uri, database, batchRows, batchSeconds}: Neo4jSetting): Promise<Neo4jStore> {
  const [{openNeo4jStore}, {credentialsOf}] = await Promise.all([
    import('../graph/neo4j/open-store.ts'),
    import('../graph/neo4j/connection.ts'),
  ])
  return openNeo4jStore({uri, database}, credentialsOf(process.env), {
    identity: {
      run: randomUUID(),
      host: hostname(),
      process: process.pid,
      now: () => performance.now(),
      wait: (milliseconds) => wait(milliseconds),
      isRunning,
    },
    limits: {rows: batchRows, timeoutMs: batchSeconds * 1000},
  })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // another user's
  }
}
