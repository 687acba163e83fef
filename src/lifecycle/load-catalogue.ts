import {readFile} from 'node:fs/promises'
import {sha256} from '../model/ids.ts'
import {compareText} from '../model/json-lines.ts'
import {z} from 'zod'
import {Catalogue, ExtendedSupportPrice, type Product} from '../model/lifecycle.ts'

/** Snapshots of public data, and our own list of what they lack; see docs/third-party-data.md. */
const files = ['endoflife-date.json', 'own.json'] as const
/** Public prices of support beyond the standard one, by product. */
const prices = 'extended-support.json'

/** The catalogue that ships with the program, products sorted by id. */
export async function loadCatalogue(): Promise<Catalogue> {
  const parts = await Promise.all(files.map(async (name) => Catalogue.parse(JSON.parse(await textOf(name)))))
  const priced = z.record(z.string(), ExtendedSupportPrice).parse(JSON.parse(await textOf(prices)))
  return {
    schema: 'domesday/lifecycle@1',
    products: parts
      .flatMap(({products}) => products)
      .map((product) => (priced[product.id] ? {...product, extendedSupport: priced[product.id]} : product))
      .toSorted((a, b) => compareText(a.id, b.id)),
  }
}

export async function catalogueHash(): Promise<string> {
  return sha256((await Promise.all([...files, prices].map(textOf))).join('\n'))
}

/** Products whose dates nobody read from their source for this catalogue: listed, and never taken for certain. */
export function unverifiedProducts(catalogue: Catalogue): readonly Product[] {
  return catalogue.products.filter(({snapshot}) => snapshot === undefined)
}

function textOf(name: string): Promise<string> {
  return readFile(new URL(`catalogue/${name}`, import.meta.url), 'utf8')
}
