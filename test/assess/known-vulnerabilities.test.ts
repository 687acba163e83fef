import {describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {redRatings} from '../../src/assess/red-ratings.ts'
import type {EstateRecord} from '../../src/model/estate.ts'
import type {Vulnerability} from '../../src/model/inventory.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity, estateOf, evidence, relation, system} from '../estates.ts'

const catalogue: Catalogue = {schema: 'domesday/lifecycle@1', products: []}
const [rota, web, batch] = ['tides/rota', 'component:tides/web', 'component:tides/batch']
const [lodash, pg] = ['pkg:npm/lodash@4.17.20', 'pkg:npm/pg@8.1.0']
const asOf = '2026-11-01'

/** A system of two applications, of which each uses a package. */
const estate: readonly EstateRecord[] = [
  evidence(),
  system(rota),
  entity('component', web, {type: 'application'}),
  entity('component', batch, {type: 'application'}),
  relation(web, 'PART_OF', rota),
  relation(batch, 'PART_OF', rota),
  entity('package', lodash, {}),
  entity('package', pg, {}),
  relation(web, 'USES', lodash),
  relation(batch, 'USES', pg),
]

let turns = 0
function record(subject: string, more: Partial<Vulnerability> = {}): EstateRecord {
  return {
    record: 'vulnerability',
    id: `v${++turns}`,
    subject,
    assessed: '2026-10-20',
    known: 0,
    scanner: 'Trivy',
    evidence: ['e1'],
    ...more,
  }
}

const cve = (subject: string, more: Partial<Vulnerability> = {}) =>
  record(subject, {identifier: 'CVE-2021-23337', known: 1, highestSeverity: 'high', ...more})

function l6(...records: EstateRecord[]) {
  const {systems} = assessEstate({
    estate: estateOf(...estate, ...records),
    catalogue,
    asOf,
    horizonYears: 3,
    producedBy: {name: 'domesday', version: '0.0.0'},
    inputs: [],
  })
  const L6 = systems[0]?.criteria.L6
  return [L6?.low, L6?.high, L6?.proposed.rationale]
}

const notAssessed = [1, 6, 'Not assessed: no scan of it is known.']
const none = [1, 2, 'None known on 20 October 2026.']

describe('vulnerabilities in the packages that a system uses', () => {
  it('are known of the system, whoever found them and wherever', () => {
    expect(l6(cve(lodash))).toEqual([6, 6, '1 known on 20 October 2026, the highest high.'])
    expect(l6(cve(lodash, {within: 'component:mills/other'}))).toEqual([
      6,
      6,
      '1 known on 20 October 2026, the highest high.',
    ])
  })

  it('are not known of a system that does not use the package, or only where it is developed', () => {
    const development = relation(web, 'USES', 'pkg:npm/jest@1.0.0', {scope: 'development'})

    expect(l6(cve('pkg:npm/express@4.0.0'))).toEqual(notAssessed)
    expect(l6(entity('package', 'pkg:npm/jest@1.0.0', {}), development, cve('pkg:npm/jest@1.0.0'))).toEqual(notAssessed)
  })

  it('count once, by however many names and scanners, and in however many packages', () => {
    const [, , text] = l6(
      cve(lodash, {aliases: ['GHSA-35jh-r3h4-6jhm']}),
      cve(lodash, {identifier: 'GHSA-35jh-r3h4-6jhm', scanner: 'npm audit'}),
      cve(pg, {identifier: 'SNYK-1', aliases: ['GHSA-35jh-r3h4-6jhm'], scanner: 'Grype'}),
      cve(pg, {identifier: 'CVE-2020-1', highestSeverity: 'critical'}),
    )

    expect(text).toBe('2 known on 20 October 2026, the highest critical.')
  })

  it('are not counted where somebody says that the system is not affected, under any name', () => {
    const found = cve(lodash, {aliases: ['GHSA-35jh-r3h4-6jhm'], within: rota})
    const denied = (more: Partial<Vulnerability> = {}) =>
      record(lodash, {identifier: 'GHSA-35jh-r3h4-6jhm', status: 'not-affected', scanner: 'CycloneDX', ...more})

    expect(l6(record(rota), found, denied({within: rota}))).toEqual(none)
    expect(l6(record(rota), found, denied())).toEqual(none)
    // What is said of another system's use of the package is not said of this one.
    expect(l6(record(rota), found, denied({within: 'tides/other'}))[0]).toBe(6)
    // A statement is no scan.
    expect(l6(denied())).toEqual(notAssessed)
  })

  it('said to be mended count again where a later scan finds them', () => {
    const mended = record(lodash, {identifier: 'CVE-2021-23337', status: 'resolved', assessed: '2026-10-01'})

    expect(l6(record(rota), cve(lodash, {within: rota, assessed: '2026-09-01'}), mended)).toEqual(none)
    expect(l6(record(rota), cve(lodash, {within: rota}), mended)[0]).toBe(6)
  })

  it('are over where the last scan by the same scanner no longer finds them', () => {
    const before = cve(lodash, {within: rota, assessed: '2026-09-01'})

    expect(l6(before, record(rota))).toEqual(none)
    expect(l6(before, record(rota, {scanner: 'Grype'}))[0]).toBe(6)
    // A scan dated after the audit is not known yet.
    expect(l6(before, record(rota, {assessed: '2026-12-01'}))[0]).toBe(6)
  })
})

describe('a scan that found nothing', () => {
  it('says so of what it covered, and not of the rest of the system', () => {
    expect(l6(record(web))).toEqual([1, 6, 'None known on 20 October 2026 in what was scanned; not scanned: batch.'])
    expect(l6(record(web), record(batch))).toEqual(none)
    expect(l6(record(rota))).toEqual(none)
  })

  it('of each package that an application uses is a scan of that application', () => {
    expect(l6(record(lodash), record(pg))).toEqual(none)
    expect(l6(record(lodash))[1]).toBe(6)
  })

  it('is as old as the oldest of what covers the system', () => {
    expect(l6(record(web), record(batch, {assessed: '2026-03-01'}))).toEqual([
      1,
      3,
      'None known on 1 March 2026, more than 90 days ago.',
    ])
  })
})

describe('the verdict of another day', () => {
  it('is that of an assessment of that day', () => {
    const all = [
      cve(lodash, {within: rota, assessed: '2026-09-01'}),
      ...(['L1', 'L2', 'L3', 'L4', 'L5', 'L7'] as const).map((about): EstateRecord => ({
        record: 'judgement',
        id: `j${about}`,
        subject: rota,
        about,
        value: 6,
        evidence: [],
      })),
      ...(['C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const).map((about): EstateRecord => ({
        record: 'judgement',
        id: `j${about}`,
        subject: rota,
        about,
        value: 3,
        evidence: [],
      })),
    ]
    const whole = estateOf(...estate, ...all)
    const assessed = assessEstate({
      estate: whole,
      catalogue,
      asOf,
      horizonYears: 3,
      producedBy: {name: 'domesday', version: '0.0.0'},
      inputs: [],
    }).systems[0]

    expect(redRatings({estate: whole, catalogue, horizonYears: 3})(asOf).get(rota)).toBe(assessed?.redRated)
  })
})
