import {productsOfToldName} from './aliases/told-names.ts'
import type {Catalogue, Cycle, Product} from '../model/lifecycle.ts'
import {oncePer} from '../model/once-per.ts'
import {plainProductName} from '../model/product-names.ts'
import {everydayId, meantProduct, versionInName} from './everyday-names.ts'
import {cyclesOfBuild} from './cycles-of-build.ts'
import {cycleOfName} from './version-names.ts'

const longestVersion = 64

export interface Match {
  readonly product: Product
  readonly cycle: Cycle
}

/** What the catalogue knows of a version: the cycles that it may be. None is a listed unknown, never "supported". */
export interface CycleFound {
  readonly name: string
  /** The version that was looked for; left out when none is known. */
  readonly version?: string
  /** Several where the version does not tell them apart, as `11g` is 11.1 or 11.2, or where several vendors build it. */
  readonly matches: readonly Match[]
  /** Why there is none. */
  readonly why?: string
}

const javaProducts = new Set([
  'oracle-jdk',
  'eclipse-temurin',
  'amazon-corretto',
  'azul-zulu',
  'bellsoft-liberica',
  'ibm-semeru',
  'microsoft-build-of-openjdk',
  'openjdk-builds-from-oracle',
  'red-hat-build-of-openjdk',
  'sapmachine',
])

/** Names of what several vendors build: each supports its own builds, so the name alone does not tell until when. */
const builtByMany = new Map(
  ['Java', 'JDK', 'JRE', 'OpenJDK'].map((name) => [
    name.toLowerCase(),
    {name, ids: [...javaProducts].filter((id) => name !== 'OpenJDK' || id !== 'oracle-jdk')},
  ]),
)

/** What people call that which several vendors build, where whose build it is is not said; else undefined. */
export function nameOfSeveral(name: string): string | undefined {
  return builtByMany.get(name.trim().toLowerCase())?.name
}

/** The product of that id or other name, also where the name holds the version: `Windows 7`. */
export function findProduct(catalogue: Catalogue, name: string): Product | undefined {
  const known = productsFound(catalogue)
  if (!known.has(name)) known.set(name, soughtProduct(catalogue, name))
  return known.get(name)
}

/** An estate names the same few hundred products again and again. */
const productsFound = oncePer((_catalogue: Catalogue) => new Map<string, Product | undefined>())

function soughtProduct(catalogue: Catalogue, name: string): Product | undefined {
  const found = productNamed(catalogue, name)
  if (found) return found
  const inName = versionInName(name)
  const product = inName && productNamed(catalogue, inName.product)
  if (product) return productMeant(catalogue, product, inName.version)
  const [told] = productsOfToldName(name)
  return told && productNamed(catalogue, told.product)
}

/** The product that is called so, as people write it; a name with a version in it is none. */
export function productNamed(catalogue: Catalogue, name: string): Product | undefined {
  const wanted = name.trim().toLowerCase()
  const plain = plainProductName(wanted)
  const everyday = everydayId(wanted)
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
    ) ??
    catalogue.products.find(({id}) => id === everyday)
  )
}

function productMeant(catalogue: Catalogue, product: Product, version: string): Product {
  const meant = meantProduct(product.id, version)
  return meant === product.id ? product : (catalogue.products.find(({id}) => id === meant) ?? product)
}

/**
 * The cycles that a version of a product may be; undefined when the catalogue lacks the product. A version that stands in
 * the name counts where none is stated, or together with it: `Windows 10` and `22H2`. Never guesses.
 */
export function findCycle(catalogue: Catalogue, name: string, version: string | undefined): CycleFound | undefined {
  const direct = cycleOfNamed(catalogue, name, version)
  if (direct && (direct.matches.length > 0 || isStated(version))) return direct
  const inName = versionInName(name)
  const known =
    inName && (cycleOfNamed(catalogue, inName.product, inName.version) ?? ofItsOwnName(catalogue, name, inName.version))
  if (!inName || !known)
    return direct ?? withVersionAsName(catalogue, name, version) ?? ofToldName(catalogue, name, version)
  if (!isStated(version)) return direct && known.matches.length === 0 ? direct : known
  const finer = version.trim().startsWith((/^\d+/.exec(inName.version) ?? [inName.version])[0])
    ? cycleOfNamed(catalogue, inName.product, version)
    : undefined
  const both = cycleOfNamed(catalogue, inName.product, `${inName.version} ${version}`)
  return [both, finer].find((found) => found && found.matches.length > 0) ?? known
}

/** A name in which a system tells all of itself; a version that is stated beside it counts where the catalogue has it. */
function ofToldName(catalogue: Catalogue, name: string, version: string | undefined): CycleFound | undefined {
  const [told] = productsOfToldName(name)
  if (!told) return undefined
  const stated = isStated(version) ? cycleOfNamed(catalogue, told.product, version) : undefined
  return stated && stated.matches.length > 0
    ? stated
    : (cycleOfNamed(catalogue, told.product, told.version ?? version) ?? stated)
}

/** `VB6`: the catalogue's own name of the product, Visual Basic 6.0, holds the version. */
function ofItsOwnName(catalogue: Catalogue, name: string, version: string): CycleFound | undefined {
  const product = productNamed(catalogue, name)
  return product?.name.endsWith(` ${version}`) || product?.name.endsWith(` ${version}.0`)
    ? cycleOfNamed(catalogue, name, version)
    : undefined
}

function isStated(version: string | undefined): version is string {
  return version !== undefined && version.trim() !== ''
}

/** `VB` and `6`: the version belongs to the product's name. */
function withVersionAsName(catalogue: Catalogue, name: string, version: string | undefined): CycleFound | undefined {
  return isStated(version) && version.length <= longestVersion
    ? cycleOfNamed(catalogue, `${name.trim()} ${version.trim()}`, version)
    : undefined
}

function cycleOfNamed(catalogue: Catalogue, productName: string, version: string | undefined): CycleFound | undefined {
  const wanted = productName.trim().toLowerCase()
  const built = builtByMany.get(wanted)
  const [named = productNamed(catalogue, wanted), ...others] = catalogue.products.filter(({id}) =>
    built?.ids.includes(id),
  )
  if (!named) return undefined
  const first = isStated(version) ? productMeant(catalogue, named, version) : named
  const name = built?.name ?? first.name
  if (!isStated(version)) return {name, matches: [], why: 'the version is not known'}
  if (version.length > longestVersion) return {name, version, matches: [], why: 'the version is too long to be one'}
  const matches = [first, ...others].flatMap((product) => {
    const plain = normalised(product.id, version)
    const built = cyclesOfBuild(product.id, product.cycles, plain)
    const cycles = built.length > 0 ? built : matching(product.cycles, cycleOfName(product.id, plain))
    return cycles.map((cycle) => ({product, cycle}))
  })
  if (matches.length > 0) return {name, version, matches}
  return {name, version, matches, why: `the catalogue has no cycle ${version} of ${name}`}
}

/** What a catalogue knows of a version of a product. */
export type CycleFinder = (productName: string, version: string | undefined) => CycleFound | undefined

/** Finds cycles in a catalogue, and remembers: an estate names the same few hundred versions again and again. */
export const cycleFinder = oncePer((catalogue: Catalogue): CycleFinder => {
  const known = new Map<string, CycleFound | undefined>()
  return (productName, version) => {
    const key = JSON.stringify([productName, version])
    if (!known.has(key)) known.set(key, findCycle(catalogue, productName, version))
    return known.get(key)
  }
})

/** `v20.11.1` as `20.11.1`, `2008 R2` as `2008-r2`, `19c` as `19`, Java's `1.8.0_202` and `8u202` as `8`. */
function normalised(productId: string, version: string): string {
  const plain = version
    .trim()
    .toLowerCase()
    .replace(/^(version|release|v|r)[ .]?(?=\d)/, '')
    .replace(/[ _]?(lts|ltsc|enterprise|standard|edition|datacenter)\b/g, '')
    .trim()
    .replace(/[ _]+/g, '-')
    .replace(/(\d)(r2|sp\d)/g, '$1-$2')
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
