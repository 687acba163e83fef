import type {Cost} from '../../src/model/cost.ts'
import {Settings} from '../../src/model/settings.ts'
import type {ReportInput} from '../../src/render/rendered.ts'
import {attributeCosts} from '../../src/resolve/attribute-costs.ts'
import {reportInput} from './inputs.ts'

let turns = 0

export function cost(fields: Partial<Cost>): Cost {
  return {
    record: 'cost',
    id: `cost-${++turns}`,
    organisation: 'msti',
    kind: 'run',
    rows: 1,
    BilledCost: '12',
    EffectiveCost: '10',
    BillingCurrency: 'USD',
    ChargePeriodStart: '2026-01-01',
    ChargePeriodEnd: '2026-02-01',
    ChargeCategory: 'Usage',
    ProviderName: 'AWS',
    BillingAccountId: '000000000001',
    SubAccountId: '000000000042',
    ServiceName: 'Amazon S3',
    evidence: ['e1'],
    ...fields,
  }
}

/** The small estate with these costs, attributed by the tag System. */
export function inputWithCosts(costs: readonly Cost[], more: object = {}): ReportInput {
  const input = reportInput()
  const {organisations} = input.settings
  const settings = Settings.parse({
    schema: 'domesday/settings@1',
    organisations,
    costs: {tagKeys: ['System'], ...more},
  })
  const attributed = attributeCosts({
    costs,
    entities: new Map(input.estate.entities.map((thing) => [thing.id, thing])),
    rules: [],
    claims: [],
    settings: settings.costs,
    tagRules: [settings.costs],
  })
  const {allocations, problems} = attributed
  const estate = {
    ...input.estate,
    costs: attributed.costs,
    allocations,
    problems: [...input.estate.problems, ...problems],
  }
  return {...input, estate, settings: {...input.settings, costs: settings.costs}}
}

export const tagged = (value: string, key = 'System') => ({Tags: [{key, value}]})
