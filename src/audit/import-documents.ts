import {join} from 'node:path'
import type {Inventory} from '../model/inventory.ts'
import type {SbomFile, ScanFile} from '../model/settings.ts'
import type {ImportContext} from './import-spreadsheets.ts'

/**
 * A bill of materials, or a report of vulnerabilities, that domesday.yaml lists, read in place. Errors: an InventoryError
 * where it is none, or damaged.
 */
export async function importDocument(context: ImportContext, source: SbomFile | ScanFile): Promise<Inventory> {
  const {folder, producedBy, asOf, signal} = context
  const common = {
    file: join(folder.root, source.file),
    shownAs: source.file,
    organisation: source.organisation,
    sourceId: source.id,
    producedBy,
    observedAt: `${asOf}T00:00:00Z`,
    signal,
  }
  if (source.import === 'sbom') {
    const {importSbom} = await import('../collect/boms/import-sbom.ts')
    return importSbom({...common, system: source.system, component: source.component, parts: source.parts})
  }
  const {importScan} = await import('../collect/scans/import-scan.ts')
  const {system, component, host, scanned} = source
  return importScan({...common, system, component, host, scanned})
}
