import type {Collected} from '../model/collected.ts'
import {addCosts, costColumns, type CostSum, costSumOf, noCost} from '../model/cost-sums.ts'
import type {Coverage, Inventory, InventoryRecord, Problem} from '../model/inventory.ts'

export type Summary = Omit<Collected, 'inventory'>

/** Records counted by kind (of entity, or of record), with coverage and problems in full. */
export function summaryOf({records}: Pick<Inventory, 'records'>): Summary {
  const counting = countRecords()
  for (const record of records) counting.add(record)
  return counting.summary()
}

/** Counts records as they pass. */
export function countRecords(): {readonly add: (record: InventoryRecord) => void; readonly summary: () => Summary} {
  const counts = new Map<string, number>()
  const costs = new Map<string, CostSum>()
  const coverage: Coverage[] = []
  const problems: Problem[] = []
  return {
    add(record) {
      const key = record.record === 'entity' ? record.kind : record.record
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (record.record === 'cost') {
        const {BillingCurrency: currency} = record
        costs.set(currency, addCosts(costs.get(currency) ?? noCost, costSumOf(record)))
      }
      if (record.record === 'coverage') coverage.push(record)
      if (record.record === 'problem') problems.push(record)
    },
    summary: () => ({
      counts: Object.fromEntries(inOrder(counts)),
      ...(costs.size > 0 && {
        costs: inOrder(costs).map(([currency, sum]) => ({currency, ...costColumns(sum)})),
      }),
      coverage,
      problems,
    }),
  }
}

function inOrder<T>(of: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...of].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
