/** The algorithms on a graph of a million nodes and five million relations: the median seconds of several runs, as JSON. */
import {betweenness} from '../../src/graph/algorithms/betweenness.ts'
import {communities, modularity} from '../../src/graph/algorithms/communities.ts'
import {components} from '../../src/graph/algorithms/components.ts'
import {cores} from '../../src/graph/algorithms/cores.ts'
import {cutsOf} from '../../src/graph/algorithms/cut-points.ts'
import {impact, placesBefore} from '../../src/graph/algorithms/impact.ts'
import {layers} from '../../src/graph/algorithms/layers.ts'
import {linksOf} from '../../src/graph/algorithms/links.ts'
import {pagerank} from '../../src/graph/algorithms/pagerank.ts'
import {removal} from '../../src/graph/algorithms/removal.ts'
import {shortestPaths} from '../../src/graph/algorithms/shortest-paths.ts'
import {csrOf, type Topology, topologyOf} from '../../src/graph/topology.ts'
import {EntityKind} from '../../src/model/entity.ts'
import {type RelationType, relationTypeNames} from '../../src/model/relation-types.ts'

const [n, m] = [1_000_000, 5_000_000]

/** Systems that mostly need those of lower numbers, few of which are hubs; one relation in ten is of another sort. */
function generate(): Topology {
  let state = 42
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const others: readonly RelationType[] = ['CALLS', 'EXCHANGES_WITH', 'PART_OF', 'OWNED_BY']
  const [src, dst, type] = [new Uint32Array(m), new Uint32Array(m), new Uint8Array(m)]
  for (let edge = 0; edge < m; edge += 1) {
    const from = Math.floor(chance() * n)
    src[edge] = from
    dst[edge] = Math.floor((chance() < 0.2 ? chance() ** 3 : chance()) * (from + 1))
    const other = chance() < 0.1 ? others[Math.floor(chance() * others.length)] : undefined
    type[edge] = relationTypeNames.indexOf(other ?? 'DEPENDS_ON')
  }
  return topologyOf({
    ...csrOf(n, src, dst, type),
    types: relationTypeNames,
    kind: new Uint8Array(n).fill(EntityKind.options.indexOf('system')),
    kinds: EntityKind.options,
    idOf: (nid) => `n${nid}`,
    nidOf: (id) => Number(id.slice(1)),
  })
}

const figures: Record<string, {readonly seconds: number; readonly what: number}> = {}
function measure(name: string, runs: number, run: () => number): void {
  const results = Array.from({length: runs}, () => {
    const begun = performance.now()
    const what = run()
    return {seconds: (performance.now() - begun) / 1000, what}
  }).toSorted((a, b) => a.seconds - b.seconds)
  const middle = results[Math.floor(runs / 2)]
  if (middle) figures[name] = middle
  process.stderr.write(`${name}: ${middle?.seconds.toFixed(3)} s, ${middle?.what}\n`)
}

const topology = generate()
measure('the relations from their other end', 1, () => topology.reverse().adj.length)
measure('impact of a hub in 10 hops', 7, () => impact(topology, [0], {depth: 10}).nids.length)
measure('impact of a hub without limit', 7, () => impact(topology, [0]).nids.length)
measure('with the way to every hit', 3, () => {
  const hits = impact(topology, [0])
  return Array.from(hits.nids, (_, place) => placesBefore(hits, place, 20).length).reduce((a, b) => a + b, 0)
})
measure('ten shortest paths', 3, () => shortestPaths(topology, 0, n - 1, 10).length)
measure('strongly connected components', 3, () => components(topology).count)
measure('layers', 3, () => layers(topology).reduce((most, layer) => Math.max(most, layer)))
measure('PageRank', 1, () => pagerank(topology).length)
measure('links', 3, () => linksOf(topology).adj.length)
const links = linksOf(topology)
measure('articulation points and bridges', 3, () => cutsOf(links, new Uint8Array(n).fill(1)).points.length)
measure('cores', 3, () => cores(links).reduce((most, core) => Math.max(most, core)))
measure('removal of three', 3, () => removal(topology, links, [0, 1, 2]).fallenApart.length)
measure('betweenness, 16 sources', 1, () => betweenness(topology, {samples: 16, seed: 1}).length)
measure('communities', 1, () => modularity(links, communities(links).of))
process.stdout.write(`${JSON.stringify(figures)}\n`)
