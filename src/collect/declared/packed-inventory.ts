import type {Evidence, Inventory, InventoryRecord} from '../../model/inventory.ts'

type PlaceInFile = Pick<Evidence, 'id' | 'locator'>

/** An inventory of one file, whose evidence differs by nothing but its place: what is the same of all stands once. */
export interface PackedInventory {
  readonly header: Inventory['header']
  readonly before: readonly InventoryRecord[]
  readonly evidence: {
    readonly each: readonly (readonly [id: string, locator: string])[]
    readonly common: Omit<Evidence, keyof PlaceInFile>
  }
  readonly after: readonly InventoryRecord[]
}

/** Packs the inventory of a file; the records of one kind stand together, as every inventory has them. */
export function packInventory({header, records}: Inventory): PackedInventory {
  const at = records.findIndex(({record}) => record === 'evidence')
  const all = records.filter((record) => record.record === 'evidence')
  const [first] = all
  const {source = '', sha256 = '', observedAt = header.observedAt} = first ?? {}
  const isStrange = (one: Evidence): boolean =>
    one.source !== source || one.sha256 !== sha256 || one.observedAt !== observedAt || one.seenBy !== undefined
  if (all.some(isStrange)) throw new Error(`evidence of one file differs: ${JSON.stringify(all.find(isStrange))}`)
  return {
    header,
    before: first ? records.slice(0, at) : records,
    evidence: {
      common: {record: 'evidence', source, sha256, observedAt},
      each: all.map(({id, locator}) => [id, locator]),
    },
    after: first ? records.slice(at + all.length) : [],
  }
}

/** The same inventory again. All its evidence shares what is common, so that a large estate holds that once. */
export function unpackInventory({header, before, evidence, after}: PackedInventory): Inventory {
  const {source, sha256, observedAt} = evidence.common
  const all = evidence.each.map(([id, locator]): Evidence => ({
    record: 'evidence',
    id,
    source,
    locator,
    sha256,
    observedAt,
  }))
  return {header, records: [...before, ...all, ...after]}
}
