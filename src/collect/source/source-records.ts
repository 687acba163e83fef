import type {AttributeItem, Entity, EntityKind} from '../../model/entity.ts'
import {evidenceId, relationId} from '../../model/ids.ts'
import {saidOfBoth} from '../../model/in-production.ts'
import type {Evidence, InventoryRecord, Relation} from '../../model/inventory.ts'
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

interface RelationSeen {
  readonly from: string
  readonly type: RelationType
  readonly to: string
  readonly certainty: Certainty
  readonly place?: Place | undefined
  readonly attributes?: Readonly<Record<string, Json>>
}

/** Gathers the records of one tree; a relation seen in several places is one, with the evidence of each. */
export class SourceRecords {
  readonly #origin: Origin
  readonly #tree: string
  readonly #scope: string
  readonly #entities = new Map<string, Entity>()
  readonly #relations = new Map<string, Relation>()
  readonly #evidence = new Map<string, Evidence>()
  /** Evidence ids by place: a lock file's line speaks for every application that shares it. */
  readonly #places = new Map<string, readonly string[]>()

  constructor(origin: Origin, tree: string, scope: string) {
    this.#origin = origin
    this.#tree = tree
    this.#scope = scope
  }

  evidence({file, line}: Place): readonly string[] {
    const key = `${line} ${file.sha256} ${file.path}`
    const known = this.#places.get(key) ?? this.#newEvidence({file, line})
    this.#places.set(key, known)
    return known
  }

  #newEvidence({file, line}: Place): readonly string[] {
    const locator = `${printable(this.#tree === '.' ? file.path : `${this.#tree}/${file.path}`)}:${line}`
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
    const evidence = place ? this.evidence(place) : []
    const items: Record<string, readonly AttributeItem[]> = {}
    for (const [key, value] of Object.entries(attributes))
      if (value !== undefined) items[key] = [{value, evidence, confidence}]
    this.#entities.set(id, {
      record: 'entity',
      id,
      organisation: this.#origin.organisation,
      kind,
      name: printable(name),
      attributes: {...items, ...before?.attributes},
      scopes: [this.#scope],
    })
    return id
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

  relation({from, type, to, certainty, place, attributes = {}}: RelationSeen): void {
    const id = relationId(from, type, to)
    const before = this.#relations.get(id)
    const evidence = place ? this.evidence(place) : []
    this.#relations.set(id, {
      record: 'relation',
      id,
      from,
      to,
      type,
      // What code or a manifest says by its structure stays so where a pattern finds it too.
      certainty: before?.certainty === 'structural' ? 'structural' : certainty,
      attributes: attributesOfBoth(before?.attributes, attributes),
      evidence: before ? [...new Set([...before.evidence, ...evidence])].toSorted() : evidence,
      scopes: [this.#scope],
    })
  }

  records(): readonly InventoryRecord[] {
    return [...this.#entities.values(), ...this.#relations.values(), ...this.#evidence.values()]
  }
}

type Attributes = Relation['attributes']

/** What two places say of one relation. */
function attributesOfBoth(before: Attributes | undefined, now: Attributes): Attributes {
  const said = before ? saidOfBoth(before, now) : now
  const operations = [before?.operations, now.operations].flatMap((list) =>
    Array.isArray(list) ? list.map(String) : [],
  )
  return operations.length > 0 ? {...said, operations: [...new Set(operations)].toSorted()} : said
}
