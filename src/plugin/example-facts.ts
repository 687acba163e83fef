import {criteria, type CriterionId, criterionIds} from '../model/criteria.ts'
import type {Entity} from '../model/entity.ts'
import {slugOf} from '../model/ids.ts'
import type {Json} from '../model/values.ts'
import type {ReportFacts, Score, SystemFacts, SystemSituation} from './api.ts'
import {type SystemToScore, thingOf} from './ask-plugins.ts'

/** Things as an estate may hold them, for the contract suite: hardly known, well known, and oddly written. */
const asOf = '2026-11-01'
const evidence = ['e0000000000000001']

const wellKnown: Readonly<Record<string, Json>> = {
  owner: 'The team that answers for it',
  description: 'What it does',
  people: {needed: 4, have: 2, leavingWithin12Months: 1},
  hosting: {kind: 'on-premises', exitBy: '2027-12-31'},
  use: {lastUsed: '2026-10-01', retentionDuty: true},
  plan: {exists: true, funded: false},
  meetsNeeds: 'partly',
  lifeYears: 5,
  classification: 'OFFICIAL',
  blockers: ['absolute paths'],
  environmentVariables: ['PORT', 'NOTICES_URL'],
  path: 'sources/one/two',
  root: 'sources/one',
  language: 'JavaScript',
  product: 'postgresql',
  version: '9.6',
  hostName: 'one01.department.example',
}

/** Every key that is known, with a value of a kind that nobody expects. */
const odd: Readonly<Record<string, Json>> = Object.fromEntries(
  Object.keys(wellKnown).map((key, at) => [
    key,
    [null, '', -1, [], {}, [[]], 'x'.repeat(10_000), false][at % 8] ?? null,
  ]),
)

function attributesOf(values: Readonly<Record<string, Json>>): Entity['attributes'] {
  const items = Object.entries(values).map(([key, value]) => [key, [{value, evidence, confidence: 1}]] as const)
  return {...Object.fromEntries(items), cost: [{state: 'absent' as const, evidence, confidence: 1}]}
}

const states = [
  {name: 'Hardly Known', attributes: {}},
  {name: 'Well Known', attributes: attributesOf(wellKnown)},
  {name: '<b>Oddly</b> `written` \u202e ||', attributes: attributesOf(odd)},
] as const

export function exampleThings(organisation: string): readonly Entity[] {
  return (['component', 'host', 'datastore', 'resource'] as const).flatMap((kind) =>
    states.map(({name, attributes}) => ({
      record: 'entity' as const,
      id: `${kind}:${organisation}/${slugOf(name)}`,
      organisation,
      kind,
      name,
      attributes,
    })),
  )
}

function exampleSystems(organisation: string): readonly Entity[] {
  return states.map(({name, attributes}) => ({
    record: 'entity' as const,
    id: `${organisation}/${slugOf(name)}`,
    organisation,
    kind: 'system' as const,
    name,
    attributes,
  }))
}

export function exampleSystemsToScore(organisation: string): readonly SystemToScore[] {
  return exampleSystems(organisation).flatMap((system, at) =>
    proposals.map((proposed) => ({
      system: system.id,
      organisation,
      factsFor: (criterion) => ({...factsOf(system, at > 0), proposed: proposed(criterion)}),
    })),
  )
}

function factsOf(system: Entity, isKnown: boolean): Omit<SystemFacts, 'proposed'> {
  const only = <T>(fact: T): readonly T[] => (isKnown ? [fact] : [])
  return {
    system: thingOf(system),
    asOf,
    horizonYears: 3,
    technologies: only({product: 'postgresql', version: '9.6', user: system.id, evidence}),
    contracts: only({supplier: 'A Supplier Ltd', ends: '2027-03-31', replacement: 'none' as const, evidence}),
    incidents: only({date: '2026-05-02', severity: 'major' as const, summary: 'A day late', hours: 12, evidence}),
    vulnerabilities: only({subject: system.id, assessed: '2026-08-01', known: 2, evidence}),
    dependants: only({system: `${system.organisation}/another`, evidence}),
  }
}

const known = {confidence: 0.9, rationale: 'Known.', evidence, missing: []}

/** What a criterion's own rule may say: nothing, the least, the most, and something between. */
const proposals: readonly ((criterion: CriterionId) => Score)[] = [
  (id) => ({low: 1, high: criteria[id].maximum, confidence: 0, rationale: 'Not known.', evidence: [], missing: []}),
  () => ({...known, low: 1, high: 1}),
  () => ({...known, low: 2, high: 3}),
  (id) => ({...known, low: criteria[id].maximum, high: criteria[id].maximum}),
]

function intervals(low: number): ReportFacts['systems'][number]['criteria'] {
  const entries = criterionIds.map((id) => [id, {low, high: criteria[id].maximum}] as const)
  return Object.fromEntries(entries) as ReportFacts['systems'][number]['criteria'] // one entry for each id
}

export function exampleSituations(organisation: string) {
  return exampleSystems(organisation).map((system, at) => {
    const assessed = {criteria: intervals(at), legacy: 'yes', redRated: 'could-be'} as const
    const situation: SystemSituation = {
      system: thingOf(system),
      asOf,
      ...(at > 0 && assessed),
      dependants: at,
      dependantsComplete: at > 1,
    }
    return {system: system.id, organisation, situation}
  })
}

export function exampleReportFacts(organisation: string): ReportFacts {
  return {
    asOf,
    systems: exampleSystems(organisation).map(({id, name}, at) => ({
      id,
      name,
      organisation,
      legacy: 'yes',
      redRated: 'could-be',
      overall: {low: 4.14, high: 22.5},
      criteria: intervals(1),
      ...(at > 0 && {disposition: 'replatform', cutOver: '2027-10-24'}),
    })),
  }
}
