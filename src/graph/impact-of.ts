import type {EntityKind} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {FallenApart, Impact, ImpactRow} from '../model/graph-answers.ts'
import {compareText} from '../model/json-lines.ts'
import {type RelationType, relationTypeNames, relationTypes} from '../model/relation-types.ts'
import type {Reached} from './algorithms/harm.ts'
import {impact, type ImpactOptions, placesBefore, subjectsOf} from './algorithms/impact.ts'
import {linksOf} from './algorithms/links.ts'
import {removal} from './algorithms/removal.ts'
import {knownId, labelsOf} from './known-id.ts'
import type {GraphStore} from './store.ts'
import {at, simpleTopology, type Topology} from './topology.ts'

/** A way of thousands of steps, repeated for each thing at its end, would fill the memory. */
const longestWay = 20

/** Technologies, owners and contracts are shared by nearly all: what hangs together by them alone does not work together. */
const working: readonly EntityKind[] = ['system', 'component', 'interface', 'datastore', 'host', 'resource']

interface AskedImpact extends ImpactOptions {
  /** So many rows are told, the nearest; all are counted. */
  readonly most?: number
}

/**
 * What is affected, directly or through others, if a thing, given by its id, slug or any of its names, fails or goes; or
 * several together, and then what falls apart.
 */
export async function impactOf(
  store: GraphStore,
  estate: () => Promise<Pick<Estate, 'entities'>>,
  texts: readonly string[],
  {most = Infinity, ...options}: AskedImpact = {},
): Promise<Impact> {
  const known = await Promise.all(texts.map((text) => knownId(store, text, async () => (await estate()).entities)))
  const topology = await store.topology()
  const subjects = [...new Set(known)].map((id) => {
    const nid = topology.nidOf(id)
    if (nid === undefined) throw new Error(`the store has '${id}' and its topology has not`)
    return nid
  })
  const [subject, ...others] = await labelsOf(store, topology, subjects)
  if (!subject) throw new Error('nothing to ask the impact of')
  const asked = {
    ...(options.depth === undefined ? {} : {depth: options.depth}),
    ...(options.types === undefined ? {} : {types: options.types}),
  }
  if (others.length === 0) {
    const hits = impact(topology, subjects, options)
    return {subject, ...asked, affected: hits.nids.length, rows: await rowsOf(store, topology, hits, most)}
  }
  const carrying = relationTypeNames.filter((type) => relationTypes[type].harm !== 'none')
  const links = linksOf(simpleTopology(topology, {types: carrying, kinds: working}))
  const {affected, fallenApart} = removal(topology, links, subjects, options)
  const from = subjectsOf(affected)
  return {
    subject,
    others,
    ...asked,
    affected: affected.nids.length,
    rows: await rowsOf(store, topology, affected, most, (place) => topology.idOf(subjects[at(from, place)] ?? -1)),
    fallenApart: await Promise.all(fallenApart.map((pieces) => toldApart(store, topology, pieces))),
  }
}

/** By depth, then by id. */
async function rowsOf(
  store: GraphStore,
  topology: Topology,
  hits: Reached,
  most: number,
  from?: (place: number) => string,
): Promise<readonly ImpactRow[]> {
  const told = nearest(topology, hits, most)
  const rows: ImpactRow[] = []
  for await (const {organisation: _, ...label} of store.getLabels(told.map(({id}) => id))) {
    const place = told[rows.length]?.place ?? 0
    rows.push({
      ...label,
      depth: at(hits.depth, place),
      via: topology.types[at(hits.type, place)] as RelationType, // types of a topology are places in its list
      through: placesBefore(hits, place, longestWay).map((step) => topology.idOf(at(hits.nids, step))),
      ...(from && {from: from(place)}),
    })
  }
  return rows
}

interface Told {
  readonly id: string
  readonly place: number
}

/** Of many thousands only as deep as the first so many lie is read and put in order. */
function nearest(topology: Topology, {nids, depth}: Reached, most: number): readonly Told[] {
  const deep: number[] = []
  for (const one of depth) deep[one] = (deep[one] ?? 0) + 1
  let [deepest, within] = [0, 0]
  while (within < most && deepest < deep.length) within += deep[deepest++] ?? 0
  const told: Told[] = []
  nids.forEach((nid, place) => {
    if (at(depth, place) < deepest) told.push({id: topology.idOf(nid), place})
  })
  return told.sort((a, b) => at(depth, a.place) - at(depth, b.place) || compareText(a.id, b.id)).slice(0, most)
}

async function toldApart(
  store: GraphStore,
  topology: Topology,
  [largest, ...others]: readonly Uint32Array[],
): Promise<FallenApart> {
  return {
    rest: largest?.length ?? 0,
    cutOff: await Promise.all(others.map((piece) => labelsOf(store, topology, piece))),
  }
}
