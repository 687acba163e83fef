import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import type {Cost} from '../../src/model/cost.ts'
import {checkSums} from '../../src/model/cost-sums.ts'
import type {Entity} from '../../src/model/entity.ts'
import {Settings, type TagRules} from '../../src/model/settings.ts'
import {attributeCosts} from '../../src/resolve/attribute-costs.ts'
import {entity, system} from '../estates.ts'

let turns = 0
function cost(fields: Partial<Cost>): Cost {
  return {
    record: 'cost',
    id: `cost-${++turns}`,
    organisation: 'msti',
    kind: 'run',
    rows: 1,
    BilledCost: '10',
    EffectiveCost: '8',
    BillingCurrency: 'USD',
    ChargePeriodStart: '2026-01-01',
    ChargePeriodEnd: '2026-02-01',
    ChargeCategory: 'Usage',
    ProviderName: 'AWS',
    BillingAccountId: '001',
    SubAccountId: '0042',
    evidence: ['e1'],
    ...fields,
  }
}

const tag = (key: string, value: string) => ({Tags: [{key, value}]})
const bucket = (name: string, attributes: Record<string, string> = {}): Entity => ({
  ...entity('resource', `arn:aws:s3:::${name}`, {account: '0042', ...attributes}),
  organisation: 'msti',
  name,
})
const things = [system('msti/pay-gateway'), system('msti/rota'), system('msti/ledger')]

function attributed(
  costs: readonly Cost[],
  more: object = {},
  resources: readonly Entity[] = [],
  tagRules: readonly TagRules[] = [],
) {
  const settings = Settings.parse({
    schema: 'domesday/settings@1',
    organisations: [{id: 'msti', name: 'Ministry'}],
    ...more,
  })
  return attributeCosts({
    costs,
    entities: new Map([...things, ...resources].map((thing) => [thing.id, thing])),
    rules: settings.systems,
    claims: [],
    settings: settings.costs,
    tagRules: [settings.costs, ...tagRules],
  })
}

const brief = ({allocations}: ReturnType<typeof attributed>) =>
  allocations
    .map(
      ({way, system = '-', how, BilledCost, EffectiveCost = '?'}) =>
        `${way} ${system} ${BilledCost} ${EffectiveCost} ${how}`,
    )
    .toSorted()

describe('a resource', () => {
  it('whose costs are shared is known as that, with no bill too', () => {
    const costs = {
      shared: [{name: 'platform', organisation: 'msti', match: [{account: '0042'}], by: 'equal', among: ['rota']}],
    }

    expect(attributed([], {costs}, [bucket('logs'), bucket('other', {account: '0043'})]).shared).toEqual(
      new Map([['arn:aws:s3:::logs', 'platform']]),
    )
  })
})

describe('the attribution of costs', () => {
  it('goes by tags in the order of their keys, in any case and with any separators', () => {
    const costs = {tagKeys: ['System', 'Service'], tagValues: [{value: 'payments', system: 'pay-gateway'}]}
    const found = attributed(
      [
        cost(tag('SYSTEM ', 'Pay_Gateway')),
        cost(tag('user:system', 'msti/rota')),
        cost({
          Tags: [
            {key: 'Service', value: 'Ledger'},
            {key: 'system', value: ''},
          ],
        }),
        cost(tag('service', 'PAYMENTS')),
        cost(tag('System', 'ghost')),
        cost(tag('System', ' ')),
        cost({}),
      ],
      {costs},
    )

    expect(brief(found)).toEqual([
      'attributed msti/ledger 10 8 tag Service=Ledger',
      'attributed msti/pay-gateway 10 8 tag SYSTEM =Pay_Gateway',
      'attributed msti/pay-gateway 10 8 tag service=PAYMENTS',
      'attributed msti/rota 10 8 tag user:system=msti/rota',
      'unallocated - 10 8 no rule claims it, and no tag names a system',
      'unallocated - 10 8 the tag System is empty',
      'unallocated - 10 8 the tag System=ghost names no system',
    ])
  })

  it('holds rules that name the thing for surer than tags, and those for surer than its account alone', () => {
    const systems = [
      {id: 'rota', organisation: 'msti', match: [{account: '0042'}]},
      {id: 'ledger', organisation: 'msti', match: [{resource: ['arn:aws:s3:::books', 'arn:aws:s3:::book*']}]},
    ]
    const resources = [bucket('books'), bucket('bookshelf'), bucket('tides')]
    const found = attributed(
      [
        cost({resource: 'arn:aws:s3:::books', ...tag('System', 'pay-gateway')}),
        cost({resource: 'arn:aws:s3:::bookshelf'}),
        cost({resource: 'arn:aws:s3:::tides', ...tag('System', 'pay-gateway')}),
        cost({resource: 'arn:aws:s3:::tides', BilledCost: '1'}),
        cost({kind: 'tax', ChargeCategory: 'Tax'}),
      ],
      {systems, costs: {tagKeys: ['System']}},
      resources,
    )

    expect(brief(found)).toEqual([
      'attributed msti/ledger 20 16 rule in domesday.yaml',
      'attributed msti/pay-gateway 10 8 tag System=pay-gateway',
      'attributed msti/rota 1 8 rule in domesday.yaml',
      'attributed msti/rota 10 8 rule in domesday.yaml',
    ])
    expect(found.relations.map(({from, type, to}) => `${from} ${type} ${to}`)).toEqual([
      'msti/pay-gateway RUNS_ON arn:aws:s3:::tides',
    ])
  })

  it('knows a tag that another source saw on the resource', () => {
    const found = attributed([cost({resource: 'arn:aws:s3:::tides'})], {costs: {tagKeys: ['cost=centre']}}, [
      bucket('tides', {tag: 'Cost=Centre=rota'}),
    ])

    expect(brief(found)).toEqual(['attributed msti/rota 10 8 tag Cost=Centre=rota'])
  })

  it('asks what plugins say of tags after domesday.yaml, and in their organisations alone', () => {
    const tagRules = [
      {organisations: ['clocks'], tagKeys: ['team'], tagValues: []},
      {
        organisations: ['msti'],
        tagKeys: ['app'],
        tagValues: [
          {value: 'x', system: 'rota'},
          {value: 'y', system: 'gone'},
        ],
      },
    ]
    const costs = {tagKeys: ['system'], tagValues: [{value: 'x', system: 'ledger'}]}
    const found = attributed(
      [cost(tag('team', 'rota')), cost(tag('app', 'rota')), cost(tag('app', 'x')), cost(tag('app', 'y'))],
      {costs},
      [],
      tagRules,
    )

    expect(brief(found)).toEqual([
      'attributed msti/ledger 10 8 tag app=x',
      'attributed msti/rota 10 8 tag app=rota',
      'unallocated - 10 8 no rule claims it, and no tag names a system',
      'unallocated - 10 8 the tag app=y names no system',
    ])
  })

  it('gives what two systems claim to neither, and tells of the conflict', () => {
    const match = [{name: 'tides'}]
    const found = attributed(
      [cost({resource: 'arn:aws:s3:::tides'})],
      {
        systems: [
          {id: 'rota', organisation: 'msti', match},
          {id: 'ledger', organisation: 'msti', match},
        ],
      },
      [bucket('tides')],
    )

    expect(brief(found)).toEqual(['unallocated - 10 8 msti/ledger and msti/rota both claim it'])
    expect(found.conflicts.map(({code, subject}) => [code, subject])).toEqual([['claim', 'arn:aws:s3:::tides']])
  })

  it('shares by equal parts, by direct cost of the month, and by percentages, to the last digit', () => {
    const pool = (name: string, more: object) => ({name, organisation: 'msti', match: [{tag: `Pool=${name}`}], ...more})
    const costs = {
      tagKeys: ['System'],
      shared: [
        pool('network', {by: 'equal', among: ['rota', 'ledger', 'msti/pay-gateway']}),
        pool('platform', {by: 'direct'}),
        pool('desk', {
          by: 'fixed',
          percentages: [
            {system: 'rota', percent: '33.3'},
            {system: 'ledger', percent: '66.7'},
          ],
        }),
      ],
    }
    const found = attributed(
      [
        cost({...tag('System', 'rota'), EffectiveCost: '1'}),
        cost({...tag('System', 'ledger'), EffectiveCost: '2'}),
        cost({...tag('Pool', 'network'), BilledCost: '0.1', EffectiveCost: '-0.1'}),
        cost({...tag('Pool', 'platform'), BilledCost: '0.000001', EffectiveCost: '100'}),
        cost({...tag('Pool', 'platform'), ChargePeriodStart: '2026-02-01', ChargePeriodEnd: '2026-03-01'}),
        cost({...tag('Pool', 'desk'), BilledCost: '0.05', EffectiveCost: '1'}),
      ],
      {costs},
    )

    expect(brief(found)).toEqual([
      'attributed msti/ledger 10 2 tag System=ledger',
      'attributed msti/rota 10 1 tag System=rota',
      'shared msti/ledger 0.000001 66.67 shared costs platform, by direct cost',
      'shared msti/ledger 0.03 0.67 shared costs desk, by fixed percentages',
      'shared msti/ledger 0.04 -0.04 shared costs network, in equal parts',
      'shared msti/pay-gateway 0.03 -0.03 shared costs network, in equal parts',
      'shared msti/rota 0 33.33 shared costs platform, by direct cost',
      'shared msti/rota 0.02 0.33 shared costs desk, by fixed percentages',
      'shared msti/rota 0.03 -0.03 shared costs network, in equal parts',
      'unallocated - 10 8 shared costs platform: no system has costs of its own to share them by',
    ])
  })

  it('refuses systems that are nowhere, with the nearest that is', () => {
    const costs = {tagValues: [{value: 'x', system: 'ledgr'}]}

    expect(() => attributed([cost({})], {costs})).toThrow(
      expect.objectContaining({
        faults: [
          {
            message: `costs names the system 'ledgr', which nothing declares. Did you mean 'ledger'?`,
            where: 'domesday.yaml',
          },
        ],
      }),
    )
  })

  it('tells where two bills may hold the same charges', () => {
    const found = attributed([cost({scopes: ['msti/a#s1']}), cost({scopes: ['msti/b#s1']})])

    expect(found.problems.map(({message}) => message)).toEqual([
      'msti/a and msti/b both bill AWS 001 for 2026-01: if they hold the same charges, these are counted twice',
    ])
  })

  it('adds up to all costs for any costs, with a total that is made apart', () => {
    const costs = {
      tagKeys: ['s'],
      shared: [
        {name: 'all', organisation: 'msti', match: [{tag: 'p=all'}], by: 'direct'},
        {name: 'some', organisation: 'msti', match: [{tag: 'p=some'}], by: 'equal', among: ['rota', 'ledger']},
      ],
    }
    const cents = fc.integer({min: -100_000, max: 100_000})
    const any = fc.record({
      cents,
      tags: fc.constantFrom(tag('s', 'rota'), tag('s', 'ledger'), tag('s', '?'), tag('p', 'all'), tag('p', 'some'), {}),
      kind: fc.constantFrom('run' as const, 'credit' as const),
      BillingCurrency: fc.constantFrom('USD', 'GBP'),
    })
    fc.assert(
      fc.property(fc.array(any, {maxLength: 40}), (rows) => {
        const {allocations} = attributed(
          rows.map(({cents, tags, kind, BillingCurrency}) =>
            cost({
              ...tags,
              kind,
              BillingCurrency,
              BilledCost: (cents / 100).toFixed(2),
              EffectiveCost: (cents / 100).toFixed(2),
            }),
          ),
          {costs},
        )
        for (const currency of ['USD', 'GBP']) {
          const of = allocations.filter(({BillingCurrency}) => BillingCurrency === currency)
          const total = rows.reduce((sum, row) => sum + (row.BillingCurrency === currency ? row.cents : 0), 0)

          expect(of.reduce((sum, {BilledCost}) => sum + Math.round(Number(BilledCost) * 100), 0)).toBe(total)
        }
      }),
      {numRuns: 100},
    )
  })

  it('is a bug, not a total, where parts do not add up', () => {
    expect(() => checkSums([cost({})], [cost({BilledCost: '9.99'})])).toThrow('do not add up')
  })
})
