import {distance} from 'fastest-levenshtein'
import type {NodeLabel} from '../model/graph-answers.ts'
import {compareText} from '../model/json-lines.ts'
import type {GraphStore} from './store.ts'

/** What a person's words mean: one id, or the ids they may have meant, the likeliest first. */
export type FoundId = {readonly id: string} | {readonly suggestions: readonly string[]}

const mostSuggested = 5
/** Comparing costs the product of the two lengths, and ids may be as long as their collector likes. */
const comparedCharacters = 100

/** Takes an id, or the slug or name of one thing; a system is meant before anything else of that name. */
export async function findId(store: GraphStore, text: string): Promise<FoundId> {
  for await (const {id} of store.getLabels([text])) return {id}
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return {suggestions: []}
  const named: NodeLabel[] = []
  const partly: NodeLabel[] = []
  for await (const label of store.findNodes({text: wanted})) {
    if (namesOf(label).includes(wanted)) named.push(label)
    else if (partly.length < 1000) partly.push(label)
  }
  const systems = named.filter((label) => label.kind === 'system')
  const meant = systems.length > 0 ? systems : named
  if (meant.length === 1 && meant[0]) return {id: meant[0].id}
  if (meant.length > 1) return {suggestions: idsOf(meant)}
  if (partly.length > 0) return {suggestions: idsOf(nearest(partly, wanted))}
  return {suggestions: idsOf(await misspelt(store, wanted))}
}

/** The names by which people call a thing, in lower case: its id, the last part of that, its name. */
function namesOf({id, name}: NodeLabel): readonly string[] {
  const lower = id.toLowerCase()
  return [lower, lower.slice(lower.lastIndexOf('/') + 1), name.toLowerCase()]
}

function idsOf(labels: readonly NodeLabel[]): readonly string[] {
  return labels.slice(0, mostSuggested).map((label) => label.id)
}

function nearest(labels: readonly NodeLabel[], wanted: string): readonly NodeLabel[] {
  return labels
    .map((label) => ({label, far: farness(label, wanted)}))
    .sort((a, b) => a.far - b.far || compareText(a.label.id, b.label.id))
    .map(({label}) => label)
}

function farness(label: NodeLabel, wanted: string): number {
  const short = wanted.slice(0, comparedCharacters)
  return Math.min(...namesOf(label).map((name) => distance(name.slice(0, comparedCharacters), short)))
}

/** Systems whose names differ in at most a third of the letters. */
async function misspelt(store: GraphStore, wanted: string): Promise<readonly NodeLabel[]> {
  const most = Math.ceil(Math.min(wanted.length, comparedCharacters) / 3)
  const near: NodeLabel[] = []
  for await (const label of store.findNodes({kinds: ['system']})) {
    if (farness(label, wanted) <= most) near.push(label)
  }
  return nearest(near, wanted)
}
