import type {Assessments, SystemAssessment} from '../../src/model/assessment.ts'
import {nextQuarter, type Quarter, quarterOf} from '../../src/model/calendar.ts'
import {framework} from '../../src/model/criteria.ts'
import {type EstateRecord, gatherEstate} from '../../src/model/estate.ts'
import type {Roadmap} from '../../src/model/roadmap.ts'
import {Settings} from '../../src/model/settings.ts'
import type {ReportInput} from '../../src/render/rendered.ts'
import {entity, evidence, relation} from '../estates.ts'
import {assessmentOf, type SystemSpec} from './assessed.ts'

export type {SystemSpec}

/** A small estate of two plainly fictional organisations, with something in every state that a report can show. */
const organisations = [
  {id: 'msti', name: 'Ministry of Space Transport Infrastructure', short: 'MSTI'},
  {id: 'moc', name: 'Ministry of Clocks', short: 'MOC'},
]
const producedBy = {name: 'domesday', version: '1.0.0'}

const systems: readonly SystemSpec[] = [
  {
    id: 'msti/hr-management-plus',
    name: 'HR Management Plus',
    scores: '5 5 5 5 6 6 6 5 5 2 5 5 4',
    owner: 'People Services',
    funded: false,
    disposition: 'repurchase',
  },
  {
    id: 'msti/payroll-gateway',
    name: 'Payroll Gateway',
    scores: '3 6 4 2 4 4 6 5 5 2 4 2 5',
    owner: 'People Services',
    disposition: 'retire',
  },
  {
    id: 'msti/finance-core',
    name: 'Finance Core',
    scores: '4 2 6 6 5 2 2 3 4 3 4 3 3',
    owner: 'Finance',
    funded: true,
    disposition: 'refactor',
  },
  {
    id: 'msti/orbit-permit-register',
    name: 'Orbit Permit Register',
    scores: '4 4 3-5 3 4 2-6 4 4 4 5 4 3 5',
    owner: 'Launch Safety Directorate',
    funded: false,
    disposition: 'replatform',
    challenge: {criterion: 'L5', declared: 4, low: 5, high: 5},
  },
  {
    id: 'msti/crew-licensing',
    name: 'Crew Licensing',
    scores: '3 ? 4 3 2 3 2-5 2-4 2 3 4 4 4',
    owner: 'Crew Standards',
    disposition: 'retire',
  },
  {
    id: 'moc/tide-tables',
    name: 'Tide Tables',
    scores: '3 2 4 3 2 ? 2 4 4 3 4 4 3',
    owner: 'Almanac Office',
    disposition: 'repurchase',
  },
  {id: 'moc/lighthouse-rota', name: 'Lighthouse Rota', scores: '? ? ? ? ? ? ? ? ? ? ? ? 1-5'},
  {
    id: 'moc/master-clock',
    name: 'Master Clock',
    scores: '4 3 4 5 5 2 3 3 3 3 2 3 2',
    owner: 'Standards',
    funded: true,
    disposition: 'rehost',
    challenge: {criterion: 'L1', declared: 4, low: 6, high: 6},
  },
  {
    id: 'msti/launch-window-booking',
    name: 'Launch Window Booking',
    scores: '2 1 2 2 1 2 1-3 3 3 2 4 3 2',
    owner: 'Launch Safety Directorate',
    disposition: 'retain',
  },
  {
    id: 'msti/identity-hub',
    name: 'Identity Hub',
    scores: '3 2 3 2 2 2 2 4 4 2 4 4 5',
    owner: 'Digital',
    disposition: 'relocate',
  },
  {
    id: 'msti/document-store',
    name: 'Document Store',
    scores: '4 3 3 3 2 1 1 2 2 2 2 3 3',
    owner: 'Digital',
    disposition: 'rehost',
  },
  {
    id: 'msti/debris-ledger',
    name: 'Debris Ledger',
    scores: '3 3 2 2 3 2 1 3 2 2 2 2 2',
    owner: 'Digital',
    disposition: 'replatform',
  },
  {
    id: 'moc/time-service',
    name: 'Time Service',
    scores: '1 1 2 1 1 1 1 2 2 1 2 2 4',
    owner: 'Standards',
    disposition: 'retain',
  },
  {id: 'msti/intranet', name: 'Intranet', scores: '1 1 1 1 1 1 1 1 1 1 1 2 1', owner: 'Digital', disposition: 'retain'},
  {
    id: 'moc/chronometer-register',
    name: 'Chronometer Register',
    scores: '2 2 3 2 2 1-3 1 2 2 2 1 2 1',
    owner: 'Standards',
    disposition: 'rehost',
  },
]

const edges: readonly [string, string, string, string][] = [
  ['msti/hr-management-plus', 'msti/payroll-gateway', 'file', 'Nightly file of payments'],
  ['msti/payroll-gateway', 'msti/finance-core', 'call', 'Posts journals'],
  ['msti/finance-core', 'msti/hr-management-plus', 'call', 'Reads cost centres'],
  ...[
    'msti/hr-management-plus',
    'msti/crew-licensing',
    'msti/orbit-permit-register',
    'msti/document-store',
    'moc/tide-tables',
  ].map((from): [string, string, string, string] => [from, 'msti/identity-hub', 'call', 'Signs in']),
  ['msti/orbit-permit-register', 'msti/document-store', 'call', 'Stores permits'],
  ['msti/orbit-permit-register', 'moc/time-service', 'call', 'Reads the time'],
  ['msti/launch-window-booking', 'msti/orbit-permit-register', 'call', 'Checks permits'],
  ['moc/tide-tables', 'moc/master-clock', 'message', 'Pulse'],
  ['moc/lighthouse-rota', 'moc/tide-tables', 'other', ''],
  ['msti/crew-licensing', 'msti/orbit-permit-register', 'file', 'Weekly list of crews'],
]

function recordsOf(specs: readonly SystemSpec[]): EstateRecord[] {
  return [
    evidence('e1', 'inventories/msti/estate.yaml:14'),
    evidence('e2', 'inventories/msti/estate.yaml:41'),
    ...specs.map(({id, name, owner}) => ({...entity('system', id, owner ? {owner} : {}), name})),
    {...entity('datastore', 'datastore:msti/pay-db'), name: 'Pay database'},
    {
      ...entity('technology', 'technology:msti/oracle-database-11-2', {product: 'oracle-database', version: '11.2'}),
      name: 'oracle-database 11.2',
    },
    ...edges.map(([from, to, kind, how]) =>
      relation(from, 'DEPENDS_ON', to, {kind, move: kind === 'call' ? 'after' : 'free', ...(how && {how})}),
    ),
    ...['msti/hr-management-plus', 'msti/payroll-gateway'].map((id) => relation(id, 'WRITES', 'datastore:msti/pay-db')),
    relation('msti/finance-core', 'READS', 'datastore:msti/pay-db'),
    relation('datastore:msti/pay-db', 'USES', 'technology:msti/oracle-database-11-2'),
    {
      record: 'contract',
      id: 'contract:msti/hr-management-plus',
      system: 'msti/hr-management-plus',
      supplier: 'Orbital Systems Ltd',
      ends: '2026-03-31',
      replacement: 'none',
      evidence: ['e1'],
    },
    {
      record: 'coverage',
      id: 's1',
      scope: {file: 'inventories/msti/estate.yaml'},
      status: 'complete',
      counts: {systems: 10},
    },
    {
      record: 'coverage',
      id: 's2',
      scope: {path: 'sources/tide-tables'},
      status: 'complete',
      counts: {files: 31},
      notes: [{code: 'not-read', what: 'COBOL', count: 31, message: '31 COBOL files: no scanner reads them'}],
    },
    {
      record: 'coverage',
      id: 's3',
      scope: {path: 'sources/lighthouse'},
      status: 'partial',
      reason: '2 folders could not be read',
    },
    {
      record: 'problem',
      code: 'unreadable',
      message: 'The folder cannot be read',
      where: 'sources/lighthouse/old',
      hint: 'Give the account that runs the audit leave to read it.',
    },
    {
      record: 'conflict',
      id: 'k1',
      code: 'attribute',
      subject: 'msti/finance-core',
      attribute: 'owner',
      message: 'Two sources disagree on the owner',
      values: [
        {value: 'Finance', evidence: ['e1']},
        {value: 'People Services', evidence: ['e2']},
      ],
    },
  ]
}

export function quartersFrom(date: string, count: number): Quarter[] {
  const quarters = [quarterOf(date)]
  while (quarters.length < count) quarters.push(nextQuarter(quarters.at(-1) ?? quarterOf(date)))
  return quarters
}

const waveSystems = [
  {systems: ['msti/intranet', 'msti/debris-ledger'], first: 0, last: 1, skill: 'cloud'},
  {systems: ['msti/identity-hub'], first: 0, last: 2, skill: 'cloud'},
  {systems: ['msti/hr-management-plus', 'msti/payroll-gateway'], first: 1, last: 3, skill: 'database'},
  {systems: ['msti/finance-core'], first: 3, last: 5, skill: 'database'},
  {systems: ['msti/crew-licensing', 'moc/tide-tables'], first: 4, last: 6, skill: 'developer'},
  {systems: ['msti/orbit-permit-register'], first: 6, last: 8, skill: 'database'},
]

function roadmapOf(
  assessments: readonly SystemAssessment[],
  specs: readonly SystemSpec[],
  waves = waveSystems,
): Roadmap {
  const periods = quartersFrom('2027-01-01', 10)
  const red = new Set(assessments.filter(({redRated}) => redRated === 'yes').map(({system}) => system))
  const built = waves.map(({systems, first, last}, at) => ({
    id: at + 1,
    period: periods[last]?.id ?? '',
    start: periods[first]?.start ?? '',
    end: periods[last]?.end ?? '',
    groups: [`g${at + 1}`],
    systems,
    frees: systems.filter((id) => red.has(id)),
  }))
  return {
    schema: 'domesday/roadmap@1',
    producedBy,
    inputs: [],
    from: '2027-01-04',
    periods,
    capacity: {},
    dispositions: specs.map(({id, disposition = 'retain'}) => ({
      system: id,
      options: [
        {
          disposition,
          score: 70,
          because: ['Its product leaves support'],
          missing: ['Whether anyone still uses it'],
          whyNot: [],
        },
        {
          disposition: disposition === 'retire' ? 'retain' : 'retire',
          score: 10,
          because: [],
          missing: [],
          whyNot: ['Other systems depend on it'],
        },
      ],
      chosen: disposition,
      effortAssumed: true,
      effort: {developer: 120, database: 40},
      weeks: 26,
    })),
    groups: [
      ...built.map(({groups: [id = ''], systems}) => ({
        id,
        systems,
        why: systems.length > 1 ? 'They write one store' : 'It moves alone',
      })),
      {id: 'g99', systems: ['moc/master-clock'], why: 'It moves alone'},
    ],
    cuts: [
      {
        between: ['msti/finance-core', 'msti/hr-management-plus'],
        how: 'API facade',
        personDays: 30,
        why: 'The circle must be cut somewhere',
      },
    ],
    placements: waves.map(({first, last, skill}, at) => ({
      group: `g${at + 1}`,
      wave: at + 1,
      start: periods[first]?.start ?? '',
      end: periods[last]?.end ?? '',
      effort: {[skill]: 120, tester: 20},
      use: {},
      binding: at < 2 ? 'nothing: at the start' : 'database team full in 2027-Q2',
    })),
    waves: built,
    deadlines: [
      {
        system: 'msti/hr-management-plus',
        what: 'Windows Server 2016 leaves support',
        date: '2027-01-12',
        met: false,
        cutOver: '2027-12-31',
      },
      {
        system: 'msti/debris-ledger',
        what: 'Hangar 4 server room closes',
        date: '2027-09-30',
        met: true,
        cutOver: '2027-06-30',
      },
    ],
    criticalPath: ['g2', 'g4', 'g6'],
    burnDown: periods.map(({id}, at) => ({
      period: id,
      planned: Math.max(0, red.size - built.filter((wave) => wave.period <= id).flatMap(({frees}) => frees).length),
      doingNothing: red.size + Math.floor((at + 1) / 3),
      plannedCouldBe: 2,
      doingNothingCouldBe: 3,
    })),
    unplaced: [{group: 'g99', why: 'no team has the skill mechanical'}],
  }
}

export interface InputOptions {
  readonly systems?: readonly SystemSpec[]
  readonly records?: readonly EstateRecord[]
  readonly roadmap?: Partial<Roadmap>
  readonly estate?: readonly EstateRecord[]
}

/** A whole report's input; `systems` replaces the systems, `records` adds to the estate. */
export function reportInput(options: InputOptions = {}): ReportInput {
  const specs = options.systems ?? systems
  const known = new Set(specs.map(({id}) => id))
  const assessments: Assessments = {
    schema: 'domesday/assessments@1',
    producedBy,
    inputs: [],
    asOf: '2026-11-01',
    framework,
    horizonYears: 3,
    systems: specs.map(assessmentOf),
  }
  const records =
    options.estate ??
    recordsOf(specs).filter(
      (record) =>
        record.record !== 'relation' || [record.from, record.to].every((id) => id.includes(':') || known.has(id)),
    )
  const waves = waveSystems
    .map((wave) => ({...wave, systems: wave.systems.filter((id) => known.has(id))}))
    .filter((wave) => wave.systems.length > 0)
  return {
    estate: gatherEstate(
      {
        schema: 'domesday/estate@1',
        producedBy,
        inputs: [{path: 'inventories/msti/estate.yaml', sha256: 'a'.repeat(64)}],
        organisations,
        newestObservedAt: '2026-10-30T00:00:00Z',
      },
      [...records, ...(options.records ?? [])],
    ),
    assessments,
    roadmap: {...roadmapOf(assessments.systems, specs, waves), ...options.roadmap},
    settings: Settings.parse({schema: 'domesday/settings@1', organisations}),
    producedBy,
  }
}

/** A large estate, for sizes and speed. */
export function manySystems(count: number): SystemSpec[] {
  return Array.from({length: count}, (_, at) => {
    const template = systems[at % systems.length] ?? {scores: '?'}
    return {...template, id: `msti/system-${at}`, name: `System ${at} of the estate`} as SystemSpec // the template has all the rest
  })
}
