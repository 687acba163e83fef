import {describe, jest} from '@jest/globals'
import {javaFor, longSupport, type Neo4jLine} from './neo4j-server.ts'

/** What hangs is ended; to start and stop servers takes a busy machine longer than other tests. */
const limitMs = 300_000

/** A suite that needs a server: left out, by name, where Java or Maven is missing; in CI neither may be. */
export function suiteWith(line: Neo4jLine): typeof describe {
  const isThere = javaFor(line) !== undefined
  if (!isThere && process.env['CI'] === 'true' && line === longSupport)
    throw new Error('Java 17 or Maven is missing: apt-get install -y openjdk-17-jdk-headless maven')
  jest.setTimeout(limitMs)
  return (isThere ? describe : describe.skip) as typeof describe // skip takes the same arguments
}

export const skipped = 'skipped where Java 17 or Maven is missing: apt-get install -y openjdk-17-jdk-headless maven'
