import {findProduct} from '../lifecycle/find-cycle.ts'
import {misspeltProduct} from '../lifecycle/nearest-products.ts'
import {statedProduct} from '../model/entity.ts'
import type {CoverageNote, Inventory, InventoryRecord, Problem} from '../model/inventory.ts'
import {compareRecords, compareText} from '../model/json-lines.ts'
import type {Catalogue} from '../model/lifecycle.ts'

interface Unlisted {
  /** The product of the catalogue that is spelt almost so. */
  readonly nearest: string | undefined
  readonly places: Set<string>
}

const mostNamed = 10

/** What is noticed of products as records pass: those that the catalogue does not have. */
export interface ProductCheck {
  /** Takes records that hold the evidence that they name. */
  readonly see: (records: readonly InventoryRecord[]) => void
  /** Of names that are spelt almost like one that the catalogue has, each once. */
  readonly problems: () => readonly Problem[]
  /** How many others there are: no fault, but no end of support is known of them. */
  readonly notes: () => readonly CoverageNote[]
}

/** Compares the products that people wrote with a catalogue. */
export function productCheck(catalogue: Catalogue): ProductCheck {
  const listed = new Set<string>()
  const unlisted = new Map<string, Unlisted>()
  const entryOf = (product: string): Unlisted | undefined => {
    if (listed.has(product)) return undefined
    const before = unlisted.get(product)
    if (before) return before
    if (findProduct(catalogue, product)) return void listed.add(product)
    const entry = {nearest: misspeltProduct(catalogue, product), places: new Set<string>()}
    unlisted.set(product, entry)
    return entry
  }
  const sorted = () => [...unlisted].toSorted(([a], [b]) => compareText(a, b))
  return {
    see: (records) => {
      const found = new Map<string, Unlisted>()
      for (const record of records)
        if (record.record === 'entity' && record.kind === 'technology') {
          const entry = entryOf(statedProduct(record).product)
          if (entry?.nearest !== undefined) found.set(record.id, entry)
        }
      if (found.size > 0) addPlaces(records, found)
    },
    problems: () => sorted().flatMap(([product, entry]) => problemOf(product, entry)),
    notes: () => noteOf(sorted().flatMap(([product, {nearest}]) => (nearest === undefined ? product : []))),
  }
}

function addPlaces(records: readonly InventoryRecord[], found: ReadonlyMap<string, Unlisted>): void {
  const locators = new Map(
    records.flatMap((one) => (one.record === 'evidence' ? [[one.id, one.locator] as const] : [])),
  )
  for (const record of records) {
    if (record.record !== 'relation' || record.type !== 'USES') continue
    for (const id of record.evidence) {
      const locator = locators.get(id)
      if (locator !== undefined) found.get(record.to)?.places.add(locator)
    }
  }
}

function problemOf(product: string, {nearest, places}: Unlisted): readonly Problem[] {
  if (nearest === undefined) return []
  const [first, ...others] = [...places].toSorted(compareLocators)
  const more =
    others.length > 0 ? `; it stands in ${others.length} more ${others.length === 1 ? 'place' : 'places'}` : ''
  return [
    {
      record: 'problem',
      code: 'product-spelling',
      message: `the product '${product}' is not in the catalogue; the nearest name there is '${nearest}'${more}`,
      ...(first !== undefined && {where: first}),
      hint: 'Mend the name if that is the one; as it stands no end of support is known of it.',
    },
  ]
}

/** By file, then by line or row as numbers. */
function compareLocators(a: string, b: string): number {
  const [[, fileA = '', lineA = ''] = [], [, fileB = '', lineB = ''] = []] = [a, b].map(
    (one) => /^(.*):(\d+)$/.exec(one) ?? ['', one, ''],
  )
  return compareText(fileA, fileB) || Number(lineA) - Number(lineB)
}

function noteOf(products: readonly string[]): readonly CoverageNote[] {
  if (products.length === 0) return []
  const shown = products.slice(0, mostNamed).map((product) => `'${product.slice(0, 60)}'`)
  const count = products.length
  return [
    {
      code: 'not-in-catalogue',
      what: 'products',
      count,
      message: `${count} ${count === 1 ? 'product is' : 'products are'} not in the catalogue, so no end of support is known of ${count === 1 ? 'it' : 'them'}: ${shown.join(', ')}${count > mostNamed ? ' and others' : ''}`,
    },
  ]
}

/** An inventory with what is noticed of its products. In an audit the report lists those that `notes` would tell of. */
export function withProductCheck(
  {header, records}: Inventory,
  catalogue: Catalogue,
  {withNotes}: {readonly withNotes: boolean},
): Inventory {
  const check = productCheck(catalogue)
  check.see(records)
  const noted = withNotes ? notedCoverage(records, check.notes()) : records
  const problems = check.problems()
  return {header, records: problems.length === 0 ? noted : [...noted, ...problems].toSorted(compareRecords)}
}

/** Batches of records with what is noticed of their products; the coverage comes in the last. */
export async function* productsChecked(
  batches: AsyncIterable<readonly InventoryRecord[]>,
  catalogue: Catalogue,
): AsyncGenerator<readonly InventoryRecord[]> {
  const check = productCheck(catalogue)
  for await (const batch of batches) {
    check.see(batch)
    yield notedCoverage(batch, check.notes())
  }
  yield check.problems()
}

function notedCoverage(
  records: readonly InventoryRecord[],
  notes: readonly CoverageNote[],
): readonly InventoryRecord[] {
  return records.map((record) =>
    record.record === 'coverage' && notes.length > 0 ? {...record, notes: [...(record.notes ?? []), ...notes]} : record,
  )
}
