import {readFile} from 'node:fs/promises'
import {z} from 'zod'
import {InventoryError} from '../errors.ts'
import {sha256} from '../model/ids.ts'
import {compareText} from '../model/json-lines.ts'
import {Catalogue, ExtendedSupportPrice, type Product, RefreshedCatalogue} from '../model/lifecycle.ts'
import {withRefreshed} from './with-refreshed.ts'

/** Snapshots of public data, and our own list of what they lack; see docs/third-party-data.md. */
const files = ['endoflife-date.json', 'own.json'] as const
/** Public prices of support beyond the standard one, by product. */
const prices = 'extended-support.json'

/**
 * The catalogue that ships with the program, products sorted by id, with what `lifecycle refresh` read: the file that it
 * wrote, where there is one, or its content. Errors: an InventoryError where that file is damaged.
 */
export async function loadCatalogue(refreshedAt?: string | RefreshedCatalogue): Promise<Catalogue> {
  const [snapshots, own] = await Promise.all(
    files.map(async (name) => Catalogue.parse(JSON.parse(await textOf(name))).products),
  )
  const priced = z.record(z.string(), ExtendedSupportPrice).parse(JSON.parse(await textOf(prices)))
  const shipped = {snapshots: snapshots ?? [], own: own ?? []}
  const refreshed = typeof refreshedAt === 'string' ? await readRefreshed(refreshedAt) : refreshedAt
  const products = refreshed ? withRefreshed(shipped, refreshed) : [...shipped.snapshots, ...shipped.own]
  return {
    schema: 'domesday/lifecycle@1',
    products: products
      .map((product) => (priced[product.id] ? {...product, extendedSupport: priced[product.id]} : product))
      .toSorted((a, b) => compareText(a.id, b.id)),
  }
}

/** Of all that the catalogue is made of. */
export async function catalogueHash(refreshedPath?: string): Promise<string> {
  const refreshed = refreshedPath === undefined ? undefined : await textIfAny(refreshedPath)
  const texts = await Promise.all([...files, prices].map(textOf))
  return sha256([...texts, ...(refreshed === undefined ? [] : [refreshed])].join('\n'))
}

/** What `lifecycle refresh` wrote; undefined where it never did, and where that is damaged. */
export async function soundRefreshed(path: string): Promise<RefreshedCatalogue | undefined> {
  try {
    return await readRefreshed(path)
  } catch (error) {
    if (error instanceof InventoryError) return undefined
    throw error
  }
}

async function readRefreshed(path: string): Promise<RefreshedCatalogue | undefined> {
  const text = await textIfAny(path)
  if (text === undefined) return undefined
  try {
    return RefreshedCatalogue.parse(JSON.parse(text))
  } catch (error) {
    throw new InventoryError('damaged-lifecycle', 'The dates that lifecycle refresh wrote cannot be read.', {
      faults: [{message: 'the file is not whole, or was edited', where: path}],
      hint: 'Run domesday lifecycle refresh again, or delete the file: then the dates that ship count.',
      cause: error instanceof z.ZodError ? undefined : error,
    })
  }
}

/** Products whose dates nobody read from their source for this catalogue: listed, and never taken for certain. */
export function unverifiedProducts(catalogue: Catalogue): readonly Product[] {
  return catalogue.products.filter(({snapshot}) => snapshot === undefined)
}

async function textIfAny(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined // system errors carry a code
    throw error
  }
}

function textOf(name: string): Promise<string> {
  return readFile(new URL(`catalogue/${name}`, import.meta.url), 'utf8')
}
