import type {Entity} from '../model/entity.ts'
import type {InventoryRelation, Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {evidenceOfOperation} from '../model/operation-evidence.ts'
import type {ServedPath} from './served-path.ts'

/** An endpoint with what is behind it. */
export interface Served {
  readonly endpoint: Entity
  readonly method: string
  readonly path: string
  readonly parts: ServedPath
  /** The component that serves it, and its systems. */
  readonly owner: string
  readonly systems: readonly string[]
  /** The machine under whose name it is served, where the endpoint itself says so. */
  readonly host: string | undefined
  /** That it is part of its component, and that it leads to programs. */
  readonly whole: Relation
  readonly behind: readonly Relation[]
  /** The one program that the endpoint leads to. */
  readonly program: string | undefined
}

/** One call of a machine by a path. */
export interface Called {
  readonly call: InventoryRelation
  readonly host: Entity
  readonly name: string
  readonly method: string
  readonly path: string
  /** The systems that call. */
  readonly from: readonly string[]
}

/** A call and what it may reach. */
export interface Candidate {
  readonly call: Called
  readonly served: readonly Served[]
}

export type PlaceOf = (evidence: string) => string | undefined

/** Calls of a path that several serve there as well: nothing says which is meant, so nothing is joined. */
export function whichIsMeant(open: readonly Candidate[], placeOf: PlaceOf): readonly Problem[] {
  return byPair(open, serversOf).map(({from, to, own}): Problem => {
    const paths = named(own.flatMap(({served}) => served.map(({method, path}) => `${method} ${path}`)))
    return {
      record: 'problem',
      code: 'ambiguous-endpoint',
      message: `${from} calls ${calls(own)}, and ${to} serve it equally well (${paths}): which of them is meant?`,
      ...places(own, placeOf),
      hint: 'Declare dependsOn of the system that calls, or the host of the one that serves it; nothing is joined.',
    }
  })
}

/** Calls of a path behind which the definitions of one tree put several programs: none of them is joined. */
export function whichIsBehind(found: readonly Candidate[], placeOf: PlaceOf): readonly Problem[] {
  const several = found.flatMap(({call, served}) =>
    served.flatMap((one) => (one.behind.length > 1 ? [{call, served: [one]}] : [])),
  )
  return byPair(several, ({served}) => served[0]?.endpoint.id ?? '').map(({from, own}): Problem => {
    const programs = own.flatMap(({served}) => served.flatMap(({behind}) => behind.map(({to}) => to)))
    const evidence = own.flatMap(({served}) => served.flatMap(({behind}) => behind.flatMap((one) => one.evidence)))
    return {
      record: 'problem',
      code: 'ambiguous-program',
      message: `${from} calls ${calls(own)}, behind which definitions put ${namedAll([...new Set(programs)].toSorted(compareText))}: which of them is meant?`,
      ...placesOf(evidence, placeOf),
      hint: 'Leave the group out of the tree that production does not install; no program is joined.',
    }
  })
}

/** Calls of machines that nobody is known to run on, of a path that one other system alone serves. */
export function perhapsMeant(open: readonly Candidate[], placeOf: PlaceOf): readonly Problem[] {
  return byPair(open, ({served}) => served[0]?.systems[0] ?? '').map(({from, to, own}): Problem => {
    const machines = named(own.map(({call}) => call.name))
    return {
      record: 'problem',
      code: 'possible-endpoint',
      message: `${from} calls ${calls(own)}, and ${to} alone is seen to serve such a path: is ${machines} a machine of it?`,
      ...places(own, placeOf),
      hint: 'If so, declare the host of the system that serves it.',
    }
  })
}

interface Pair {
  readonly from: string
  readonly to: string
  readonly own: readonly Candidate[]
}

/** Those of one caller that may reach the same are one question. */
function byPair(open: readonly Candidate[], reached: (one: Candidate) => string): readonly Pair[] {
  const all = open.flatMap((one) => callersOf(one).map((from) => ({from, to: reached(one), one})))
  return [...Map.groupBy(all, ({from, to}) => JSON.stringify([from, to])).values()]
    .flatMap((same) => (same[0] ? [{...same[0], own: same.map(({one}) => one)}] : []))
    .toSorted((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to))
}

/** What belongs to no system calls for itself. */
function callersOf({call: {call, from}}: Candidate): readonly string[] {
  return from.length > 0 ? from : [call.from]
}

/** The systems that serve it; of one system, or of none, its components, and of one component its endpoints. */
function serversOf({served}: Candidate): string {
  const levels = [
    served.map(({systems}) => systems.join(' with ')),
    served.map(({owner}) => owner),
    served.map(({endpoint}) => endpoint.id),
  ].map((ids) => [...new Set(ids)].toSorted(compareText))
  const ids = levels.find((level) => level.length > 1 && !level.includes('')) ?? levels[2] ?? []
  return namedAll(ids)
}

export function namedAll(ids: readonly string[]): string {
  return ids.length === 2 ? ids.join(' and ') : named(ids)
}

const mostNamed = 3

function calls(own: readonly Candidate[]): string {
  return named(own.map(({call}) => `${call.method} ${call.name}${call.path}`))
}

export function named(all: readonly string[]): string {
  const each = [...new Set(all)].toSorted(compareText)
  const rest = each.length > mostNamed ? ` and ${each.length - mostNamed} more` : ''
  return `${each.slice(0, mostNamed).join(', ')}${rest}`
}

function places(own: readonly Candidate[], placeOf: PlaceOf): {readonly where?: string} {
  return placesOf(
    own.flatMap(({call}) => evidenceOfOperation(call.call, `${call.method} ${call.path}`)),
    placeOf,
  )
}

/** The first few of the places that evidence has, in the order of their files and lines. */
export function placesOf(evidence: readonly string[], placeOf: PlaceOf): {readonly where?: string} {
  const each = [...new Set(evidence.flatMap((id) => placeOf(id) ?? []))].toSorted(comparePlaces)
  if (each.length === 0) return {}
  const rest = each.length > mostNamed ? ` and ${each.length - mostNamed} more` : ''
  return {where: `${each.slice(0, mostNamed).join(', ')}${rest}`}
}

/** `a.js:9` before `a.js:31`. */
function comparePlaces(a: string, b: string): number {
  const [first, second] = [a, b].map((place) => /^(.*?)(?::(\d+))?$/s.exec(place)?.slice(1) ?? [place])
  return compareText(first?.[0] ?? '', second?.[0] ?? '') || Number(first?.[1] ?? 0) - Number(second?.[1] ?? 0)
}
