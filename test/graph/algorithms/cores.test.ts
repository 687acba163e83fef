import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {cores} from '../../../src/graph/algorithms/cores.ts'
import {linksOf} from '../../../src/graph/algorithms/links.ts'
import {chain, neighboursOf, randomGraph} from '../random-graphs.ts'

describe('cores', () => {
  it('are what is left when all with fewer links are taken away, again and again', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        expect([...cores(linksOf(topology))]).toEqual(naiveCores(neighboursOf(n, edges)))
      }),
    )
  })

  it('are 1 along a chain of 100,000', () => {
    expect(cores(linksOf(chain(100_000))).every((core) => core === 1)).toBe(true)
  })
})

function naiveCores(neighbours: readonly ReadonlySet<number>[]): readonly number[] {
  const core = neighbours.map(() => 0)
  for (let k = 1; k < neighbours.length; k += 1) {
    let rest = new Set(neighbours.keys())
    for (let before = -1; before !== rest.size;) {
      before = rest.size
      rest = new Set(
        [...rest].filter((nid) => [...(neighbours[nid] ?? [])].filter((other) => rest.has(other)).length >= k),
      )
    }
    for (const nid of rest) core[nid] = k
  }
  return core
}
