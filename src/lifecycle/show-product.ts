import {UsageError} from '../errors.ts'
import type {Catalogue, Product} from '../model/lifecycle.ts'
import {aliases, type AliasKind} from './aliases/all-aliases.ts'
import type {ProductFound} from './aliases/product-found.ts'
import {findCycle, findProduct, productNamed} from './find-cycle.ts'
import {nearestProducts} from './nearest-products.ts'

export interface ShownProduct {
  readonly product: Product
  /** How the text was understood, where it is no name of the product: `node:18-alpine` as a container image. */
  readonly foundAs?: {
    readonly kind: AliasKind | 'name-and-version'
    readonly text: string
    readonly cycles: readonly string[]
  }
}

const longestAlias = 300

/**
 * A product of the catalogue by its id or another name, or by something that is found in code, clouds or on machines and
 * that tells a product and a version which the catalogue has. Errors: a UsageError that names those spelt most like it.
 */
export function showProduct(catalogue: Catalogue, text: string): ShownProduct {
  const named = productNamed(catalogue, text)
  if (named) return {product: named}
  const alias = foundAs(catalogue, text.trim())
  if (alias) return alias
  const product = findProduct(catalogue, text.trim().toLowerCase())
  if (product) return {product}
  const near = nearestProducts(catalogue, text, 5)
  throw new UsageError('no-such-product', `The lifecycle catalogue has no product called '${text}'.`, {
    hint: near.length > 0 ? `Did you mean ${near.join(', or ')}?` : 'domesday lifecycle show lists all of them.',
  })
}

function foundAs(catalogue: Catalogue, text: string): ShownProduct | undefined {
  // A number alone may be a version of anything.
  if (text.length > longestAlias || !/[a-z]/i.test(text)) return undefined
  for (const kind of Object.keys(aliases) as AliasKind[]) {
    // its own keys
    const [found] = aliases[kind](text)
    const shown = found && withCycles(catalogue, found)
    if (shown) return {product: shown.product, foundAs: {kind, text, cycles: shown.cycles}}
  }
  const shown = withCycles(catalogue, {product: text.toLowerCase()})
  return shown && {product: shown.product, foundAs: {kind: 'name-and-version', text, cycles: shown.cycles}}
}

/** The first product that has a version, and its cycles of that version. */
function withCycles(
  catalogue: Catalogue,
  {product: name, version}: ProductFound,
): {readonly product: Product; readonly cycles: readonly string[]} | undefined {
  const matches = findCycle(catalogue, name, version)?.matches ?? []
  const [first] = matches
  if (!first) return undefined
  return {
    product: first.product,
    cycles: matches.flatMap(({product, cycle}) => (product.id === first.product.id ? cycle.name : [])),
  }
}
