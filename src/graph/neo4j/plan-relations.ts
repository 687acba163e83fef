import type {Relation} from '../../model/inventory.ts'
import {RelationType} from '../../model/relation-types.ts'
import {scopesLeft, scopesNow, type Settled} from '../kept-scopes.ts'
import type {PresentGraph, PresentNode, RelationDetails} from './present.ts'
import {noRelations, relationContent} from './properties.ts'
import {sameTexts} from './same-texts.ts'
import type {Wanted, WantedRelation} from './wanted.ts'

export interface Judged {
  readonly settled: Settled
  /** What stored scopes are now known by. */
  readonly keysOf: (stored: readonly string[]) => readonly string[]
  /** When what the estate has no more was last seen by these stored scopes. */
  readonly lastSeenBy: (stored: readonly string[]) => string
  /** Whether the digests of relations can be believed; not after a load that was broken off. */
  readonly isTrusted: boolean
}

/** Nodes by what becomes of them. */
export interface PlannedNodes {
  readonly nidOf: ReadonlyMap<Wanted, number>
  readonly created: readonly Wanted[]
  readonly removed: ReadonlySet<number>
  readonly kept: readonly PresentNode[]
  readonly existing: readonly {readonly wanted: Wanted; readonly present: PresentNode}[]
}

/** One that is not there yet. */
export interface Created {
  readonly type: RelationType
  readonly from: Wanted
  readonly to: Wanted
  readonly relation: Relation
}

interface Updated extends Created {
  readonly scopes: readonly string[] | undefined
}

interface Ends {
  readonly type: RelationType
  readonly from: number
  readonly to: number
}

interface Marked extends Ends {
  readonly scopes: readonly string[]
  readonly lastSeen: string
}

/** Relations by what becomes of them. */
export interface RelationPlan {
  readonly created: Created[]
  readonly updated: Updated[]
  readonly marked: Marked[]
  readonly deleted: Ends[]
  /** How many go, alone or with one of their ends. */
  removed: number
  /** How those were seen that stay though the estate has them no more. */
  readonly kept: {readonly scopes: readonly string[]; readonly lastSeen: string}[]
  /** What the digest of a node's relations is to be, of those that were looked at; empty: to be looked at again. */
  readonly out: Map<Wanted, string>
  /** Those for which another is stored. */
  readonly outChanged: Wanted[]
  /** The same of nodes that the estate has no more. */
  readonly outOfKept: {readonly nid: number; readonly out: string}[]
}

/** Where one source's relations are compared: what is stored with what is wanted. */
interface Source {
  readonly from: Wanted | undefined
  readonly nid: number
  readonly storedOut: string
}

/** Compares the relations of those nodes alone whose digest is another, or not to be believed. */
export async function planRelations(nodes: PlannedNodes, present: PresentGraph, judged: Judged): Promise<RelationPlan> {
  const plan: RelationPlan = {
    ...{created: [], updated: [], marked: [], deleted: [], removed: 0, kept: []},
    ...{out: new Map(), outChanged: [], outOfKept: []},
  }
  for (const from of nodes.created) for (const one of from.relations) plan.created.push(createdOf(from, one))
  const gone = [...nodes.kept, ...[...nodes.removed].map((nid) => ({nid, out: ''}))]
  const sources = [
    ...nodes.existing.map(({wanted, present: {nid, out}}): Source => ({from: wanted, nid, storedOut: out})),
    ...gone.map(({nid, out}): Source => ({from: undefined, nid, storedOut: out})),
  ].filter(({from, storedOut}) => !judged.isTrusted || storedOut !== (from?.out ?? noRelations))
  const byNid = new Map(sources.map((source) => [source.nid, source]))
  const looked = new Set<number>()
  for await (const page of present.relations([...byNid.keys()])) {
    for (const [nid, stored] of Map.groupBy(page, ({from}) => from)) {
      const source = byNid.get(nid)
      if (!source) continue
      looked.add(nid)
      compareSource(plan, nodes, source, stored, judged)
    }
  }
  for (const source of sources) if (!looked.has(source.nid)) compareSource(plan, nodes, source, [], judged)
  return plan
}

function createdOf(from: Wanted, {relation, to}: WantedRelation): Created {
  return {type: relation.type, from, to, relation}
}

function compareSource(
  plan: RelationPlan,
  nodes: PlannedNodes,
  source: Source,
  stored: readonly RelationDetails[],
  judged: Judged,
): void {
  const {from, nid} = source
  const wanted = new Map<string, WantedRelation>(
    (from?.relations ?? []).map((one) => [`${one.relation.type} ${nodes.nidOf.get(one.to)}`, one]),
  )
  const found = Map.groupBy(stored, ({type, to}) => `${type} ${to}`)
  let isSettled = true
  for (const [key, [first, ...more]] of found) {
    const one = wanted.get(key)
    const type = RelationType.safeParse(first?.type).data
    if (!first || !type) continue
    const ends = {type, from: nid, to: first.to}
    if (one && from && more.length > 0) {
      plan.deleted.push(ends) // somebody else made a second one: written anew, as one
      plan.created.push(createdOf(from, one))
    } else if (one && from) isSettled = compareOne(plan, {from, one, stored: first}, judged) && isSettled
    else isSettled = compareMissing(plan, nodes, {ends, stored: first}, judged) && isSettled
  }
  if (from) for (const [key, one] of wanted) if (!found.has(key)) plan.created.push(createdOf(from, one))
  const out = isSettled ? (from?.out ?? noRelations) : ''
  if (from) plan.out.set(from, out)
  if (out === source.storedOut || nodes.removed.has(nid)) return
  if (from) plan.outChanged.push(from)
  else plan.outOfKept.push({nid, out})
}

/** A relation that is there and wanted. Returns whether its stored form is what the estate says, no more. */
function compareOne(
  plan: RelationPlan,
  {from, one, stored}: {readonly from: Wanted; readonly one: WantedRelation; readonly stored: RelationDetails},
  {settled, keysOf}: Judged,
): boolean {
  const {scopes, isMore} = scopesNow(one.relation.scopes, keysOf(stored.scopes), settled)
  const isSame =
    relationContent(one.relation) === stored.content &&
    sameTexts(scopes ?? [], stored.scopes) &&
    stored.lastSeen === undefined
  if (!isSame) plan.updated.push({...createdOf(from, one), scopes})
  return !isMore
}

/** A relation that is there and not in the estate. Returns whether it is dealt with for good. */
function compareMissing(
  plan: RelationPlan,
  nodes: PlannedNodes,
  {ends, stored}: {readonly ends: Ends; readonly stored: RelationDetails},
  {settled, keysOf, lastSeenBy}: Judged,
): boolean {
  const left = scopesLeft(keysOf(stored.scopes), settled)
  const goesWithAnEnd = nodes.removed.has(ends.from) || nodes.removed.has(ends.to)
  if (left.length === 0 || goesWithAnEnd) {
    plan.removed += 1
    if (!goesWithAnEnd) plan.deleted.push(ends)
    return true
  }
  const lastSeen = stored.lastSeen ?? lastSeenBy(stored.scopes)
  plan.kept.push({scopes: left, lastSeen})
  if (stored.lastSeen === undefined || !sameTexts(left, stored.scopes))
    plan.marked.push({...ends, scopes: left, lastSeen})
  return false
}
