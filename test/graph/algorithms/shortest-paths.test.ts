import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {impact} from '../../../src/graph/algorithms/impact.ts'
import {shortestPaths} from '../../../src/graph/algorithms/shortest-paths.ts'
import {chain, type Edge, harmEdges, randomGraph} from '../random-graphs.ts'

const question = randomGraph().chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    from: fc.nat(graph.n - 1),
    to: fc.nat(graph.n - 1),
    most: fc.integer({min: 1, max: 12}),
    undirected: fc.boolean(),
  }),
)

describe('the shortest paths', () => {
  it('are the first of all paths without a circle, by length and then by nodes', () => {
    fc.assert(
      fc.property(question, ({graph: {edges, topology}, from, to, most, undirected}) => {
        const expected = simplePaths(undirected ? bothWays(edges) : harmEdges(edges), from, to)
        const found = shortestPaths(topology, from, to, most, {undirected})
        expect(found.map((path) => [from, ...path.map(({nid}) => nid)])).toEqual(expected.slice(0, most))
      }),
      {numRuns: 500},
    )
  })

  it('go along relations that exist, and the first is as long as impact is deep', () => {
    fc.assert(
      fc.property(question, ({graph: {edges, topology}, from, to, most}) => {
        fc.pre(from !== to)
        const harm = new Set(harmEdges(edges).map(String))
        const paths = shortestPaths(topology, from, to, most)
        for (const path of paths)
          path.forEach(({nid, via}, at) => expect(harm).toContain(String([path[at - 1]?.nid ?? from, nid, via])))
        const hits = impact(topology, [from])
        expect(paths[0]?.length).toBe(hits.depth[hits.nids.indexOf(to)])
      }),
    )
  })

  it('are one in a chain of 100,000, however many are asked for', () => {
    const paths = shortestPaths(chain(100_000), 99_999, 0, 3)
    expect(paths.map((path) => path.length)).toEqual([99_999])
    expect(shortestPaths(chain(100_000), 0, 99_999, 3, {undirected: true})).toHaveLength(1)
  })
})

function bothWays(edges: readonly Edge[]): readonly Edge[] {
  return edges.flatMap(([from, to, type]): Edge[] => [
    [from, to, type],
    [to, from, type],
  ])
}

/** Every path without a circle, by trying every way. */
function simplePaths(edges: readonly Edge[], from: number, to: number): readonly (readonly number[])[] {
  const grow = (path: readonly number[]): (readonly number[])[] => {
    const last = path.at(-1) ?? from
    if (last === to) return [path]
    const next = new Set(edges.filter(([start]) => start === last).map(([, end]) => end))
    return [...next].filter((nid) => !path.includes(nid)).flatMap((nid) => grow([...path, nid]))
  }
  return grow([from]).toSorted((a, b) => a.length - b.length || firstDifference(a, b))
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((nid, at) => nid !== b[at])
  return (a[place] ?? 0) - (b[place] ?? 0)
}
