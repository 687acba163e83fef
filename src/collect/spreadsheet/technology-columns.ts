import type {FieldGuess} from './suggest-fields.ts'
import {plainWords} from './suggest-fields.ts'

/** Kinds of product that columns are headed by, with the other words for each. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  product: ['product name', 'vendor product'],
  technology: ['tech', 'technology name'],
  software: ['software name', 'sw'],
  platform: [],
  database: ['db', 'dbms', 'database engine'],
  'operating system': ['os'],
  middleware: [],
  'application server': ['app server'],
  'web server': [],
  language: ['programming language'],
  framework: [],
  runtime: [],
}
const mostTechnologies = 5

export interface TechnologyColumns {
  /** By column of the headers given, in their order; undefined where a column is neither a product nor its version. */
  readonly fields: readonly (FieldGuess | undefined)[]
  /** Versions of which no column names the product. */
  readonly withoutProduct: ReadonlySet<number>
}

/**
 * Finds columns of versions and the products that they are of: `Database` and `DB version`; before a bare `Version` the
 * column to its left. The pairs are numbered from 1, as a mapping numbers technologies.
 */
export function technologyColumns(headers: readonly string[]): TechnologyColumns {
  const words = headers.map(plainWords)
  const fields: (FieldGuess | undefined)[] = headers.map(() => undefined)
  const withoutProduct = new Set<number>()
  let pairs = 0
  for (const [column, own] of words.entries()) {
    const ofWhat = /^(?:(.+) )?(?:version|release)(?: number| no)?$/.exec(own)
    if (!ofWhat) continue
    const kind = kindOf(ofWhat[1] ?? '')
    const product = ofWhat[1] === undefined ? column - 1 : words.findIndex((one) => kind && kindOf(one) === kind)
    if (kindOf(words[product] ?? '') === undefined || fields[product] !== undefined || pairs === mostTechnologies) {
      if (ofWhat[1] === undefined || kind !== undefined) withoutProduct.add(column)
      continue
    }
    pairs += 1
    fields[product] = {field: `technologies.${pairs}.product`, likeness: 0.9}
    fields[column] = {field: `technologies.${pairs}.version`, likeness: 0.9}
  }
  return {fields, withoutProduct}
}

function kindOf(words: string): string | undefined {
  if (Object.hasOwn(kinds, words)) return words
  return Object.entries(kinds).find(([, others]) => others.includes(words))?.[0]
}
