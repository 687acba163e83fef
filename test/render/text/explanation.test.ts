import {expect, it} from '@jest/globals'
import {assessEstate} from '../../../src/assess/assess-estate.ts'
import {explainSystem} from '../../../src/assess/explain.ts'
import type {Catalogue} from '../../../src/model/lifecycle.ts'
import type {Evidence} from '../../../src/model/inventory.ts'
import {renderExplanation} from '../../../src/render/text/explanation.ts'
import {attributeConflicts} from '../../../src/resolve/merge-records.ts'
import {entity, estateOf, evidence, relation, system} from '../../estates.ts'

const catalogue: Catalogue = {
  schema: 'domesday/lifecycle@1',
  products: [
    {
      id: 'sundial',
      name: 'Sundial',
      category: 'database',
      aliases: [],
      source: 'https://clocks.example/sundial',
      snapshot: '2026-08-22',
      extendedSupport: {
        price: 'USD 0.10 a dial and hour',
        source: 'https://clocks.example/prices',
        stated: '2026-05-06',
      },
      cycles: [
        {name: '1', endOfLife: '2024-02-29', endOfExtendedSupport: '2027-03-31'},
        {name: '2', endOfLife: '2027-03-01'},
        {name: '3', endOfLife: '2030-03-01', endOfExtendedSupport: '2033-03-01'},
      ],
    },
  ],
}

const places = Array.from({length: 9}, (_, at): Evidence => evidence(`e${at + 1}`, `pages/${at + 1}`))
const hosts = places.map(({id}) => entity('host', `host:msti/h${id}`))
const estate = estateOf(
  ...places,
  ...hosts,
  system('msti/clock'),
  ...['1', '2', '3'].map((version) =>
    entity('technology', `technology:msti/s-${version}`, {product: 'sundial', version}),
  ),
  ...hosts.flatMap(({id}, at) => [
    relation('msti/clock', 'RUNS_ON', id),
    {...relation(id, 'USES', 'technology:msti/s-1'), evidence: [`e${at + 1}`]},
  ]),
  relation('msti/clock', 'USES', 'technology:msti/s-2'),
  relation('msti/clock', 'USES', 'technology:msti/s-3'),
)
const assessing = {
  catalogue,
  asOf: '2026-11-01',
  horizonYears: 3,
  producedBy: {name: 'domesday', version: '0.0.0'},
  inputs: [],
}
const assessments = assessEstate({...assessing, estate})
const explained = explainSystem({estate, assessments, system: 'msti/clock', criterion: 'L1'})

it('lists what is at or near its end, standard and extended support apart, with the published price', () => {
  const text = renderExplanation(explained).replace(/\s+/g, ' ')

  expect(text).toContain(
    'Sundial 1, used by 9 Standard support ended on 29 February 2024. Extended: offered until 31 March 2027; not known to be bought; USD 0.10 a dial and hour, as stated for 6 May 2026: https://clocks.example/prices.',
  )
  expect(text).toContain('Sundial 2 Standard support ends on 1 March 2027. Extended: none known.')
  expect(text).not.toContain('Sundial 3')
})

it('shows the first places of the evidence and says how to see the rest', () => {
  const short = renderExplanation(explained)
  const whole = renderExplanation(explained, true)

  expect(short).toContain('and 5 more places: --all shows them')
  expect(short).not.toContain('pages/9')
  for (const {locator} of places) expect(whole).toContain(locator)
  for (const {id} of hosts) expect(whole).toContain(id)
  expect(whole).not.toContain('--all')
})

it('an explanation shows what the code of a system serves, the first ten unless all are asked for', () => {
  const ids = Array.from({length: 12}, (_, at) => `interface:msti/e${at}`)
  const serving = estateOf(
    evidence(),
    system('msti/clock'),
    entity('component', 'component:msti/src'),
    relation('component:msti/src', 'PART_OF', 'msti/clock'),
    ...ids.map((id, at) => entity('interface', id, {type: 'endpoint', method: 'GET', path: `/ticks/${at + 10}`})),
    ...ids.map((id) => relation(id, 'PART_OF', 'component:msti/src')),
  )
  const explained = explainSystem({
    estate: serving,
    assessments: assessEstate({...assessing, estate: serving}),
    system: 'msti/clock',
  })
  const [short, whole] = [renderExplanation(explained), renderExplanation(explained, true)]

  expect(short.slice(short.indexOf('Serves')).split('\n').slice(0, 3)).toEqual([
    'Serves 12 endpoints',
    '  GET     /ticks/10',
    '            inventories/msti/estate.yaml:4',
  ])
  expect(short).toContain('  and 2 more: --all lists them')
  expect([short.includes('/ticks/21'), whole.includes('/ticks/21')]).toEqual([false, true])
})

it('an explanation cites the source that a score rests on, and tells beside it what another says', () => {
  const people = (value: object, id: string) => ({value: {...value}, evidence: [id], confidence: 1})
  const staffed = {
    ...system('msti/clock'),
    attributes: {
      people: [people({needed: 2, have: 2, leavingWithin12Months: 0}, 'e1'), people({needed: 3, have: 0}, 'e2')],
    },
  }
  const disputed = estateOf(
    evidence('e1', 'y.yaml:5'),
    evidence('e2', 's.csv:2'),
    staffed,
    ...attributeConflicts([staffed]),
  )
  const explained = explainSystem({
    estate: disputed,
    assessments: assessEstate({...assessing, estate: disputed}),
    system: 'msti/clock',
    criterion: 'L3',
  })

  expect(explained.criteria[0]?.places).toEqual(['y.yaml:5'])
  expect(renderExplanation(explained).replace(/\s+/g, ' ')).toBe(
    'L3 Knowledge and skills 1-2 2 of 2 people needed are in post, none missed by known leavers. clock: 2 sources disagree on people; the first that domesday.yaml lists counts: needed 2, have 2, leaving within 12 months 0 (y.yaml:5); needed 3, have 0 (s.csv, row 2). y.yaml:5',
  )
})

it('an explanation of a system tells what it is made of, and which rule says so', () => {
  const rule = {
    ...relation('component:msti/src', 'PART_OF', 'msti/clock', {how: 'rule in domesday.yaml'}),
    evidence: [],
  }
  const made = estateOf(
    evidence(),
    system('msti/clock'),
    entity('component', 'component:msti/src', {type: 'application'}),
    entity('component', 'component:msti/src/job', {type: 'job'}),
    entity('host', 'host:msti/dial01'),
    entity('host', 'host:msti/dial02'),
    {...rule, certainty: 'structural'},
    relation('component:msti/src/job', 'PART_OF', 'component:msti/src'),
    relation('msti/clock', 'RUNS_ON', 'host:msti/dial01'),
    {...relation('msti/clock', 'RUNS_ON', 'host:msti/dial02', {how: 'rule of x'}), certainty: 'structural'},
  )
  const assessments = assessEstate({...assessing, estate: made})
  const explain = (criterion: {readonly criterion?: 'L1'}) =>
    renderExplanation(explainSystem({estate: made, assessments, system: 'msti/clock', ...criterion}))

  const text = explain({})
  expect(text.slice(text.indexOf('Made')).split('\n').slice(0, 6)).toEqual([
    'Made of 2 parts',
    '  host            dial02',
    '                  rule of x',
    '                  inventories/msti/estate.yaml:4',
    '  application     src',
    '                  rule in domesday.yaml',
  ])
  expect(explain({criterion: 'L1'})).not.toContain('Made of')
})
