import {describe, expect, it} from '@jest/globals'
import type {SupportEnd} from '../../../src/model/assessment.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import type {Page} from '../../../src/render/html/parts.ts'
import {shownSystem} from '../../../src/render/html/shown-system.ts'
import {gistOf} from '../../../src/render/html/system-gist.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {type Chance, seeded} from '../../bench/seeded.ts'
import {evidence, relation} from '../../estates.ts'
import {cost, inputWithCosts} from '../costs.ts'
import {reportInput} from '../inputs.ts'
import {programsInput} from '../programs-input.ts'

type Json = null | boolean | number | string | Json[] | {[key: string]: Json}

/** The same with ids of evidence as collectors make them. */
function withTellingIds(input: ReportInput): ReportInput {
  const ids = new Map(input.estate.evidence.map(({id}, at) => [id, `e${at.toString(16).padStart(16, '0')}`]))
  const renamed = (value: Json, key = ''): Json => {
    if (typeof value === 'string') return key === 'evidence' ? (ids.get(value) ?? value) : value
    if (Array.isArray(value)) return value.map((one) => renamed(one, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, name)]))
  }
  const {estate, assessments, roadmap} = renamed(
    JSON.parse(JSON.stringify({estate: input.estate, assessments: input.assessments, roadmap: input.roadmap})) as Json,
  ) as unknown as ReportInput // as it was
  const places = estate.evidence.map((one) => ({...one, id: ids.get(one.id) ?? one.id}))
  return {...input, assessments, roadmap, estate: {...estate, evidence: places}}
}

/** Every system with its gist and with all that is shown of it. */
function gists(input: ReportInput): ReadonlyMap<string, {readonly gist: string | undefined; readonly shown: string}> {
  const index = indexReport(input)
  const files = new Map(index.systems.map(({system}, at) => [system as string, `systems-${(at >> 2) + 1}.html`]))
  const fileOf = (system: string): string | undefined => files.get(system)
  return new Map(
    index.systems.map((system) => {
      const page: Page = {index, fileOf, file: files.get(system.system) ?? ''}
      return [system.system, {gist: gistOf(page, system), shown: JSON.stringify(shownSystem(page, system))}]
    }),
  )
}

/** Something else in one place of a document: another text, number or answer, or a thing less in a list. */
function altered(chance: Chance, value: Json): Json {
  const pick = (count: number): number => Math.floor(chance() * count)
  if (typeof value === 'string') return chance() < 0.5 ? `${value} too` : value.slice(1)
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value === null) return 'something'
  if (Array.isArray(value)) {
    const at = pick(value.length)
    if (chance() < 0.2) return value.toSpliced(at, 1)
    return value.map((one, place) => (place === at ? altered(chance, one) : one))
  }
  const keys = Object.keys(value)
  const key = keys[pick(keys.length)]
  if (key === undefined) return value
  if (chance() < 0.05) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return {...value, [key]: altered(chance, value[key] ?? null)}
}

const lists = ['entities', 'relations', 'contracts', 'costs', 'allocations'] as const
const plans = ['dispositions', 'groups', 'placements', 'waves', 'unplaced'] as const

/** The same report with one thing changed, in any of its documents; that is no evidence, whose ids stand for it. */
function changed(chance: Chance, input: ReportInput): ReportInput {
  const of = <T>(value: T): T => altered(chance, value as Json) as T // it may be broken: then nobody can show it
  const which = chance()
  if (which < 0.35) return {...input, assessments: {...input.assessments, systems: of(input.assessments.systems)}}
  if (which < 0.6) {
    const plan = plans[Math.floor(chance() * plans.length)] ?? 'groups'
    return {...input, roadmap: {...input.roadmap, [plan]: of(input.roadmap[plan])}}
  }
  if (which < 0.65) return {...input, settings: of(input.settings)}
  const full = lists.filter((list) => input.estate[list].length > 0)
  const list = full[Math.floor(chance() * full.length)] ?? 'entities'
  return {...input, estate: {...input.estate, [list]: of(input.estate[list])}}
}

function tried<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

const more = [
  evidence('e3', 'src/call.ts:7'),
  {...relation('msti/intranet', 'DEPENDS_ON', 'msti/debris-ledger', {kind: 'call'}), certainty: 'inferred' as const},
  relation('msti/intranet', 'DEPENDS_ON', 'moc/time-service', {
    reasons: [
      {how: 'Reads the time', certainty: 'declared', evidence: ['e1']},
      {kind: 'call', certainty: 'inferred', evidence: ['e2', 'e3']},
    ],
  }),
  relation('moc/time-service', 'WRITES', 'datastore:msti/pay-db'),
]

function withSupportEnd(input: ReportInput, system: string, end: SupportEnd): ReportInput {
  const systems = input.assessments.systems.map((one) => (one.system === system ? {...one, supportEnds: [end]} : one))
  return {...input, assessments: {...input.assessments, systems}}
}

const inputs: readonly (readonly [string, ReportInput])[] = [
  ['a declared estate', reportInput({records: more})],
  ['an estate with programs', programsInput()],
  ['an estate with costs', inputWithCosts([cost({Tags: [{key: 'System', value: 'finance-core'}]})])],
]

describe('the gist of a system', () => {
  it.each(inputs)('is the same only where all that is shown is the same: %s', (_what, input) => {
    const chance = seeded(7)
    const telling = withTellingIds(input)
    const before = gists(telling)
    const counts = {kept: 0, changed: 0, wrong: [] as string[]}
    for (let turn = 0; turn < 150; turn += 1) {
      const after = tried(() => gists(changed(chance, telling)))
      for (const [system, {gist, shown}] of after ?? []) {
        const known = before.get(system)
        if (known?.gist !== gist) counts.changed += 1
        else if (known?.shown === shown) counts.kept += 1
        else counts.wrong.push(`${system}: ${shown}`)
      }
    }

    expect(counts).toEqual({kept: expect.any(Number), changed: expect.any(Number), wrong: []})
    expect(counts.kept).toBeGreaterThan(500)
    expect(counts.changed).toBeGreaterThan(100)
  })

  const nine = ['hr-management-plus', 'finance-core', 'crew-licensing', 'identity-hub', 'document-store', 'intranet']
    .concat('debris-ledger', 'orbit-permit-register', 'launch-window-booking')
    .map((name) => `msti/${name}`)
  const end = {technology: 'Old Thing', standardEnds: '2027-01-31', usedBy: ['component:msti/part'], evidence: ['e1']}
  const rare: readonly (readonly [
    what: string,
    system: string,
    input: ReportInput,
    change: (one: ReportInput) => ReportInput,
  ])[] = [
    [
      'another of a large group moves with it',
      'msti/hr-management-plus',
      reportInput({roadmap: {groups: [{id: 'g1', systems: [...nine, 'msti/payroll-gateway'], why: 'They must'}]}}),
      (one) => ({
        ...one,
        roadmap: {...one.roadmap, groups: [{id: 'g1', systems: [...nine, 'moc/tide-tables'], why: 'They must'}]},
      }),
    ],
    [
      'one that is tied to it stays',
      'msti/hr-management-plus',
      reportInput({roadmap: {groups: []}}),
      (one) => ({
        ...one,
        roadmap: {
          ...one.roadmap,
          dispositions: one.roadmap.dispositions.map((of) =>
            of.system === 'msti/payroll-gateway' ? {...of, chosen: 'retain' as const} : of,
          ),
        },
      }),
    ],
    [
      'what uses a product has another name',
      'msti/intranet',
      withSupportEnd(reportInput(), 'msti/intranet', end),
      (one) => ({...one, technologyNames: new Map([['component:msti/part', 'The other part']])}),
    ],
  ]
  it.each(rare)('is another where %s', (_what, system, input, change) => {
    const telling = withTellingIds(input)
    const [before, after] = [gists(telling).get(system), gists(change(telling)).get(system)]

    expect(after?.shown).not.toBe(before?.shown)
    expect(after?.gist).not.toBe(before?.gist)
  })

  it('is not told where an id of evidence may stand for several places', () => {
    expect([...gists(reportInput()).values()].map(({gist}) => gist)).not.toContain(expect.any(String))
  })

  it('is the same of the same', () => {
    const input = withTellingIds(reportInput())
    expect(gists(structuredClone(input))).toEqual(gists(input))
  })
})
