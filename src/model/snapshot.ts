import {z} from 'zod'
import {ProducedBy} from './document.ts'
import {EarlierSystem} from './earlier-audit.ts'
import {AttributeItem, Entity} from './entity.ts'
import type {EstateRecord} from './estate.ts'
import {sha256} from './ids.ts'
import {Contract, Incident, Judgement, Relation, Vulnerability} from './inventory.ts'
import {compareText} from './json-lines.ts'
import {CalendarDate, Sha256} from './values.ts'

const support = {evidence: true, scopes: true} as const
const itemSupport = {evidence: true, confidence: true} as const

/** A value, or that there is none, without what supports it. */
const SnapshotItem = z.union([AttributeItem.options[0].omit(itemSupport), AttributeItem.options[1].omit(itemSupport)])

export const SnapshotEntity = Entity.omit({scopes: true}).extend({
  attributes: z.record(z.string(), z.array(SnapshotItem).readonly()),
})
export type SnapshotEntity = Readonly<z.infer<typeof SnapshotEntity>>

export const SnapshotRelation = Relation.omit(support)
export type SnapshotRelation = Readonly<z.infer<typeof SnapshotRelation>>

/** What the audit found of a system. */
const SnapshotFigures = EarlierSystem.extend({record: z.literal('figures'), id: z.string()})

/**
 * What a snapshot keeps: what there is, what people and suppliers owe, what was judged and what the audit found.
 * Evidence and what was covered stay in the inventories, costs in the bills.
 */
export const SnapshotRecord = z.discriminatedUnion('record', [
  SnapshotEntity,
  SnapshotRelation,
  Contract.omit(support),
  Incident.omit(support),
  Vulnerability.omit(support),
  Judgement.omit(support),
  SnapshotFigures,
])
export type SnapshotRecord = Readonly<z.infer<typeof SnapshotRecord>>

/** A record of the snapshot before that this one has no more. */
export const SnapshotGone = z.strictObject({record: z.literal('gone'), of: z.string(), id: z.string()})

export const SnapshotHeader = z.strictObject({
  schema: z.literal('domesday/snapshot@1'),
  producedBy: ProducedBy,
  asOf: CalendarDate,
  /**
   * Whether it was put together rightly: of the first 32 digits of the SHA-256 of each record's line, the lines sorted by
   * kind and id.
   */
  sha256: Sha256,
  /** The hash of the snapshot before, of which only the differences follow; left out where all of it follows. */
  base: Sha256.optional(),
})
export type SnapshotHeader = Readonly<z.infer<typeof SnapshotHeader>>

/** What a snapshot keeps of an audit; made anew each time, since it would not fit beside the estate. */
export function* snapshotOf(
  estate: Iterable<EstateRecord>,
  figures: readonly EarlierSystem[],
): Generator<SnapshotRecord> {
  for (const record of estate) {
    const kept = keptOf(record)
    if (kept) yield kept
  }
  for (const one of figures) yield {record: 'figures', id: one.system, ...one}
}

function keptOf(record: EstateRecord): SnapshotRecord | undefined {
  if (record.record === 'entity') {
    const {scopes: _, attributes, ...entity} = record
    return {...entity, attributes: withoutEvidence(attributes)}
  }
  if (
    record.record === 'contract' ||
    record.record === 'incident' ||
    record.record === 'judgement' ||
    record.record === 'relation' ||
    record.record === 'vulnerability'
  ) {
    const {evidence: _, scopes: __, ...kept} = record
    return kept
  }
  return undefined
}

function withoutEvidence(attributes: Entity['attributes']): SnapshotEntity['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes)
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([key, items]) => [key, items.map((item) => ('value' in item ? {value: item.value} : {state: item.state}))]),
  )
}

export function keyOf({record, id}: {readonly record: string; readonly id: string}): string {
  return `${record} ${id}`
}

/** Each record as a line of JSON, by kind and id. */
export type SnapshotState = ReadonlyMap<string, string>

export function* linesByKey(records: Iterable<SnapshotRecord>): Generator<readonly [string, string]> {
  for (const record of records) yield [keyOf(record), JSON.stringify(record)]
}

export interface LineHashes {
  readonly hashes: ReadonlyMap<string, string>
  readonly all: string
}

const lineHashDigits = 32

/** The hash of each line, and one of all of them: a state is compared by these, which are much shorter than it is. */
export function lineHashes(
  lines: Iterable<readonly [string, string]>,
  each: (key: string, line: string, hash: string) => void = () => undefined,
): LineHashes {
  const hashes = new Map<string, string>()
  for (const [key, line] of lines) {
    const hash = sha256(line).slice(0, lineHashDigits)
    hashes.set(key, hash)
    each(key, line, hash)
  }
  const inOrder = [...hashes.keys()].sort().map((key) => hashes.get(key))
  return {hashes, all: sha256(inOrder.join('\n'))}
}

/** The lines of records that are not as they were before; with none before, all of them. */
export function* changedLines(
  before: LineHashes['hashes'] | undefined,
  now: LineHashes['hashes'],
  records: Iterable<SnapshotRecord>,
): Generator<string> {
  for (const record of records) {
    const key = keyOf(record)
    if (before?.get(key) !== now.get(key)) yield JSON.stringify(record)
  }
}

/** The lines that say what is no more. */
export function* goneLines(before: LineHashes['hashes'] | undefined, now: LineHashes['hashes']): Generator<string> {
  for (const key of before?.keys() ?? []) {
    if (now.has(key)) continue
    const space = key.indexOf(' ')
    yield JSON.stringify({record: 'gone', of: key.slice(0, space), id: key.slice(space + 1)})
  }
}
