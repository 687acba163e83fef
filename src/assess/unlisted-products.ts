import {findProduct} from '../lifecycle/find-cycle.ts'
import {nearestProducts} from '../lifecycle/nearest-products.ts'
import type {UnlistedProduct} from '../model/assessment.ts'
import {statedProduct} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'
import type {UnclaimedUse} from './cloud-resources.ts'
import type {SystemFacts} from './facts.ts'

interface Found {
  readonly product: string
  readonly version?: string
  readonly nearest: readonly string[]
  readonly systems: Set<string>
  readonly resources: Set<string>
}

type Use = Pick<UnclaimedUse, 'technology' | 'catalogue' | 'cycleOf'>

/** Technologies that the catalogue does not have, the product or the version of it: of systems, and of what is nobody's. */
export function unlistedProducts(
  all: readonly SystemFacts[],
  unclaimed: readonly UnclaimedUse[] = [],
): readonly UnlistedProduct[] {
  const found = new Map<string, Found>()
  for (const {system, technologies, ...facts} of all)
    for (const {technology} of technologies) unlistedOf(found, {...facts, technology})?.systems.add(system.id)
  for (const use of unclaimed) unlistedOf(found, use)?.resources.add(use.resource.id)
  return [...found.values()]
    .map(({systems, resources, ...entry}) => ({
      ...entry,
      systems: [...systems].toSorted(compareText),
      ...(resources.size > 0 && {resources: resources.size}),
    }))
    .toSorted(
      (a, b) =>
        b.systems.length - a.systems.length ||
        compareText(a.product, b.product) ||
        compareText(a.version ?? '', b.version ?? ''),
    )
}

/** Undefined for what the catalogue has. */
function unlistedOf(found: Map<string, Found>, {technology, cycleOf, catalogue}: Use): Found | undefined {
  const stated = statedProduct(technology)
  const {product} = stated
  const cycle = cycleOf(product, stated.version)
  const version = cycle?.version ?? stated.version
  // A version that nobody stated is a missing fact of the system, not a gap of the catalogue.
  if (cycle && (cycle.matches.length > 0 || version === undefined)) return undefined
  const key = cycle ? `${cycle.name}\n${version}` : product
  const entry = found.get(key) ?? {
    product: cycle?.name ?? product,
    ...(cycle && version !== undefined && {version}),
    nearest: cycle ? [findProduct(catalogue, product)?.id ?? []].flat() : nearestProducts(catalogue, product),
    systems: new Set<string>(),
    resources: new Set<string>(),
  }
  found.set(key, entry)
  return entry
}
