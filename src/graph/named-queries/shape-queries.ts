import type {EntityKind} from '../../model/entity.ts'
import {components, membersOf} from '../algorithms/components.ts'
import {cutsOf} from '../algorithms/cut-points.ts'
import {type Reached, walk} from '../algorithms/harm.ts'
import {layers} from '../algorithms/layers.ts'
import {linksOf} from '../algorithms/links.ts'
import {needsOf, selectionOf} from '../selection.ts'
import {at, mask, type Topology} from '../topology.ts'
import {type ShapeCell, type ShapeQuery, thing} from './named-query.ts'

/** Technologies, owners and contracts are shared by nearly all: what hangs together by them alone does not work together. */
const working: readonly EntityKind[] = ['system', 'component', 'interface', 'datastore', 'host', 'resource']

/** What no query language answers well at any size. */
export const shapeQueries: readonly ShapeQuery[] = [
  {
    id: 'breaks-with',
    question: 'What is affected, directly or through others, if this thing fails or goes?',
    parameters: [thing('what fails or goes')],
    columns: ['depth', 'id', 'kind', 'name', 'via'],
    rows: (topology, subjects) => reachedRows(topology, walk(topology, subjects, {}, {})),
  },
  {
    id: 'services-lost',
    question: 'Which systems and services are affected, directly or through others, if this thing fails or goes?',
    parameters: [thing('a host, a datastore, a technology or any other thing')],
    columns: ['depth', 'id', 'kind', 'name', 'via'],
    rows: (topology, subjects) => reachedRows(topology, walk(topology, subjects, {}, {}), ['system', 'service']),
  },
  {
    id: 'needed-by',
    question: 'What does this thing need, directly or through others?',
    parameters: [thing('what needs others')],
    columns: ['depth', 'id', 'kind', 'name', 'via'],
    rows: (topology, subjects) => reachedRows(topology, walk(topology, subjects, {}, {against: true})),
  },
  {
    id: 'circles',
    question: 'Which systems depend on each other in a circle?',
    parameters: [],
    columns: ['circle', 'system', 'name', 'organisation'],
    rows: (topology) => {
      const systems = selectionOf(topology, ['system'])
      const circles = membersOf(components(needsOf(systems, {mutual: false})))
        .filter((members) => members.length > 1)
        .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))
      return circles.flatMap((members, circle) =>
        members.map((place) => [
          circle + 1,
          ...shown(nodeOf(topology, systems, place), ['id', 'name', 'organisation']),
        ]),
      )
    },
  },
  {
    id: 'single-points',
    question: 'Without which one thing are systems cut off from the rest?',
    parameters: [],
    columns: ['systems_cut_off', 'id', 'kind', 'name'],
    rows: (topology) => {
      const {points, working: part} = cuts(topology)
      return points
        .filter(({cutsOff}) => cutsOff > 0)
        .toSorted((a, b) => b.cutsOff - a.cutsOff || a.nid - b.nid)
        .map(({cutsOff, nid}) => [cutsOff, ...shown(nodeOf(topology, part, nid), ['id', 'kind', 'name'])])
    },
  },
  {
    id: 'only-links',
    question: 'Which link between two things is the only one that some systems have with the rest?',
    parameters: [],
    columns: ['systems_cut_off', 'id', 'name', 'other', 'other_name'],
    rows: (topology) => {
      const {bridges, working: part} = cuts(topology)
      return bridges
        .filter(({cutsOff}) => cutsOff > 0)
        .toSorted((a, b) => b.cutsOff - a.cutsOff || a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1])
        .map(({cutsOff, ends}) => [
          cutsOff,
          ...ends.flatMap((end) => shown(nodeOf(topology, part, end), ['id', 'name'])),
        ])
    },
  },
  {
    id: 'order-of-moving',
    question: 'Which systems need no other, which only those, and so on: in which order could they move?',
    parameters: [],
    columns: ['layer', 'system', 'name', 'organisation'],
    rows: (topology) => {
      const systems = selectionOf(topology, ['system'])
      const layerOf = layers(needsOf(systems, {mutual: false}))
      return Array.from(layerOf, (layer, place) => ({layer, place}))
        .sort((a, b) => a.layer - b.layer || a.place - b.place)
        .map(({layer, place}) => [layer, ...shown(nodeOf(topology, systems, place), ['id', 'name', 'organisation'])])
    },
  },
]

type Column = 'id' | 'kind' | 'name' | 'organisation'

function shown(node: number, columns: readonly Column[]): readonly ShapeCell[] {
  return columns.map((show) => ({node, show}))
}

/** A node of a part of the graph, by its number in the whole. */
function nodeOf(whole: Topology, part: Topology, place: number): number {
  return whole.nidOf(part.idOf(place)) ?? -1
}

function reachedRows(
  topology: Topology,
  {nids, depth, type}: Reached,
  kinds?: readonly EntityKind[],
): readonly (readonly ShapeCell[])[] {
  const isWanted = mask(topology.kinds, kinds)
  return Array.from(nids, (node, place) => ({node, depth: at(depth, place), type: at(type, place)}))
    .filter(({node}) => at(isWanted, at(topology.kind, node)) === 1)
    .sort((a, b) => a.depth - b.depth || a.node - b.node)
    .map((hit) => [hit.depth, ...shown(hit.node, ['id', 'kind', 'name']), topology.types[hit.type] ?? null])
}

function cuts(topology: Topology) {
  const part = selectionOf(topology, working)
  const isSystem = mask(topology.kinds, ['system'])
  return {
    ...cutsOf(
      linksOf(part),
      part.kind.map((kind) => at(isSystem, kind)),
    ),
    working: part,
  }
}
