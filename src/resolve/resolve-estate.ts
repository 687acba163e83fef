import type {Cost} from '../model/cost.ts'
import type {ProducedBy} from '../model/document.ts'
import type {Entity} from '../model/entity.ts'
import {type Estate, type EstateRecord, gatherEstate, sortedEstate} from '../model/estate.ts'
import {recordId, systemId} from '../model/ids.ts'
import type {InventoryRecord, InventoryRelation, Problem, Relation} from '../model/inventory.ts'
import {compareRecords, compareText} from '../model/json-lines.ts'
import {withoutOperationEvidence} from '../model/operation-evidence.ts'
import {failureCoverage, type PluginFailure, type RuleClaim} from '../model/plugin.ts'
import type {Settings, TagRules} from '../model/settings.ts'
import {attributeCosts} from './attribute-costs.ts'
import {
  type Assembled,
  type AssemblyRule,
  assembleSystems,
  itemMatchesNothing,
  matchesNothing,
  mayBeAssembled,
} from './assemble-systems.ts'
import {similarNames, withBothEnds, withoutPartCycles} from './check-estate.ts'
import {joinEndpoints} from './join-endpoints.ts'
import {joinExchanges} from './join-exchanges.ts'
import {joinHosts} from './join-hosts.ts'
import {joinPrograms} from './join-programs.ts'
import {joinPackages} from './join-packages.ts'
import {liftModules} from './lift-modules.ts'
import {
  attributeConflicts,
  type InventoryInput,
  mergeEntities,
  mergeRelations,
  qualifiedRecords,
  uniqueById,
} from './merge-records.ts'
import {countedRecords, recordConflicts} from './record-conflicts.ts'
import {type NobodysParts, nobodysParts, restsOfNobody, withOpenDependants} from './nobodys-parts.ts'
import {sameExchanged} from './same-exchange.ts'
import {sameHosts} from './same-host.ts'
import {sameResources} from './same-resource.ts'
import {type Reached, whoIsMeant} from './shared-machines.ts'
import {sameStores} from './same-store.ts'
import {withSharedDatabases} from './shared-databases.ts'
import {technologiesOfImages} from './technologies-of-images.ts'

interface ResolveOptions {
  readonly inventories: readonly InventoryInput[]
  readonly settings: Settings
  readonly producedBy: ProducedBy
  /** Rules beside those of domesday.yaml, and what functions claimed. */
  readonly rules?: readonly AssemblyRule[]
  readonly claims?: readonly RuleClaim[]
  /** What tags mean, beside what domesday.yaml says. */
  readonly tagRules?: readonly TagRules[]
  /** Plugins, or rules of them, that could not be used: each a scope that is not complete. */
  readonly failures?: readonly PluginFailure[]
}

/** What rules may give to a system, merged as the estate merges it. */
export function assembledThings(inventories: readonly InventoryInput[]): readonly Entity[] {
  const {entity: seen, relation} = byKind(qualifiedRecords(inventories))
  const things = [...mergeEntities(seen, canonicalIds(seen, relation)).values()]
  return things.filter(mayBeAssembled).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** One estate from all inventories: merged by strong keys only, systems assembled, conflicts and problems told. */
export function resolveEstate({
  inventories,
  settings,
  producedBy,
  rules = [],
  claims = [],
  tagRules = [],
  failures = [],
}: ResolveOptions): Estate {
  const records = byKind(qualifiedRecords(inventories))
  const canonical = canonicalIds(records.entity, records.relation)
  const entities = mergeEntities([...organisationsOf(settings), ...records.entity], canonical)
  const allRules = [...settings.systems, ...rules]
  const assembled = assembleSystems(entities, mergeRelations(records.relation, canonical, true), allRules, claims)
  const withSystems = mergeEntities([...entities.values(), ...assembled.entities], canonical)
  const attributed = attributeCosts({
    costs: costsOf(records, canonical),
    entities: withSystems,
    rules: allRules,
    claims,
    settings: settings.costs,
    tagRules: [settings.costs, ...tagRules],
  })
  const placeOf = placeFinder(records)
  const ends = withBothEnds(withSystems, [...assembled.relations, ...attributed.relations], placeOf)
  const endpoints = joinedOrAsked(withSystems, ends.kept, placeOf)
  const lifted = liftModules(withShared(withSystems, attributed.shared), toldWith(ends.kept, endpoints.relations))
  const joined = withInferred(withSystems, mergeRelations(lifted.relations, canonical), canonical, endpoints.reached)
  const parts = withoutPartCycles(joined.relations.toSorted(compareRecords))
  const nobodys = nobodysParts(withSystems, assembled.relations, assembled.conflicts)
  const open = openDependants(nobodys, withSystems, ends.kept, canonical)
  const found = withSharedDatabases(replaced(lifted.entities, open.entities), parts.kept)
  const problems: Problem[] = [
    ...records.problem,
    ...ends.problems,
    ...assemblyProblems(assembled, attributed.costs, nobodys),
    ...attributed.problems,
    ...parts.problems,
    ...joined.problems,
    ...endpoints.problems,
    ...similarNames(found),
  ]
  const all: EstateRecord[] = [
    ...found,
    ...parts.kept,
    ...usedEvidence(records, found, parts.kept),
    ...problems,
    ...attributeConflicts(found),
    ...recordConflicts([...records.contract, ...records.judgement], (id) => withSystems.get(id)?.name ?? id),
    ...[...assembled.conflicts, ...open.conflicts, ...attributed.conflicts],
    ...attributed.costs,
    ...attributed.allocations,
    ...failures.map(failureCoverage),
    ...countedRecords(records.contract),
    ...countedRecords(records.judgement),
    ...(['coverage', 'incident'] as const).flatMap((kind) => uniqueById<EstateRecord & {id: string}>(records[kind])),
    ...vulnerabilitiesOf(records, canonical),
  ]
  return sortedEstate(gatherEstate(headerOf(inventories, settings, producedBy), all))
}

function replaced(entities: readonly Entity[], by: ReadonlyMap<string, Entity>): readonly Entity[] {
  return by.size === 0 ? entities : entities.map((one) => by.get(one.id) ?? one)
}

/** What is to be mended in the rules and the sources' systems. */
function assemblyProblems(assembled: Assembled, costs: readonly Cost[], nobodys: NobodysParts): readonly Problem[] {
  return [
    ...idleRules(assembled.idle, costs).map(matchesNothing),
    ...assembled.idleItems.map(itemMatchesNothing),
    ...restsOfNobody(nobodys),
  ]
}

/** Systems on which a component depends that nobody has, by the same joins as all others. */
function openDependants(
  nobodys: NobodysParts,
  entities: ReadonlyMap<string, Entity>,
  relations: readonly InventoryRelation[],
  canonical: (id: string) => string,
): ReturnType<typeof withOpenDependants> {
  return withOpenDependants(nobodys, entities, relations, (all, told) => {
    const endpoints = joinEndpoints(all, told)
    const lifted = liftModules(all, toldWith(told, endpoints.relations))
    return withInferred(all, mergeRelations(lifted.relations, canonical), canonical, endpoints.reached).relations
  })
}

/** What the calls of paths reach, with what is asked of those, and of machines that no path decides. */
function joinedOrAsked(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly InventoryRelation[],
  placeOf: (evidence: string) => string | undefined,
): ReturnType<typeof joinEndpoints> {
  const joined = joinEndpoints(entities, relations, placeOf)
  return {...joined, problems: [...joined.problems, ...whoIsMeant(entities, relations, joined.reached, placeOf)]}
}

/** What sources tell, as the estate has it, with what follows from the calls of paths. */
function toldWith(kept: readonly Relation[], found: readonly Relation[]): readonly Relation[] {
  return [...kept.map(withoutOperationEvidence), ...found]
}

/** The relations that sources told, with those that follow from them. */
function withInferred(
  entities: ReadonlyMap<string, Entity>,
  relations: ReadonlyMap<string, Relation>,
  canonical: (id: string) => string,
  reached: Reached,
): {readonly relations: readonly Relation[]; readonly problems: readonly Problem[]} {
  const packages = joinPackages(entities, relations)
  const all = [
    ...relations.values(),
    ...joinHosts(entities, relations, reached),
    ...joinExchanges(entities, relations),
    ...joinPrograms(entities, relations),
    ...technologiesOfImages(entities, relations.values()),
    ...packages.relations,
  ]
  return {relations: [...mergeRelations(all, canonical).values()], problems: packages.problems}
}

/** Resources that several systems share by what domesday.yaml says of costs know it. */
function withShared(
  entities: ReadonlyMap<string, Entity>,
  shared: ReadonlyMap<string, string>,
): ReadonlyMap<string, Entity> {
  if (shared.size === 0) return entities
  return new Map(
    [...entities].map(([id, entity]) => {
      const pool = shared.get(id)
      const sharedCosts = [{value: pool ?? '', evidence: [], confidence: 1}]
      return [id, pool === undefined ? entity : {...entity, attributes: {...entity.attributes, sharedCosts}}]
    }),
  )
}

/** Rules that gave their system neither a thing nor a cost. */
function idleRules(idle: readonly AssemblyRule[], costs: readonly Cost[]): readonly AssemblyRule[] {
  const billed = new Set(costs.map(({attribution}) => attribution?.way === 'attributed' && attribution.system))
  return idle.filter(({organisation, id}) => !billed.has(systemId(organisation, id)))
}

/** Every cost of every inventory: none is lost where two inventories, perhaps parts of one bill, have it under one id. */
function costsOf(records: RecordsByKind, canonical: (id: string) => string): readonly Cost[] {
  const ids = new Set<string>()
  return records.cost.map((cost) => {
    let {id} = cost
    while (ids.has(id)) id = recordId('cost-', id, ...(cost.scopes ?? []))
    ids.add(id)
    return {...cost, id, ...(cost.resource !== undefined && {resource: canonical(cost.resource)})}
  })
}

/** Vulnerabilities at the ids that stand for what several sources see; of one that several scans tell, the newest. */
function vulnerabilitiesOf(
  {vulnerability}: RecordsByKind,
  canonical: (id: string) => string,
): readonly RecordsByKind['vulnerability'][number][] {
  return uniqueById(vulnerability.toSorted((a, b) => compareText(a.assessed, b.assessed))).map((one) => ({
    ...one,
    subject: canonical(one.subject),
    ...(one.within !== undefined && {within: canonical(one.within)}),
  }))
}

/** Where evidence stands: only what is wrong asks it. */
function placeFinder({evidence}: RecordsByKind): (id: string) => string | undefined {
  let places: ReadonlyMap<string, string> | undefined
  return (id) => (places ??= new Map(evidence.map(({id: own, locator}) => [own, locator]))).get(id)
}

/** One id for what several sources see under several. */
function canonicalIds(seen: readonly Entity[], relations: readonly Relation[]): (id: string) => string {
  const hosts = sameHosts(seen)
  const resources = sameResources(seen)
  const stores = sameStores(seen)
  const exchanged = sameExchanged(seen, relations)
  return (id) => hosts.get(id) ?? resources.get(id) ?? stores.get(id) ?? exchanged.get(id) ?? id
}

function headerOf(
  inventories: readonly InventoryInput[],
  settings: Settings,
  producedBy: ProducedBy,
): Estate['header'] {
  const newest = inventories
    .map(({inventory}) => inventory.header.observedAt)
    .toSorted()
    .at(-1)
  return {
    schema: 'domesday/estate@1',
    producedBy,
    inputs: inventories
      .flatMap(({path, sha256, readBy = []}) => [{path, sha256}, ...readBy])
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    organisations: settings.organisations,
    ...(newest && {newestObservedAt: newest}),
  }
}

function organisationsOf(settings: Settings): readonly Entity[] {
  return settings.organisations.map(({id, name}) => ({
    record: 'entity',
    id: `organisation:${id}`,
    organisation: id,
    kind: 'organisation',
    name,
    attributes: {},
    scopes: [],
  }))
}

/** Evidence that something in the estate still points to. */
function usedEvidence(
  {evidence: seen, entity: _entity, relation: _relation, ...others}: RecordsByKind,
  entities: readonly Entity[],
  relations: readonly {readonly evidence: readonly string[]}[],
) {
  const used = new Set<string>()
  // Nearly all that one file says has the same evidence as its neighbour.
  let last: string | undefined
  const use = (ids: readonly string[]): void => {
    for (const id of ids) if (id !== last) used.add((last = id))
  }
  for (const {attributes} of entities)
    for (const items of Object.values(attributes)) for (const item of items) use(item.evidence)
  for (const {evidence} of relations) use(evidence)
  for (const records of Object.values(others))
    for (const record of records) if ('evidence' in record) use(record.evidence)
  return uniqueById(seen.filter(({id}) => used.has(id)))
}

type RecordsByKind = {readonly [K in InventoryRecord['record']]: readonly Extract<InventoryRecord, {record: K}>[]}

function byKind(all: Iterable<InventoryRecord>): RecordsByKind {
  const records: {-readonly [K in keyof RecordsByKind]: InventoryRecord[]} = {
    entity: [],
    relation: [],
    evidence: [],
    coverage: [],
    problem: [],
    cost: [],
    contract: [],
    incident: [],
    vulnerability: [],
    judgement: [],
  }
  for (const record of all) records[record.record].push(record)
  return records as RecordsByKind // each list holds only its own kind of record
}
