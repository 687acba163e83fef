import {afterAll, beforeAll} from '@jest/globals'
import {describeStore} from '../graph/store-suite.ts'
import {current, javaFor, longSupport, type Neo4jServer, startNeo4j} from './neo4j-server.ts'
import {emptyGraph, storeAt} from './neo4j-stores.ts'
import {skipped, suiteWith} from './neo4j-suite.ts'

// The current line where a Java that is new enough is there, else the one with long support: the loads' own tests run that.
const line = javaFor(current) ? current : longSupport

suiteWith(line)(`Neo4j ${line.version} (${skipped})`, () => {
  let server: Neo4jServer
  beforeAll(async () => {
    server = await startNeo4j({line})
  })
  afterAll(() => server?.close())

  describeStore('keeps the same graph as the embedded store', async () => {
    await emptyGraph(server.uri)
    return storeAt(server.uri)
  })
})
