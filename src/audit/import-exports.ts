import {join} from 'node:path'
import type {CloudExport} from '../collect/exports/cloud-export.ts'
import type {Inventory, InventoryRecord} from '../model/inventory.ts'
import type {CloudExportFile} from '../model/settings.ts'
import type {ImportContext} from './import-spreadsheets.ts'

/** How exports of that provider are read. */
export async function exportOf(provider: CloudExportFile['import']): Promise<CloudExport> {
  return provider === 'azure'
    ? (await import('../collect/exports/azure-export.ts')).azureExport
    : (await import('../collect/exports/gcp-export.ts')).gcpExport
}

/** A cloud's export that domesday.yaml lists, read in place. Errors: an InventoryError where it is none, or is cut short. */
export async function importListedExport(context: ImportContext, source: CloudExportFile): Promise<Inventory> {
  const {importExport} = await import('../collect/exports/import-export.ts')
  const {header, records: stream} = importExport(await exportOf(source.import), {
    file: join(context.folder.root, source.file),
    shownAs: source.file,
    organisation: source.organisation,
    sourceId: source.id,
    producedBy: context.producedBy,
    observedAt: `${source.exported ?? context.asOf}T00:00:00Z`,
    isStated: source.exported !== undefined,
    signal: context.signal,
  })
  const records: InventoryRecord[] = []
  for await (const record of stream) records.push(record)
  return {header, records}
}
