/**
 * Loads an estate's document into an embedded graph and asks it what most depends on: `node embedded-load.ts <estate>
 * <graph>` prints the figures as JSON.
 */
import {rmSync, statSync} from 'node:fs'
import {loadEstateFile} from '../../src/graph/embedded/load-estate-file.ts'
import {openEmbeddedStore} from '../../src/graph/embedded/open-store.ts'
import {impact} from '../../src/graph/algorithms/impact.ts'

const [estate = '', graph = ''] = process.argv.slice(2)
rmSync(graph, {force: true})
const begun = performance.now()
const since = (from: number): number => (performance.now() - from) / 1000
const {nodes, edges} = await loadEstateFile(graph, {path: estate, shownAs: 'estate.jsonl'})
const loaded = since(begun)
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)

const store = await openEmbeddedStore(graph, {readOnly: true})
const opening = performance.now()
const topology = await store.topology()
const opened = since(opening)
topology.reverse() // made once, as a topology is opened for questions
// Most relations lead to the first things of the generated estate.
const asked = [10, undefined].map((depth) => {
  const runs = Array.from({length: 5}, () => {
    const asking = performance.now()
    const {nids} = impact(topology, [0], depth === undefined ? {} : {depth})
    return {seconds: since(asking), reached: nids.length}
  })
  return runs.toSorted((a, b) => a.seconds - b.seconds)[2]
})
await store.close()
process.stdout.write(
  `${JSON.stringify({nodes, edges, loaded, megabytes, onDisk: Math.round(statSync(graph).size / 1e6), opened, asked})}\n`,
)
