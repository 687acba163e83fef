import {describe, expect, it} from '@jest/globals'
import {withRefreshed} from '../../src/lifecycle/with-refreshed.ts'
import type {Cycle, Product, RefreshedCatalogue} from '../../src/model/lifecycle.ts'

function product(id: string, snapshot: string | undefined, more: Partial<Product> = {}): Product {
  return {
    id,
    name: id,
    category: 'server',
    aliases: [],
    source: `https://${snapshot ?? 'own'}.example/`,
    cycles: [],
    ...(snapshot && {snapshot}),
    ...more,
  }
}

const refreshed = (...products: readonly Product[]): RefreshedCatalogue => ({
  schema: 'domesday/lifecycle-refresh@1',
  producedBy: {name: 'domesday', version: '0.0.0'},
  snapshot: '2026-11-20',
  readFrom: 'full.json',
  sha256: '0'.repeat(64),
  products,
})
const cycles: readonly Cycle[] = [{name: '1', endOfLife: '2027-01-01'}]

describe('what was read since', () => {
  it('takes the place of an older snapshot that ships, under our name, category and further names', () => {
    const shipped = product('sundial', '2026-08-22', {name: 'Sundial', category: 'middleware', aliases: ['dial']})
    const read = product('sundial', '2026-11-20', {name: 'SUNDIAL!', cycles})

    expect(withRefreshed({snapshots: [shipped], own: []}, refreshed(read))).toEqual([
      {...shipped, source: read.source, snapshot: '2026-11-20', cycles},
    ])
  })

  it('gives way to a newer snapshot that ships', () => {
    const shipped = product('sundial', '2027-01-01')

    expect(
      withRefreshed({snapshots: [shipped], own: []}, refreshed(product('sundial', '2026-11-20', {cycles}))),
    ).toEqual([shipped])
  })

  it('gives way to a fact of our own that somebody read, and replaces one that nobody read', () => {
    const [own, unread] = [product('sundial', '2026-01-01'), product('hourglass', undefined)]
    const read = [product('sundial', '2026-11-20', {cycles}), product('hourglass', '2026-11-20', {cycles})]

    expect(withRefreshed({snapshots: [], own: [own, unread]}, refreshed(...read))).toEqual([own, read[1]])
  })

  it('adds further products, without names that another has', () => {
    const shipped = product('sundial', '2026-08-22', {aliases: ['dial']})
    const read = [
      product('dial', '2026-11-20'),
      product('hourglass', '2026-11-20', {aliases: ['dial', 'glass', 'clepsydra']}),
      product('clepsydra', '2026-11-20', {aliases: ['glass']}),
    ]

    expect(
      withRefreshed({snapshots: [shipped], own: []}, refreshed(...read)).map(({id, aliases}) => [id, aliases]),
    ).toEqual([
      ['sundial', ['dial']],
      ['hourglass', ['glass']],
      ['clepsydra', []],
    ])
  })
})
