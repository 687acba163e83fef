import {z} from 'zod'
import {Allocation, type Cost} from './cost.ts'
import {origin} from './document.ts'
import {type Entity} from './entity.ts'
import {
  type Contract,
  type Coverage,
  type Evidence,
  type Incident,
  InventoryRecord,
  type Judgement,
  type Problem,
  type Relation,
  type Vulnerability,
} from './inventory.ts'
import {compareRecords, sortedByHash} from './json-lines.ts'
import {Decimal, Instant, Json} from './values.ts'

export const EstateHeader = z.strictObject({
  schema: z.literal('domesday/estate@1'),
  ...origin,
  organisations: z
    .array(
      z.strictObject({id: z.string(), name: z.string(), budgetGbp: Decimal.optional(), short: z.string().optional()}),
    )
    .readonly(),
  /** The newest moment at which anything in it was observed; left out when nothing was. */
  newestObservedAt: Instant.optional(),
})
export type EstateHeader = Readonly<z.infer<typeof EstateHeader>>

/** Sources, or rules, that disagree: `attribute` values, or two systems that claim one component. */
export const Conflict = z.strictObject({
  record: z.literal('conflict'),
  id: z.string(),
  code: z.enum(['attribute', 'claim', 'name']),
  subject: z.string(),
  /** The attribute in conflict. */
  attribute: z.string().optional(),
  message: z.string(),
  values: z.array(z.strictObject({value: Json, evidence: z.array(z.string()).readonly()})).readonly(),
})
export type Conflict = Readonly<z.infer<typeof Conflict>>

export const EstateRecord = z.discriminatedUnion('record', [...InventoryRecord.options, Conflict, Allocation])
export type EstateRecord = Readonly<z.infer<typeof EstateRecord>>

/** The estate in memory, each kind of record sorted by id. */
export interface Estate {
  readonly header: EstateHeader
  readonly entities: readonly Entity[]
  readonly relations: readonly Relation[]
  readonly evidence: readonly Evidence[]
  readonly coverage: readonly Coverage[]
  readonly problems: readonly Problem[]
  readonly costs: readonly Cost[]
  readonly contracts: readonly Contract[]
  readonly incidents: readonly Incident[]
  readonly vulnerabilities: readonly Vulnerability[]
  readonly judgements: readonly Judgement[]
  readonly conflicts: readonly Conflict[]
  readonly allocations: readonly Allocation[]
}

/** First how completely each scope was seen: what the rest means depends on it. */
const kinds = {
  coverage: 'coverage',
  entity: 'entities',
  relation: 'relations',
  evidence: 'evidence',
  problem: 'problems',
  cost: 'costs',
  contract: 'contracts',
  incident: 'incidents',
  vulnerability: 'vulnerabilities',
  judgement: 'judgements',
  conflict: 'conflicts',
  allocation: 'allocations',
} as const satisfies Record<EstateRecord['record'], keyof Estate>

/** Gathers a stream of records into an estate; sorts nothing. */
export function gatherEstate(header: EstateHeader, records: Iterable<EstateRecord>): Estate {
  const lists: Record<string, EstateRecord[]> = Object.fromEntries(Object.values(kinds).map((name) => [name, []]))
  for (const record of records) lists[kinds[record.record]]?.push(record)
  return {header, ...lists} as unknown as Estate // each list holds only its own kind of record
}

/** Each kind of record by id: the same content gives the same bytes. */
export function sortedEstate({header, ...lists}: Estate): Estate {
  const sorted = Object.entries(lists).map(([name, records]: [string, readonly EstateRecord[]]) => [
    name,
    sortedByHash(records) ?? records.toSorted(compareOfKind),
  ])
  return {header, ...Object.fromEntries(sorted)} as Estate // the same lists in another order
}

function compareOfKind(a: EstateRecord & {readonly id?: string}, b: typeof a): number {
  return a.id !== undefined && b.id !== undefined && a.id !== b.id ? (a.id < b.id ? -1 : 1) : compareRecords(a, b)
}

/** Every record of an estate, by kind in the order of the documents. */
export function* estateRecords(estate: Estate): Generator<EstateRecord> {
  for (const name of Object.values(kinds)) yield* estate[name]
}
