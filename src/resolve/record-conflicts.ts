import type {Conflict} from '../model/estate.ts'
import {recordId} from '../model/ids.ts'
import type {Contract, InventoryRecord, Judgement} from '../model/inventory.ts'
import type {Json} from '../model/values.ts'

/** Contracts and judgements of one thing that several sources tell differently: the last listed counts, and it is told. */
export function recordConflicts(records: readonly InventoryRecord[]): readonly Conflict[] {
  const told = new Map<string, (Contract | Judgement)[]>()
  for (const record of records)
    if (record.record === 'contract' || record.record === 'judgement')
      told.set(record.id, [...(told.get(record.id) ?? []), record])
  return [...told.values()].flatMap((same) => {
    const versions = new Map(same.map((record) => [JSON.stringify(saidBy(record)), record]))
    const [first] = same
    if (!first || versions.size < 2) return []
    const subject = first.record === 'contract' ? first.system : first.subject
    const attribute = first.record === 'contract' ? 'contract' : first.about
    return [
      {
        record: 'conflict',
        id: recordId('c', subject, attribute),
        code: 'attribute',
        subject,
        attribute,
        message: `${subject}: ${versions.size} sources disagree on ${attribute}; the last that domesday.yaml lists counts`,
        values: [...versions.values()].map((record) => ({value: saidBy(record), evidence: record.evidence})),
      },
    ]
  })
}

function saidBy(record: Contract | Judgement): Json {
  if (record.record === 'judgement') return record.value
  const {supplier = null, ends = null, replacement = null} = record
  return {supplier, ends, replacement}
}
