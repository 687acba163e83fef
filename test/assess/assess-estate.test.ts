import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {allCriteria} from '../../src/assess/all-criteria.ts'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import type {EstateRecord} from '../../src/model/estate.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity, estateOf, evidence, relation, system} from '../estates.ts'
import {clockProduct} from './clock-product.ts'

const catalogue: Catalogue = {
  schema: 'domesday/lifecycle@1',
  products: [
    clockProduct(
      {name: '1', endOfLife: '2026-11-01'},
      {name: '2', endOfLife: '2028-11-01'},
      {name: '3', endOfLife: 'none'},
      {name: '5', endOfLife: '2021-11-01'},
      {name: '5-sp1', endOfLife: '2024-11-01'},
      {name: '6', endOfLife: '2024-11-01'},
      {name: '7', endOfLife: '2024-11-01'},
      {name: '8', endOfLife: '2024-11-01'},
    ),
    {
      id: 'sundial',
      name: 'Sundial',
      category: 'mainframe',
      aliases: [],
      source: 'https://clocks.example/sundial',
      cycles: [{name: '1', endOfLife: '2020-01-01'}],
    },
  ],
}

/** Filled once for all tests. */
const questionTables = new Map<string, Map<number, number>>()

function assess(asOf: string, ...records: EstateRecord[]) {
  const document = assessEstate({
    estate: estateOf(evidence(), ...records),
    catalogue,
    asOf,
    horizonYears: 3,
    producedBy: {name: 'domesday', version: '0.0.0'},
    inputs: [],
    questionTables,
  })
  const [first] = document.systems
  if (!first) throw new Error('no system')
  return first
}

const id = 'msti/clock'
const using = (version: string, attributes = {}) => [
  system(id),
  entity('technology', `technology:msti/clockos-${version}`, {product: 'clockos', version}),
  relation(id, 'USES', `technology:msti/clockos-${version}`, attributes),
]

describe('the registry', () => {
  it('holds every file of the folder of criteria', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/assess/criteria')).map((name) =>
      name.replace('.ts', '').toUpperCase(),
    )

    expect(files.toSorted()).toEqual(Object.keys(allCriteria).toSorted())
    for (const [key, criterion] of Object.entries(allCriteria)) expect(criterion.id).toBe(key)
  })
})

describe('a system of which nothing is known', () => {
  it('keeps the whole range everywhere and is hardly known', () => {
    const one = assess('2026-11-01', system(id))

    expect(one.overall).toEqual({low: 1, high: 30, exact: {low: '168/168', high: '5040/168'}})
    expect([one.legacy, one.redRated, one.hardlyKnown]).toEqual(['could-be', 'could-be', true])
  })
})

describe('end of support', () => {
  it('is still supported on its last day and out of support on the next', () => {
    expect(assess('2026-11-01', ...using('1')).criteria.L1.low).toBe(5)
    expect(assess('2026-11-02', ...using('1')).criteria.L1.low).toBe(6)
  })

  it.each([
    ['2026-11-01', 4],
    ['2025-11-01', 3],
    ['2023-11-01', 2],
    ['2023-10-31', 1],
  ])('shifts with the as-of date: %s gives %d', (asOf, score) => {
    expect(assess(asOf, ...using('2')).criteria.L1).toMatchObject({low: score, high: score})
  })

  it('is certain where no end is announced', () => {
    expect(assess('2026-11-01', ...using('3')).criteria.L1).toMatchObject({low: 1, high: 1})
  })

  it('leaves the high end at 6 for a version that no cycle matches', () => {
    expect(assess('2026-11-01', ...using('9')).criteria.L1).toMatchObject({low: 1, high: 6})
  })

  it('counts paid extended support only with its end', () => {
    expect(assess('2026-12-01', ...using('1', {extendedSupportUntil: '2028-06-30'})).criteria.L1).toMatchObject({
      low: 4,
      high: 4,
    })
  })

  it('names what scores the same, with the evidence of all of it', () => {
    const many = ['6', '7', '8'].flatMap((version) => using(version).slice(1))
    const l1 = assess('2026-11-01', system(id), ...many, evidence('e2'), {
      ...relation(id, 'USES', 'technology:msti/clockos-8', {}),
      id: 'r0000000000000008',
      evidence: ['e2'],
    }).criteria.L1

    expect(l1.proposed.rationale).toBe(
      'ClockOS 6 left support on 1 November 2024. ClockOS 7 left support on 1 November 2024. 1 more scores the same: ClockOS 8',
    )
    expect(l1.proposed.evidence).toEqual(['e1', 'e2'])
  })

  it('says what holds of any release where the version does not tell which', () => {
    expect(assess('2026-11-01', ...using('5')).criteria.L1).toMatchObject({
      low: 6,
      high: 6,
      proposed: {rationale: 'ClockOS 5 may be 2 releases; at best ClockOS 5 SP1 left support on 1 November 2024'},
    })
  })

  it('takes what an image’s name says for less sure than what was seen', () => {
    const inferred = using('6').map((record) =>
      record.record === 'relation' ? {...record, certainty: 'inferred' as const} : record,
    )

    expect(assess('2026-11-01', ...inferred).criteria.L1.proposed).toMatchObject({
      low: 6,
      confidence: 0.6,
      rationale: 'ClockOS 6 left support on 1 November 2024 (by the name of its image)',
    })
  })

  it('passes over what runs in a test environment only', () => {
    expect(assess('2027-01-01', ...using('1', {environment: 'test'})).criteria.L1).toMatchObject({low: 1, high: 6})
  })

  it('widens the interval for facts that nobody verified', () => {
    const records = [
      system(id),
      entity('technology', 'technology:msti/sundial-1', {product: 'sundial', version: '1'}),
      relation(id, 'USES', 'technology:msti/sundial-1'),
    ]

    expect(assess('2026-11-01', ...records).criteria.L1).toMatchObject({low: 5, high: 6})
  })
})

const contract = (
  ends: string | undefined,
  replacement: 'none' | 'planned' | 'signed' | 'not-needed' | undefined,
): EstateRecord => ({
  record: 'contract',
  id: 'contract:msti/clock',
  system: id,
  ...(ends && {ends}),
  ...(replacement && {replacement}),
  evidence: ['e1'],
})

describe('the vendor contract', () => {
  it.each([
    ['2026-10-31', 'none', 6, 6],
    ['2026-10-31', 'planned', 5, 5],
    ['2027-05-01', 'none', 5, 5],
    ['2027-11-01', 'none', 4, 4],
    ['2027-11-01', 'planned', 3, 3],
    ['2035-01-01', 'none', 1, 1],
    ['2026-10-31', 'signed', 1, 1],
    [undefined, 'not-needed', 1, 1],
    [undefined, 'none', 1, 6],
    ['2027-05-01', undefined, 1, 5],
  ] as const)('ending %s with replacement %s scores %d to %d', (ends, replacement, low, high) => {
    expect(assess('2026-11-01', system(id), contract(ends, replacement)).criteria.L2).toMatchObject({low, high})
  })
})

describe('what is missing', () => {
  const asked = (id: 'L2' | 'L3', ...records: EstateRecord[]) =>
    assess('2026-11-01', ...records).criteria[id].proposed.missing.map(({how}) => how)

  it.each([
    [undefined, undefined, ['contract: {supplier, ends, replacement}']],
    [undefined, 'none', ['contract: {ends}']],
    ['2027-05-01', undefined, ['contract: {replacement: none, planned, signed or not-needed}']],
    ['2027-05-01', 'none', []],
  ] as const)('of a contract that ends %s with replacement %s is what it does not say', (ends, replacement, how) => {
    expect(asked('L2', system(id), contract(ends, replacement))).toEqual(how)
  })

  it('of several contracts is asked only of those that leave the score open', () => {
    const other: EstateRecord = {...contract('2027-05-01', 'none'), id: 'contract:msti/other'} as EstateRecord // a contract still

    expect(asked('L2', system(id), other, contract('2027-11-01', undefined))).toEqual([])
    expect(asked('L2', system(id), other, contract(undefined, 'none'))).toEqual(['contract: {ends}'])
  })

  it.each([
    [{}, ['people: {needed, have, leavingWithin12Months}']],
    [{needed: 4}, ['people: {have}', 'people: {leavingWithin12Months}']],
    [{needed: 4, have: 4}, ['people: {leavingWithin12Months}']],
    [{needed: 4, have: 3}, []],
  ])('of people %j is what is not said of them', (people, how) => {
    expect(asked('L3', system(id, {people}))).toEqual(how)
  })
})

describe('people, vulnerabilities, incidents and dependants', () => {
  it('counts what is known of the machines that a system runs on, at its worst', () => {
    const found = (subject: string, identifier: string, highestSeverity: 'low' | 'critical'): EstateRecord => ({
      record: 'vulnerability',
      id: `v-${identifier}`,
      subject,
      identifier,
      assessed: '2026-10-20',
      known: 1,
      highestSeverity,
      evidence: ['e1'],
    })
    const {L6} = assess(
      '2026-11-01',
      system('m/on-machines'),
      entity('resource', 'arn:aws:ec2:eu-west-2:111111111111:instance/i-1', {}),
      relation('m/on-machines', 'RUNS_ON', 'arn:aws:ec2:eu-west-2:111111111111:instance/i-1'),
      found('arn:aws:ec2:eu-west-2:111111111111:instance/i-1', 'CVE-2025-0001', 'low'),
      found('arn:aws:ec2:eu-west-2:111111111111:instance/i-1', 'CVE-2021-44228', 'critical'),
    ).criteria

    expect(L6).toMatchObject({low: 6, high: 6})
    expect(L6.proposed.rationale).toBe('2 known on 20 October 2026, the highest critical.')
  })

  it.each([
    [{needed: 4, have: 0}, 6, 6],
    [{needed: 4, have: 3}, 5, 5],
    [{needed: 4, have: 4, leavingWithin12Months: 1}, 4, 4],
    [{needed: 4, have: 5, leavingWithin12Months: 1}, 1, 2],
    [{needed: 4}, 1, 6],
  ])('people %j score %d to %d', (people, low, high) => {
    expect(assess('2026-11-01', system(id, {people})).criteria.L3).toMatchObject({low, high})
  })

  it.each([
    ['2026-10-01', 2, 6, 6],
    ['2026-10-01', 0, 1, 2],
    ['2026-02-01', 0, 1, 3],
    ['2025-02-01', 0, 1, 6],
    ['2026-12-01', 0, 1, 6],
  ])('assessed %s with %d known scores %d to %d', (assessed, known, low, high) => {
    const record: EstateRecord = {record: 'vulnerability', id: 'v1', subject: id, assessed, known, evidence: ['e1']}

    expect(assess('2026-11-01', system(id), record).criteria.L6).toMatchObject({low, high})
  })

  it.each([
    ['no', 6, 6],
    ['partly', 3, 6],
    ['yes', 1, 5],
  ])('needs that are met, %s, score %d to %d with their evidence', (meetsNeeds, low, high) => {
    const {L4} = assess('2026-11-01', system(id, {meetsNeeds})).criteria

    expect(L4).toMatchObject({low, high, proposed: {evidence: ['e1']}})
  })

  it('leaves needs open where nobody has said, and as far as sources that disagree leave them', () => {
    const both: EstateRecord = {
      ...system(id),
      attributes: {
        meetsNeeds: ['yes', 'partly'].map((value, at) => ({value, evidence: [`e${at + 1}`], confidence: 1})),
      },
    }

    expect(assess('2026-11-01', system(id)).criteria.L4).toMatchObject({low: 1, high: 6})
    expect(assess('2026-11-01', both).criteria.L4).toMatchObject({
      low: 1,
      high: 6,
      proposed: {
        rationale: 'It is said to meet its needs of today. It is said to meet its needs in part.',
        evidence: ['e1', 'e2'],
      },
    })
  })

  it('takes no record of incidents for unknown and an empty one for 1', () => {
    expect(assess('2026-11-01', system(id)).criteria.L7).toMatchObject({low: 1, high: 6})
    expect(assess('2026-11-01', system(id, {incidentRecord: 'kept'})).criteria.L7).toMatchObject({low: 1, high: 1})
  })

  it('scores an incident that is going on 6, whenever it began', () => {
    const record: EstateRecord = {
      record: 'incident',
      id: 'i1',
      system: id,
      date: '2024-01-01',
      severity: 'minor',
      ongoing: true,
      evidence: ['e1'],
    }

    expect(assess('2026-11-01', system(id), record).criteria.L7).toMatchObject({low: 6, high: 6})
  })

  it('counts systems that depend on it, and closes the interval when they are declared complete', () => {
    const users = ['a', 'b', 'c'].flatMap((name) => [
      system(`msti/${name}`),
      relation(`msti/${name}`, 'DEPENDS_ON', 'msti/0-hub'),
    ])

    expect(assess('2026-11-01', system('msti/0-hub'), ...users).criteria.C6).toMatchObject({low: 3, high: 5})
    expect(assess('2026-11-01', system('msti/0-hub', {dependantsComplete: true}), ...users).criteria.C6).toMatchObject({
      low: 3,
      high: 3,
    })
  })
})

describe("a person's score", () => {
  const judgement = (value: number): EstateRecord => ({
    record: 'judgement',
    id: 'j1',
    subject: id,
    about: 'L1',
    value,
    assessor: 'A. Reviewer',
    evidence: ['e1'],
  })

  it('wins, and the difference is a challenge', () => {
    const one = assess('2026-11-02', ...using('1'), judgement(3))

    expect(one.criteria.L1).toMatchObject({
      low: 3,
      high: 3,
      proposed: {low: 6},
      challenge: {declared: 3, low: 6, high: 6},
    })
    expect(one.overallProposed?.low).toBeGreaterThan(one.overall.low)
  })

  it('leaves nothing that says that nobody scored it', () => {
    const one = assess('2026-11-01', ...using('9'), {...judgement(3), about: 'C2'} as EstateRecord)

    expect(one.criteria.C2.proposed.rationale).toBe('No evidence is read for it.')
    expect(one.criteria.C3.proposed.rationale).toBe('Nobody has scored it, and no evidence is read for it.')
  })

  it('is no challenge inside the interval', () => {
    const one = assess('2026-11-01', ...using('9'), judgement(3))

    expect(one.criteria.L1.challenge).toBeUndefined()
    expect(one.overallProposed).toBeUndefined()
  })
})

describe('a cloud resource that a system runs on', () => {
  const arn = 'arn:aws:rds:eu-west-2:012345678901:db:pay'
  const on = (environment?: string) => [
    entity('resource', arn),
    entity('technology', 'technology:moc/clockos-1', {product: 'clockos', version: '1'}),
    {...relation('moc/a', 'RUNS_ON', arn), attributes: environment ? {environment} : {}},
    relation(arn, 'USES', 'technology:moc/clockos-1'),
  ]

  it.each([
    [undefined, 6],
    ['production', 6],
    ['development', 1],
  ])('brings its engine to the end of support, in the environment %s', (environment, low) => {
    const one = assess('2026-11-02', system('moc/a'), ...on(environment))

    expect(one.criteria.L1).toMatchObject({low, high: 6})
  })
})

describe('a language of an earlier era', () => {
  const written = (language: string, attributes = {}): readonly EstateRecord[] => [
    system(id, attributes),
    entity('component', `component:msti/${language}`, {type: 'program', language}),
    relation(`component:msti/${language}`, 'PART_OF', id),
  ]
  const l3 = (...records: readonly EstateRecord[]) => {
    const {low, high, proposed} = assess('2026-11-01', ...records).criteria.L3
    return {low, high, confidence: proposed?.confidence, rationale: proposed?.rationale}
  }

  it('is said where nobody said who knows it, and moves no bound', () => {
    expect(l3(...written('COBOL'), ...written('PL/I').slice(1))).toEqual({
      ...{low: 1, high: 6, confidence: 0},
      rationale:
        'How many people know it is not known. Its source is written in COBOL and PL/I: who can maintain it, nobody said.',
    })
    expect(l3(...written('TypeScript')).rationale).toBe('How many people know it is not known.')
  })

  it('is not said where the people are known', () => {
    expect(l3(...written('COBOL', {people: {needed: 2, have: 1}})).rationale).toBe('1 of 2 people needed is in post.')
  })
})
