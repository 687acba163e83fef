import type {SupportEnd, SystemAssessment} from '../../model/assessment.ts'
import {type CriterionId, criterionIds} from '../../model/criteria.ts'
import {attributeValue} from '../../model/entity.ts'
import {oncePer} from '../../model/once-per.ts'
import type {Disposition} from '../../model/roadmap.ts'
import type {CalendarDate} from '../../model/values.ts'
import {billOf} from '../facts/bills.ts'
import {shownBlockers} from '../facts/blockers.ts'
import {type ConflictRow, scoreConflicts} from '../facts/conflicts.ts'
import {type ShownEndpoint, shownEndpoints} from '../facts/endpoints.ts'
import {evidencePlaces} from '../facts/evidence-places.ts'
import {type Neighbour, neighbourhoodHeading, neighbourhoodOf} from '../facts/neighbourhood.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {scannedThings, type ScannedThing} from '../facts/scanned-things.ts'
import {systemFactRows} from '../facts/system-facts.ts'
import {ratingLabel} from '../facts/words.ts'
import {type Page, systemHref} from './parts.ts'
import {shownPrograms, type ShownPrograms} from './shown-programs.ts'

/**
 * All that the part of a system shows, as plain data: the part is made of nothing else, so two that show the same are
 * the same bytes.
 */
export interface ShownSystem {
  readonly system: SystemAssessment
  readonly organisation: string
  readonly asOf: CalendarDate
  readonly horizonYears: number
  /** What is known of it, each under its name. */
  readonly facts: readonly (readonly [name: string, text: string])[]
  /** Where what each criterion rests on can be looked up. */
  readonly places: Readonly<Record<CriterionId, readonly string[]>>
  /** Where sources disagree on what a criterion is scored by; only of those criteria. */
  readonly conflicts: Readonly<Partial<Record<CriterionId, readonly ConflictRow[]>>>
  readonly supportEnds: readonly ShownSupportEnd[]
  readonly endpoints: ShownEndpoints
  readonly blockers: readonly ShownBlockerKind[]
  readonly scanned: readonly ScannedThing[]
  /** Of a system whose programs were scanned. */
  readonly programs?: ShownPrograms
  /** Where its bill of materials is; none where nothing is known that it is made of. */
  readonly bill?: string
  readonly disposition?: Disposition
  /** Why it is not planned earlier. */
  readonly binding?: string
  readonly around: ShownNeighbourhood
}

export interface ShownEndpoints {
  readonly count: number
  readonly pathCount: number
  /** Whether it matters which part of the system serves one. */
  readonly hasSeveralServers: boolean
  /** The first few. */
  readonly shown: readonly ShownPath[]
}

export interface ShownPath {
  readonly path: string
  readonly methods: readonly string[]
  readonly servedBy: string
  readonly places: readonly string[]
}

export interface ShownBlockerKind {
  readonly words: string
  readonly advice?: string
  readonly isScanned: boolean
  readonly count: number
  /** The first few places. */
  readonly shown: readonly string[]
}

export interface ShownSupportEnd {
  readonly end: SupportEnd
  /** Names. */
  readonly usedBy: readonly string[]
  readonly place?: string
}

export interface ShownNeighbourhood {
  readonly heading: string
  readonly users: ShownNeighbours
  readonly used: ShownNeighbours
  /** In an estate of many systems a table, which is shorter. */
  readonly isTable: boolean
}

export interface ShownNeighbours {
  readonly count: number
  /** The first few. */
  readonly shown: readonly ShownNeighbour[]
}

export interface ShownNeighbour extends Neighbour {
  readonly name: string
  readonly href?: string
  /** Of one that is or could be red, or is hardly known. */
  readonly alarm?: string
}

const mostNeighbours = 12
const mostPaths = 15
const mostBlockerPlaces = 3
const mostForPictures = 200

/** What is shown of a system itself, but where it can be looked up. */
export type ShownAlone = Omit<ShownSystem, 'places' | 'supportEnds' | 'around'>

export function shownSystem(page: Page, system: SystemAssessment): ShownSystem {
  return {
    ...shownAlone(page, system),
    places: placesOf(page, system),
    supportEnds: (system.supportEnds ?? []).map((end) => shownSupportEnd(page, end)),
    around: shownNeighbourhood(page, system),
  }
}

export function shownAlone(page: Page, system: SystemAssessment): ShownAlone {
  const {index} = page
  const {asOf, horizonYears} = index.input.assessments
  const disposition = index.dispositions.get(system.system)
  const entity = index.entities.get(system.system)
  const bill = entity && billOf(index, entity)?.path
  const programs = shownPrograms(index, system.system)
  const binding = index.placements.get(index.groupOf.get(system.system) ?? '')?.binding
  return {
    system,
    organisation: index.organisationName(system.organisation),
    asOf,
    horizonYears,
    facts: systemFactRows(index, system),
    endpoints: shownPaths(page, shownEndpoints(index, system.system)),
    blockers: shownBlockers(index, system.system).map(({places, advice, words}) => ({
      words,
      ...(advice !== undefined && {advice}),
      isScanned: advice !== undefined && hasScans(index),
      count: places.length,
      shown: places.slice(0, mostBlockerPlaces),
    })),
    conflicts: conflictsOf(page, system),
    scanned: scannedThings(index, system.system),
    ...(programs && {programs}),
    ...(bill !== undefined && {bill}),
    ...(disposition && {disposition}),
    ...(binding !== undefined && {binding}),
  }
}

function placesOf({index}: Page, {criteria}: SystemAssessment): ShownSystem['places'] {
  const places: Partial<Record<CriterionId, readonly string[]>> = {}
  for (const id of criterionIds) {
    const {declared, proposed} = criteria[id]
    places[id] = evidencePlaces(index, declared ? [...declared.evidence, ...proposed.evidence] : proposed.evidence)
  }
  return places as ShownSystem['places'] // one entry for each id
}

function conflictsOf({index}: Page, {system}: SystemAssessment): ShownSystem['conflicts'] {
  return Object.fromEntries(
    criterionIds
      .map((id) => [id, scoreConflicts(index, system, id)] as const)
      .filter(([, conflicts]) => conflicts.length > 0),
  )
}

/** Whether any source was scanned, so that what is in the way of a move stands in a SARIF file too. */
const hasScans = oncePer(({input}: ReportIndex) =>
  input.estate.entities.some((one) => one.kind === 'component' && attributeValue(one, 'type') === 'repository'),
)

/** A path with all methods that one part of the system serves there. */
function shownPaths({index}: Page, endpoints: readonly ShownEndpoint[]): ShownEndpoints {
  const paths = [...Map.groupBy(endpoints, ({path, component}) => JSON.stringify([path, component])).values()]
  return {
    count: endpoints.length,
    pathCount: paths.length,
    hasSeveralServers: new Set(endpoints.map(({component}) => component)).size > 1,
    shown: paths.slice(0, mostPaths).map((own) => ({
      path: own[0]?.path ?? '',
      methods: own.map(({method}) => (method === 'ANY' ? 'any' : method)),
      servedBy: index.nameOf(own[0]?.component ?? ''),
      places: [...new Set(own.flatMap(({places}) => places))],
    })),
  }
}

function shownSupportEnd({index}: Page, end: SupportEnd): ShownSupportEnd {
  const [place] = evidencePlaces(index, end.evidence)
  return {end, usedBy: end.usedBy.map(index.nameOf), ...(place !== undefined && {place})}
}

function shownNeighbourhood(page: Page, {system}: SystemAssessment): ShownNeighbourhood {
  const {index} = page
  const around = neighbourhoodOf(index, system)
  const shown = (list: readonly Neighbour[]): ShownNeighbours => ({
    count: list.length,
    shown: list.slice(0, mostNeighbours).map((neighbour) => shownNeighbour(page, neighbour)),
  })
  return {
    heading: neighbourhoodHeading(index, around),
    users: shown(around.users),
    used: shown(around.used),
    isTable: areTables(index),
  }
}

export function areTables({systems}: ReportIndex): boolean {
  return systems.length > mostForPictures
}

function shownNeighbour(page: Page, neighbour: Neighbour): ShownNeighbour {
  const {system, rating} = neighbour
  const href = systemHref(page, system)
  const assessment = rating === 'none' ? undefined : page.index.assessments.get(system)
  return {
    ...neighbour,
    name: page.index.nameOf(system),
    ...(href !== undefined && {href}),
    ...(assessment && {alarm: ratingLabel(assessment)}),
  }
}
