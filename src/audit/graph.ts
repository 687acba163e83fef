import type {GraphStore} from '../graph/store.ts'
import type {Estate} from '../model/estate.ts'
import type {QueryRows} from '../model/graph-answers.ts'
import type {AuditContext} from './context.ts'
import {openGraph} from './open-graph.ts'
import {runLoad} from './run-audit.ts'

/** Asks the graph a question, loading the estate first where it is not loaded as it stands. */
export async function withGraph<T>(
  context: AuditContext,
  ask: (store: GraphStore, estate: Estate) => Promise<T>,
): Promise<T> {
  const {estate} = await runLoad(context)
  const store = await openGraph(context.store, context.folder, {readOnly: true})
  try {
    return await ask(store, estate)
  } finally {
    await store.close()
  }
}

interface QueryLimits {
  readonly limit: number
  readonly timeoutSeconds: number
}

/** Asks the graph in the store's own language: SQL of the embedded store, Cypher of Neo4j. */
export async function queryGraph(context: AuditContext, text: string, limits: QueryLimits): Promise<QueryRows> {
  await runLoad(context)
  const {store, folder, signal} = context
  if (store.kind === 'embedded') {
    const {nativeQuery} = await import('../graph/embedded/native-query.ts')
    return nativeQuery(folder.graph, text, {...limits, signal})
  }
  const [{cypherQuery}, {credentialsOf}] = await Promise.all([
    import('../graph/neo4j/cypher-query.ts'),
    import('../graph/neo4j/connection.ts'),
  ])
  return cypherQuery(store, credentialsOf(process.env), text, {...limits, signal})
}
