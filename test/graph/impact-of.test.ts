import {describe, expect, it} from '@jest/globals'
import {impactOf} from '../../src/graph/impact-of.ts'
import {renderImpact} from '../../src/render/text/graph.ts'
import {entity, estateOf, relation, system} from '../estates.ts'
import {loadedStore} from './loaded-store.ts'

// Two systems share a database; a third and its own reader hang on the first alone; all are of one owner.
const estate = estateOf(
  system('m/first'),
  system('m/second'),
  system('m/third'),
  system('m/reader'),
  entity('datastore', 'datastore:m/shared'),
  entity('organisation', 'organisation:m/owner'),
  relation('m/first', 'READS', 'datastore:m/shared'),
  relation('m/second', 'WRITES', 'datastore:m/shared'),
  relation('m/third', 'DEPENDS_ON', 'm/first'),
  relation('m/reader', 'DEPENDS_ON', 'm/third'),
  ...['first', 'second', 'third', 'reader'].map((name) => relation(`m/${name}`, 'OWNED_BY', 'organisation:m/owner')),
)
const store = loadedStore(estate)

describe('the impact of several things', () => {
  it('names for each hit the one that harms it soonest, and counts none of themselves', async () => {
    const {subject, others, rows} = await impactOf(store(), async () => estate, [
      'm/third',
      'datastore:m/shared',
      'third',
    ])

    expect([subject.id, others?.map(({id}) => id)]).toEqual(['m/third', ['datastore:m/shared']])
    expect(rows.map(({id, depth, from}) => ({id, depth, from}))).toEqual([
      {id: 'm/first', depth: 1, from: 'datastore:m/shared'},
      {id: 'm/reader', depth: 1, from: 'm/third'},
      {id: 'm/second', depth: 1, from: 'datastore:m/shared'},
    ])
  })

  it('says what is cut off from what, an owner holding nothing together', async () => {
    const {fallenApart} = await impactOf(store(), async () => estate, ['m/first', 'm/second'])

    expect(fallenApart?.map(({rest, cutOff}) => [rest, cutOff.map((group) => group.map(({id}) => id))])).toEqual([
      [2, [['datastore:m/shared']]],
    ])
  })

  it('of one thing is told as before', async () => {
    const impact = await impactOf(store(), async () => estate, ['m/first'], {depth: 1})

    expect(impact).toEqual({
      subject: {id: 'm/first', kind: 'system', name: 'first', organisation: 'm'},
      depth: 1,
      affected: 1,
      rows: [{id: 'm/third', kind: 'system', name: 'third', depth: 1, via: 'DEPENDS_ON', through: []}],
    })
  })

  it('tells the nearest of many, the same as of all, and counts all', async () => {
    const all = await impactOf(store(), async () => estate, ['datastore:m/shared'])

    expect(all.rows.map(({depth}) => depth)).toEqual(all.rows.map(({depth}) => depth).toSorted())
    expect(all.affected).toBe(all.rows.length)
    for (const most of [0, 1, 2, all.rows.length + 1]) {
      const some = await impactOf(store(), async () => estate, ['datastore:m/shared'], {most})
      expect(some).toEqual({...all, rows: all.rows.slice(0, most)})
    }
  })

  it('shows under each the way by which harm reaches it, where it is asked to', async () => {
    const impact = await impactOf(store(), async () => estate, ['datastore:m/shared'])

    expect(renderImpact(impact, {explain: true}).split('\n')).toContain(
      '       shared > first (READS) > third (DEPENDS_ON) > reader (DEPENDS_ON)',
    )
    expect(renderImpact(impact, {explain: false})).not.toContain('>')
  })

  it('shows what falls apart within 80 columns', async () => {
    const text = renderImpact(await impactOf(store(), async () => estate, ['m/first', 'm/second']), {explain: true})

    expect(text).toContain('  What hung together falls into 2: 1 cut off from 2')
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
