import {attributeValues, type Entity} from '../model/entity.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {InventoryRelation, Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {evidenceOfOperation, operationsOf} from '../model/operation-evidence.ts'
import {type Called, type Candidate, named, namedAll, type PlaceOf, placesOf} from './endpoint-questions.ts'
import {normalisedHost} from './same-host.ts'
import {systemOf} from './system-of.ts'

/** By caller and machine, the systems that each path which is called there leads to; none where that is asked. */
export type Reached = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

/** Where the calls of paths lead, by what their paths fit. */
export function reachedBy(found: readonly Candidate[], open: readonly Candidate[]): Reached {
  const reached = new Map<string, Map<string, readonly string[]>>()
  const put = (call: Called, to: readonly string[]): void => {
    for (const from of call.from) {
      const own = reached.get(keyOf(from, call.host.id)) ?? new Map<string, readonly string[]>()
      reached.set(keyOf(from, call.host.id), own.set(`${call.method} ${call.path}`, to))
    }
  }
  // Where endpoints of one system fit as well, that system is meant all the same.
  for (const {call, served} of [...open, ...found]) {
    const [first, ...rest] = served.map(({systems}) => systems)
    put(call, first?.filter((id) => rest.every((others) => others.includes(id))) ?? [])
  }
  return reached
}

function keyOf(from: string, host: string): string {
  return JSON.stringify([from, host])
}

/** By machine, the systems that run there. */
export function systemsThere(
  relations: Iterable<Relation>,
  systems: ReturnType<typeof systemOf>,
): ReadonlyMap<string, readonly string[]> {
  const there = new Map<string, Set<string>>()
  for (const {type, from, to} of relations) {
    if (type !== 'RUNS_ON') continue
    const own = there.get(to) ?? new Set()
    there.set(to, own)
    for (const system of systems(from) ?? []) own.add(system)
  }
  return new Map([...there].map(([host, own]) => [host, [...own].toSorted(compareText)]))
}

/** What the calls of a machine say of the systems that run there. */
interface Needed {
  readonly systems: readonly string[]
  /** What is called there and leads to nobody who is known; empty where nothing but the machine is named. */
  readonly open: readonly string[]
  readonly isAsked: boolean
}

/**
 * Which of the systems on a machine a caller needs: where a path settles it, the one that serves it and no other; where
 * none does, the one that runs there alone. Of several it is asked, if what is called there has a path: what connects to
 * a machine otherwise, as to a database, needs all of them.
 */
export function neededThere(call: Relation, from: string, there: readonly string[], reached: Reached): Needed {
  const paths = operationsOf(call).filter((operation) => pathCalled.test(operation))
  if (there.includes(from) || there.length === 0) return {systems: [], open: [], isAsked: false}
  if (paths.length === 0 && !/^https?$/.test(String(call.attributes.protocol)))
    return {systems: there, open: [], isAsked: false}
  const byPath = reached.get(keyOf(from, call.to)) ?? new Map<string, readonly string[]>()
  const served = new Set([...byPath.values()].flat())
  const open = paths.filter((operation) => !byPath.has(operation))
  const isOpen = open.length > 0 || (paths.length === 0 && byPath.size === 0)
  if (there.length === 1 && (isOpen || served.size === 0)) return {systems: there, open: [], isAsked: false}
  return {systems: there.filter((id) => served.has(id)), open, isAsked: isOpen}
}

const pathCalled = /^[A-Z]+ \/\S*$/

/** Calls of machines that several systems run on, where no path that is called says which of them is meant. */
export function whoIsMeant(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly InventoryRelation[],
  reached: Reached,
  placeOf: PlaceOf,
): readonly Problem[] {
  const systems = systemOf(relations, entities)
  const there = systemsThere(relations, systems)
  const asked = relations.flatMap((call) => {
    const on = there.get(call.to) ?? []
    if (call.type !== 'CALLS' || on.length < 2 || entities.get(call.to)?.kind !== 'host') return []
    const callers = systems(call.from) ?? []
    if (!isOfProduction(call.attributes) || callers.some((from) => on.includes(from))) return []
    return callers.flatMap((from) => {
      const {isAsked, open} = neededThere(call, from, on, reached)
      return isAsked ? [{call, from, on, open}] : []
    })
  })
  return [...Map.groupBy(asked, ({from, call}) => keyOf(from, call.to)).values()].flatMap((own): readonly Problem[] => {
    const [first] = own
    if (!first) return []
    const name = nameOf(entities.get(first.call.to))
    const called = own.flatMap(({open}) => open.map((operation) => operation.replace(' ', ` ${name}`)))
    const evidence = own.flatMap(({call, open}) =>
      open.length > 0 ? open.flatMap((operation) => evidenceOfOperation(call, operation)) : call.evidence,
    )
    return [
      {
        record: 'problem',
        code: 'shared-machine',
        message: `${first.from} calls ${called.length > 0 ? named(called) : name}, and ${namedAll(first.on)} run there: which of them is meant?`,
        ...placesOf(evidence, placeOf),
        hint: 'Declare dependsOn of the system that calls; no dependency is made.',
      },
    ]
  })
}

function nameOf(host: Entity | undefined): string {
  return host ? normalisedHost(String(attributeValues(host, 'hostName')[0] ?? host.name)) : ''
}
