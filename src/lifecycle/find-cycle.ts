import type {Catalogue, Cycle, Product} from '../model/lifecycle.ts'
import {plainProductName} from '../model/product-names.ts'
import {cycleOfName} from './version-names.ts'

const longestVersion = 64

export interface Match {
  readonly product: Product
  readonly cycle: Cycle
}

/** What the catalogue knows of a version: the cycles that it may be. None is a listed unknown, never "supported". */
export interface CycleFound {
  readonly name: string
  /** Several where the version does not tell them apart, as `11g` is 11.1 or 11.2, or where several vendors build it. */
  readonly matches: readonly Match[]
  /** Why there is none. */
  readonly why?: string
}

const javaProducts = new Set([
  'oracle-jdk',
  'eclipse-temurin',
  'amazon-corretto',
  'openjdk-builds-from-oracle',
  'red-hat-build-of-openjdk',
])

/** Names of what several vendors build: each supports its own builds, so the name alone does not tell until when. */
const builtByMany = new Map(
  ['Java', 'JDK', 'JRE', 'OpenJDK'].map((name) => [
    name.toLowerCase(),
    {name, ids: [...javaProducts].filter((id) => name !== 'OpenJDK' || id !== 'oracle-jdk')},
  ]),
)

/** The product of that id or other name. */
export function findProduct(catalogue: Catalogue, name: string): Product | undefined {
  const wanted = name.trim().toLowerCase()
  const plain = plainProductName(wanted)
  return (
    catalogue.products.find(({id, aliases}) => id === wanted || aliases.includes(wanted)) ??
    // As people write it: `SQL Server`, `Node.js`, `.NET Framework`.
    catalogue.products.find((product) =>
      [
        product.id,
        product.name,
        product.name.replace(/^(Microsoft|Oracle|Apache|IBM|Red Hat) /, ''),
        ...product.aliases,
      ]
        .map(plainProductName)
        .includes(plain),
    )
  )
}

/** The cycles that a version of a product may be; undefined when the catalogue lacks the product. Never guesses. */
export function findCycle(
  catalogue: Catalogue,
  productName: string,
  version: string | undefined,
): CycleFound | undefined {
  const wanted = productName.trim().toLowerCase()
  const built = builtByMany.get(wanted)
  const [named = findProduct(catalogue, wanted), ...others] = catalogue.products.filter(({id}) =>
    built?.ids.includes(id),
  )
  if (!named) return undefined
  const name = built?.name ?? named.name
  if (version === undefined || version.trim() === '') return {name, matches: [], why: 'the version is not known'}
  if (version.length > longestVersion) return {name, matches: [], why: 'the version is too long to be one'}
  const matches = [named, ...others].flatMap((product) => {
    const plain = normalised(product.id, version)
    return matching(product.cycles, cycleOfName(product.id, plain)).map((cycle) => ({product, cycle}))
  })
  if (matches.length > 0) return {name, matches}
  return {name, matches, why: `the catalogue has no cycle ${version} of ${name}`}
}

/** What a catalogue knows of a version of a product. */
export type CycleFinder = (productName: string, version: string | undefined) => CycleFound | undefined

/** Finds cycles in a catalogue, and remembers: an estate names the same few hundred versions again and again. */
export function cycleFinder(catalogue: Catalogue): CycleFinder {
  const known = new Map<string, CycleFound | undefined>()
  return (productName, version) => {
    const key = JSON.stringify([productName, version])
    if (!known.has(key)) known.set(key, findCycle(catalogue, productName, version))
    return known.get(key)
  }
}

/** `v20.11.1` as `20.11.1`, `2008 R2` as `2008-r2`, `19c` as `19`, Java's `1.8.0_202` and `8u202` as `8`. */
function normalised(productId: string, version: string): string {
  const plain = version
    .trim()
    .toLowerCase()
    .replace(/^(version|release|v|r)[ .]?(?=\d)/, '')
    .replace(/[ _]?(lts|ltsc|enterprise|standard|edition|datacenter)\b/g, '')
    .trim()
    .replace(/[ _]+/g, '-')
    .replace(/^(\d+)[cgi]$/, '$1')
  return javaProducts.has(productId)
    ? plain
        .replace(/^1\.(?=[5-8])/, '')
        .replace(/^(\d+)u\d+$/, '$1')
        .replace(/^([5-8])\..*$/, '$1')
    : plain
}

function matching(cycles: readonly Cycle[], wanted: string): readonly Cycle[] {
  // The longest cycle that the version lies in: 8.0.36 lies in 8.0.
  const around = cycles
    .filter(({name}) => wanted === name || wanted.startsWith(`${name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (around && around.name !== wanted) return [around]
  // The version itself, or the finer cycles inside it: service packs, editions, minor releases. A second release is another product.
  const inside = cycles.filter(
    ({name}) => name.startsWith(`${wanted}.`) || (name.startsWith(`${wanted}-`) && !name.startsWith(`${wanted}-r`)),
  )
  if (!around) return inside
  return inside.some(({name}) => /-sp\d/.test(name)) ? [around, ...inside] : [around]
}
