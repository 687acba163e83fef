import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import type {Json} from '../../model/values.ts'
import {displayText} from './display-text.ts'
import {evidencePlaces, placesByFile} from './evidence-places.ts'
import {movingText} from './moving.ts'
import type {ReportIndex} from './report-index.ts'
import {capitalised, counted, type Rating, ratingOf} from './words.ts'

export interface Neighbour {
  readonly system: string
  readonly rating: Rating
  /** `Synchronous call. Moves together with it`. */
  readonly how: string
  /** Of another organisation: its name. */
  readonly organisation?: string
}

export interface Neighbourhood {
  /** Systems that depend on it. */
  readonly users: readonly Neighbour[]
  /** Systems that it depends on. */
  readonly used: readonly Neighbour[]
}

/** One reason for which two systems need each other. */
export interface Link {
  readonly system: string
  readonly how: string
  /** Tied to it: declared to move together, or writing the same store. */
  readonly tied?: boolean
  /** Declared to be free to move alone. */
  readonly free?: boolean
}

/** What depends on a system and what it depends on, red first; through stores as well as directly. */
export function neighbourhoodOf(index: ReportIndex, id: string): Neighbourhood {
  const {users, used} = linksOf(index, id)
  return {users: neighbours(index, id, users), used: neighbours(index, id, used)}
}

interface Links {
  readonly users: readonly Link[]
  readonly used: readonly Link[]
}

/** What its neighbourhood is made of. */
export function linksOf(index: ReportIndex, id: string): Links {
  const stores = throughStores(index, id)
  return {
    users: [...directLinks(index, index.relationsTo.get(id) ?? [], 'from'), ...stores.users],
    used: [...directLinks(index, index.relationsFrom.get(id) ?? [], 'to'), ...stores.used],
  }
}

function directLinks(index: ReportIndex, relations: readonly Relation[], end: 'from' | 'to'): readonly Link[] {
  const links: Link[] = []
  for (const relation of relations) {
    const system = relation[end]
    if (relation.type !== 'DEPENDS_ON' || !index.assessments.has(system)) continue
    const {move} = relation.attributes
    for (const how of dependencyTexts(index, relation))
      links.push({system, how, tied: move === 'together', free: move === 'free'})
  }
  return links
}

const kinds: Readonly<Record<string, string>> = {call: 'Call', file: 'File', message: 'Message', store: 'Shared store'}

/** Every reason for which one needs the other, in words. */
function dependencyTexts(index: ReportIndex, {attributes, certainty, evidence}: Relation): readonly string[] {
  const {reasons, how, kind} = attributes
  return Array.isArray(reasons) && reasons.length > 0
    ? reasons.filter(isFields).map((reason) => dependencyText(index, reason))
    : [dependencyText(index, {how, kind, certainty, evidence})]
}

interface Reason {
  readonly how?: Json | undefined
  readonly kind?: Json | undefined
  readonly certainty?: Json | undefined
  readonly evidence?: Json | readonly Json[] | undefined
}

function isFields(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function dependencyText(index: ReportIndex, {how, kind, certainty, evidence}: Reason): string {
  const words =
    typeof how === 'string' && displayText(how) !== ''
      ? displayText(how, 120)
      : typeof kind === 'string' && Object.hasOwn(kinds, kind)
        ? (kinds[kind] ?? '')
        : 'Depends on it'
  return certainty === 'inferred'
    ? `${capitalised(words)} (inferred${placesText(index, Array.isArray(evidence) ? evidence.map(String) : [])})`
    : capitalised(words)
}

const mostPlaces = 4

/** Where both ends say so. */
function placesText(index: ReportIndex, evidence: readonly string[]): string {
  const places = evidencePlaces(index, evidence).toSorted(compareText)
  if (places.length === 0) return ''
  const more = places.length > mostPlaces ? ` and ${counted(places.length - mostPlaces, 'more place')}` : ''
  return `: ${placesByFile(places.slice(0, mostPlaces)).join('; ')}${more}`
}

function throughStores(index: ReportIndex, id: string): {users: Link[]; used: Link[]} {
  const users: Link[] = []
  const used: Link[] = []
  for (const own of index.relationsFrom.get(id) ?? []) {
    if (own.type !== 'READS' && own.type !== 'WRITES') continue
    const store = index.nameOf(own.to)
    for (const other of index.relationsTo.get(own.to) ?? []) {
      if (own.type === 'WRITES' && other.type === 'WRITES')
        used.push({system: other.from, how: `Writes the same store, ${store}`, tied: true})
      if (own.type === 'WRITES' && other.type === 'READS')
        users.push({system: other.from, how: `Reads the store ${store}`})
      if (own.type === 'READS' && other.type === 'WRITES')
        used.push({system: other.from, how: `Writes the store ${store}`})
    }
  }
  return {users, used}
}

/** More would hide the neighbours; domesday explain and the graph have all. */
const mostReasons = 5

const rank: Record<Rating, number> = {red: 0, 'could-be': 1, 'hardly-known': 2, none: 3}

function neighbours(index: ReportIndex, id: string, links: readonly Link[]): Neighbour[] {
  const own = index.assessments.get(id)?.organisation
  const found: Neighbour[] = []
  for (const [system, group] of Map.groupBy(links, (link) => link.system)) {
    const assessment = index.assessments.get(system)
    if (!assessment || system === id) continue
    const organisation =
      assessment.organisation === own ? {} : {organisation: index.organisationName(assessment.organisation)}
    found.push({system, rating: ratingOf(assessment), how: howText(index, id, system, group), ...organisation})
  }
  return found.sort(
    (a, b) => rank[a.rating] - rank[b.rating] || compareText(index.nameOf(a.system), index.nameOf(b.system)),
  )
}

/** All that joins the two, and how they move. */
function howText(index: ReportIndex, id: string, system: string, links: readonly Link[]): string {
  const all = [...new Set(links.map(({how}) => how))]
  const more = all.length > mostReasons ? [`And ${counted(all.length - mostReasons, 'more reason')}`] : []
  const words = [...all.slice(0, mostReasons), ...more].join('. ')
  const isTied = links.some(({tied}) => tied === true)
  const free = links.every((link) => link.free === true) ? 'Free to move alone' : ''
  const moving = movingText(index, id, system, isTied) || free
  return moving ? `${words}. ${moving}` : words
}

/** `Moving it touches 13 systems in three organisations`. */
export function neighbourhoodHeading(index: ReportIndex, {users, used}: Neighbourhood): string {
  const touched = new Set([...users, ...used].map(({system}) => system))
  if (touched.size === 0) return 'No other system is known to be touched by moving it'
  const organisations = new Set([...touched].map((system) => index.assessments.get(system)?.organisation))
  const where = organisations.size > 1 ? ` in ${counted(organisations.size, 'organisation')}` : ''
  return `Moving it touches ${counted(touched.size, 'system')}${where}`
}
