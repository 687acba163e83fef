import {criteria, CriterionId} from '../../model/criteria.ts'
import {compareText} from '../../model/json-lines.ts'
import type {SnapshotEntity, SnapshotRecord} from '../../model/snapshot.ts'
import type {CalendarDate} from '../../model/values.ts'
import type {ChangeRow} from './changes.ts'
import {displayName, displayText} from './display-text.ts'

/** A record that two audits do not have alike. */
export interface EstateChange {
  readonly what: 'new' | 'gone' | 'changed'
  readonly record: SnapshotRecord['record']
  readonly id: string
  /** The kind of a thing, the type of a relation, or what else it is: `host`, `DEPENDS_ON`, `contract`. */
  readonly kind: string
  readonly title: string
  /** The systems that it is about. */
  readonly systems: readonly string[]
  readonly fields: readonly FieldChange[]
}

/** One attribute of what changed; left out on the side that does not know it. */
export interface FieldChange {
  readonly field: string
  readonly before?: string
  readonly now?: string
}

/** One of two audits that are compared. */
export interface ComparedAudit {
  readonly number: number
  readonly asOf: CalendarDate
  /** As it was given; left out where it is an audit of this folder. */
  readonly folder?: string
}

export interface AuditDiff {
  readonly before: ComparedAudit
  readonly now: ComparedAudit
  readonly systems: readonly ChangeRow[]
  readonly estate: readonly EstateChange[]
}

type Fact = Exclude<SnapshotRecord, {record: 'figures'}>

/** What two audits found otherwise of what there is: things first, then relations and the rest, each by kind and title. */
export function estateChanges(
  before: readonly SnapshotRecord[],
  now: readonly SnapshotRecord[],
): readonly EstateChange[] {
  const earlier = factsByKey(before)
  const later = factsByKey(now)
  const around = surroundingsOf([...earlier.values(), ...later.values()])
  const changes: EstateChange[] = []
  for (const [key, fact] of later) {
    const was = earlier.get(key)
    const fields = was ? fieldChanges(was, fact) : []
    if (!was || fields.length > 0) changes.push({what: was ? 'changed' : 'new', ...told(fact, around), fields})
  }
  for (const [key, fact] of earlier)
    if (!later.has(key)) changes.push({what: 'gone', ...told(fact, around), fields: []})
  return withoutTwins(changes).toSorted(
    (a, b) =>
      recordOrder[a.record] - recordOrder[b.record] ||
      compareText(a.kind, b.kind) ||
      compareText(a.title, b.title) ||
      compareText(a.id, b.id),
  )
}

const recordOrder: Readonly<Record<SnapshotRecord['record'], number>> = {
  entity: 0,
  relation: 1,
  contract: 2,
  judgement: 3,
  vulnerability: 4,
  incident: 5,
  figures: 6,
}

/** `owner: Timekeeping, now Payroll`. */
export function fieldText({field, before = 'unknown', now = 'unknown'}: FieldChange): string {
  return `${displayText(field, 60)}: ${displayText(before, 120)}, now ${displayText(now, 120)}`
}

function factsByKey(records: readonly SnapshotRecord[]): ReadonlyMap<string, Fact> {
  return new Map(
    records.flatMap((one) => (one.record === 'figures' ? [] : [[`${one.record} ${one.id}`, one] as const])),
  )
}

/** A contract is a thing and a record of its own: where both changed, the record says more. */
function withoutTwins(changes: readonly EstateChange[]): readonly EstateChange[] {
  const told = new Set(changes.flatMap(({record, id}) => (record === 'contract' ? [id] : [])))
  return changes.filter(({record, kind, id}) => !(record === 'entity' && kind === 'contract' && told.has(id)))
}

/** The things of both audits, for names, and what is part of what. */
interface Surroundings {
  readonly things: ReadonlyMap<string, SnapshotEntity>
  readonly wholes: ReadonlyMap<string, ReadonlySet<string>>
  readonly users: ReadonlyMap<string, ReadonlySet<string>>
}

function surroundingsOf(facts: Iterable<Fact>): Surroundings {
  const things = new Map<string, SnapshotEntity>()
  const [wholes, users] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  for (const fact of facts) {
    if (fact.record === 'entity') things.set(fact.id, fact)
    if (fact.record !== 'relation') continue
    if (fact.type === 'PART_OF') addTo(wholes, fact.from, fact.to)
    else addTo(users, fact.to, fact.from)
  }
  return {things, wholes, users}
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}

/** The system itself, or those that something is part of, through however many wholes. */
function systemsOf(id: string, {things, wholes}: Surroundings): readonly string[] {
  const systems: string[] = []
  const seen = new Set([id])
  for (const one of seen) {
    if (things.get(one)?.kind === 'system') systems.push(one)
    else for (const whole of wholes.get(one) ?? []) seen.add(whole)
  }
  return systems
}

function told(fact: Fact, around: Surroundings): Pick<EstateChange, 'record' | 'id' | 'kind' | 'title' | 'systems'> {
  const {record, id} = fact
  const about = (ids: readonly string[]) =>
    [...new Set(ids.flatMap((one) => systemsOf(one, around)))].toSorted(compareText)
  const name = (of: string) => displayName(around.things.get(of)?.name ?? of, of)
  switch (fact.record) {
    case 'entity':
      return {record, id, kind: fact.kind, title: name(id), systems: about([id, ...(around.users.get(id) ?? [])])}
    case 'relation':
      return {
        ...{record, id, kind: fact.type, systems: about([fact.from])},
        title: `${name(fact.from)} ${fact.type} ${name(fact.to)}`,
      }
    case 'contract':
    case 'incident':
      return {record, id, kind: record, title: `${record} of ${name(fact.system)}`, systems: [fact.system]}
    case 'vulnerability':
      return {
        record,
        id,
        kind: record,
        title: `vulnerabilities of ${name(fact.subject)}`,
        systems: about([fact.subject]),
      }
    case 'judgement':
      return {record, id, kind: record, title: judged(fact.about, name(fact.subject)), systems: [fact.subject]}
  }
}

function judged(about: string, name: string): string {
  const criterion = CriterionId.safeParse(about)
  return `judgement of ${name}: ${criterion.success ? criteria[criterion.data].short : displayText(about)}`
}

function fieldChanges(before: Fact, now: Fact): readonly FieldChange[] {
  const [was, is] = [fieldsOf(before), fieldsOf(now)]
  return [...new Set([...was.keys(), ...is.keys()])].toSorted(compareText).flatMap((field) => {
    const [a, b] = [was.get(field), is.get(field)]
    return a === b ? [] : [{field, ...(a !== undefined && {before: a}), ...(b !== undefined && {now: b})}]
  })
}

/** Every field as text, those of attributes beside the record's own. */
function fieldsOf(fact: Fact): ReadonlyMap<string, string> {
  const {record: _, id: __, ...own} = fact
  const fields = new Map<string, string>()
  for (const [field, value] of Object.entries(own)) if (field !== 'attributes') fields.set(field, valueText(value))
  if (fact.record === 'entity')
    for (const [field, items] of Object.entries(fact.attributes))
      fields.set(field, items.map((item) => valueText('value' in item ? item.value : item.state)).join(' | '))
  if (fact.record === 'relation')
    for (const [field, value] of Object.entries(fact.attributes)) fields.set(field, valueText(value))
  return fields
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
