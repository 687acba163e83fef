import {access} from 'node:fs/promises'
import {systemFacts} from '../assess/facts.ts'
import {type CycleFound, findProduct} from '../lifecycle/find-cycle.ts'
import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import {statedProduct} from '../model/entity.ts'
import {readEstate} from '../model/estate-file.ts'
import {compareText} from '../model/json-lines.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {auditFolder, shownPath} from './audit-folder.ts'
import type {AuditContext} from './context.ts'
import {organisationCatalogues} from './organisation-catalogues.ts'

/** Systems that run a version of a product in production. */
export interface ProductUse {
  readonly product: string
  /** As it was found; left out where no source states one. */
  readonly version?: string
  /** The releases that it may be; none is an unknown, never support. */
  readonly cycles: readonly string[]
  /** Ids, sorted. */
  readonly systems: readonly string[]
}

export interface CatalogueInUse {
  readonly catalogue: Catalogue
  /** By product and version; left out where the folder has no estate. */
  readonly uses?: readonly ProductUse[]
}

/**
 * The catalogue as an audit of this folder takes it, and which systems of the estate run what of it, as the last `resolve`
 * left the estate. Where the folder is none of an audit, the catalogue that ships.
 */
export async function catalogueInUse(root: string, open: () => Promise<AuditContext>): Promise<CatalogueInUse> {
  const folder = auditFolder(root)
  const catalogue = await loadCatalogue(folder.lifecycle)
  if (!(await isThere(folder.estate))) return {catalogue}
  const context = await open()
  const estate = await readEstate(folder.estate, shownPath(folder, folder.estate))
  const facts = systemFacts(estate, {
    asOf: context.asOf,
    horizonYears: context.settings.assess.horizonYears,
    catalogue,
    ownCatalogues: organisationCatalogues(context.plugins, catalogue, estate),
  })
  const found = new Map<string, {readonly use: Omit<ProductUse, 'systems'>; readonly systems: Set<string>}>()
  for (const {system, technologies, cycleOf} of facts)
    for (const {technology} of technologies) {
      const stated = statedProduct(technology)
      const cycle = cycleOf(stated.product, stated.version)
      const version = cycle?.version ?? stated.version
      for (const [product, cycles] of cyclesByProduct(catalogue, stated.product, cycle)) {
        const key = JSON.stringify([product, version, cycles])
        const entry = found.get(key) ?? {use: {product, ...(version && {version}), cycles}, systems: new Set<string>()}
        entry.systems.add(system.id)
        found.set(key, entry)
      }
    }
  return {catalogue, uses: sortedUses(found.values())}
}

/** The products of the catalogue that a stated one may be, each with its releases; several where vendors build the same. */
function cyclesByProduct(
  catalogue: Catalogue,
  name: string,
  found: CycleFound | undefined,
): readonly (readonly [product: string, cycles: readonly string[]])[] {
  const groups = Map.groupBy(found?.matches ?? [], ({product}) => product.id)
  if (groups.size > 0) return [...groups].map(([id, matches]) => [id, matches.map(({cycle}) => cycle.name)])
  const product = findProduct(catalogue, name)
  return product ? [[product.id, []]] : []
}

function sortedUses(
  found: Iterable<{readonly use: Omit<ProductUse, 'systems'>; readonly systems: ReadonlySet<string>}>,
): readonly ProductUse[] {
  return [...found]
    .map(({use, systems}) => ({...use, systems: [...systems].toSorted(compareText)}))
    .toSorted((a, b) => compareText(a.product, b.product) || compareText(a.version ?? '', b.version ?? ''))
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
