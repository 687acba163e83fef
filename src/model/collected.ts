import type {Coverage, Problem} from './inventory.ts'

/** What `collect` and `import` give: where the inventory stands and what is in it. */
export interface Collected {
  /** The file that was written; left out when only checked. */
  readonly inventory?: string
  readonly counts: Readonly<Record<string, number>>
  /** All charges by currency, exact, so that the bill can be reconciled; left out where there are none. */
  readonly costs?: readonly CostTotal[]
  readonly coverage: readonly Coverage[]
  readonly problems: readonly Problem[]
}

/** `EffectiveCost`, the amortised one, is left out where it is not known of all. */
export interface CostTotal {
  readonly currency: string
  readonly BilledCost: string
  readonly EffectiveCost?: string
}
