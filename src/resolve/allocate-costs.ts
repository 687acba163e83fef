import type {Allocation, Cost} from '../model/cost.ts'
import {addCosts, checkSums, costColumns, type CostSum, costSumOf, noCost} from '../model/cost-sums.ts'
import {type Amount, amountOf, apportion} from '../model/decimal.ts'
import type {Entity} from '../model/entity.ts'
import {recordId} from '../model/ids.ts'
import {compareText} from '../model/json-lines.ts'
import type {CostSettings} from '../model/settings.ts'
import {fullName, sharersOf} from './system-names.ts'

type Bearer = Pick<Allocation, 'way' | 'system' | 'how'>

/** Costs that are alike in all that an allocation tells. */
interface Charge {
  readonly like: Cost
  readonly bearer: Bearer
  readonly pool: string | undefined
  readonly evidence: ReadonlySet<string>
  sum: CostSum
}

/**
 * What each system bears of the costs, shared ones divided to the last digit, and what nobody does.
 * Errors: a bug of ours where that does not add up to all costs.
 */
export function allocateCosts(
  costs: readonly Cost[],
  entities: ReadonlyMap<string, Entity>,
  settings: CostSettings,
): readonly Allocation[] {
  const charges = chargesOf(costs)
  const direct = directCosts(costs)
  const systems = [...entities.values()].filter(({kind}) => kind === 'system')
  const allocations = charges.flatMap((charge) =>
    charge.pool === undefined
      ? [allocationOf(charge, charge.bearer, charge.sum)]
      : sharedOut(charge, settings, direct, systems),
  )
  const merged = mergedAllocations(allocations)
  checkSums(costs, merged)
  return merged
}

function chargesOf(costs: readonly Cost[]): readonly Charge[] {
  const charges = new Map<string, Charge & {readonly evidence: Set<string>}>()
  for (const cost of costs) {
    const {attribution = {way: 'unallocated', why: 'it was not judged'}} = cost
    const pool = attribution.way === 'shared' ? attribution.pool : undefined
    const bearer = bearerOf(attribution)
    const key = keyOf(cost, bearer, pool)
    const charge = charges.get(key) ?? {like: cost, bearer, pool, evidence: new Set(), sum: noCost}
    charge.sum = addCosts(charge.sum, costSumOf(cost))
    for (const id of cost.evidence) charge.evidence.add(id)
    charges.set(key, charge)
  }
  return [...charges.values()]
}

function bearerOf(attribution: NonNullable<Cost['attribution']>): Bearer {
  if (attribution.way === 'attributed') return attribution
  if (attribution.way === 'unallocated') return {way: 'unallocated', how: attribution.why}
  return {way: 'shared', how: `shared costs ${attribution.pool}`}
}

function keyOf(cost: Cost, {way, system, how}: Bearer, pool = ''): string {
  const {organisation, kind, BillingCurrency, ChargePeriodStart, ChargeCategory, ChargeClass = ''} = cost
  const {ProviderName, BillingAccountId, SubAccountId = '', ServiceName = ''} = cost
  return JSON.stringify([
    organisation,
    way,
    system ?? '',
    how,
    pool,
    kind,
    BillingCurrency,
    ChargePeriodStart,
    ChargeCategory,
    ChargeClass,
    ProviderName,
    BillingAccountId,
    SubAccountId,
    ServiceName,
  ])
}

function allocationOf({like, evidence}: Charge, bearer: Bearer, sum: CostSum): Allocation {
  const {organisation, kind, BillingCurrency, ChargePeriodStart, ChargePeriodEnd, ChargeCategory, ChargeClass} = like
  const {ProviderName, BillingAccountId, SubAccountId, ServiceName} = like
  return {
    record: 'allocation',
    id: recordId('allocation-', keyOf(like, bearer)),
    organisation,
    way: bearer.way,
    ...(bearer.system !== undefined && {system: bearer.system}),
    how: bearer.how,
    kind,
    ...costColumns(sum),
    BillingCurrency,
    ChargePeriodStart,
    ChargePeriodEnd,
    ChargeCategory,
    ...(ChargeClass && {ChargeClass}),
    ProviderName,
    BillingAccountId,
    ...(SubAccountId !== undefined && {SubAccountId}),
    ...(ServiceName !== undefined && {ServiceName}),
    evidence: [...evidence].toSorted(compareText),
  }
}

/** Two shared costs may fall to one system in the same words. */
function mergedAllocations(allocations: readonly Allocation[]): readonly Allocation[] {
  const merged = new Map<string, Allocation>()
  for (const one of allocations) {
    const before = merged.get(one.id)
    const sum = before && costColumns(addCosts(costSumOf(before), costSumOf(one)))
    merged.set(
      one.id,
      before ? {...before, ...sum, evidence: [...new Set([...before.evidence, ...one.evidence])].toSorted()} : one,
    )
  }
  return [...merged.values()].toSorted((a, b) => compareText(a.id, b.id))
}

/** What each system runs for by itself, by organisation, month and currency. */
type DirectCosts = ReadonlyMap<string, ReadonlyMap<string, Amount>>

function directKey({organisation, ChargePeriodStart, BillingCurrency}: Cost): string {
  return JSON.stringify([organisation, ChargePeriodStart, BillingCurrency])
}

function directCosts(costs: readonly Cost[]): DirectCosts {
  const direct = new Map<string, Map<string, Amount>>()
  for (const cost of costs) {
    if (cost.attribution?.way !== 'attributed' || cost.kind !== 'run') continue
    const of = direct.get(directKey(cost)) ?? new Map<string, Amount>()
    const {system} = cost.attribution
    of.set(system, (of.get(system) ?? 0n) + amountOf(cost.EffectiveCost ?? cost.BilledCost))
    direct.set(directKey(cost), of)
  }
  return direct
}

function sharedOut(
  charge: Charge,
  settings: CostSettings,
  direct: DirectCosts,
  systems: readonly Entity[],
): readonly Allocation[] {
  const pool = settings.shared.find(({name}) => name === charge.pool)
  if (!pool) throw new Error(`there are no shared costs ${charge.pool}`)
  const own = direct.get(directKey(charge.like)) ?? new Map<string, Amount>()
  const named = sharersOf(pool)
  const among = (named.length > 0 ? named : systems.filter(isOf(pool.organisation)).map(({id}) => id)).toSorted()
  const weights = among.map((system) => {
    if (pool.by === 'equal') return 1n
    if (pool.by === 'direct') return own.get(system) ?? 0n
    const share = pool.percentages.find((one) => fullName(one.system, pool.organisation) === system)
    return share ? amountOf(share.percent) : 0n
  })
  const billed = apportion(charge.sum.billed, weights)
  const effective = charge.sum.effective === undefined ? undefined : apportion(charge.sum.effective, weights)
  if (!billed)
    return [
      allocationOf(
        charge,
        {way: 'unallocated', how: `shared costs ${pool.name}: no system has costs of its own to share them by`},
        charge.sum,
      ),
    ]
  return among.flatMap((system, at) => {
    const sum = {billed: billed[at] ?? 0n, effective: effective?.[at]}
    if (sum.billed === 0n && (sum.effective ?? 0n) === 0n) return []
    return [allocationOf(charge, {way: 'shared', system, how: `shared costs ${pool.name}, ${keyWords[pool.by]}`}, sum)]
  })
}

const keyWords = {equal: 'in equal parts', direct: 'by direct cost', fixed: 'by fixed percentages'} as const

function isOf(organisation: string): (system: Entity) => boolean {
  return (system) => system.organisation === organisation
}
