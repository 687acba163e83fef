import {beforeAll, describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import type {EstateRecord} from '../../src/model/estate.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await loadCatalogue()
})

function unlisted(...uses: readonly (readonly [system: string, product: string, version?: string])[]) {
  const records = uses.flatMap(([id, product, version], at): EstateRecord[] => [
    system(id),
    entity('technology', `technology:m/${at}`, {product, ...(version !== undefined && {version})}),
    relation(id, 'USES', `technology:m/${at}`),
  ])
  return assessEstate({
    estate: estateOf(...new Map(records.map((record) => ['id' in record ? record.id : '', record])).values()),
    catalogue,
    asOf: '2026-11-01',
    horizonYears: 3,
    producedBy: {name: 'domesday', version: '0.0.0'},
    inputs: [],
  }).notInCatalogue
}

describe('what the catalogue does not have', () => {
  it('is told by product, with those spelt like it and the systems that run on it', () => {
    expect(
      unlisted(
        ['m/a', 'postgres sql', '16'],
        ['m/b', 'postgres sql', '13'],
        ['m/a', 'Sundial Works'],
        ['m/b', 'rhel', '9'],
      ),
    ).toEqual([
      {product: 'postgres sql', nearest: expect.arrayContaining(['postgresql']), systems: ['m/a', 'm/b']},
      {product: 'Sundial Works', nearest: [], systems: ['m/a']},
    ])
  })

  it('is a version where the product is known, but not a version that nobody stated', () => {
    expect(unlisted(['m/a', 'rhel', '99'], ['m/a', 'nodejs'])).toEqual([
      {product: 'Red Hat Enterprise Linux', version: '99', nearest: ['rhel'], systems: ['m/a']},
    ])
  })

  it('is a version that stands in the name, where the product is known', () => {
    expect(unlisted(['m/a', 'Windows 2000'], ['m/a', 'Windows 7'])).toEqual([
      {product: 'Microsoft Windows', version: '2000', nearest: ['windows'], systems: ['m/a']},
    ])
  })

  it('is left out where there is none', () => {
    expect(unlisted(['m/a', 'rhel', '9'])).toBeUndefined()
  })
})
