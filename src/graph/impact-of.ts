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

/**
 * What is affected, directly or through others, if a thing, given by its id, slug or any of its names, fails or goes; or
 * several together, and then what falls apart.
 */
export async function impactOf(
  store: GraphStore,
  estate: () => Promise<Pick<Estate, 'entities'>>,
  texts: readonly string[],
  options: ImpactOptions = {},
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
  if (others.length === 0)
    return {subject, ...asked, rows: await rowsOf(store, topology, impact(topology, subjects, options))}
  const carrying = relationTypeNames.filter((type) => relationTypes[type].harm !== 'none')
  const links = linksOf(simpleTopology(topology, {types: carrying, kinds: working}))
  const {affected, fallenApart} = removal(topology, links, subjects, options)
  const from = subjectsOf(affected)
  return {
    subject,
    others,
    ...asked,
    rows: await rowsOf(store, topology, affected, (place) => topology.idOf(subjects[at(from, place)] ?? -1)),
    fallenApart: await Promise.all(fallenApart.map((pieces) => toldApart(store, topology, pieces))),
  }
}

async function rowsOf(
  store: GraphStore,
  topology: Topology,
  hits: Reached,
  from?: (place: number) => string,
): Promise<readonly ImpactRow[]> {
  const ids = Array.from(hits.nids, (hit) => topology.idOf(hit))
  const rows: ImpactRow[] = []
  let place = 0
  for await (const {organisation: _, ...label} of store.getLabels(ids)) {
    rows.push({
      ...label,
      depth: at(hits.depth, place),
      via: topology.types[at(hits.type, place)] as RelationType, // types of a topology are places in its list
      through: placesBefore(hits, place, longestWay).map((step) => ids[step] ?? ''),
      ...(from && {from: from(place)}),
    })
    place += 1
  }
  return rows.sort((a, b) => a.depth - b.depth || compareText(a.id, b.id))
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
