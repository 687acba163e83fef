/**
 * A large declared estate for tests and measurements: plainly invented, like life in its proportions, and the same
 * bytes for the same numbers. `node test/bench/generate-estate.ts <folder> [systems] [dependencies] [seed]`
 */
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {stringify} from 'yaml'
import type {DeclaredInventory} from '../../src/model/declared.ts'
import {type Chance, seeded} from './seeded.ts'

export interface EstateSize {
  readonly systems: number
  /** How many `dependsOn` entries there are in all, as far as so many different pairs exist. */
  readonly dependencies: number
  readonly seed: number
}

type System = Partial<DeclaredInventory['systems'][number]> & {readonly id: string; readonly name: string}

const perOrganisation = 250
const domains =
  'Tides Clocks Lanterns Orchards Bridges Kites Weather Canals Beacons Almanacs Ferries Gardens Maps Bells Harvests Moorings Comets Looms Wells Quarries Meadows Lighthouses Rivers Stars'.split(
    ' ',
  )
const firsts =
  'Permit Customs Payroll Vessel Harbour Grant Licence Case Finance Casework Booking Notice Inspection Archive Rota Tariff Survey Appeal Contract Signal Pension Records Asset Incident'.split(
    ' ',
  )
const seconds =
  'Register Gateway Ledger Portal Exchange Store Tracker Desk Scheduler Index Service Warehouse Hub Monitor Directory Returns'.split(
    ' ',
  )
const products = [
  ['oracle-database', ['11.2', '12.2', '19', '23']],
  ['windows-server', ['2008-r2-sp1', '2012-r2', '2016', '2019', '2022', '2025']],
  ['rhel', ['6', '7', '8', '9', '10']],
  ['postgresql', ['10', '13', '15', '16', '17']],
  ['nodejs', ['16', '20', '22', '24']],
  ['oracle-jdk', ['8', '11', '17', '21']],
  ['mssqlserver', ['11.0', '13.0', '15.0', '16.0']],
  ['dotnet', ['3.1', '6', '8', '10']],
] as const satisfies readonly (readonly [string, readonly string[]])[]

const below = (chance: Chance, count: number): number => Math.floor(chance() * count)
const pick = <T>(chance: Chance, items: readonly [T, ...T[]] | readonly T[]): T =>
  items[below(chance, items.length)] as T // never empty here
const date = (chance: Chance, fromYear: number, years: number): string =>
  `${fromYear + below(chance, years)}-${String(1 + below(chance, 12)).padStart(2, '0')}-${String(1 + below(chance, 28)).padStart(2, '0')}`

/** Writes domesday.yaml and one declared file an organisation; gives the system ids in the order of their making. */
export function generateEstate(folder: string, size: EstateSize): readonly string[] {
  const chance = seeded(size.seed)
  const organisations = Math.min(domains.length, Math.max(2, Math.round(size.systems / perOrganisation)))
  const slugs = domains.slice(0, organisations).map((name) => `ministry-of-${name.toLowerCase()}`)
  const systems = Array.from({length: size.systems}, (_, at) => ({
    organisation: slugs[at % organisations] ?? '',
    declared: systemOf(chance, at),
  }))
  connect(chance, systems, organisations, size.dependencies)
  for (const organisation of slugs) {
    const own = systems.filter((system) => system.organisation === organisation).map(({declared}) => declared)
    mkdirSync(join(folder, 'inventories', organisation), {recursive: true})
    writeFileSync(join(folder, 'inventories', organisation, 'estate.yaml'), declaredFile(organisation, own))
  }
  writeFileSync(join(folder, 'domesday.yaml'), settingsFile(slugs, size.systems))
  return systems.map(({organisation, declared}) => `${organisation}/${declared.id}`)
}

/** Built system by system: one YAML document of thousands takes the library's writer far longer. */
function declaredFile(organisation: string, systems: readonly System[]): string {
  const head = `schema: domesday/declared@1\norganisation: ${organisation}\nobserved: 2026-10-26\n`
  if (systems.length === 0) return `${head}systems: []\n`
  return `${head}systems:\n${systems.map((system) => stringify([system], {lineWidth: 0}).replace(/^(?=.)/gm, '  ')).join('')}`
}

function settingsFile(slugs: readonly string[], systems: number): string {
  return stringify({
    schema: 'domesday/settings@1',
    organisations: slugs.map((id, at) => ({id, name: `Ministry of ${domains[at]}`, budgetGbp: 400_000_000})),
    sources: slugs.map((id) => ({
      id: `${id}-estate`,
      import: 'declared',
      organisation: id,
      file: `inventories/${id}/estate.yaml`,
    })),
    assess: {asOf: '2026-11-24', horizonYears: 3},
    plan: {
      from: '2027-01-04',
      teams: ['developer', 'database', 'cloud', 'tester'].map((skill) => ({
        skill,
        personDaysPerQuarter: Math.max(200, systems * 25),
      })),
    },
    report: {marking: 'OFFICIAL-SENSITIVE', edition: 'full'},
  })
}

/** One in twenty-five is a name and no more; the rest know most of what an assessment asks. */
function systemOf(chance: Chance, at: number): System {
  const [first, second] = [pick(chance, firsts), pick(chance, seconds)]
  const named = {
    id: `${first}-${second}-${at + 1}`.toLowerCase(),
    name: `${first} ${second} ${at + 1}`,
  }
  if (chance() < 0.04) return named
  const age = chance() ** 1.6
  return {
    ...named,
    description: `${first} work of the ${second.toLowerCase()}`,
    ...(chance() < 0.95 && {owner: `${pick(chance, firsts)} Directorate`}),
    technologies: [technologyOf(chance, age), technologyOf(chance, age)],
    ...(chance() < 0.9 && {contract: contractOf(chance, age)}),
    ...(chance() < 0.9 && {people: peopleOf(chance, age)}),
    ...(chance() < 0.85 && {incidents: incidentsOf(chance, age)}),
    ...(chance() < 0.85 && {vulnerabilities: vulnerabilitiesOf(chance, age)}),
    cost: {annualRunGbp: String(20_000 + below(chance, 400) * 2500), source: 'finance return 2025-26'},
    ...(chance() < 0.6 && {plan: {exists: true, funded: chance() < 0.6, targetDate: date(chance, 2027, 4)}}),
    ...(chance() < 0.6 && {dependantsComplete: true}),
    hosting: {kind: pick(chance, ['on-premises', 'hypervisor', 'cloud', 'saas'] as const)},
    meetsNeeds: pick(chance, ['yes', 'partly', 'no'] as const),
    scores: scoresOf(chance, age),
  }
}

/** `age` from 0, new, to 1, old: what is old is old in every respect, as in life. */
function technologyOf(chance: Chance, age: number): {product: string; version: string} {
  const [product, versions] = pick<(typeof products)[number]>(chance, products)
  const at = Math.round((1 - age) * (versions.length - 1) + (chance() - 0.5))
  return {product, version: versions[Math.min(versions.length - 1, Math.max(0, at))] ?? versions[0]}
}

function contractOf(chance: Chance, age: number): System['contract'] {
  return {
    supplier: `${pick(chance, firsts)} Systems Ltd`,
    ends: date(chance, 2026 + Math.round((1 - age) * 4), 2),
    replacement: pick(chance, ['none', 'planned', 'signed'] as const),
  }
}

function peopleOf(chance: Chance, age: number): System['people'] {
  const needed = 1 + below(chance, 5)
  return {
    needed,
    have: Math.max(0, needed - below(chance, 1 + Math.round(age * 2))),
    leavingWithin12Months: below(chance, 2),
  }
}

function incidentsOf(chance: Chance, age: number): System['incidents'] {
  return Array.from({length: below(chance, 1 + Math.round(age * 3))}, (_, at) => ({
    date: `2026-0${at + 1}-${String(1 + below(chance, 28)).padStart(2, '0')}`,
    severity: pick(chance, ['minor', 'moderate', 'major', 'severe'] as const),
    summary: `${pick(chance, firsts)} late by a day`,
    hours: 10 * (1 + below(chance, 60)),
  }))
}

function vulnerabilitiesOf(chance: Chance, age: number): System['vulnerabilities'] {
  const known = chance() < age * 0.7 ? 1 + below(chance, 4) : 0
  return {
    assessed: `2026-${chance() < 0.5 ? '09' : '02'}-14`,
    known,
    highestSeverity: known === 0 ? 'none' : pick(chance, ['critical', 'high', 'medium'] as const),
  }
}

function scoresOf(chance: Chance, age: number): System['scores'] {
  const weight = chance()
  const score = (most: number, tilt: number) =>
    Math.min(most, Math.max(1, Math.round(tilt * most + (chance() - 0.5) * 2)))
  return {
    assessor: pick(chance, ['A. Reviewer', 'B. Comet', 'C. Tidewell'] as const),
    date: date(chance, 2025, 1 + below(chance, 2)),
    L4: score(6, age),
    L5: {score: score(6, age), reason: 'Looked at with the site team'},
    ...(chance() < 0.1 && {L1: {score: score(6, age * 0.6), reason: 'The supplier still answers calls'}}),
    C1: score(5, weight * 0.6),
    C2: score(5, weight),
    C3: score(5, weight * 0.7),
    ...(chance() < 0.95 && {C4: {score: score(5, weight), reason: 'By the number of users'}}),
    ...(chance() < 0.95 && {C5: score(5, weight)}),
  }
}

const edgeKinds = [
  ['call', 'asks it while somebody waits'],
  ['file', 'nightly file'],
  ['message', 'a message for each change'],
  ['store', 'reads its tables'],
] as const

interface Placed {
  readonly organisation: string
  readonly declared: System
}

/**
 * Later systems need earlier ones, the earliest most of all, mostly of their own organisation; one need in two
 * hundred runs both ways.
 */
function connect(chance: Chance, systems: readonly Placed[], organisations: number, dependencies: number): void {
  const needs = new Map<number, Set<number>>(systems.map((_, at) => [at, new Set()]))
  const most = (systems.length * (systems.length - 1)) / 2
  let left = Math.min(dependencies, most)
  for (let tries = 0; left > 0 && tries < dependencies * 50; tries += 1) {
    const from = 1 + below(chance, Math.max(1, systems.length - 1))
    const any = Math.floor(from * chance() ** (chance() < 0.3 ? 4 : 1))
    const to = chance() < 0.8 ? any - ((((any - from) % organisations) + organisations) % organisations) : any
    if (to < 0 || to >= from || needs.get(from)?.has(to)) continue
    needs.get(from)?.add(to)
    left -= 1
    if (left > 0 && chance() < 0.005 && !needs.get(to)?.has(from)) {
      needs.get(to)?.add(from)
      left -= 1
    }
  }
  for (const [at, {organisation, declared}] of systems.entries()) {
    const targets = [...(needs.get(at) ?? [])].toSorted((a, b) => a - b)
    if (targets.length > 0)
      Object.assign(declared, {dependsOn: targets.flatMap((to) => dependencyOn(chance, organisation, systems[to]))})
  }
}

function dependencyOn(chance: Chance, organisation: string, target: Placed | undefined) {
  if (!target) return []
  const [kind, how] = pick<(typeof edgeKinds)[number]>(chance, edgeKinds)
  const own = target.organisation === organisation
  return [{system: own ? target.declared.id : `${target.organisation}/${target.declared.id}`, kind, how}]
}

if (import.meta.main) {
  const [folder, systems = '5000', dependencies = '20000', seed = '1'] = process.argv.slice(2)
  if (!folder) throw new Error('Name a folder to write the estate into.')
  generateEstate(folder, {systems: Number(systems), dependencies: Number(dependencies), seed: Number(seed)})
}
