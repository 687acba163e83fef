import type {Relation} from './inventory.ts'
import type {Certainty, RelationType} from './relation-types.ts'
import {type NeighbourRole, neighboursOf, type ProgramNeighbour} from './program-neighbours.ts'
import {type EstateLookup, typeOf} from './program-parts.ts'
import {namesOfRoutine} from './routine-names.ts'

/** A thing on a map of programs. */
export interface MapNode {
  readonly id: string
  readonly name: string
  /** `program`, `dataset`. */
  readonly type: string
}

/** What one thing on a map does with another. */
export interface MapEdge {
  readonly from: string
  readonly to: string
  /** `calls`, `reads and writes`. */
  readonly words: string
  readonly certainty: Certainty
  readonly evidence: readonly string[]
}

/** The neighbourhood of a thing, small enough to be drawn. */
export interface ProgramMap {
  readonly centre: string
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
  /** How many further things stand beside a node of the map and are not on it. */
  readonly left: readonly {readonly at: string; readonly count: number}[]
}

/** More things than this on one picture nobody can read. */
const mostNodes = 40
/** So many things of one role are shown beside one. */
const mostOfRole = 10

/**
 * A thing with all that calls, reads, takes in or holds it and all that it calls, reads, writes and takes in. Of a job also
 * what its steps and the programs do that these run; of a transaction what the program does that it begins with. What is
 * too much for one picture is counted at the thing beside which it stands. Which jobs come before it and after it is told
 * unless `isOrderTold` is false.
 */
export function programMap(lookup: EstateLookup, centre: string, {isOrderTold = true} = {}): ProgramMap {
  const drawing: Drawing = {lookup, nodes: new Set([centre]), edges: new Map(), left: new Map()}
  const queue = [centre]
  for (const at of queue) {
    const all = at === centre ? ownNeighbours(lookup, at) : innerNeighbours(lookup, at)
    const told = isOrderTold ? all : all.filter(({role}) => role !== 'before' && role !== 'after')
    for (const next of draw(drawing, at, told)) if (!queue.includes(next)) queue.push(next)
  }
  return {
    centre,
    nodes: [...drawing.nodes].map((id) => nodeOf(lookup, id)),
    edges: withoutTwins(lookup, [...drawing.edges.values()]),
    left: [...drawing.left].map(([at, others]) => ({at, count: others.size})),
  }
}

interface Drawing {
  readonly lookup: EstateLookup
  readonly nodes: Set<string>
  readonly edges: Map<string, MapEdge>
  readonly left: Map<string, Set<string>>
}

function nodeOf({entities}: EstateLookup, id: string): MapNode {
  const entity = entities.get(id)
  return {id, name: entity?.name ?? id, type: typeOf(entity)}
}

/** What parts do is told at the parts; who calls a routine by one of its names calls it. */
function ownNeighbours(lookup: EstateLookup, id: string): readonly ProgramNeighbour[] {
  const names = namesOfRoutine(lookup, id)
  return neighboursOf(lookup, id).flatMap((one) => {
    if (one.via === undefined) return [one]
    return names.includes(one.via) ? [{...one, relation: {...one.relation, to: id}}] : []
  })
}

/** Of a thing that is not in the middle, what it leads to, without what it takes in. */
const inner: readonly NeighbourRole[] = ['begins-with', 'calls', 'starts', 'shows', 'reads', 'writes', 'uses']

function innerNeighbours(lookup: EstateLookup, id: string): readonly ProgramNeighbour[] {
  return ownNeighbours(lookup, id).filter(({role}) => inner.includes(role))
}

/** Draws what is beside a thing, as far as there is room; gives those of which more is to be told. */
function draw(drawing: Drawing, at: string, told: readonly ProgramNeighbour[]): readonly string[] {
  const more: string[] = []
  for (const [role, own] of Map.groupBy(told, (one) => one.role)) {
    const ids = [...new Set(own.map(({id}) => id))]
    const shown = new Set(ids.filter((id) => drawing.nodes.has(id) || hasRoom(drawing, ids.indexOf(id))))
    for (const id of shown) drawing.nodes.add(id)
    for (const one of own)
      if (shown.has(one.id)) addEdge(drawing, at, one)
      else drawing.left.set(at, (drawing.left.get(at) ?? new Set()).add(one.id))
    if (isFollowed(drawing.lookup, at, role)) more.push(...shown)
  }
  return more
}

function hasRoom({nodes}: Drawing, place: number): boolean {
  return place < mostOfRole && nodes.size + place < mostNodes
}

/** The steps of a job, the programs that these run, and that with which a transaction begins. */
function isFollowed({entities}: EstateLookup, at: string, role: NeighbourRole): boolean {
  const type = typeOf(entities.get(at))
  return role === 'parts' || role === 'begins-with' || (type === 'step' && role === 'calls')
}

const words: Readonly<Partial<Record<RelationType, string>>> = {
  CALLS: 'calls',
  READS: 'reads',
  WRITES: 'writes',
  IMPORTS: 'takes in',
}

/** The same words whichever end is told. */
function wordsOf({entities}: EstateLookup, role: NeighbourRole, {type, from, to}: Relation): string {
  if (role === 'parts') return 'has'
  const [own, other] = [typeOf(entities.get(from)), typeOf(entities.get(to))]
  if (type === 'DEPENDS_ON') return own === 'transaction' ? 'begins with' : other === 'job' ? 'comes after' : 'needs'
  if (type !== 'CALLS') return words[type] ?? 'uses'
  const kind = entities.get(to)?.kind
  if (kind === 'host') return 'connects to'
  if (own === 'step') return kind === 'datastore' ? 'uses' : 'runs'
  return callWords[other] ?? (kind === 'datastore' ? 'uses' : 'calls')
}

const callWords: Readonly<Record<string, string>> = {transaction: 'starts', screen: 'shows', queue: 'uses', psb: 'uses'}

/** Two that are joined by several relations are joined by one line that tells them all. */
function addEdge({lookup, edges}: Drawing, at: string, {role, id, relation}: ProgramNeighbour): void {
  const [from, to] = role === 'parts' ? [at, id] : [relation.from, relation.to]
  const said = wordsOf(lookup, role, relation)
  const key = JSON.stringify([from, to])
  const before = edges.get(key)
  if (!before) edges.set(key, {from, to, words: said, certainty: relation.certainty, evidence: relation.evidence})
  else if (!before.words.split(' and ').includes(said))
    edges.set(key, {
      ...before,
      words: `${before.words} and ${said}`,
      certainty: before.certainty === 'inferred' ? relation.certainty : before.certainty,
      evidence: [...new Set([...before.evidence, ...relation.evidence])],
    })
}

/** What a step does with data is told once: by the program that it runs, where that is known to do the same. */
function withoutTwins({entities}: EstateLookup, edges: readonly MapEdge[]): readonly MapEdge[] {
  const isStep = (id: string): boolean => typeOf(entities.get(id)) === 'step'
  const run = Map.groupBy(
    edges.filter(({from, words: said}) => isStep(from) && said === 'runs'),
    ({from}) => from,
  )
  const all = new Set(edges.map(({from, to, words: said}) => JSON.stringify([from, to, said])))
  return edges.filter(
    ({from, to, words: said}) =>
      !isStep(from) || !(run.get(from) ?? []).some((one) => all.has(JSON.stringify([one.to, to, said]))),
  )
}
