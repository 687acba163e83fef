import {UsageError} from '../errors.ts'
import type {Check} from '../model/check.ts'

/** Tries what a load needs of the Neo4j server that domesday.yaml names. Errors: a UsageError where it names none. */
export async function checkNeo4j(root: string): Promise<readonly Check[]> {
  const [{checkServer}, {credentialsOf}, {readSettings}] = await Promise.all([
    import('../graph/neo4j/check-server.ts'),
    import('../graph/neo4j/connection.ts'),
    import('../settings/read-settings.ts'),
  ])
  const {store} = (await readSettings(root)).settings
  if (store.kind !== 'neo4j')
    throw new UsageError('no-neo4j', 'domesday.yaml names no Neo4j server.', {
      hint: 'Name one: store: {kind: neo4j, uri: "neo4j://graph.example:7687", database: neo4j}. See docs/neo4j.md.',
    })
  return checkServer(store, credentialsOf(process.env), () => new Date())
}
