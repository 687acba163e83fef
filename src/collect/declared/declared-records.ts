import type {DeclaredSystem} from '../../model/declared.ts'
import {criterionIds} from '../../model/criteria.ts'
import {namesNobody} from '../../model/everyday-words.ts'
import type {Attributes, Entity, EntityKind} from '../../model/entity.ts'
import {entityId, evidenceId, recordId, relationId, slugOf, systemId} from '../../model/ids.ts'
import type {Evidence, InventoryRecord, Relation} from '../../model/inventory.ts'
import type {RelationType} from '../../model/relation-types.ts'
import type {Instant, Json} from '../../model/values.ts'
import {type DeclaredFileRead, fullId} from './check-references.ts'

type Path = readonly PropertyKey[]

/** Gathers the records of one declared file; a thing named twice is one, with the evidence of both places. */
class Gathering {
  readonly #file: DeclaredFileRead
  readonly #observedAt: Instant
  readonly #entities = new Map<string, Entity>()
  readonly #relations = new Map<string, Relation>()
  readonly #evidence = new Map<string, Evidence>()
  readonly #idOfPlace = new Map<string, string>()
  readonly others: InventoryRecord[] = []

  constructor(file: DeclaredFileRead, observedAt: Instant) {
    this.#file = file
    this.#observedAt = observedAt
  }

  evidence(path: Path): readonly string[] {
    const locator = this.#file.line(path)
    const known = this.#idOfPlace.get(locator)
    if (known !== undefined) return [known]
    const id = evidenceId(this.#file.sourceId, locator, this.#file.contentHash(path, locator))
    this.#idOfPlace.set(locator, id)
    this.#evidence.set(id, {
      record: 'evidence',
      id,
      source: this.#file.sourceId,
      locator,
      sha256: this.#file.sha256,
      observedAt: this.#observedAt,
    })
    return [id]
  }

  entity(kind: EntityKind, id: string, name: string, attributes: Attributes = {}): void {
    const before = this.#entities.get(id)
    const entity = {record: 'entity', id, organisation: this.#file.organisation, kind, name, attributes} as const
    this.#entities.set(id, before ? mergedEntity(before, entity) : entity)
  }

  relation(
    from: string,
    type: RelationType,
    to: string,
    path: Path,
    attributes: Record<string, Json | undefined> = {},
  ): void {
    const id = relationId(from, type, to)
    const before = this.#relations.get(id)
    const relation = {
      record: 'relation',
      id,
      from,
      to,
      type,
      certainty: 'declared',
      attributes: json(attributes),
      evidence: this.evidence(path),
    } as const
    this.#relations.set(id, before ? mergedRelation(before, relation) : relation)
  }

  records(): InventoryRecord[] {
    return [...this.#entities.values(), ...this.#relations.values(), ...this.#evidence.values(), ...this.others]
  }
}

/** One thing of two mentions: a later one may know the name where the first knew only the id. */
function mergedEntity(before: Entity, now: Entity): Entity {
  const name = before.name.length >= now.name.length ? before.name : now.name
  return {...before, name, attributes: {...before.attributes, ...now.attributes}}
}

function mergedRelation(before: Relation, now: Relation): Relation {
  return {
    ...before,
    attributes: {...before.attributes, ...now.attributes},
    evidence: [...new Set([...before.evidence, ...now.evidence])],
  }
}

/** One record of two of the same kind and id, as they come of parts of one source. */
export function mergedRecord(before: InventoryRecord, now: InventoryRecord): InventoryRecord {
  if (before.record === 'entity' && now.record === 'entity') return mergedEntity(before, now)
  return before.record === 'relation' && now.record === 'relation' ? mergedRelation(before, now) : now
}

/** The records that a declared file stands for. */
export function declaredRecords(file: DeclaredFileRead, observedAt: Instant): InventoryRecord[] {
  const gathering = new Gathering(file, observedAt)
  file.data.systems.forEach((system, index) => addSystem(gathering, file, system, ['systems', index]))
  file.data.stores.forEach((store, index) => {
    const path = ['stores', index]
    const id = entityId('datastore', file.organisation, store.id)
    gathering.entity(
      'datastore',
      id,
      store.name,
      store.host ? {host: item(store.host.toLowerCase(), gathering.evidence([...path, 'host']))} : {},
    )
    if (store.host) {
      const hostId = entityId('host', file.organisation, store.host)
      const hostName = item(store.host.toLowerCase(), gathering.evidence([...path, 'host']))
      gathering.entity('host', hostId, store.host, {hostName})
      gathering.relation(id, 'RUNS_ON', hostId, [...path, 'host'])
    }
    if (store.technology) addTechnology(gathering, file, id, store.technology, [...path, 'technology'])
    store.writers?.forEach((writer, at) =>
      gathering.relation(fullId(writer, file.organisation), 'WRITES', id, [...path, 'writers', at]),
    )
    store.readers?.forEach((reader, at) =>
      gathering.relation(fullId(reader, file.organisation), 'READS', id, [...path, 'readers', at]),
    )
  })
  return gathering.records()
}

const plainKeys = [
  'description',
  'owner',
  'dependantsComplete',
  'people',
  'plan',
  'use',
  'hosting',
  'meetsNeeds',
  'lifeYears',
  'coveredBy',
  'classification',
  'blockers',
  'migration',
] as const satisfies readonly (keyof DeclaredSystem)[]

/** Keys whose values name somebody or something: `none` and `n/a` are no names. */
const namingKeys: ReadonlySet<string> = new Set(['owner', 'coveredBy'])

function addSystem(gathering: Gathering, file: DeclaredFileRead, system: DeclaredSystem, path: Path): void {
  const id = systemId(file.organisation, system.id)
  const attributes: Record<string, Attributes[string]> = {
    assembledBy: item('declared', gathering.evidence([...path, 'id'])),
  }
  for (const key of plainKeys) {
    const value = system[key]
    if (value !== undefined && !(namingKeys.has(key) && namesNobody(String(value))))
      attributes[key] = item(json(value), gathering.evidence([...path, key]))
  }
  if (system.incidents) attributes.incidentRecord = item('kept', gathering.evidence([...path, 'incidents']))
  if (system.cost) attributes.annualRunGbp = item(system.cost.annualRunGbp, gathering.evidence([...path, 'cost']))
  if (system.cost?.source)
    attributes.costSource = item(system.cost.source, gathering.evidence([...path, 'cost', 'source']))
  gathering.entity('system', id, system.name, attributes)
  addLinks(gathering, file, system, id, path)
  addRecords(gathering, file, system, id, path)
}

function addLinks(gathering: Gathering, file: DeclaredFileRead, system: DeclaredSystem, id: string, path: Path): void {
  const {organisation} = file
  if (system.partOf) gathering.relation(id, 'PART_OF', fullId(system.partOf, organisation), [...path, 'partOf'])
  system.supports?.forEach(({service, name}, index) => {
    const serviceId = entityId('service', organisation, service)
    gathering.entity('service', serviceId, name ?? service)
    gathering.relation(id, 'SUPPORTS', serviceId, [...path, 'supports', index])
  })
  system.technologies?.forEach((technology, index) =>
    addTechnology(gathering, file, id, technology, [...path, 'technologies', index]),
  )
  system.hosts?.forEach(({name, environment}, index) => {
    const hostId = entityId('host', organisation, name)
    gathering.entity('host', hostId, name, {
      hostName: item(name.toLowerCase(), gathering.evidence([...path, 'hosts', index])),
    })
    gathering.relation(id, 'RUNS_ON', hostId, [...path, 'hosts', index], {environment})
  })
  system.dependsOn?.forEach((edge, index) => {
    const kind = edge.kind ?? 'other'
    gathering.relation(id, 'DEPENDS_ON', fullId(edge.system, organisation), [...path, 'dependsOn', index], {
      kind,
      how: edge.how,
      move: edge.move ?? defaultMove[kind],
    })
  })
}

/** What an edge asks of a migration where nobody said: a call, a read store or anything else waits for what it needs. */
const defaultMove = {call: 'after', store: 'after', other: 'after', file: 'free', message: 'free'} as const

interface Technology {
  readonly product: string
  readonly version?: string | undefined
  readonly environment?: string | undefined
  readonly extendedSupportUntil?: string | undefined
}

function addTechnology(
  gathering: Gathering,
  file: DeclaredFileRead,
  from: string,
  technology: Technology,
  path: Path,
): void {
  const {product, version} = technology
  // The version stands behind its own sign, so that 1.12 and 11.2 stay two.
  const id = `technology:${file.organisation}/${slugOf(product)}${version === undefined ? '' : `-${slugOf(version)}`}`
  const evidence = gathering.evidence(path)
  gathering.entity('technology', id, version === undefined ? product : `${product} ${version}`, {
    product: item(product, evidence),
    ...(version !== undefined && {version: item(version, evidence)}),
  })
  gathering.relation(from, 'USES', id, path, {
    environment: technology.environment,
    extendedSupportUntil: technology.extendedSupportUntil,
  })
}

function addRecords(
  gathering: Gathering,
  file: DeclaredFileRead,
  system: DeclaredSystem,
  id: string,
  path: Path,
): void {
  const contract = statedContract(system.contract)
  if (contract) {
    const contractId = entityId('contract', file.organisation, system.id)
    const evidence = gathering.evidence([...path, 'contract'])
    gathering.entity('contract', contractId, contract.supplier ?? `Contract of ${system.name}`)
    gathering.relation(id, 'COVERED_BY', contractId, [...path, 'contract'])
    gathering.others.push({record: 'contract', id: contractId, system: id, ...contract, evidence})
  }
  system.incidents?.forEach((incident, index) => {
    const evidence = gathering.evidence([...path, 'incidents', index])
    gathering.others.push({
      record: 'incident',
      id: recordId('i', id, incident.date, String(index)),
      system: id,
      ...defined(incident),
      evidence,
    })
  })
  if (system.vulnerabilities) {
    const evidence = gathering.evidence([...path, 'vulnerabilities'])
    gathering.others.push({
      record: 'vulnerability',
      id: recordId('v', id, system.vulnerabilities.assessed),
      subject: id,
      ...defined(system.vulnerabilities),
      evidence,
    })
  }
  addJudgements(gathering, system, id, path)
}

/** What is said of a contract; undefined where that is no more than that there is no supplier, or that it is not known. */
function statedContract(contract: DeclaredSystem['contract']): Defined<NonNullable<typeof contract>> | undefined {
  const {supplier, ...rest} = contract ?? {}
  const said = defined({...rest, ...(supplier !== undefined && !namesNobody(supplier) && {supplier})})
  return supplier !== undefined && Object.keys(said).length === 0 ? undefined : contract && said
}

function addJudgements(gathering: Gathering, system: DeclaredSystem, id: string, path: Path): void {
  const {scores, migration} = system
  for (const criterion of criterionIds) {
    const given = scores?.[criterion]
    if (given === undefined) continue
    const own = typeof given === 'number' ? {score: given} : given
    const {score, ...said} = {assessor: scores?.assessor, date: scores?.date, ...defined(own)}
    const evidence = gathering.evidence([...path, 'scores', criterion])
    gathering.others.push({
      record: 'judgement',
      id: recordId('j', id, criterion),
      subject: id,
      about: criterion,
      value: score,
      ...defined(said),
      evidence,
    })
  }
  if (migration?.disposition) {
    const evidence = gathering.evidence([...path, 'migration', 'disposition'])
    const said = defined({assessor: migration.by, date: migration.date, reason: migration.reason})
    gathering.others.push({
      record: 'judgement',
      id: recordId('j', id, 'disposition'),
      subject: id,
      about: 'disposition',
      value: migration.disposition,
      ...said,
      evidence,
    })
  }
}

function item(value: Json, evidence: readonly string[]): Attributes[string] {
  return [{value, evidence, confidence: 1}]
}

/** Plain data without what is undefined; maps get an ordinary prototype back, their keys having passed the schema. */
function json<T>(value: T): Plain<T> {
  return JSON.parse(JSON.stringify(value)) as Plain<T> // plain JSON in, plain JSON out
}

type Plain<T> = T extends object ? {[K in keyof T]: Json} : T & Json

type Defined<T> = {[K in keyof T]: Exclude<T[K], undefined>}

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T> // only undefined went
}
