import {beforeAll, describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {redRatings} from '../../src/assess/red-ratings.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import type {EstateRecord} from '../../src/model/estate.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {estateOf, entity, relation, system} from '../estates.ts'

let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await loadCatalogue()
})

const products = [
  ['windows-server', '2012 R2'],
  ['windows-server', '2022'],
  ['nodejs', '22'],
  ['java', '11'],
  ['no-such-product', '1'],
] as const

/** Systems whose scores depend on the date in every way there is: support, contracts, scans, incidents, judgements. */
const records: EstateRecord[] = Array.from({length: 24}, (_, at) => at).flatMap((at): EstateRecord[] => {
  const id = `m/s${at}`
  const [product, version] = products[at % products.length] ?? products[0]
  const technology = `technology:m/${product}-${version.toLowerCase().replace(' ', '-')}`
  const judged = ['L4', 'L5', 'C1', 'C2', 'C4', 'C5'].map((about, index): EstateRecord => ({
    record: 'judgement',
    id: `j${at}${about}`,
    subject: id,
    about,
    value: 2 + ((at + index) % 4),
    assessor: 'A. Reviewer',
    date: index === 0 ? '2028-03-01' : '2026-09-01',
    evidence: ['e1'],
  }))
  return [
    system(id, {people: {needed: 2, have: at % 4, leavingWithin12Months: 1}}),
    entity('technology', technology, {product, version}),
    relation(id, 'USES', technology),
    {record: 'contract', id: `c${at}`, system: id, ends: `202${7 + (at % 3)}-06-30`, replacement: 'none', evidence: []},
    {record: 'incident', id: `i${at}`, system: id, date: '2026-08-01', severity: 'severe', summary: 'x', evidence: []},
    {record: 'vulnerability', id: `v${at}`, subject: id, assessed: '2026-10-01', known: at % 2, evidence: []},
    ...judged,
  ]
})

describe('red ratings over time', () => {
  it('are those of a whole assessment of the same day', () => {
    const estate = estateOf(...records)
    const ratingsAt = redRatings({estate, catalogue, horizonYears: 3})
    const dates = ['2026-11-01', '2027-01-12', '2027-06-30', '2027-07-01', '2028-02-29', '2029-12-31', '2026-11-01']
    const producedBy = {name: 'domesday', version: '0.0.0'}
    const questionTables = new Map<string, Map<number, number>>()

    const verdicts = dates.map((asOf) => {
      const whole = assessEstate({estate, catalogue, asOf, horizonYears: 3, producedBy, inputs: [], questionTables})
      expect([...ratingsAt(asOf)].toSorted()).toEqual(
        whole.systems.map(({system, redRated}) => [system, redRated]).toSorted(),
      )
      return JSON.stringify([...ratingsAt(asOf)])
    })

    expect(new Set(verdicts).size).toBeGreaterThan(1)
  })
})
