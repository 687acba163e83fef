import type {Entity} from '../model/entity.ts'
import {attributeEvidence, attributeValue} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import {inProduction} from '../model/in-production.ts'
import type {Contract, Incident, Judgement, Relation} from '../model/inventory.ts'
import {type CycleFinder, cycleFinder} from '../lifecycle/find-cycle.ts'
import {compareText} from '../model/json-lines.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {oncePer} from '../model/once-per.ts'
import type {CalendarDate} from '../model/values.ts'
import {type VulnerabilitySources, vulnerabilitySources} from './known-vulnerabilities.ts'

/** One technology that a system runs on, however far below it stands. */
export interface TechnologyUse {
  readonly technology: Entity
  readonly relation: Relation
  /** What uses it: the system itself, one of its components, its host or a datastore that it writes. */
  readonly user: Entity
}

export interface LanguageSeen {
  readonly name: string
  readonly evidence: readonly string[]
}

/** What the criteria may ask of one system. */
export interface SystemFacts {
  readonly system: Entity
  readonly asOf: CalendarDate
  readonly horizonYears: number
  readonly catalogue: Catalogue
  /** What the catalogue knows of a version of a product. */
  readonly cycleOf: CycleFinder
  readonly technologies: readonly TechnologyUse[]
  /** In which its own source is written, by name, each with where that is seen first. */
  readonly languages: readonly LanguageSeen[]
  readonly contracts: readonly Contract[]
  readonly incidents: readonly Incident[]
  readonly vulnerabilitySources: VulnerabilitySources
  /** By what they judge, the newest first; of one day, the higher score first. */
  readonly judgements: ReadonlyMap<string, readonly Judgement[]>
  /** Systems that depend on it directly, and the relations that say so. */
  readonly dependants: readonly {readonly system: Entity; readonly relation: Relation}[]
}

interface Dates {
  readonly asOf: CalendarDate
  readonly horizonYears: number
  readonly catalogue: Catalogue
  /** By organisation, the catalogue of those that have their own. */
  readonly ownCatalogues?: ReadonlyMap<string, Catalogue>
}

/** The facts of each system of an estate. */
export function systemFacts(estate: Estate, {ownCatalogues, ...dates}: Dates): readonly SystemFacts[] {
  return datelessFacts(estate).map((facts) => {
    const catalogue = ownCatalogues?.get(facts.system.organisation) ?? dates.catalogue
    return {...facts, ...dates, catalogue, cycleOf: cycleFinder(catalogue)}
  })
}

/** What is told of a system, whenever and by whichever catalogue it is judged. */
export type DatelessFacts = Omit<SystemFacts, 'asOf' | 'horizonYears' | 'catalogue' | 'cycleOf'>

/** The assessment and the plan ask for the facts of one estate. */
export const datelessFacts = oncePer((estate: Estate): readonly DatelessFacts[] => {
  const entities = new Map(estate.entities.map((entity) => [entity.id, entity]))
  const out = groupBy(estate.relations, ({from}) => from)
  const into = groupBy(estate.relations, ({to}) => to)
  const contracts = groupBy(estate.contracts, ({system}) => system)
  const incidents = groupBy(estate.incidents, ({system}) => system)
  const bySubject = groupBy(estate.vulnerabilities, ({subject}) => subject)
  const judgements = groupBy(estate.judgements, ({subject}) => subject)
  return estate.entities
    .filter(({kind}) => kind === 'system')
    .map((system) => {
      const parts = partsOf(system, entities, into)
      const users = usersOf(system, parts, entities, out)
      return {
        system,
        technologies: technologiesOf(users, entities, out),
        languages: languagesOf(parts),
        contracts: contracts.get(system.id) ?? [],
        incidents: incidents.get(system.id) ?? [],
        vulnerabilitySources: vulnerabilitySources({system, parts, users, entities, out, bySubject}),
        judgements: Map.groupBy((judgements.get(system.id) ?? []).toSorted(newestFirst), ({about}) => about),
        dependants: (into.get(system.id) ?? []).flatMap((relation) => {
          const dependant = entities.get(relation.from)
          return relation.type === 'DEPENDS_ON' && dependant?.kind === 'system' && dependant.id !== system.id
            ? [{system: dependant, relation}]
            : []
        }),
      }
    })
})

function newestFirst(a: Judgement, b: Judgement): number {
  return compareText(b.date ?? '', a.date ?? '') || Number(b.value) - Number(a.value)
}

type Index = ReadonlyMap<string, readonly Relation[]>

/** Components that belong to a system, through components that belong to components. */
function partsOf(system: Entity, entities: ReadonlyMap<string, Entity>, into: Index): readonly Entity[] {
  const seen = new Set([system.id])
  const parts: Entity[] = []
  const queue = [system.id]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const {type, from} of into.get(id) ?? []) {
      const part = entities.get(from)
      // A system that is part of this one is assessed by itself.
      if (type !== 'PART_OF' || part?.kind !== 'component' || seen.has(from)) continue
      seen.add(from)
      parts.push(part)
      queue.push(from)
    }
  }
  return parts
}

function languagesOf(parts: readonly Entity[]): readonly LanguageSeen[] {
  const found = new Map<string, readonly string[]>()
  for (const part of parts.toSorted((a, b) => compareText(a.id, b.id))) {
    const name = attributeValue(part, 'language')
    if (typeof name !== 'string' || ['test', 'example'].includes(String(attributeValue(part, 'role')))) continue
    if (!found.has(name)) found.set(name, attributeEvidence(part, 'language').slice(0, 1))
  }
  return [...found].toSorted(([a], [b]) => compareText(a, b)).map(([name, evidence]) => ({name, evidence}))
}

/** What uses technologies in a system's production: itself, its parts, what these run on, and the stores that they write. */
function usersOf(
  system: Entity,
  parts: readonly Entity[],
  entities: ReadonlyMap<string, Entity>,
  out: Index,
): readonly Entity[] {
  const own = [system, ...parts.filter((part) => !['test', 'example'].includes(String(attributeValue(part, 'role'))))]
  const below = own
    .flatMap(({id}) => out.get(id) ?? [])
    .filter(({type, attributes}) => (type === 'RUNS_ON' || type === 'WRITES') && inProduction(attributes.environment))
  return [...new Set([...own, ...below.flatMap(({to}) => entities.get(to) ?? [])])]
}

function technologiesOf(
  users: readonly Entity[],
  entities: ReadonlyMap<string, Entity>,
  out: Index,
): readonly TechnologyUse[] {
  return users.flatMap((user) =>
    (out.get(user.id) ?? []).flatMap((relation) => {
      const technology = entities.get(relation.to)
      return relation.type === 'USES' &&
        technology?.kind === 'technology' &&
        inProduction(relation.attributes.environment)
        ? [{technology, relation, user}]
        : []
    }),
  )
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
