import type {ChargeCategory, Cost, CostKind} from '../../model/cost.ts'
import {type Amount, amountOf, formatAmount} from '../../model/decimal.ts'
import type {AttributeItem, Entity} from '../../model/entity.ts'
import {recordId, relationId} from '../../model/ids.ts'
import type {InventoryRecord} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import type {Json} from '../../model/values.ts'
import {accountEntityId, nameOfResource, providerSlug, resourceEntityId} from './cloud-ids.ts'

/** One charge, as a bill or a cost service tells it. */
export interface CostLine {
  readonly provider: string
  readonly billingAccount: string
  readonly subAccount: string
  readonly subAccountName: string
  readonly service: string
  readonly serviceCategory: string
  readonly resource: string
  readonly resourceName: string
  readonly region: string
  /** `2026-11`. */
  readonly month: string
  readonly category: ChargeCategory
  readonly isCorrection: boolean
  readonly isSupport: boolean
  readonly currency: string
  readonly billed: Amount
  /** Undefined where it is not known. */
  readonly effective: Amount | undefined
  readonly tags: readonly Tag[] | undefined
  /** The same as one text, in one order, by which lines are told apart. */
  readonly tagText: string
}

export interface Tag {
  readonly key: string
  readonly value: string
}

interface Group {
  readonly line: CostLine
  billed: Amount
  effective: Amount | undefined
  rows: number
  /** Where the first of them begins. */
  readonly place: number | undefined
}

interface Origin {
  readonly organisation: string
  readonly sourceId: string
  readonly evidence: readonly string[]
}

/** Charges added up by everything that tells them apart but the day: as many groups as there are, not lines. */
export interface CostGroups {
  /** `place` is its line in the bill's file, where that has lines. */
  readonly add: (line: CostLine, place?: number) => void
  readonly size: () => number
  /** The groups so far as records, with the things that they name; begins anew. */
  readonly take: () => InventoryRecord[]
}

export function openCostGroups(origin: Origin): CostGroups {
  let groups = new Map<string, Group>()
  return {
    add(line, place) {
      const key = keyOf(line)
      const group = groups.get(key)
      if (group === undefined) {
        groups.set(key, {line: ownTexts(line), billed: line.billed, effective: line.effective, rows: 1, place})
        return
      }
      group.billed += line.billed
      group.effective = both(group.effective, line.effective)
      group.rows += 1
    },
    size: () => groups.size,
    take() {
      const records = recordsOf(groups.values(), origin)
      groups = new Map()
      return records
    },
  }
}

/** A copy, because a piece of a text keeps the whole text in memory, here thousands of rows. */
function ownTexts(line: CostLine): CostLine {
  const {billed, effective, ...texts} = line
  return {...structuredClone(texts), billed, effective}
}

function both(a: Amount | undefined, b: Amount | undefined): Amount | undefined {
  return a === undefined || b === undefined ? undefined : a + b
}

function keyParts(line: CostLine): readonly string[] {
  return [
    line.resource,
    line.month,
    line.service,
    line.category,
    line.isCorrection ? 'Correction' : '',
    line.isSupport ? 'Support' : '',
    line.currency,
    line.region,
    line.subAccount,
    line.billingAccount,
    line.provider,
    line.serviceCategory,
    line.tagText,
  ]
}

/** With the length of each part, so that no text can pass for two. */
function keyOf(line: CostLine): string {
  let key = ''
  for (const part of keyParts(line)) key += `${part.length}:${part}`
  return key
}

function kindOf({category, isCorrection, isSupport}: CostLine): CostKind {
  if (category === 'Tax') return 'tax'
  if (category === 'Credit') return 'credit'
  if (category === 'Adjustment' || isCorrection) return 'refund'
  return isSupport ? 'support' : 'run'
}

function recordsOf(groups: Iterable<Group>, origin: Origin): InventoryRecord[] {
  const things = new Map<string, InventoryRecord>()
  const put = (record: InventoryRecord & {readonly id: string}): void => {
    const before = things.get(record.id)
    things.set(record.id, before ? mergedCostRecord(before, record) : record)
  }
  const costs: InventoryRecord[] = []
  for (const group of groups) {
    const {line} = group
    const account = line.subAccount && accountEntityId(origin.organisation, line.provider, line.subAccount)
    const holder = line.subAccount || line.billingAccount
    const resource = line.resource && resourceEntityId(origin.organisation, line.provider, holder, line.resource)
    costs.push(costOf(group, origin, account, resource))
    if (account) put(accountOf(line, account, origin))
    if (resource) put(resourceOf(line, resource, origin))
    if (account && resource) put(containment(resource, account, origin))
  }
  return [...costs, ...things.values()]
}

function costOf(
  {line, billed, effective, rows, place}: Group,
  {organisation, sourceId, evidence}: Origin,
  account: string,
  resource: string,
): Cost {
  const [year = 0, month = 0] = line.month.split('-').map(Number)
  const end = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return {
    record: 'cost',
    id: recordId('cost-', organisation, sourceId, keyOf(line)),
    organisation,
    kind: kindOf(line),
    rows,
    ...(place !== undefined && {line: place}),
    BilledCost: formatAmount(billed),
    ...(effective !== undefined && {EffectiveCost: formatAmount(effective)}),
    BillingCurrency: line.currency,
    ChargePeriodStart: `${line.month}-01`,
    ChargePeriodEnd: end,
    ChargeCategory: line.category,
    ...(line.isCorrection && {ChargeClass: 'Correction'}),
    ProviderName: line.provider,
    BillingAccountId: line.billingAccount,
    ...(line.subAccount && {SubAccountId: line.subAccount}),
    ...(line.serviceCategory && {ServiceCategory: line.serviceCategory}),
    ...(line.service && {ServiceName: line.service}),
    ...(line.region && {RegionId: line.region}),
    ...(line.resource && {ResourceId: line.resource}),
    ...(line.tags && line.tags.length > 0 && {Tags: line.tags}),
    ...(resource && {resource}),
    ...(account && {account}),
    evidence,
  }
}

function accountOf(line: CostLine, id: string, origin: Origin): Entity {
  return thing('account', id, line.subAccountName || line.subAccount, origin, {
    provider: [providerSlug(line.provider)],
    account: [line.subAccount],
  })
}

function resourceOf(line: CostLine, id: string, origin: Origin): Entity {
  return thing('resource', id, line.resourceName || nameOfResource(line.resource), origin, {
    provider: [providerSlug(line.provider)],
    account: line.subAccount ? [line.subAccount] : [],
    region: line.region ? [line.region] : [],
    resourceId: id === line.resource ? [] : [line.resource],
    tag: (line.tags ?? []).map(({key, value}) => `${key}=${value}`),
  })
}

function thing(
  kind: 'account' | 'resource',
  id: string,
  name: string,
  {organisation, evidence}: Origin,
  values: Readonly<Record<string, readonly Json[]>>,
): Entity {
  const known = Object.entries(values).filter(([, of]) => of.length > 0)
  return {
    record: 'entity',
    id,
    organisation,
    kind,
    name,
    attributes: Object.fromEntries(
      known.map(([key, of]) => [key, of.map((value) => ({value, evidence, confidence: 1}))]),
    ),
  }
}

function containment(from: string, to: string, {evidence}: Origin) {
  const id = relationId(from, 'CONTAINED_IN', to)
  const type = 'CONTAINED_IN'
  return {record: 'relation', id, from, to, type, certainty: 'structural', attributes: {}, evidence} as const
}

/** How records of groups that were taken apart are sorted, and made one where they are one. */
export const costRecordRules = {compare: compareRecords, merge: mergedCostRecord}

function mergedCostRecord(before: InventoryRecord, now: InventoryRecord): InventoryRecord {
  if (before.record === 'cost' && now.record === 'cost') return mergedCost(before, now)
  return before.record === 'entity' && now.record === 'entity' ? mergedThing(before, now) : before
}

function mergedCost(before: Cost, now: Cost): Cost {
  const merged = {
    ...before,
    rows: before.rows + now.rows,
    ...(before.line !== undefined && now.line !== undefined && {line: Math.min(before.line, now.line)}),
    BilledCost: formatAmount(amountOf(before.BilledCost) + amountOf(now.BilledCost)),
  }
  if (before.EffectiveCost !== undefined && now.EffectiveCost !== undefined)
    return {...merged, EffectiveCost: formatAmount(amountOf(before.EffectiveCost) + amountOf(now.EffectiveCost))}
  const {EffectiveCost: _, ...rest} = merged
  return rest
}

function mergedThing(before: Entity, now: Entity): Entity {
  let isSame = true
  const attributes: Record<string, readonly AttributeItem[]> = {...before.attributes}
  for (const [key, items] of Object.entries(now.attributes)) {
    const own = attributes[key] ?? []
    const more = items.filter((item) => !own.some((one) => valueOf(one) === valueOf(item)))
    if (more.length === 0) continue
    isSame = false
    attributes[key] = [...own, ...more]
  }
  return isSame ? before : {...before, attributes}
}

function valueOf(item: AttributeItem): Json | undefined {
  return 'value' in item ? item.value : undefined
}
