import type {DependedOn, GraphStats, LayerCount, NodeLabel} from '../model/graph-answers.ts'
import {components, severalTogether} from './algorithms/components.ts'
import {impact} from './algorithms/impact.ts'
import {layers} from './algorithms/layers.ts'
import {labelsOf} from './known-id.ts'
import type {GraphStore} from './store.ts'
import {at, simpleTopology, type Topology} from './topology.ts'

const mostListed = 10

/** Counts by kind and type, and the shape of what systems depend on. */
export async function graphStats(store: GraphStore): Promise<GraphStats> {
  const topology = await store.topology()
  const kept = await store.kept()
  const systems = systemsOf(topology)
  const dependencies = simpleTopology(topology, {types: ['DEPENDS_ON'], kinds: ['system']})
  const cycles = severalTogether(components(dependencies))
  const label = (nids: readonly number[]) => labelsOf(store, topology, nids)
  return {
    nodes: topology.n,
    edges: topology.m,
    kinds: await store.countByKind(),
    types: await store.countByType(),
    cycles: await Promise.all(cycles.map(label)),
    layers: countLayers(dependencies, systems),
    mostDependedOn: await mostDependedOn(dependencies, systems, label),
    isolated: await label(isolatedOf(topology, systems)),
    ...(kept && {kept}),
  }
}

function systemsOf(topology: Topology): readonly number[] {
  const kind = topology.kinds.indexOf('system')
  const systems: number[] = []
  topology.kind.forEach((of, nid) => {
    if (of === kind) systems.push(nid)
  })
  return systems
}

function countLayers(dependencies: Topology, systems: readonly number[]): readonly LayerCount[] {
  const layerOf = layers(dependencies)
  const counts: number[] = []
  for (const nid of systems) counts[at(layerOf, nid)] = (counts[at(layerOf, nid)] ?? 0) + 1
  return counts.map((count, layer) => ({layer, systems: count}))
}

async function mostDependedOn(
  dependencies: Topology,
  systems: readonly number[],
  label: (nids: readonly number[]) => Promise<readonly NodeLabel[]>,
): Promise<readonly DependedOn[]> {
  const {off} = dependencies.reverse()
  const direct = (nid: number): number => at(off, nid + 1) - at(off, nid)
  const most = systems
    .filter((nid) => direct(nid) > 0)
    .sort((a, b) => direct(b) - direct(a) || a - b)
    .slice(0, mostListed)
  return (await label(most)).map((system, place) => {
    const nid = most[place] ?? 0
    return {system, direct: direct(nid), all: impact(dependencies, [nid]).nids.length}
  })
}

function isolatedOf(topology: Topology, systems: readonly number[]): readonly number[] {
  const related = simpleTopology(topology, {kinds: ['system']})
  const {off} = related.reverse()
  return systems.filter((nid) => at(related.off, nid) === at(related.off, nid + 1) && at(off, nid) === at(off, nid + 1))
}
