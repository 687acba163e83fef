import type {AttributeItem, Entity} from '../../model/entity.ts'
import {entityId, evidenceId, moduleId, relationId, systemId} from '../../model/ids.ts'
import type {Evidence, InventoryRecord, Relation} from '../../model/inventory.ts'
import type {Certainty, RelationType} from '../../model/relation-types.ts'
import type {Json} from '../../model/values.ts'
import type {FileToImport} from '../file-to-import.ts'

/** Whose a document is: a system, a component or a host; left out, of none that is known. */
export interface TargetSetting {
  readonly system?: string | undefined
  /** The id of a component that another source has. */
  readonly component?: string | undefined
  /** A host's full name. */
  readonly host?: string | undefined
}

export type Origin = Pick<FileToImport, 'shownAs' | 'organisation' | 'sourceId' | 'observedAt'> & {
  readonly scope: string
  /** Of the file. */
  readonly sha256: string
}

/** What is said first holds; but what one place needs where it runs is needed, whatever another place needs it for. */
function saidTwice(before: Relation['attributes'], now: Relation['attributes']): Relation['attributes'] {
  const {scope, ...said} = {...now, ...before}
  if (before.scope === undefined || now.scope === undefined) return said
  return {...said, scope: [before.scope, now.scope].includes('optional') ? 'optional' : (scope ?? 'optional')}
}

/** Gathers what a document says, each thing once, with the places that say so. */
export class DocumentRecords {
  readonly #origin: Origin
  readonly #records = new Map<string, InventoryRecord>()

  constructor(origin: Origin) {
    this.#origin = origin
  }

  /** The id of the evidence that stands there. */
  evidence(place: string): string {
    const {sourceId, shownAs, sha256, observedAt} = this.#origin
    const locator = `${shownAs}${place}`
    const id = evidenceId(sourceId, locator, sha256)
    const evidence: Evidence = {record: 'evidence', id, source: sourceId, locator, sha256, observedAt}
    this.#records.set(id, evidence)
    return id
  }

  entity(
    kind: Entity['kind'],
    id: string,
    name: string,
    place: string,
    attributes: Readonly<Record<string, Json | undefined>> = {},
  ): string {
    const {organisation, scope} = this.#origin
    const before = this.#records.get(id)
    const items: Record<string, readonly AttributeItem[]> = {}
    for (const [key, value] of Object.entries(attributes))
      if (value !== undefined) items[key] = [{value, evidence: [this.evidence(place)], confidence: 1}]
    this.#records.set(id, {
      record: 'entity',
      id,
      organisation,
      kind,
      name,
      attributes: {...items, ...(before?.record === 'entity' && before.attributes)},
      scopes: [scope],
    })
    return id
  }

  relation(
    from: string,
    type: RelationType,
    to: string,
    place: string,
    {certainty, attributes = {}}: {readonly certainty: Certainty; readonly attributes?: Relation['attributes']},
  ): void {
    const id = relationId(from, type, to)
    const before = this.#records.get(id)
    const evidence = new Set([...(before?.record === 'relation' ? before.evidence : []), this.evidence(place)])
    this.#records.set(id, {
      record: 'relation',
      id,
      from,
      to,
      type,
      certainty,
      attributes: before?.record === 'relation' ? saidTwice(before.attributes, attributes) : attributes,
      evidence: [...evidence].toSorted(),
      scopes: [this.#origin.scope],
    })
  }

  /** Any other record, by its id. */
  add(record: InventoryRecord & {readonly id: string}): void {
    this.#records.set(record.id, record)
  }

  records(): readonly InventoryRecord[] {
    return [...this.#records.values()]
  }

  /**
   * The thing that a document is about, as a record where no other source has it: the component that settings name, a
   * host, or a component of its own by the name that the document has for it, part of the system that settings name.
   */
  target({system, component, host}: TargetSetting, name: string, place: string): string {
    const {organisation, sourceId} = this.#origin
    if (component !== undefined) return component
    if (host !== undefined) {
      const hostName = host.toLowerCase()
      return this.entity('host', entityId('host', organisation, hostName), hostName, place, {hostName})
    }
    const id = moduleId(organisation, sourceId, name)
    this.entity('component', id, name, place, {type: 'application'})
    if (system !== undefined)
      this.relation(id, 'PART_OF', systemId(organisation, system), place, {
        certainty: 'declared',
        attributes: {how: `source ${sourceId} names the system`},
      })
    return id
  }
}
