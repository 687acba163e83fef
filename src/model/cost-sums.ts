import {type Amount, amountOf, formatAmount} from './decimal.ts'

/** Both amounts of a cost; the amortised one is undefined where it is not known. */
export interface CostSum {
  readonly billed: Amount
  readonly effective: Amount | undefined
}

interface Costed {
  readonly BilledCost: string
  readonly EffectiveCost?: string | undefined
}

export const noCost: CostSum = {billed: 0n, effective: 0n}

export function costSumOf({BilledCost, EffectiveCost}: Costed): CostSum {
  return {
    billed: amountOf(BilledCost),
    effective: EffectiveCost === undefined ? undefined : amountOf(EffectiveCost),
  }
}

/** What is not known of a part is not known of the whole. */
export function addCosts(a: CostSum, b: CostSum): CostSum {
  const isKnown = a.effective !== undefined && b.effective !== undefined
  return {billed: a.billed + b.billed, effective: isKnown ? (a.effective ?? 0n) + (b.effective ?? 0n) : undefined}
}

export function costColumns({billed, effective}: CostSum) {
  return {
    BilledCost: formatAmount(billed),
    ...(effective !== undefined && {EffectiveCost: formatAmount(effective)}),
  }
}

/** Sums by a key, in the order in which the keys come. */
export function costsBy<T extends Costed>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, CostSum> {
  const sums = new Map<string, CostSum>()
  for (const item of items) {
    const key = keyOf(item)
    sums.set(key, addCosts(sums.get(key) ?? noCost, costSumOf(item)))
  }
  return sums
}

/**
 * Whether parts add up to their whole, for each month, currency, kind and account.
 * Errors: a bug of ours where they do not, rather than a wrong total.
 */
export function checkSums(whole: Iterable<Bearing>, parts: Iterable<Bearing>): void {
  const key = (one: Bearing): string =>
    JSON.stringify([one.organisation, one.ChargePeriodStart, one.BillingCurrency, one.kind, one.BillingAccountId])
  const [all, of] = [costsBy(whole, key), costsBy(parts, key)]
  for (const at of new Set([...all.keys(), ...of.keys()])) {
    const [one, other] = [all.get(at) ?? noCost, of.get(at) ?? noCost]
    if (one.billed !== other.billed || one.effective !== other.effective)
      throw new Error(`parts of ${at} do not add up to the whole`)
  }
}

interface Bearing extends Costed {
  readonly organisation: string
  readonly ChargePeriodStart: string
  readonly BillingCurrency: string
  readonly kind: string
  readonly BillingAccountId: string
}
