import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {redRatings} from '../../src/assess/red-ratings.ts'
import {addDays} from '../../src/model/calendar.ts'
import type {Estate, EstateRecord} from '../../src/model/estate.ts'
import type {Settings} from '../../src/model/settings.ts'
import {allDispositions} from '../../src/plan/all-dispositions.ts'
import {planRoadmap} from '../../src/plan/plan-roadmap.ts'
import {schedule, type Task} from '../../src/plan/schedule.ts'
import {entity, estateOf, evidence, relation, system} from '../estates.ts'

const producedBy = {name: 'domesday', version: '0.0.0'}
/** Filled once for all: what questions are best is not what these tests are about. */
const questionTables = new Map<string, Map<number, number>>()
const teams = [{skill: 'developer', personDaysPerQuarter: 130}]

function planOf(estate: Estate, plan: Partial<Settings['plan']> = {}, from = '2027-01-04') {
  const known = {estate, catalogue: {schema: 'domesday/lifecycle@1' as const, products: []}, horizonYears: 3}
  return planRoadmap({
    estate,
    assessments: assessEstate({...known, asOf: '2026-11-01', producedBy, inputs: [], questionTables}),
    plan: {teams, blackouts: [], deadlines: [], ...plan},
    from,
    ratingsAt: redRatings(known),
    producedBy,
    inputs: [],
  })
}

const moving = (id: string, developer = 10, weeks = 4): EstateRecord[] => [
  system(id, {migration: {effort: {developer}, weeks}}),
  {
    record: 'judgement',
    id: `j${id}`,
    subject: id,
    about: 'disposition',
    value: 'replatform',
    assessor: 'A. Reviewer',
    evidence: ['e1'],
  },
]

describe('the dispositions', () => {
  it('are every file of the folder', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/plan/dispositions')).map((name) =>
      name.replace('.ts', ''),
    )

    expect(files.toSorted()).toEqual(allDispositions.map(({disposition}) => disposition).toSorted())
  })

  it('give all seven options for every system, and a person wins', () => {
    const {dispositions} = planOf(estateOf(evidence(), ...moving('msti/a'), system('msti/b')))

    expect(dispositions.map(({options}) => options.length)).toEqual([7, 7])
    expect(dispositions[0]).toMatchObject({
      chosen: 'replatform',
      chosenBy: 'A. Reviewer',
      effortAssumed: false,
      effort: {developer: 10},
    })
  })

  it('are not decided where no fact speaks for one, and such a system stays out of the plan', () => {
    const {dispositions, groups} = planOf(estateOf(system('msti/a')))

    expect(dispositions[0]).not.toHaveProperty('chosen')
    expect(dispositions[0]).toMatchObject({effort: {}, effortAssumed: false, weeks: 0})
    expect(groups).toEqual([])
  })

  it('are decided by a single fact, also of a system that is hardly known', () => {
    const {dispositions} = planOf(
      estateOf(
        system('msti/a', {hosting: {kind: 'saas'}}),
        system('msti/b', {coveredBy: 'The common ledger'}),
        system('msti/c', {use: {lastUsed: '2020-01-01'}}),
      ),
    )

    expect(dispositions.map(({chosen}) => chosen)).toEqual(['retain', 'repurchase', 'retire'])
  })
})

describe('the deadlines', () => {
  it('are also the days by which a hosting must be left, past ones too', () => {
    const leaving = (id: string, exitBy: string): EstateRecord[] => {
      const [, judgement] = moving(id)
      const moved = system(id, {migration: {effort: {developer: 10}, weeks: 4}, hosting: {kind: 'co-located', exitBy}})
      return judgement ? [moved, judgement] : [moved]
    }
    const {deadlines} = planOf(
      estateOf(evidence(), ...leaving('msti/a', '2020-01-01'), ...leaving('msti/b', '2028-01-01'), system('msti/c')),
    )

    expect(deadlines).toMatchObject([
      {system: 'msti/a', date: '2020-01-01', met: false},
      {system: 'msti/b', date: '2028-01-01', what: 'its hosting must be left', met: true},
    ])
  })

  it('are also the target dates of funded plans that the cut-over comes after, and no other target dates', () => {
    const planned = (id: string, plan: {funded?: boolean; targetDate: string}): EstateRecord[] => {
      const [, judgement] = moving(id)
      const moved = system(id, {
        migration: {effort: {developer: 10}, weeks: 4},
        plan: {exists: true, ...plan},
      })
      return judgement ? [moved, judgement] : [moved]
    }
    const {deadlines, placements} = planOf(
      estateOf(
        evidence(),
        ...planned('msti/early', {funded: true, targetDate: '2027-01-10'}),
        ...planned('msti/late', {funded: true, targetDate: '2030-01-01'}),
        ...planned('msti/unfunded', {funded: false, targetDate: '2027-01-10'}),
        ...planned('msti/unsaid', {targetDate: '2027-01-10'}),
        system('msti/stays', {plan: {exists: true, funded: true, targetDate: '2027-01-10'}}),
      ),
    )

    expect(placements).toHaveLength(4)
    expect(deadlines).toEqual([
      {
        system: 'msti/early',
        date: '2027-01-10',
        what: 'its own funded plan ends',
        met: false,
        cutOver: placements[0]?.end,
      },
    ])
  })
})

describe('the groups', () => {
  it('hold what must move together, what writes one store, and circles', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `msti/${name}`)
    const {groups} = planOf(
      estateOf(
        evidence(),
        ...ids.flatMap((id) => moving(id)),
        relation('msti/a', 'DEPENDS_ON', 'msti/b', {kind: 'store', move: 'together'}),
        entity('datastore', 'datastore:msti/db'),
        relation('msti/c', 'WRITES', 'datastore:msti/db'),
        relation('msti/d', 'WRITES', 'datastore:msti/db'),
        relation('msti/e', 'DEPENDS_ON', 'msti/f', {kind: 'call', move: 'after'}),
        relation('msti/f', 'DEPENDS_ON', 'msti/e', {kind: 'call', move: 'after'}),
      ),
    )

    expect(groups.map(({systems}) => systems)).toEqual([
      ['msti/a', 'msti/b'],
      ['msti/c', 'msti/d'],
      ['msti/e', 'msti/f'],
    ])
  })
})

describe('what ties a moving system to one that stays', () => {
  it('is bridged: the one that stays is in no group and waits for nobody', () => {
    const {groups, cuts, placements} = planOf(
      estateOf(
        evidence(),
        ...['a', 'b', 'd'].flatMap((name) => moving(`msti/${name}`)),
        system('msti/c'),
        relation('msti/a', 'DEPENDS_ON', 'msti/c', {kind: 'call', move: 'together'}),
        entity('datastore', 'datastore:msti/db'),
        ...['a', 'b', 'c'].map((name) => relation(`msti/${name}`, 'WRITES', 'datastore:msti/db')),
        relation('msti/c', 'DEPENDS_ON', 'msti/b', {kind: 'store', move: 'together'}),
        relation('msti/d', 'DEPENDS_ON', 'msti/c', {kind: 'call', move: 'after'}),
        relation('msti/c', 'DEPENDS_ON', 'msti/d', {kind: 'call', move: 'after'}),
      ),
    )

    expect(groups).toEqual([
      {id: 'g1', systems: ['msti/a', 'msti/b'], why: 'write db'},
      {id: 'g2', systems: ['msti/d'], why: 'moves alone'},
    ])
    expect(cuts).toEqual([
      {
        between: ['msti/a', 'msti/c'],
        how: 'bridge the store db while c stays',
        personDays: 40,
        why: 'the plan leaves c where it is',
      },
      {
        between: ['msti/a', 'msti/c'],
        how: 'bridge the call while c stays',
        personDays: 20,
        why: 'the plan leaves c where it is',
      },
    ])
    expect(placements.map(({waitsFor}) => waitsFor)).toEqual([undefined, undefined])
  })
})

describe('the placements', () => {
  it('come after what they need, and say so', () => {
    const {placements} = planOf(
      estateOf(
        evidence(),
        ...moving('msti/a'),
        ...moving('msti/b'),
        relation('msti/a', 'DEPENDS_ON', 'msti/b', {kind: 'call', move: 'after'}),
      ),
    )
    const [first, second] = placements

    expect(first?.group).toBe('g2')
    expect([second?.binding, second?.waitsFor]).toEqual(['waits for b', 'g2'])
    expect((second?.start ?? '') > (first?.end ?? '')).toBe(true)
  })

  it('keep cut-overs out of blackouts, and work out of those that forbid work', () => {
    const blackouts = [
      {from: '2027-01-25', to: '2027-02-28', why: 'year end', of: 'cut-over' as const},
      {from: '2027-03-01', to: '2027-03-28', why: 'freeze', of: 'work' as const},
    ]
    const {placements} = planOf(estateOf(evidence(), ...moving('msti/a')), {blackouts})

    const end = placements[0]?.end ?? ''
    expect(end >= '2027-01-25' && end <= '2027-03-28').toBe(false)
  })

  it('are told as impossible when no team has the skill', () => {
    const {unplaced, placements, burnDown} = planOf(estateOf(evidence(), ...moving('msti/a')), {teams: []})

    expect(placements).toEqual([])
    expect(unplaced).toEqual([{group: 'g1', why: "no team has the skill 'developer'"}])
    expect(burnDown).toHaveLength(12)
  })

  it('never split a group, break an order, or use more than there is', () => {
    const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom('after', 'together', 'free')), {
      maxLength: 25,
    })
    const efforts = fc.array(fc.tuple(fc.integer({min: 0, max: 60}), fc.integer({min: 1, max: 20})), {
      minLength: 12,
      maxLength: 12,
    })
    fc.assert(
      fc.property(edges, efforts, (links, sizes) => {
        const name = (at: number) => `msti/s${String(at).padStart(2, '0')}`
        const records = [
          ...sizes.flatMap(([effort, weeks], at) => moving(name(at), effort, weeks)),
          ...links
            .filter(([a, b]) => a !== b)
            .map(([a, b, move]) => relation(name(a), 'DEPENDS_ON', name(b), {kind: 'call', move})),
        ]
        const roadmap = planOf(estateOf(evidence(), ...records))
        const groupOf = new Map(roadmap.groups.flatMap(({id, systems}) => systems.map((one) => [one, id] as const)))
        const placed = new Map(roadmap.placements.map((one) => [one.group, one]))
        const cut = new Set(roadmap.cuts.map(({between}) => between.join(' ')))
        expect([...groupOf.keys()].toSorted()).toEqual(sizes.map((_, at) => name(at)))
        for (const [a, b, move] of links) {
          const [from, to] = [groupOf.get(name(a)), groupOf.get(name(b))]
          if (from === to || move !== 'after' || cut.has(`${name(a)} ${name(b)}`)) continue
          const [later, earlier] = [placed.get(from ?? ''), placed.get(to ?? '')]
          if (later && earlier) expect(later.start > earlier.end).toBe(true)
        }
        const used = new Map<string, number>()
        for (const {use} of roadmap.placements)
          for (const [quarter, row] of Object.entries(use))
            used.set(quarter, (used.get(quarter) ?? 0) + (row.developer ?? 0))
        for (const amount of used.values()) expect(amount).toBeLessThanOrEqual(140.5)
        expect(roadmap.placements.length + roadmap.unplaced.length).toBe(roadmap.groups.length)
      }),
      {numRuns: 25},
    )
  }, 60_000)
})

describe('the scheduling core', () => {
  it('finds the shortest schedule where a team can do one thing at a time', () => {
    const task = (id: string, weeks: number, after: readonly string[] = []): Task => ({
      id,
      weeks,
      perWeek: new Map([['team', 1]]),
      after: new Set(after),
      priority: 1,
    })

    const {makespan, placed} = schedule([task('a', 3), task('b', 2, ['a']), task('c', 4)], {
      count: 50,
      isOpen: () => undefined,
      endForbidden: () => undefined,
      capacity: () => 1,
    })

    expect(makespan).toBe(9)
    expect(placed.get('b')?.binding).toMatchObject({kind: 'waits', task: 'a'})
  })

  it('ends no later with more capacity in simple chains', () => {
    const tasks: Task[] = Array.from({length: 6}, (_, at) => ({
      id: `t${at}`,
      weeks: 2,
      perWeek: new Map([['team', 1]]),
      after: new Set(at > 2 ? [`t${at - 3}`] : []),
      priority: 6 - at,
    }))
    const spans = [1, 2, 3].map(
      (most) =>
        schedule(tasks, {count: 99, isOpen: () => undefined, endForbidden: () => undefined, capacity: () => most})
          .makespan,
    )

    expect(spans).toEqual([12, 6, 4])
  })
})

describe('capacity', () => {
  it('of a quarter is never exceeded, whatever the day on which work begins', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 400}), fc.integer({min: 1, max: 40}), (offset, systems) => {
        const estate = estateOf(
          ...Array.from({length: systems}, (_, at) => moving(`m/s${at}`, 25 + (at % 7) * 10, 2 + (at % 9))).flat(),
        )
        const from = addDays('2027-01-04', offset)
        const {placements, capacity} = planOf(estate, {}, from)
        const used = new Map<string, number>()
        for (const {use} of placements)
          for (const [quarter, skills] of Object.entries(use))
            used.set(quarter, (used.get(quarter) ?? 0) + (skills.developer ?? 0))
        // What each placement shows is rounded to hundredths.
        for (const [quarter, days] of used)
          expect(days).toBeLessThanOrEqual((capacity[quarter]?.developer ?? 130) + 0.01 * placements.length)
      }),
      {numRuns: 60},
    )
  })
})

describe('a disposition', () => {
  it('argues with the evidence of support, and with a person’s score only where there is none', () => {
    const scored: EstateRecord[] = [
      system('m/a'),
      {record: 'judgement', id: 'j', subject: 'm/a', about: 'L1', value: 6, assessor: 'B. Beam', evidence: ['e1']},
    ]
    const {options = []} = planOf(estateOf(...scored)).dispositions[0] ?? {}
    const replatform = options.find(({disposition}) => disposition === 'replatform')

    expect(replatform?.because).toEqual(['End of support is scored 6 by B. Beam'])
  })
})
