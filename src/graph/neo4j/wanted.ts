import type {Entity} from '../../model/entity.ts'
import type {Problem, Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {duplicateEntity, duplicateRelation, longId, missingEnd} from '../load-problems.ts'
import {nodeDigest, relationsDigest} from './properties.ts'

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

/** An estate as it comes in, and what of it cannot be loaded. */
export interface WantedDraft {
  readonly entities: Map<string, Entity>
  readonly relations: Map<string, Relation[]>
  readonly problems: Problem[]
}

/** What the server's index of ids takes, less what it needs itself. */
const longestIdBytes = 8000

export function emptyDraft(): WantedDraft {
  return {entities: new Map(), relations: new Map(), problems: []}
}

export function addEntities({entities, problems}: WantedDraft, added: readonly Entity[]): void {
  for (const entity of added) {
    const id = entity.id.toWellFormed() // as the server will store it
    if (entities.has(id)) problems.push(duplicateEntity(id))
    else if (id.length > longestIdBytes / 3 && Buffer.byteLength(id) > longestIdBytes)
      problems.push(longId(id, longestIdBytes))
    else entities.set(id, entity)
  }
}

export function addRelations({entities, relations, problems}: WantedDraft, added: readonly Relation[]): void {
  for (const relation of added) {
    const [from, to] = [relation.from.toWellFormed(), relation.to.toWellFormed()]
    const [hasFrom, hasTo] = [entities.has(from), entities.has(to)]
    if (!hasFrom || !hasTo) {
      problems.push(missingEnd(relation, !hasFrom, !hasTo))
      continue
    }
    const before = relations.get(from)
    if (before) before.push(relation)
    else relations.set(from, [relation])
  }
}

/** The whole of it, things by id; adds to the draft's problems what is there twice. */
export function wantedOf({entities, relations, problems}: WantedDraft): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, {entity: Entity; digest: string; relations: readonly WantedRelation[]; out: string}>()
  const ids = [...entities.keys()].toSorted(compareText)
  for (const id of ids) {
    const entity = entities.get(id)
    if (entity) wanted.set(id, {entity, digest: nodeDigest(entity), relations: [], out: ''})
  }
  for (const [id, one] of wanted) {
    const out = single((relations.get(id) ?? []).toSorted(byTypeAndEnd), problems)
    one.relations = out.flatMap((relation) => {
      const to = wanted.get(relation.to.toWellFormed())
      return to ? [{relation, to}] : []
    })
    one.out = relationsDigest(out)
  }
  return wanted
}

function byTypeAndEnd(a: Relation, b: Relation): number {
  return compareText(a.type, b.type) || compareText(a.to, b.to)
}

function single(sorted: readonly Relation[], problems: Problem[]): readonly Relation[] {
  return sorted.filter((relation, at) => {
    const before = sorted[at - 1]
    const isSecond = before?.type === relation.type && before.to.toWellFormed() === relation.to.toWellFormed()
    if (isSecond) problems.push(duplicateRelation(relation.from, relation.type, relation.to))
    return !isSecond
  })
}
