import type {Product, RefreshedCatalogue} from '../model/lifecycle.ts'

/** What ships with the program. */
export interface ShippedProducts {
  /** Snapshots of endoflife.date. */
  readonly snapshots: readonly Product[]
  /** Our own list. */
  readonly own: readonly Product[]
}

/**
 * What ships, with what an audit folder read since. Product by product the newer reading counts, and keeps our name,
 * category and further names. Of our own list what somebody read from its source stays; what nobody read gives way.
 */
export function withRefreshed({snapshots, own}: ShippedProducts, refreshed: RefreshedCatalogue): readonly Product[] {
  const shipped = [...snapshots, ...own]
  const isOwn = new Set(own)
  const read = new Map(refreshed.products.map((product) => [product.id, product]))
  const known = shipped.map((product) => {
    const newer = read.get(product.id)
    if (!newer || (product.snapshot !== undefined && (isOwn.has(product) || isOlder(newer, product)))) return product
    const {source, snapshot, cycles} = newer
    return {...product, source, snapshot, cycles}
  })
  return [...known, ...furtherProducts(shipped, refreshed.products)]
}

function isOlder(a: Product, b: Product): boolean {
  return (a.snapshot ?? '') < (b.snapshot ?? '')
}

/** Those that do not ship. A name that one of ours has already stays ours. */
function furtherProducts(shipped: readonly Product[], read: readonly Product[]): readonly Product[] {
  const taken = new Set(shipped.flatMap(({id, aliases}) => [id, ...aliases]))
  const further = read.filter(({id}) => !taken.has(id))
  for (const {id} of further) taken.add(id)
  return further.map((product) => {
    const aliases = product.aliases.filter((alias) => !taken.has(alias))
    for (const alias of aliases) taken.add(alias)
    return {...product, aliases}
  })
}
