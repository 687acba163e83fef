import type {SystemAssessment} from '../../model/assessment.ts'
import type {Entity} from '../../model/entity.ts'
import type {Contract, Evidence, Relation} from '../../model/inventory.ts'
import {oncePer} from '../../model/once-per.ts'
import type {Disposition, Placement, Roadmap} from '../../model/roadmap.ts'
import type {ReportInput} from '../rendered.ts'
import {displayName} from './display-text.ts'
import {inOrder} from './order.ts'

export type Wave = Roadmap['waves'][number]

/** Everything a report looks up, looked up once. */
export interface ReportIndex {
  readonly input: ReportInput
  /** In the order of every list of systems. */
  readonly systems: readonly SystemAssessment[]
  readonly assessments: ReadonlyMap<string, SystemAssessment>
  readonly entities: ReadonlyMap<string, Entity>
  readonly evidence: ReadonlyMap<string, Evidence>
  /** Whether every id of evidence is such as stands for one place with one content: docs/adr/0007. */
  readonly hasTellingIds: boolean
  readonly dispositions: ReadonlyMap<string, Disposition>
  readonly contracts: ReadonlyMap<string, readonly Contract[]>
  readonly relationsFrom: ReadonlyMap<string, readonly Relation[]>
  readonly relationsTo: ReadonlyMap<string, readonly Relation[]>
  readonly groupOf: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, Roadmap['groups'][number]>
  readonly placements: ReadonlyMap<string, Placement>
  readonly waveOf: ReadonlyMap<string, Wave>
  readonly unplaced: ReadonlyMap<string, string>
  readonly nameOf: (id: string) => string
  readonly organisationName: (id: string) => string
  readonly organisationShort: (id: string) => string
}

/** The index of a report's input, made once however many formats ask for it. */
export const indexReport = oncePer(madeIndex)

function madeIndex(input: ReportInput): ReportIndex {
  const {assessments, estate, roadmap} = input
  const systems = inOrder(assessments)
  const byId = new Map(systems.map((system) => [system.system as string, system]))
  const entities = new Map(estate.entities.map((entity) => [entity.id, entity]))
  const organisations = organisationNames(input)
  const names = new Map<string, string>()
  const nameOf = (id: string): string => {
    const known = names.get(id)
    if (known !== undefined) return known
    const name = displayName(byId.get(id)?.name ?? input.technologyNames?.get(id) ?? entities.get(id)?.name ?? id, id)
    names.set(id, name)
    return name
  }
  return {
    input,
    systems,
    assessments: byId,
    entities,
    ...evidenceById(estate.evidence),
    dispositions: new Map(roadmap.dispositions.map((disposition) => [disposition.system, disposition])),
    contracts: Map.groupBy(estate.contracts, ({system}) => system),
    relationsFrom: Map.groupBy(estate.relations, ({from}) => from),
    relationsTo: Map.groupBy(estate.relations, ({to}) => to),
    groups: new Map(roadmap.groups.map((group) => [group.id, group])),
    groupOf: new Map(roadmap.groups.flatMap(({id, systems}) => systems.map((system) => [system, id]))),
    placements: new Map(roadmap.placements.map((placement) => [placement.group, placement])),
    waveOf: new Map(roadmap.waves.flatMap((wave) => wave.systems.map((system) => [system, wave]))),
    unplaced: new Map(roadmap.unplaced.map(({group, why}) => [group, why])),
    nameOf,
    organisationName: (id) => organisations.get(id)?.name ?? displayName(id, id),
    organisationShort: (id) => organisations.get(id)?.short ?? organisations.get(id)?.name ?? displayName(id, id),
  }
}

const tellingId = /^e[0-9a-f]{16}$/

function evidenceById(all: readonly Evidence[]): Pick<ReportIndex, 'evidence' | 'hasTellingIds'> {
  const evidence = new Map<string, Evidence>()
  let hasTellingIds = true
  for (const one of all) {
    evidence.set(one.id, one)
    hasTellingIds &&= tellingId.test(one.id)
  }
  return {evidence, hasTellingIds}
}

function organisationNames({settings, estate}: ReportInput): Map<string, {name: string; short?: string}> {
  const names = new Map<string, {name: string; short?: string}>()
  for (const {id, name, short} of [...estate.header.organisations, ...settings.organisations])
    names.set(id, {name: displayName(name, id), ...(short && {short: displayName(short, id)})})
  return names
}
