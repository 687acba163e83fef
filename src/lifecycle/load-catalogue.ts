import {readFile} from 'node:fs/promises'
import {sha256} from '../model/ids.ts'
import {compareText} from '../model/json-lines.ts'
import {Catalogue, type Product} from '../model/lifecycle.ts'

/** Snapshots of public data, and our own list of what they lack; see docs/third-party-data.md. */
const files = ['endoflife-date.json', 'own.json'] as const

/** The catalogue that ships with the program, products sorted by id. */
export async function loadCatalogue(): Promise<Catalogue> {
  const parts = await Promise.all(files.map(async (name) => Catalogue.parse(JSON.parse(await textOf(name)))))
  return {
    schema: 'domesday/lifecycle@1',
    products: parts.flatMap(({products}) => products).toSorted((a, b) => compareText(a.id, b.id)),
  }
}

export async function catalogueHash(): Promise<string> {
  return sha256((await Promise.all(files.map(textOf))).join('\n'))
}

/** Products whose dates nobody read from their source for this catalogue: listed, and never taken for certain. */
export function unverifiedProducts(catalogue: Catalogue): readonly Product[] {
  return catalogue.products.filter(({snapshot}) => snapshot === undefined)
}

function textOf(name: string): Promise<string> {
  return readFile(new URL(`catalogue/${name}`, import.meta.url), 'utf8')
}
