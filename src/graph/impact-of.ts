import type {Estate} from '../model/estate.ts'
import type {Impact, ImpactRow} from '../model/graph-answers.ts'
import {compareText} from '../model/json-lines.ts'
import type {RelationType} from '../model/relation-types.ts'
import {impact, type ImpactOptions, placesBefore} from './algorithms/impact.ts'
import {knownId, labelOf} from './known-id.ts'
import type {GraphStore} from './store.ts'
import {at} from './topology.ts'

/** A way of thousands of steps, repeated for each thing at its end, would fill the memory. */
const longestWay = 20

/** What is affected, directly or through others, if a thing, given by its id, slug or any of its names, fails or goes. */
export async function impactOf(
  store: GraphStore,
  {entities}: Pick<Estate, 'entities'>,
  text: string,
  options: ImpactOptions = {},
): Promise<Impact> {
  const id = await knownId(store, text, entities)
  const topology = await store.topology()
  const nid = topology.nidOf(id)
  if (nid === undefined) throw new Error(`the store has '${id}' and its topology has not`)
  const hits = impact(topology, [nid], options)
  const ids = Array.from(hits.nids, (hit) => topology.idOf(hit))
  const rows: ImpactRow[] = []
  let place = 0
  for await (const {organisation: _, ...label} of store.getLabels(ids)) {
    rows.push({
      ...label,
      depth: at(hits.depth, place),
      via: topology.types[at(hits.type, place)] as RelationType, // types of a topology are places in its list
      through: placesBefore(hits, place, longestWay).map((step) => ids[step] ?? ''),
    })
    place += 1
  }
  rows.sort((a, b) => a.depth - b.depth || compareText(a.id, b.id))
  return {
    subject: await labelOf(store, topology.idOf(nid)),
    ...(options.depth === undefined ? {} : {depth: options.depth}),
    ...(options.types === undefined ? {} : {types: options.types}),
    rows,
  }
}
