import {distance} from 'fastest-levenshtein'
import type {Catalogue} from '../model/lifecycle.ts'
import {plainProductName} from '../model/product-names.ts'
import {versionInName} from './everyday-names.ts'

const longestCompared = 80

/** Ids of products whose id, name or other name is spelt most like a text, or holds it or is held by it; the best first. */
export function nearestProducts(catalogue: Catalogue, text: string, most = 3): readonly string[] {
  const wanted = plainProductName(text.slice(0, longestCompared))
  if (wanted === '') return []
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  return catalogue.products
    .map(({id, name, aliases}) => ({
      id,
      steps: Math.min(...[id, name, ...aliases].map(plainProductName).map((one) => stepsBetween(one, wanted))),
    }))
    .filter(({steps}) => steps <= limit)
    .toSorted((a, b) => a.steps - b.steps || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({id}) => id)
}

/** Shorter names are too near to each other to tell a slip from another product. */
const shortestMisspelt = 5

/** The id of the product of which a name is a misspelling: a letter or two are wrong, missing, doubled or swapped. */
export function misspeltProduct(catalogue: Catalogue, name: string): string | undefined {
  const alone = versionInName(name)?.product ?? name
  const wanted = plainProductName(alone.slice(0, longestCompared))
  if (wanted.length < shortestMisspelt) return undefined
  const [best] = catalogue.products
    .flatMap(({id, name: own, aliases}) =>
      [id, own, ...aliases].map(plainProductName).map((one) => ({id, steps: slipsBetween(one, wanted)})),
    )
    .filter(({steps}) => steps <= (wanted.length < longName ? 1 : 2))
    .toSorted((a, b) => a.steps - b.steps || (a.id < b.id ? -1 : 1))
  return best?.id
}

const longName = 8

/** Two letters that changed places are one slip. A short name that only goes on is another product: Delphix, Delphi. */
function slipsBetween(name: string, wanted: string): number {
  if (name.length < shortestMisspelt) return Number.POSITIVE_INFINITY
  const goesOn = name.startsWith(wanted) || wanted.startsWith(name)
  if (goesOn && (wanted.length < longName || Math.abs(name.length - wanted.length) > 1)) return Number.POSITIVE_INFINITY
  const first = [...wanted].findIndex((letter, at) => letter !== name[at])
  const swapped = `${wanted.slice(0, first)}${wanted[first + 1] ?? ''}${wanted[first] ?? ''}${wanted.slice(first + 2)}`
  return first >= 0 && swapped === name ? 1 : distance(name, wanted)
}

/** A name inside the other is as near as one wrong letter, if it is more than a syllable. */
function stepsBetween(name: string, wanted: string): number {
  const [short, long] = name.length < wanted.length ? [name, wanted] : [wanted, name]
  return short.length >= 4 && long.includes(short) ? 1 : distance(name, wanted)
}
