import {findProduct} from '../lifecycle/find-cycle.ts'
import {nearestProducts} from '../lifecycle/nearest-products.ts'
import type {UnlistedProduct} from '../model/assessment.ts'
import {attributeValue} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'
import type {SystemFacts} from './facts.ts'

/** Technologies that systems run on and that the catalogue does not have: the product, or the version of it. */
export function unlistedProducts(all: readonly SystemFacts[]): readonly UnlistedProduct[] {
  const found = new Map<string, {product: string; version?: string; nearest: readonly string[]; systems: Set<string>}>()
  for (const {system, technologies, cycleOf, catalogue} of all)
    for (const {technology} of technologies) {
      const product = String(attributeValue(technology, 'product') ?? technology.name)
      const stated = attributeValue(technology, 'version')
      const cycle = cycleOf(product, stated === undefined ? undefined : String(stated))
      const version = cycle?.version ?? (stated === undefined ? undefined : String(stated))
      // A version that nobody stated is a missing fact of the system, not a gap of the catalogue.
      if (cycle && (cycle.matches.length > 0 || version === undefined)) continue
      const key = cycle ? `${cycle.name}\n${version}` : product
      const entry = found.get(key) ?? {
        product: cycle?.name ?? product,
        ...(cycle && version !== undefined && {version}),
        nearest: cycle ? [findProduct(catalogue, product)?.id ?? []].flat() : nearestProducts(catalogue, product),
        systems: new Set<string>(),
      }
      entry.systems.add(system.id)
      found.set(key, entry)
    }
  return [...found.values()]
    .map(({systems, ...entry}) => ({...entry, systems: [...systems].toSorted(compareText)}))
    .toSorted(
      (a, b) =>
        b.systems.length - a.systems.length ||
        compareText(a.product, b.product) ||
        compareText(a.version ?? '', b.version ?? ''),
    )
}
