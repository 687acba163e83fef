import type {TreePlace} from './expanded-job.ts'
import type {DatasetUse} from './dataset-uses.ts'
import type {MainframeParts} from './mainframe-parts.ts'
import type {Telling} from './telling.ts'

type Job = MainframeParts['jobs'][number]

/** Who writes and who reads a dataset, by the ids of jobs. */
export interface Exchange {
  /** By job, the step that first uses it, and whether that reads it. */
  readonly begins: Map<string, {readonly step: string; reads: boolean}>
  readonly writers: Map<string, DatasetUse>
  readonly readers: Map<string, DatasetUse>
}

interface Order {
  readonly from: string
  readonly to: string
  readonly how: string
  readonly places: readonly TreePlace[]
}

/**
 * The order of jobs: the one that a scheduler keeps, and that in which one reads what another writes. Where the two
 * contradict each other the scheduler is right: what is read is of the run before.
 */
export function describeJobOrder(telling: Telling, exchanged: ReadonlyMap<string, Exchange>): void {
  const scheduled = scheduledOrder(telling)
  const comesAfter = reach(scheduled)
  const byData = orderByData(exchanged).filter(({from, to}) => !comesAfter(to, from))
  const data = new Set(byData)
  const pairs = Map.groupBy([...scheduled, ...byData], ({from, to}) => JSON.stringify([from, to]))
  for (const own of pairs.values()) {
    const [{from, to}] = own as [Order] // a group has one at least
    const isInferred = own.every((one) => data.has(one))
    telling.relate({
      ...{from, type: 'DEPENDS_ON', to, isInferred},
      places: own.flatMap(({places}) => places),
      attributes: {
        kind: isInferred ? 'file' : 'other',
        how: [...new Set(own.map(({how}) => how))].join('; '),
      },
    })
  }
}

/** Whether a job comes after another, through others too. */
function reach(order: readonly Order[]): (later: string, earlier: string) => boolean {
  const before = Map.groupBy(order, ({from}) => from)
  const known = new Map<string, ReadonlySet<string>>()
  const allBefore = (job: string): ReadonlySet<string> => {
    const seen = new Set<string>([job])
    for (const at of seen) for (const {to} of before.get(at) ?? []) seen.add(to)
    seen.delete(job)
    return seen
  }
  return (later, earlier) => {
    const own = known.get(later) ?? allBefore(later)
    known.set(later, own)
    return own.has(earlier)
  }
}

/** A job that reads what another writes comes after it; where each writes what the other reads, nothing says which. */
function orderByData(exchanged: ReadonlyMap<string, Exchange>): readonly Order[] {
  const met = new Map<string, {readonly dataset: string; readonly places: DatasetUse['places']}[]>()
  for (const [dataset, {begins, writers, readers}] of [...exchanged].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    for (const [reader, read] of readers)
      for (const [writer, written] of writers) {
        // One that makes it anew before it reads it needs nobody.
        if (reader === writer || !begins.get(reader)?.reads) continue
        if (writers.has(reader) && readers.has(writer) && begins.get(writer)?.reads) continue
        const key = JSON.stringify([reader, writer])
        met.set(key, [...(met.get(key) ?? []), {dataset, places: [...read.places, ...written.places]}])
      }
  return [...met].map(([key, own]) => {
    const [from, to] = JSON.parse(key) as [string, string] // as it was put together above
    const names = own.map(({dataset}) => dataset)
    const how = `reads ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}, which it writes`
    return {from, to, how, places: own.flatMap(({places}) => places)}
  })
}

/** The order that schedulers keep, between jobs that the tree holds; those that it does not hold are counted. */
function scheduledOrder({open, parts}: Telling): readonly Order[] {
  const byName = Map.groupBy(parts.jobs, ({name}) => name)
  const only = (name: string): Job | undefined => {
    const own = byName.get(name) ?? []
    return own.length === 1 ? own[0] : undefined
  }
  const missing = new Set<string>()
  const order = parts.scheduled.flatMap(({path, fact}): readonly Order[] => {
    for (const name of [fact.job, ...fact.after]) if (!byName.has(name)) missing.add(name)
    for (let count = fact.elsewhere ?? 0; count > 0; count -= 1) open('elsewhere')
    for (let count = fact.dayBefore ?? 0; count > 0; count -= 1) open('day-before')
    const job = only(fact.job)
    return fact.after.flatMap((before): readonly Order[] => {
      const to = only(before)
      if (!job || !to || to.id === job.id) return []
      const how = `comes after it by ${fact.product}`
      return [{from: job.id, to: to.id, how, places: [{path, line: fact.line}]}]
    })
  })
  for (const _ of missing) open('scheduled')
  return order
}
