import type {Conflict} from '../model/estate.ts'
import {recordId} from '../model/ids.ts'
import type {Contract, Judgement} from '../model/inventory.ts'
import {keyWords} from '../model/key-words.ts'
import {compareText} from '../model/json-lines.ts'
import type {Json} from '../model/values.ts'
import {firstCounts, union} from './merge-records.ts'

type Told = Contract | Judgement

/**
 * Contracts and judgements of one thing that several sources tell, as they count. Of a contract every field counts that
 * any source states, that of the first listed where they differ; with another supplier it is another contract, and the
 * first listed counts whole. Of judgements the newest counts, then one with a name, then one with a reason, then the
 * first listed.
 */
export function countedRecords<T extends Told>(records: readonly T[]): readonly T[] {
  return [...Map.groupBy(records, ({id}) => id).values()].map((same) =>
    same.reduce((before, now) => {
      if (before.record === 'contract' && now.record === 'contract') return mergedContract(before, now) as T & Contract // of the kind of both
      return before.record === 'judgement' && now.record === 'judgement' && isBetter(before, now) ? before : now
    }),
  )
}

function mergedContract(before: Contract, now: Contract): Contract {
  const isOther = before.supplier !== undefined && now.supplier !== undefined && before.supplier !== now.supplier
  if (isOther) return before
  const scopes = union(before.scopes, now.scopes)
  const whole = {...now, ...before, ...(scopes.length > 0 && {scopes})}
  // What only contradicts it is no evidence for it.
  const adds = fieldsOf(now).some((key) => before[key] === undefined)
  const isSame = fieldsOf(now).every((key) => now[key] === whole[key])
  return {...whole, evidence: adds || isSame ? union(before.evidence, now.evidence) : before.evidence}
}

const contractFields = ['supplier', 'ends', 'replacement'] as const

/** What a source says of a contract. */
function fieldsOf(contract: Contract): readonly (typeof contractFields)[number][] {
  return contractFields.filter((key) => contract[key] !== undefined)
}

function isBetter(a: Judgement, b: Judgement): boolean {
  const order =
    compareText(a.date ?? '', b.date ?? '') ||
    Number(a.assessor !== undefined) - Number(b.assessor !== undefined) ||
    Number(a.reason !== undefined) - Number(b.reason !== undefined)
  return order >= 0
}

/** What sources tell differently of one thing, and which of it counts. What only one of them tells is no disagreement. */
export function recordConflicts(records: readonly Told[], nameOf: (id: string) => string): readonly Conflict[] {
  const told = Map.groupBy(records, ({id}) => id)
  return [...told.values()].flatMap((same) => {
    const [first] = same
    if (!first || !same.some((one) => same.some((other) => differ(one, other)))) return []
    const versions = new Map(same.map((record) => [JSON.stringify(saidBy(record)), record]))
    const subject = first.record === 'contract' ? first.system : first.subject
    const attribute = first.record === 'contract' ? 'contract' : first.about
    const which =
      first.record === 'contract'
        ? firstCounts
        : 'the newest counts, then one with a name and a reason, then the first that domesday.yaml lists'
    return [
      {
        record: 'conflict',
        id: recordId('c', subject, attribute),
        code: 'attribute',
        subject,
        attribute,
        message: `${nameOf(subject)}: ${versions.size} sources disagree on ${keyWords(attribute)}; ${which}`,
        values: [...versions.values()].map((record) => ({value: saidBy(record), evidence: record.evidence})),
      },
    ]
  })
}

function differ(a: Told, b: Told): boolean {
  if (a.record === 'judgement' && b.record === 'judgement') return a.value !== b.value
  if (a.record !== 'contract' || b.record !== 'contract') return false
  return fieldsOf(a).some((key) => b[key] !== undefined && a[key] !== b[key])
}

function saidBy(record: Told): Json {
  if (record.record === 'judgement') return record.value
  const {supplier, ends, replacement} = record
  return {...(supplier && {supplier}), ...(ends && {ends}), ...(replacement && {replacement})}
}
