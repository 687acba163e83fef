import {EntityKind} from '../../model/entity.ts'
import {labelOfKind} from '../../model/graph-schema.ts'
import {compareText} from '../../model/json-lines.ts'
import {type RelationType, relationTypeNames} from '../../model/relation-types.ts'
import {scopesLeft, scopesNow} from '../kept-scopes.ts'
import type {LoadChanges, LoadPreview} from '../../model/graph-answers.ts'
import {whole} from './connection.ts'
import type {NodeDetails, PresentGraph, PresentNode} from './present.ts'
import {creating} from './create-relations.ts'
import {nodeProperties, type Properties, relationProperties} from './properties.ts'
import {type Judged, type PlannedNodes, planRelations, type RelationPlan} from './plan-relations.ts'
import {sameTexts} from './same-texts.ts'
import type {Step} from './step.ts'
import * as texts from './texts.ts'
import type {Wanted} from './wanted.ts'

export interface LoadPlan {
  /** In this order: what goes, then nodes, then relations. */
  readonly steps: readonly Step[]
  readonly nodes: LoadChanges
  readonly edges: LoadChanges
  readonly totals: {readonly nodes: number; readonly edges: number}
  readonly ids: Pick<LoadPreview, 'added' | 'removed' | 'kept'>
  /** Of what stays though the estate has it no more: who saw it, and when last. */
  readonly seen: {readonly nodes: RelationPlan['kept']; readonly edges: RelationPlan['kept']}
}

interface Written {
  readonly wanted: Wanted
  readonly scopes: readonly string[] | undefined
  readonly digest: string
}

interface Marked {
  readonly nid: number
  readonly scopes: readonly string[]
  readonly lastSeen: string
}

interface NodePlan extends PlannedNodes {
  readonly updated: readonly Written[]
  readonly marked: readonly Marked[]
  readonly removedIds: readonly string[]
  readonly keptSeen: RelationPlan['kept']
}

/** What must be written so that the graph is what the estate is; things by id, in order. */
export async function planLoad(
  wanted: ReadonlyMap<string, Wanted>,
  present: PresentGraph,
  judged: Judged,
): Promise<LoadPlan> {
  const nodes = await planNodes(wanted, present, judged)
  const relations = await planRelations(nodes, present, judged)
  const created = steps(nodes, relations)
  const all = (count: (one: Wanted) => number): number => [...wanted.values()].reduce((sum, one) => sum + count(one), 0)
  return {
    steps: created,
    nodes: {
      added: nodes.created.length,
      changed: nodes.updated.length,
      removed: nodes.removed.size,
      kept: nodes.kept.length,
    },
    edges: {
      added: relations.created.length,
      changed: relations.updated.length,
      removed: relations.removed,
      kept: relations.kept.length,
    },
    totals: {
      nodes: wanted.size + nodes.kept.length,
      edges: all(({relations: out}) => out.length) + relations.kept.length,
    },
    ids: {
      added: nodes.created.map(({entity}) => entity.id),
      removed: nodes.removedIds.toSorted(compareText),
      kept: nodes.kept.map(({id}) => id).toSorted(compareText),
    },
    seen: {nodes: nodes.keptSeen, edges: relations.kept},
  }
}

async function planNodes(
  wanted: ReadonlyMap<string, Wanted>,
  present: PresentGraph,
  judged: Judged,
): Promise<NodePlan> {
  const nidOf = new Map<Wanted, number>()
  const existing: {wanted: Wanted; present: PresentNode}[] = []
  const missing: PresentNode[] = []
  let last = -1
  for await (const page of present.digests())
    for (const node of page) {
      const one = wanted.get(node.id)
      last = Math.max(last, node.nid)
      if (!one) missing.push(node)
      else {
        nidOf.set(one, node.nid)
        existing.push({wanted: one, present: node})
      }
    }
  const created = [...wanted.values()].filter((one) => !nidOf.has(one))
  created.forEach((one, at) => nidOf.set(one, last + 1 + at))
  const changed = existing.filter((each) => each.present.digest !== each.wanted.digest)
  const details = await detailsOf(present, [...changed.map((each) => each.present.nid), ...missing.map(({nid}) => nid)])
  return {
    nidOf,
    created,
    existing,
    updated: changed.flatMap((each) => writtenAnew(each.wanted, details.get(each.present.nid), judged)),
    ...planMissing(missing, details, judged),
  }
}

async function detailsOf(present: PresentGraph, nids: readonly number[]): Promise<ReadonlyMap<number, NodeDetails>> {
  const details = new Map<number, NodeDetails>()
  for await (const page of present.nodes(nids)) for (const one of page) details.set(one.nid, one)
  return details
}

/** A digest with this before it is of a thing that has more scopes than the estate says. */
const moreScopes = '+'

function writtenAnew(wanted: Wanted, stored: NodeDetails | undefined, {settled, keysOf}: Judged): readonly Written[] {
  const before = stored?.scopes ?? []
  const {scopes, isMore} = scopesNow(wanted.entity.scopes, keysOf(before), settled)
  const digest = isMore ? `${moreScopes}${wanted.digest}` : wanted.digest
  return stored?.digest === digest && sameTexts(before, scopes ?? []) ? [] : [{wanted, scopes, digest}]
}

/** What the estate has not: it leaves when no scope is left that may still see it, and is marked when one is. */
function planMissing(
  missing: readonly PresentNode[],
  details: ReadonlyMap<number, NodeDetails>,
  {settled, keysOf, lastSeenBy}: Judged,
): Pick<NodePlan, 'marked' | 'removed' | 'removedIds' | 'kept' | 'keptSeen'> {
  const removed = new Set<number>()
  const removedIds: string[] = []
  const kept: PresentNode[] = []
  const keptSeen: RelationPlan['kept'] = []
  const marked: Marked[] = []
  for (const node of missing) {
    const stored = details.get(node.nid)
    const before = stored?.scopes ?? []
    const left = scopesLeft(keysOf(before), settled)
    if (left.length === 0) {
      removed.add(node.nid)
      removedIds.push(node.id)
      continue
    }
    const seen = {scopes: left, lastSeen: stored?.lastSeen ?? lastSeenBy(before)}
    kept.push(node)
    keptSeen.push(seen)
    if (stored?.lastSeen === undefined || !sameTexts(left, before)) marked.push({nid: node.nid, ...seen})
  }
  return {keptSeen, removed, removedIds, kept, marked}
}

function steps(nodes: NodePlan, relations: RelationPlan): readonly Step[] {
  const {nidOf} = nodes
  const number = (one: Wanted): number => nidOf.get(one) ?? -1
  const nid = (one: Wanted): unknown => whole(number(one))
  const outOf = (one: Wanted): string => relations.out.get(one) ?? one.out
  const updatedNodes = new Set(nodes.updated.map(({wanted}) => wanted))
  const outs = relations.outChanged.filter((one) => !updatedNodes.has(one))
  return [
    ...byType(relations.deleted, texts.deleteRelations, ({from, to}) => [whole(from), whole(to)]),
    step(texts.deleteNodes, [...nodes.removed], whole),
    making(nodes.created, number),
    ...byKind(
      nodes.updated,
      (one) => one.wanted.entity.kind,
      texts.updateNodes,
      ({wanted, scopes, digest}) => ({
        ...nodeProperties(wanted.entity, nidOf.get(wanted) ?? -1, {scopes}),
        ...{digest, out: outOf(wanted)},
      }),
    ),
    step(texts.markNodes, nodes.marked, (one) => [whole(one.nid), one.scopes, one.lastSeen]),
    ...creating(relations.created, number),
    ...byType(relations.updated, texts.updateRelations, ({from, to, relation, scopes}) => [
      ...[nid(from), nid(to)],
      relationProperties(relation, scopes),
    ]),
    ...byType(relations.marked, texts.markRelations, ({from, to, scopes, lastSeen}) => [
      ...[whole(from), whole(to)],
      ...[scopes, lastSeen],
    ]),
    step(texts.setOut, outs, (one) => [nid(one), outOf(one)]),
    step(texts.setOut, relations.outOfKept, ({nid: kept, out}) => [whole(kept), out]),
  ].filter(({count}) => count > 0)
}

function step<T>(text: string, items: readonly T[], row: (item: T) => unknown): Step {
  const rowAt = (at: number): unknown => row(items[at] as T) // the place is below the count
  return {text, count: items.length, parameters: (places) => ({rows: places.map(rowAt)})}
}

function making(created: readonly Wanted[], numberOf: (one: Wanted) => number): Step {
  const propertiesOf = (one: Wanted): Properties => ({
    ...nodeProperties(one.entity, numberOf(one), one.entity),
    ...{digest: one.digest, out: one.out},
  })
  const made = (at: number): number => numberOf(created[at] as Wanted) // the place is below the count
  return {...step(texts.createNodes, created, (one) => [labelOfKind(one.entity.kind), propertiesOf(one)]), made}
}

function byKind<T>(
  items: readonly T[],
  kindOf: (item: T) => EntityKind,
  text: (kind: EntityKind) => string,
  row: (item: T) => unknown,
): readonly Step[] {
  const groups = Map.groupBy(items, kindOf)
  return EntityKind.options.map((kind) => step(text(kind), groups.get(kind) ?? [], row))
}

function byType<T extends {readonly type: RelationType}>(
  items: readonly T[],
  text: (type: RelationType) => string,
  row: (item: T) => unknown,
): readonly Step[] {
  const groups = Map.groupBy(items, ({type}) => type)
  return relationTypeNames.map((type) => step(text(type), groups.get(type) ?? [], row))
}
