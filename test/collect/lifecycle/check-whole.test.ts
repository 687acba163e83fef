import {describe, expect, it} from '@jest/globals'
import {checkWhole} from '../../../src/collect/lifecycle/check-whole.ts'
import type {Catalogue, Product} from '../../../src/model/lifecycle.ts'

const product = (id: string, cycles = 10): Product => ({
  id,
  name: id,
  category: 'server',
  aliases: [],
  source: `https://endoflife.date/${id}`,
  snapshot: '2026-11-01',
  cycles: Array.from({length: cycles}, (_, at) => ({name: String(at), endOfLife: 'none' as const})),
})
const hundred = Array.from({length: 100}, (_, at) => product(`p${at}`))
const known: Catalogue = {
  schema: 'domesday/lifecycle@1',
  products: [...hundred, {...product('own'), source: 'https://sundial.example/', snapshot: undefined}],
}

function check(products: readonly Product[], snapshot = '2026-11-20', allowFewer = false): string {
  try {
    checkWhole({snapshot, products, leftOut: []}, {known, today: '2026-11-26', shownAs: 'full.json', allowFewer})
    return 'taken'
  } catch (error) {
    const {faults} = error as {readonly faults: readonly {readonly message: string}[]} // an InventoryError
    return faults[0]?.message ?? ''
  }
}

describe('an answer', () => {
  it('is taken with all that was known of endoflife.date, or nearly all', () => {
    expect(check(hundred)).toBe('taken')
    expect(check(hundred.slice(5))).toBe('taken')
  })

  it('is refused where more products or releases are gone than go in the course of things', () => {
    expect(check(hundred.slice(6))).toBe('it lacks 6 of 100 products and 60 of 1000 releases that are known')
    expect(check(hundred.map(({id}) => product(id, 9)))).toBe(
      'it lacks 0 of 100 products and 100 of 1000 releases that are known',
    )
    expect(check([])).toBe('it lacks 100 of 100 products and 1000 of 1000 releases that are known')
  })

  it('is refused where it has the releases, and of too many no longer when their support ends', () => {
    const without = ({id, cycles, ...rest}: Product, count: number): Product => ({
      ...rest,
      id,
      cycles: cycles.map((cycle, at) => (at < count ? {name: cycle.name} : cycle)),
    })
    const some = (count: number): readonly Product[] => hundred.map((one, at) => (at < count ? without(one, 10) : one))

    expect(check(some(5))).toBe('taken')
    expect(check(some(6))).toBe('it no longer tells the end of support of 60 of 1000 releases that have one')
    expect(check(some(100), '2026-11-20', true)).toBe('taken')
  })

  it('is taken with less where somebody says so', () => {
    expect(check(hundred.slice(50), '2026-11-20', true)).toBe('taken')
  })

  it('is refused where it is older than what is known, or of a day to come', () => {
    expect(check(hundred, '2026-10-31')).toBe('it is of 2026-10-31')
    expect(check(hundred, '2026-11-28', true)).toBe('its date lies in the future')
    expect([check(hundred, '2026-11-01'), check(hundred, '2026-11-27')]).toEqual(['taken', 'taken'])
  })
})
