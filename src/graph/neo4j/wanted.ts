import {setImmediate} from 'node:timers/promises'
import type {LoadScopes} from '../kept-scopes.ts'
import type {Entity} from '../../model/entity.ts'
import type {Problem, Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {duplicateEntity, duplicateRelation, longId, missingEnd} from '../load-problems.ts'
import {nodeDigest, relationsDigest} from './properties.ts'
import {sameTexts} from './same-texts.ts'

/** A thing of the estate with the relations out of it, on its way into the graph. */
export interface Wanted {
  readonly entity: Entity
  readonly digest: string
  /** By type, then by the other end's id. */
  readonly relations: readonly WantedRelation[]
  /** The digest of its relations. */
  readonly out: string
}

export interface WantedRelation {
  readonly relation: Relation
  readonly to: Wanted
}

/** A thing as it comes in, filled up when all is there. */
interface Drafted extends Wanted {
  digest: string
  relations: readonly WantedRelation[]
  out: string
  /** In the order in which they came. */
  readonly came: WantedRelation[]
}

/** An estate as it comes in, and what of it cannot be loaded. */
export interface WantedDraft {
  readonly things: Map<string, Drafted>
  /** Whose things they are. */
  readonly organisations: Set<string>
  readonly problems: Problem[]
  readonly seenBy: LoadScopes['seenBy']
}

/** What the server's index of ids takes, less what it needs itself. */
const longestIdBytes = 8000

export function emptyDraft({seenBy}: Pick<LoadScopes, 'seenBy'>): WantedDraft {
  return {things: new Map(), organisations: new Set(), problems: [], seenBy}
}

/** The same, with its scopes as the graph knows them. */
function keyed<T extends {readonly scopes?: readonly string[] | undefined}>(one: T, {seenBy}: WantedDraft): T {
  const scopes = one.scopes && seenBy(one.scopes)
  return one.scopes && scopes && !sameTexts(one.scopes, scopes) ? {...one, scopes} : one
}

export function addEntities(draft: WantedDraft, added: readonly Entity[]): void {
  const {things, organisations, problems} = draft
  for (const entity of added) {
    const id = entity.id.toWellFormed() // as the server will store it
    if (things.has(id)) problems.push(duplicateEntity(id))
    else if (id.length > longestIdBytes / 3 && Buffer.byteLength(id) > longestIdBytes)
      problems.push(longId(id, longestIdBytes))
    else {
      things.set(id, {entity: keyed(entity, draft), digest: '', relations: [], out: '', came: []})
      if (entity.organisation !== '') organisations.add(entity.organisation)
    }
  }
}

export function addRelations(draft: WantedDraft, added: readonly Relation[]): void {
  const {things, problems} = draft
  for (const relation of added) {
    const [from, to] = [things.get(relation.from.toWellFormed()), things.get(relation.to.toWellFormed())]
    if (from && to) from.came.push({relation: keyed(relation, draft), to})
    else problems.push(missingEnd(relation, !from, !to))
  }
}

/** The whole of it, things by id; adds to the draft's problems what is there twice. */
export function wantedOf(draft: WantedDraft): ReadonlyMap<string, Wanted> {
  const wanted = byId(draft)
  for (const _ of fillingUp(wanted, draft.problems)) continue
  return wanted
}

/** The same, giving way to what else is to be done: the server's answers meanwhile. */
export async function wantedMeanwhile(draft: WantedDraft): Promise<ReadonlyMap<string, Wanted>> {
  const wanted = byId(draft)
  for (const _ of fillingUp(wanted, draft.problems)) await setImmediate()
  return wanted
}

const thingsAtOnce = 500

function byId({things}: WantedDraft): ReadonlyMap<string, Drafted> {
  return new Map([...things].toSorted(([a], [b]) => compareText(a, b)))
}

/** Stops now and then, where something else may go first. */
function* fillingUp(things: ReadonlyMap<string, Drafted>, problems: Problem[]): Generator<undefined> {
  let filled = 0
  for (const one of things.values()) {
    one.digest = nodeDigest(one.entity)
    one.relations = single(one.came.toSorted(byTypeAndEnd), problems)
    one.out = relationsDigest(one.relations.map(({relation}) => relation))
    filled += 1
    if (filled % thingsAtOnce === 0) yield
  }
}

function byTypeAndEnd({relation: a}: WantedRelation, {relation: b}: WantedRelation): number {
  return compareText(a.type, b.type) || compareText(a.to, b.to)
}

function single(sorted: readonly WantedRelation[], problems: Problem[]): readonly WantedRelation[] {
  return sorted.filter(({relation, to}, at) => {
    const before = sorted[at - 1]
    const isSecond = before?.relation.type === relation.type && before.to === to
    if (isSecond) problems.push(duplicateRelation(relation.from, relation.type, relation.to))
    return !isSecond
  })
}
