import {distance} from 'fastest-levenshtein'
import type {Catalogue} from '../model/lifecycle.ts'
import {plainProductName} from '../model/product-names.ts'

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

/** A name inside the other is as near as one wrong letter, if it is more than a syllable. */
function stepsBetween(name: string, wanted: string): number {
  const [short, long] = name.length < wanted.length ? [name, wanted] : [wanted, name]
  return short.length >= 4 && long.includes(short) ? 1 : distance(name, wanted)
}
