import type {Estate} from '../model/estate.ts'
import type {Relation} from '../model/inventory.ts'
import type {Roadmap} from '../model/roadmap.ts'
import {bridgeDays} from './bridge-days.ts'
import {retainedBridges} from './retained-bridges.ts'
import {strongComponents} from './strong-components.ts'
import {writersOfStores} from './writers-of-stores.ts'

export interface MoveGroups {
  readonly groups: Roadmap['groups']
  /** By group: the groups that must be done before it. */
  readonly after: ReadonlyMap<string, ReadonlySet<string>>
  readonly cuts: Roadmap['cuts']
}

interface Edge {
  readonly from: string
  readonly to: string
  readonly relation: Relation
}

/**
 * Systems that must move together: joined by `together`, writing one store, or depending on each other in a circle. One
 * that stays is in no group, and what ties a moving system to it is bridged and listed as a cut. Where the
 * order between groups goes round all the same, the cheapest edges give way and are cuts too.
 */
export function moveGroups(
  estate: Estate,
  moving: readonly string[],
  urgency: ReadonlyMap<string, number>,
): MoveGroups {
  const movers = new Set(moving)
  const edges = estate.relations
    .filter(({type, from, to}) => type === 'DEPENDS_ON' && from !== to && movers.has(from) && movers.has(to))
    .map((relation) => ({from: relation.from, to: relation.to, relation}))
  const after = edges.filter(({relation}) => relation.attributes.move === 'after')
  const whole = new Map(moving.map((id) => [id, new Set([id])]))
  const reasons = new Map<string, Set<string>>()
  const join = (systems: readonly string[], why: string): void => {
    const [first, ...rest] = systems.filter((id) => movers.has(id))
    if (first === undefined || rest.length === 0) return
    const set = whole.get(first) ?? new Set([first])
    const grounds = new Set([why])
    for (const id of [first, ...rest]) {
      for (const reason of reasons.get(id) ?? []) grounds.add(reason)
      for (const other of whole.get(id) ?? []) set.add(other)
    }
    for (const id of set) {
      whole.set(id, set)
      reasons.set(id, grounds)
    }
  }
  for (const {from, to, relation} of edges)
    if (relation.attributes.move === 'together') join([from, to], 'are declared to move together')
  for (const [store, writers] of writersOfStores(estate)) join(writers, `write ${nameOf(estate, store)}`)
  const next = neighbours(
    edges.filter(({relation}) => relation.attributes.move === 'after' || relation.attributes.move === 'together'),
  )
  for (const circle of strongComponents(moving, next))
    if (circle.length > 1) join(circle, 'depend on each other in a circle')
  const sets = [...new Set(whole.values())]
    .map((set) => [...set].toSorted())
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  const groupOf = new Map(sets.flatMap((systems, index) => systems.map((id) => [id, `g${index + 1}`] as const)))
  const groups = sets.map((systems, index) => ({
    id: `g${index + 1}`,
    systems,
    why: systems.length === 1 ? 'moves alone' : [...(reasons.get(systems[0] ?? '') ?? [])].toSorted().join('; '),
  }))
  const order = orderOf(after, groupOf, groups, urgency)
  return {groups, after: order.after, cuts: [...order.cuts, ...retainedBridges(estate, movers)]}
}

function orderOf(
  edges: readonly Edge[],
  groupOf: ReadonlyMap<string, string>,
  groups: Roadmap['groups'],
  urgency: ReadonlyMap<string, number>,
) {
  const ids = groups.map(({id}) => id)
  const between = edges.filter(({from, to}) => groupOf.get(from) !== groupOf.get(to))
  const wanted = between.map(({from, to}) => ({from: groupOf.get(from) ?? '', to: groupOf.get(to) ?? ''}))
  const circles = strongComponents(ids, neighbours(wanted))
  const circleOf = new Map(circles.flatMap((circle, index) => circle.map((id) => [id, index] as const)))
  const groupUrgency = new Map(
    groups.map(({id, systems}) => [id, Math.max(...systems.map((system) => urgency.get(system) ?? 0))]),
  )
  const rank = new Map(
    ids
      .toSorted((a, b) => (groupUrgency.get(b) ?? 0) - (groupUrgency.get(a) ?? 0) || (a < b ? -1 : 1))
      .map((id, index) => [id, index]),
  )
  const after = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]))
  const cuts: Roadmap['cuts'][number][] = []
  for (const {from, to, relation} of between) {
    const [a, b] = [groupOf.get(from) ?? '', groupOf.get(to) ?? '']
    // Inside a circle of groups the more urgent goes first, and edges against that order are bridged.
    const against = circleOf.get(a) === circleOf.get(b) && (rank.get(a) ?? 0) < (rank.get(b) ?? 0)
    if (!against) after.get(a)?.add(b)
    else {
      const kind = String(relation.attributes.kind ?? 'other')
      cuts.push({
        between: [from, to],
        how: `bridge the ${kind} until both have moved`,
        personDays: bridgeDays(kind),
        why: 'the order of the groups goes round',
      })
    }
  }
  return {after, cuts}
}

function neighbours(
  edges: readonly {readonly from: string; readonly to: string}[],
): (node: string) => readonly string[] {
  const next = new Map<string, string[]>()
  for (const {from, to} of edges) {
    const list = next.get(from)
    if (list) list.push(to)
    else next.set(from, [to])
  }
  return (node) => next.get(node) ?? []
}

function nameOf(estate: Estate, id: string): string {
  return estate.entities.find((entity) => entity.id === id)?.name ?? id
}
