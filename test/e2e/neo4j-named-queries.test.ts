import {afterAll, beforeAll} from '@jest/globals'
import {cypherParameters} from '../../src/graph/named-queries/ask-named.ts'
import {cypherOf} from '../../src/graph/named-queries/named-query.ts'
import {cypherQuery} from '../../src/graph/neo4j/cypher-query.ts'
import {describeNamedQueries} from '../graph/named-queries/named-queries-suite.ts'
import {longSupport, type Neo4jServer, startNeo4j} from './neo4j-server.ts'
import {storeAt} from './neo4j-stores.ts'
import {skipped, suiteWith} from './neo4j-suite.ts'

suiteWith(longSupport)(`Neo4j ${longSupport.version} (${skipped})`, () => {
  let server: Neo4jServer
  beforeAll(async () => {
    server = await startNeo4j()
  })
  afterAll(() => server?.close())

  describeNamedQueries('the named queries on Neo4j', async () => ({
    store: storeAt(server.uri),
    askText: (query, parameters, limit) =>
      cypherQuery({uri: server.uri, database: 'neo4j'}, {}, cypherOf(query), {
        ...{limit, timeoutSeconds: 60},
        parameters: cypherParameters(parameters),
      }),
  }))
})
