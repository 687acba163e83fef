import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {openEmbeddedStore} from '../../src/graph/embedded/open-store.ts'
import {graphStructure} from '../../src/graph/graph-structure.ts'
import {loadEstate} from '../../src/graph/load-estate.ts'
import type {GraphStore} from '../../src/graph/store.ts'
import type {EntityKind} from '../../src/model/entity.ts'
import type {NodeLabel} from '../../src/model/graph-answers.ts'
import {renderStructure} from '../../src/render/text/graph-structure.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-structure-'))
// A circle of three, a hub that joins it to two leaves, and a system that stands alone but for a host.
const estate = estateOf(
  ...['a', 'b', 'c', 'hub', 'leaf', 'twig', 'alone'].map((name) => system(`m/${name}`)),
  system(`m/${'A System of a Name that No Column of a Table Can Hold '.repeat(4)}`),
  entity('host', 'host:m/h'),
  relation('m/a', 'DEPENDS_ON', 'm/b'),
  relation('m/b', 'DEPENDS_ON', 'm/c'),
  relation('m/c', 'DEPENDS_ON', 'm/a'),
  relation('m/a', 'DEPENDS_ON', 'm/hub'),
  relation('m/leaf', 'EXCHANGES_WITH', 'm/hub'),
  relation('m/twig', 'DEPENDS_ON', 'm/hub'),
  relation('m/twig', 'EXCHANGES_WITH', 'm/hub'),
  relation('m/alone', 'RUNS_ON', 'host:m/h'),
  relation('m/hub', 'RUNS_ON', 'host:m/h'),
)
let store: GraphStore
beforeAll(async () => {
  store = await openEmbeddedStore(join(folder, 'graph.db'))
  await loadEstate(store, estate)
})
afterAll(async () => {
  await store.close()
  rmSync(folder, {recursive: true})
})

const structureOf = (kinds: readonly EntityKind[] = ['system'], samples = 100) =>
  graphStructure(store, {kinds, top: 3, samples})
const idsOf = (things: readonly NodeLabel[]) => things.map(({id}) => id.slice(2))

describe('the structure of the graph', () => {
  it('has the circles of dependencies, in which an exchange of data is none', async () => {
    expect((await structureOf()).cycles.map(idsOf)).toEqual([['a', 'b', 'c']])
  })

  it('has the single points of failure with what each cuts off, and the only links', async () => {
    const {singlePoints, onlyLinks} = await structureOf()

    expect(singlePoints.map(({thing, cutsOff, groups}) => [thing.name, cutsOff, groups])).toEqual([
      ['a', 2, 2],
      ['hub', 2, 3],
    ])
    expect(onlyLinks.map(({between, cutsOff}) => [...idsOf(between), cutsOff])).toEqual([
      ['a', 'hub', 3],
      ['hub', 'leaf', 1],
    ])
  })

  it('has what is most depended on, directly and in all', async () => {
    const {mostDependedOn} = await structureOf()

    expect(mostDependedOn.map(({thing, direct, all}) => [thing.name, direct, all])).toContainEqual(['hub', 3, 5])
    expect(mostDependedOn).toHaveLength(3)
  })

  it('has the go-betweens as a share of all pairs, and says when it is estimated', async () => {
    const exact = await structureOf()
    const estimated = await structureOf(['system'], 2)

    // Through a lead the chains from b and c to hub, leaf and twig, and that from c to b: 7 of 42.
    expect(exact.goBetweens.map(({thing, share}) => [thing.name, Math.round(share * 42)])).toContainEqual(['a', 7])
    expect([exact.sampled, estimated.sampled]).toEqual([
      {from: 8, exact: true},
      {from: 2, exact: false},
    ])
    expect(renderStructure(estimated, 3)).toContain('(estimated from 2)')
  })

  it('has communities of more than one, and the core', async () => {
    const {communities, core} = await structureOf()

    expect(communities.map(({things}) => idsOf(things).toSorted())).toEqual([
      ['a', 'b', 'c'],
      ['hub', 'leaf', 'twig'],
    ])
    expect([core.links, idsOf(core.things)]).toEqual([2, ['a', 'b', 'c']])
  })

  it('looks at other kinds where it is asked to', async () => {
    const {things, singlePoints} = await structureOf(['system', 'host'])

    expect([things, singlePoints.map(({thing}) => thing.id)]).toEqual([9, ['m/hub', 'm/a', 'host:m/h']])
    expect(renderStructure(await structureOf(['contract']), 3)).toBe('  The graph has no things of these kinds.')
  })

  it('is the same again, and is told within 80 columns', async () => {
    const text = renderStructure(await structureOf(), 3)

    expect(renderStructure(await structureOf(), 3)).toBe(text)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
