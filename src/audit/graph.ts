import type {GraphStore} from '../graph/store.ts'
import type {Estate} from '../model/estate.ts'
import type {QueryRows} from '../model/graph-answers.ts'
import type {AuditContext} from './context.ts'
import {openGraph} from './open-graph.ts'
import {runLoad} from './run-audit.ts'

/**
 * Asks the graph a question, loading the estate first where it is not loaded as it stands. The estate itself is read only
 * where the question asks for it.
 */
export async function withGraph<T>(
  context: AuditContext,
  ask: (store: GraphStore, estate: () => Promise<Estate>) => Promise<T>,
): Promise<T> {
  const {estate} = await runLoad(context)
  const store = await openGraph(context.store, context.folder, {readOnly: true})
  try {
    return await ask(store, estate)
  } finally {
    await store.close()
  }
}

export interface QueryLimits {
  readonly limit: number
  readonly timeoutSeconds: number
}

interface NativeText {
  readonly sql: string
  readonly cypher: string
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** Asks the graph in the store's own language: SQL of the embedded store, Cypher of Neo4j. */
export async function queryGraph(context: AuditContext, text: string, limits: QueryLimits): Promise<QueryRows> {
  await runLoad(context)
  return askNative(context, {sql: text, cypher: text}, limits)
}

async function askNative(
  {store, folder, signal}: AuditContext,
  {sql, cypher, parameters = {}}: NativeText,
  limits: QueryLimits,
): Promise<QueryRows> {
  const {sqlParameters, cypherParameters} = await import('../graph/named-queries/ask-named.ts')
  if (store.kind === 'embedded') {
    const {nativeQuery} = await import('../graph/embedded/native-query.ts')
    return nativeQuery(folder.graph, sql, {...limits, parameters: sqlParameters(parameters), signal})
  }
  const [{cypherQuery}, {credentialsOf}] = await Promise.all([
    import('../graph/neo4j/cypher-query.ts'),
    import('../graph/neo4j/connection.ts'),
  ])
  const asked = {...limits, parameters: cypherParameters(parameters), signal}
  return cypherQuery(store, credentialsOf(process.env), cypher, asked)
}

/** Asks one of the questions that every store answers alike. Errors: a UsageError for an unknown query or parameter. */
export async function askQuestion(
  context: AuditContext,
  id: string,
  parameters: Readonly<Record<string, string>>,
  limits: QueryLimits,
): Promise<QueryRows> {
  const [{askNamed, namedQuery}, {cypherOf, sqlOf}, {keptAmong}, {queryFacts}] = await Promise.all([
    import('../graph/named-queries/ask-named.ts'),
    import('../graph/named-queries/named-query.ts'),
    import('../graph/kept-among.ts'),
    import('./query-facts.ts'),
  ])
  const query = namedQuery(id)
  return withGraph(context, async (store, read) => {
    const estate = await read()
    const found = await askNamed(
      {
        ...{store, entities: estate.entities, facts: await queryFacts(context, estate)},
        askText: (one, given) =>
          askNative(context, {sql: sqlOf(one), cypher: cypherOf(one), parameters: given}, limits),
      },
      ...([query, parameters, limits.limit] as const),
    )
    const texts = found.rows.flat().filter((cell) => typeof cell === 'string')
    return {...found, ...(await keptAmong(store, texts))}
  })
}
