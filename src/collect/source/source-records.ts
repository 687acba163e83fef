import type {AttributeItem, Entity, EntityKind} from '../../model/entity.ts'
import {evidenceId, relationId} from '../../model/ids.ts'
import {saidOfBoth} from '../../model/in-production.ts'
import type {Evidence, InventoryRecord, InventoryRelation} from '../../model/inventory.ts'
import {keptApart} from '../../model/operation-evidence.ts'
import type {Certainty, RelationType} from '../../model/relation-types.ts'
import type {Instant, Json} from '../../model/values.ts'
import {printable, type FileSeen} from './walk-tree.ts'

interface Origin {
  readonly organisation: string
  readonly sourceId: string
  readonly observedAt: Instant
  /** Whose scanner sees what stands in a file, where it is not this program's. */
  readonly seenBy: (path: string) => string | undefined
}

interface Place {
  readonly file: FileSeen
  readonly line: number
}

type Attributes = Readonly<Record<string, Json>>

const nothing: Attributes = {}

/** So many different attributes are looked out for. */
const mostSaid = 10_000

interface FilePlaces {
  /** Its path as evidence shows it. */
  readonly shown: string
  readonly lines: Map<number, readonly string[]>
}

interface RelationSeen {
  readonly from: string
  readonly type: RelationType
  readonly to: string
  readonly certainty: Certainty
  readonly place?: Place | undefined
  readonly attributes?: Attributes
}

/** Gathers the records of one tree; a relation seen in several places is one, with the evidence of each. */
export class SourceRecords {
  readonly #origin: Origin
  readonly #tree: string
  readonly #scopes: readonly string[]
  readonly #entities = new Map<string, Entity>()
  readonly #relations = new Map<string, InventoryRelation>()
  readonly #evidence = new Map<string, Evidence>()
  /** Evidence ids by place: a lock file's line speaks for every application that shares it. */
  readonly #places = new Map<FileSeen, FilePlaces>()

  readonly #said = new Map<string, Attributes>()
  /** The ids of relations that were told last, by type and end. */
  #latest: {readonly from: string; readonly ids: Map<string, string>} = {from: '', ids: new Map()}
  /** By relation, of what calls a machine, the evidence of each operation. */
  readonly #operations = new Map<string, Map<string, Set<string>>>()

  constructor(origin: Origin, tree: string, scope: string) {
    this.#origin = origin
    this.#tree = tree
    this.#scopes = [scope]
  }

  evidence({file, line}: Place): readonly string[] {
    const known = this.#places.get(file) ?? {shown: this.#shown(file), lines: new Map<number, readonly string[]>()}
    this.#places.set(file, known)
    const ids = known.lines.get(line) ?? this.#newEvidence({file, line}, known.shown)
    known.lines.set(line, ids)
    return ids
  }

  #shown({path}: FileSeen): string {
    return printable(this.#tree === '.' ? path : `${this.#tree}/${path}`)
  }

  #newEvidence({file, line}: Place, shown: string): readonly string[] {
    // Joined, it holds on to no parts of itself: a tree has a million places.
    const locator = [shown, String(line)].join(':')
    const seenBy = this.#origin.seenBy(file.path)
    const id = evidenceId(this.#origin.sourceId, locator, file.sha256)
    this.#evidence.set(id, {
      record: 'evidence',
      id,
      source: this.#origin.sourceId,
      locator,
      sha256: file.sha256,
      observedAt: this.#origin.observedAt,
      ...(seenBy !== undefined && {seenBy}),
    })
    return [id]
  }

  entity(
    kind: EntityKind,
    id: string,
    name: string,
    attributes: Readonly<Record<string, Json | undefined>> = {},
    place?: Place,
    confidence = 1,
  ): string {
    const before = this.#entities.get(id)
    // Of one text for all who say it: a tree has a million relations, each with two.
    const own = before?.id ?? id
    const evidence = place ? this.evidence(place) : []
    if (before && isSaid(before, kind, name, attributes)) return own
    const items: Record<string, readonly AttributeItem[]> = {}
    for (const [key, value] of Object.entries(attributes))
      if (value !== undefined) items[key] = [{value, evidence, confidence}]
    this.#entities.set(own, {
      record: 'entity',
      id: own,
      organisation: this.#origin.organisation,
      kind,
      name: printable(name),
      attributes: {...items, ...before?.attributes},
      scopes: this.#scopes,
    })
    return own
  }

  /** Adds values of an attribute to an entity that is there, each with all its places. */
  values(id: string, key: string, values: readonly {readonly value: Json; readonly places: readonly Place[]}[]): void {
    const entity = this.#entities.get(id)
    if (!entity) return
    const items = values.map(({value, places}) => ({
      value,
      evidence: places.flatMap((place) => this.evidence(place)),
      confidence: 0.8,
    }))
    this.#entities.set(id, {...entity, attributes: {...entity.attributes, [key]: items}})
  }

  relation({from: begin, type, to: end, certainty, place, attributes = nothing}: RelationSeen): void {
    const [from, to] = [this.#ownId(begin), this.#ownId(end)]
    const id = this.#relationId(from, type, to)
    const before = this.#relations.get(id)
    const seen = place ? this.evidence(place) : []
    if (type === 'CALLS' && attributes.operations !== undefined && this.#entities.get(to)?.kind === 'host')
      this.#toldAt(id, attributes.operations, seen)
    // Most relations have one place, whose evidence needs no list of its own.
    const evidence = before ? together(before.evidence, seen) : seen
    if (before?.certainty === certainty && isOfOneWord(attributes) && isSame(attributes, before.attributes)) {
      if (evidence !== before.evidence) this.#relations.set(id, {...before, evidence})
      return
    }
    if (!before && !isListOfSeveral(attributes.operations)) {
      const told = {
        record: 'relation',
        id,
        from,
        to,
        type,
        certainty,
        attributes: this.#once(attributes),
        evidence,
        scopes: this.#scopes,
      } as const
      this.#relations.set(id, told)
      return
    }
    const operations = [before?.attributes.operations, attributes.operations].flatMap((list) =>
      Array.isArray(list) ? list.map(String) : [],
    )
    const merged = {
      ...(before ? saidOfBoth(before.attributes, attributes) : attributes),
      ...(operations.length > 0 && {operations: [...new Set(operations)].toSorted()}),
    }
    this.#relations.set(id, {
      record: 'relation',
      id,
      from,
      to,
      type,
      // What code or a manifest says by its structure stays so where a pattern finds it too.
      certainty: before?.certainty === 'structural' ? 'structural' : certainty,
      attributes: merged,
      evidence,
      scopes: this.#scopes,
    })
  }

  /** One after the other tells of the same beginning, and often of the same end. */
  #relationId(from: string, type: RelationType, to: string): string {
    const {ids} = this.#latest.from === from ? this.#latest : (this.#latest = {from, ids: new Map()})
    const key = `${type} ${to}`
    const id = ids.get(key) ?? relationId(from, type, to)
    ids.set(key, id)
    return id
  }

  /** What another place calls of a machine is not seen here. */
  #toldAt(id: string, operations: Json, seen: readonly string[]): void {
    const own = this.#operations.get(id) ?? new Map<string, Set<string>>()
    this.#operations.set(id, own)
    for (const operation of Array.isArray(operations) ? operations.map(String) : []) {
      const ids = own.get(operation) ?? new Set()
      own.set(operation, ids)
      for (const one of seen) ids.add(one)
    }
  }

  #ownId(id: string): string {
    return this.#entities.get(id)?.id ?? id
  }

  /** The same is said of very many relations: it is kept once. */
  #once(attributes: Attributes): Attributes {
    if (attributes === nothing) return attributes
    const key = JSON.stringify(attributes)
    const known = this.#said.get(key)
    if (known) return known
    if (this.#said.size < mostSaid) this.#said.set(key, attributes)
    return attributes
  }

  records(): readonly InventoryRecord[] {
    for (const [id, operations] of this.#operations) {
      const relation = this.#relations.get(id)
      if (relation) this.#relations.set(id, {...relation, ...keptApart(operations, relation.evidence)})
    }
    return [...this.#entities.values(), ...this.#relations.values(), ...this.#evidence.values()]
  }
}

/** Whether all that is said of an entity was said of it before: what was said first stands, and in front. */
function isSaid(
  before: Entity,
  kind: EntityKind,
  name: string,
  attributes: Readonly<Record<string, Json | undefined>>,
): boolean {
  if (before.kind !== kind || before.name !== name) return false
  const said = Object.keys(before.attributes)
  let at = 0
  for (const key of Object.keys(attributes)) {
    if (attributes[key] === undefined) continue
    if (said[at] !== key) return false
    at += 1
  }
  return true
}

/** Whether to say it again says nothing else: it is of no environment, and names one operation at most. */
function isOfOneWord({environment, role, operations}: Attributes): boolean {
  return environment === undefined && role === undefined && !isListOfSeveral(operations)
}

/** Whether two say the same by texts, and lists of one text, in the same order. */
function isSame(attributes: Attributes, before: Attributes): boolean {
  const [keys, others] = [Object.keys(attributes), Object.keys(before)]
  return (
    keys.length === others.length &&
    keys.every((key, at) => key === others[at] && isEqual(attributes[key], before[key]))
  )
}

function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === 1 && other.length === 1 && one[0] === other[0]
  return one === other
}

/** A list in order with those ids of another that it lacks; itself where it has all. */
function together(before: readonly string[], seen: readonly string[]): readonly string[] {
  let all = before
  for (const id of seen) {
    if (all.includes(id)) continue
    const behind = all.findIndex((one) => one > id)
    all = all.toSpliced(behind < 0 ? all.length : behind, 0, id)
  }
  return all
}

/** Of a relation that is told for the first time, only such a list is to be put in order. */
function isListOfSeveral(operations: Json | undefined): boolean {
  return Array.isArray(operations) && operations.length !== 1
}
