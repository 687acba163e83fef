import {compareText} from '../model/json-lines.ts'
import type {Catalogue, Cycle, Product} from '../model/lifecycle.ts'

const dates = ['endOfActiveSupport', 'endOfLife', 'endOfExtendedSupport', 'frozenFrom'] as const

/** What is said otherwise of one release than before. */
export interface CycleChange {
  readonly product: string
  readonly cycle: string
  /** `new` and `gone`: the release itself; else the date that is another. */
  readonly what: 'new' | 'gone' | (typeof dates)[number]
  readonly before?: string
  readonly after?: string
}

export interface CatalogueChanges {
  /** Ids of products, sorted. */
  readonly newProducts: readonly string[]
  readonly goneProducts: readonly string[]
  /** Of products that both have, by product and release. */
  readonly cycles: readonly CycleChange[]
}

/** What one catalogue says otherwise than another. */
export function compareCatalogues(before: Catalogue, after: Catalogue): CatalogueChanges {
  const [old, now] = [before, after].map(({products}) => new Map(products.map((product) => [product.id, product])))
  const idsOnlyIn = (one: Catalogue, other?: ReadonlyMap<string, Product>) =>
    one.products.flatMap(({id}) => (other?.has(id) ? [] : [id])).toSorted(compareText)
  return {
    newProducts: idsOnlyIn(after, old),
    goneProducts: idsOnlyIn(before, now),
    cycles: before.products
      .flatMap((product) => changesOf(product, now?.get(product.id)))
      .toSorted((a, b) => compareText(a.product, b.product) || compareText(a.cycle, b.cycle)),
  }
}

function changesOf({id, cycles}: Product, now: Product | undefined): readonly CycleChange[] {
  if (!now || now.cycles === cycles) return []
  const old = new Map(cycles.map((cycle) => [cycle.name, cycle]))
  const names = new Set(now.cycles.map(({name}) => name))
  return [
    ...now.cycles.flatMap((cycle) => {
      const earlier = old.get(cycle.name)
      return earlier ? dateChanges(id, earlier, cycle) : [newCycle(id, cycle)]
    }),
    ...cycles.flatMap(({name}) => (names.has(name) ? [] : [{product: id, cycle: name, what: 'gone' as const}])),
  ]
}

function newCycle(product: string, {name, endOfLife}: Cycle): CycleChange {
  return {product, cycle: name, what: 'new', ...(endOfLife && {after: endOfLife})}
}

function dateChanges(product: string, before: Cycle, after: Cycle): readonly CycleChange[] {
  return dates.flatMap((what) => {
    const [old, now] = [before[what], after[what]]
    return old === now ? [] : [{product, cycle: after.name, what, ...(old && {before: old}), ...(now && {after: now})}]
  })
}
