/**
 * Loads an estate's document into a graph file, for tests that disturb it: `node load-embedded.js <graph> <estate>`. Says
 * `begun` on standard output just before, and on standard error what an expected failure says.
 */
import {writeSync} from 'node:fs'
import {AuditError} from '../../dist/errors.js'
import {loadEstateFile} from '../../dist/graph/embedded/load-estate-file.js'

const [graph, estate] = process.argv.slice(2)
writeSync(1, 'begun\n')
try {
  await loadEstateFile(graph, {path: estate, shownAs: 'estate.jsonl'})
} catch (error) {
  if (!(error instanceof AuditError)) throw error
  writeSync(2, `${error.code}: ${error.message} ${error.hint}\n`)
  process.exitCode = error.exitStatus
}
