import type {EntityKind} from '../model/entity.ts'
import type {Community, GraphStructure, NodeLabel, OnlyLink, SinglePoint} from '../model/graph-answers.ts'
import {betweenness} from './algorithms/betweenness.ts'
import {communities, modularity} from './algorithms/communities.ts'
import {components, membersOf} from './algorithms/components.ts'
import {cores} from './algorithms/cores.ts'
import {cutsOf} from './algorithms/cut-points.ts'
import {impact} from './algorithms/impact.ts'
import {type Links, linksOf} from './algorithms/links.ts'
import {pagerank} from './algorithms/pagerank.ts'
import {needsOf, selectionOf} from './selection.ts'
import type {GraphStore} from './store.ts'
import {at, type Csr, type Topology} from './topology.ts'

export interface StructureOptions {
  readonly kinds: readonly EntityKind[]
  /** How many of each ranking. */
  readonly top: number
  /** From how many things the chains of dependencies are counted at most. */
  readonly samples: number
}

/** Always the same sample of the same graph. */
const seed = 1

/** How the things of some kinds hang together, by all relations between them along which harm travels. */
export async function graphStructure(store: GraphStore, options: StructureOptions): Promise<GraphStructure> {
  const topology = selectionOf(await store.topology(), options.kinds)
  const links = linksOf(topology)
  const needs = needsOf(topology, {mutual: true})
  const labels = new Map<number, NodeLabel>()
  const ids = Array.from({length: topology.n}, (_, nid) => topology.idOf(nid))
  for await (const label of store.getLabels(ids)) labels.set(labels.size, label)
  const label: Labelled = (nid) => {
    const found = labels.get(nid)
    if (!found) throw new Error(`the topology has '${topology.idOf(nid)}' and the store has not`)
    return found
  }
  return {
    kinds: options.kinds,
    things: topology.n,
    links: links.adj.length / 2,
    cycles: cyclesOf(topology).map((members) => members.map(label)),
    ...cuts(topology, links, label),
    mostDependedOn: mostDependedOn(topology, needs, options.top, label),
    ...goBetweens(needs, options, label),
    ...groupsOf(links, label),
    core: coreOf(links, label),
  }
}

type Labelled = (nid: number) => NodeLabel

function cyclesOf(topology: Topology): readonly (readonly number[])[] {
  return membersOf(components(needsOf(topology, {mutual: false})))
    .filter((members) => members.length > 1)
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))
}

function cuts(
  topology: Topology,
  links: Links,
  label: Labelled,
): {readonly singlePoints: readonly SinglePoint[]; readonly onlyLinks: readonly OnlyLink[]} {
  const {points, bridges} = cutsOf(links, new Uint8Array(topology.n).fill(1))
  return {
    singlePoints: points
      .toSorted((a, b) => b.cutsOff - a.cutsOff || a.nid - b.nid)
      .map(({nid, cutsOff, pieces}) => ({thing: label(nid), cutsOff, groups: pieces})),
    onlyLinks: bridges
      .toSorted((a, b) => b.cutsOff - a.cutsOff || a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1])
      .map(({ends: [a, b], cutsOff}) => ({between: [label(a), label(b)], cutsOff})),
  }
}

function mostDependedOn(topology: Topology, needs: Csr, top: number, label: Labelled) {
  const share = pagerank(needs)
  const direct = new Uint32Array(topology.n)
  for (const nid of needs.adj) direct[nid] = at(direct, nid) + 1
  return ranked(share, top, (nid) => at(direct, nid) > 0).map((nid) => ({
    thing: label(nid),
    direct: at(direct, nid),
    all: impact(topology, [nid]).nids.length,
    share: at(share, nid),
  }))
}

function goBetweens(needs: Csr, {samples, top}: StructureOptions, label: Labelled) {
  const n = needs.off.length - 1
  const score = betweenness(needs, {samples, seed})
  const pairs = Math.max(1, (n - 1) * (n - 2))
  return {
    goBetweens: ranked(score, top, (nid) => at(score, nid) > 0).map((nid) => ({
      thing: label(nid),
      share: at(score, nid) / pairs,
    })),
    sampled: {from: Math.min(samples, n), exact: samples >= n},
  }
}

/** The nodes of the highest figures; equal ones in their order. */
function ranked(figures: Float64Array, top: number, isWanted: (nid: number) => boolean): readonly number[] {
  return Array.from(figures, (_, nid) => nid)
    .filter(isWanted)
    .sort((a, b) => at(figures, b) - at(figures, a) || a - b)
    .slice(0, top)
}

function groupsOf(
  links: Links,
  label: Labelled,
): {readonly communities: readonly Community[]; readonly modularity: number} {
  const found = communities(links)
  const linked = (nid: number): number => at(links.off, nid + 1) - at(links.off, nid)
  return {
    communities: membersOf(found)
      .filter((members) => members.length > 1)
      .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))
      .map((members) => ({things: members.toSorted((a, b) => linked(b) - linked(a) || a - b).map(label)})),
    modularity: modularity(links, found.of),
  }
}

function coreOf(links: Links, label: Labelled): GraphStructure['core'] {
  const core = cores(links)
  const most = core.reduce((high, one) => Math.max(high, one), 0)
  const things = most === 0 ? [] : Array.from(core, (_, nid) => nid).filter((nid) => core[nid] === most)
  return {links: most, things: things.map(label)}
}
