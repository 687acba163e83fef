import {UsageError} from '../errors.ts'
import type {Catalogue, Product} from '../model/lifecycle.ts'
import {findProduct} from './find-cycle.ts'
import {nearestProducts} from './nearest-products.ts'

/** A product of the catalogue by its id or another name. Errors: a UsageError that names those spelt most like it. */
export function showProduct(catalogue: Catalogue, text: string): Product {
  const product = findProduct(catalogue, text.trim().toLowerCase())
  if (product) return product
  const near = nearestProducts(catalogue, text, 5)
  throw new UsageError('no-such-product', `The lifecycle catalogue has no product called '${text}'.`, {
    hint: near.length > 0 ? `Did you mean ${near.join(', or ')}?` : 'domesday lifecycle show lists all of them.',
  })
}
