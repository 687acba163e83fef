import {describe} from '@jest/globals'
import {javaFor, longSupport, type Neo4jLine} from './neo4j-server.ts'

/** A suite that needs a server: left out, by name, where Java or Maven is missing; in CI neither may be. */
export function suiteWith(line: Neo4jLine): typeof describe {
  const isThere = javaFor(line) !== undefined
  if (!isThere && process.env['CI'] === 'true' && line === longSupport)
    throw new Error('Java 17 or Maven is missing: apt-get install -y openjdk-17-jdk-headless maven')
  return (isThere ? describe : describe.skip) as typeof describe // skip takes the same arguments
}

export const skipped = 'skipped where Java 17 or Maven is missing: apt-get install -y openjdk-17-jdk-headless maven'
