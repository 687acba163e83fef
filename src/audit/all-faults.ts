import {stat} from 'node:fs/promises'
import {join} from 'node:path'
import {AuditError, type Fault} from '../errors.ts'
import type {SourceSetting} from '../model/settings.ts'
import {sourcesMadeOut} from '../settings/read-settings.ts'
import {type ImportContext, importSpreadsheets, systemsOf} from './import-spreadsheets.ts'

/**
 * Runs, and where that ends with faults of the settings or the sources, looks for those that all other sources have, so
 * that they are told in one round. What can only be known of a folder without faults is not among them.
 * Errors: the one that it ended with, with all faults.
 */
export async function withAllFaults<T>(
  context: ImportContext,
  sources: readonly SourceSetting[] | undefined,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AuditError) || error.faults.length === 0) throw error
    const listed = sources ?? (await sourcesMadeOut(context.folder.root))
    const others = [
      ...(await missingTrees(context, listed)),
      ...(await missingFiles(context, listed)),
      ...(await faultsOfFiles(context, listed)),
    ]
    throw withFaults(error, others)
  }
}

/** What sources name and is not there: trees to look at, files to read. A source that is still to be looked at is no fault. */
export async function missingSources(
  context: Pick<ImportContext, 'folder'>,
  sources: readonly SourceSetting[],
): Promise<{readonly trees: readonly Fault[]; readonly files: readonly Fault[]}> {
  return {trees: await missingTrees(context, sources), files: await missingFiles(context, sources)}
}

function withFaults(error: AuditError, others: readonly Fault[]): AuditError {
  const known = new Set(error.faults.map(({where, message}) => JSON.stringify([where, message])))
  const more = others.filter(({where, message}) => {
    const key = JSON.stringify([where, message])
    if (known.has(key)) return false
    known.add(key)
    return true
  })
  if (more.length === 0) return error
  const faults = [...error.faults, ...more]
  const places = new Set(faults.map(({where = ''}) => where.replace(/(:\d+)+$/, '')))
  const count = `${faults.length} errors in ${places.size} ${places.size === 1 ? 'place' : 'places'}`
  return new AuditError(error.code, error.exitStatus, `${count}. Nothing was reported.`, {
    faults,
    ...(error.hint !== undefined && {hint: error.hint}),
    cause: error,
  })
}

async function missingTrees(
  {folder}: Pick<ImportContext, 'folder'>,
  sources: readonly SourceSetting[],
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  for (const source of sources)
    for (const path of foldersOf(source)) {
      const found = await stat(join(folder.root, path)).catch(() => undefined)
      if (!found?.isDirectory()) faults.push({message: found ? 'is not a folder' : 'does not exist', where: path})
    }
  return faults
}

function foldersOf(source: SourceSetting): readonly string[] {
  if (!('collect' in source)) return []
  if (source.collect === 'source') return source.paths
  return source.replay === undefined ? [] : [source.replay]
}

async function missingFiles(
  {folder}: Pick<ImportContext, 'folder'>,
  sources: readonly SourceSetting[],
): Promise<readonly Fault[]> {
  const {findInventories} = await import('./resolve-stage.ts')
  return faultsIn(() => findInventories({folder, ownSettings: {sources}}, {uncollected: true}))
}

/** Faults of declared files and spreadsheets, as far as they are there. */
async function faultsOfFiles(context: ImportContext, sources: readonly SourceSetting[]): Promise<readonly Fault[]> {
  const {importDeclaredFiles} = await import('../collect/declared/import-declared.ts')
  const {producedBy, asOf, folder} = context
  const isThere = async (path: string): Promise<boolean> =>
    (await stat(join(folder.root, path)).catch(() => undefined))?.isFile() ?? false
  const there = []
  const faults: Fault[] = []
  const unsure: string[] = []
  for (const source of sources) {
    if ('collect' in source) continue
    const paths = [source.file, ...('mapping' in source ? [source.mapping] : [])]
    if ((await Promise.all(paths.map(isThere))).every(Boolean)) there.push(source)
    else unsure.push(source.file)
  }
  const elsewhere = new Set<string>()
  for (const source of there.filter((one) => one.import === 'spreadsheet')) {
    const own = await faultsIn(async () => {
      const read = await importSpreadsheets(context, [source])
      for (const id of systemsOf(read.values())) elsewhere.add(id)
    })
    faults.push(...own)
    if (own.length > 0) unsure.push(source.file)
  }
  const {checkBill} = await import('./import-bills.ts')
  for (const source of there.filter((one) => one.import === 'focus'))
    faults.push(...(await faultsIn(() => checkBill(context, source))))
  const {importListedExport} = await import('./import-exports.ts')
  for (const source of there)
    if (source.import === 'azure' || source.import === 'gcp')
      faults.push(...(await faultsIn(() => importListedExport(context, source))))
  const {importDocument} = await import('./import-documents.ts')
  for (const source of there)
    if (source.import === 'sbom' || source.import === 'vulnerabilities')
      faults.push(...(await faultsIn(() => importDocument(context, source))))
  const declared = there
    .filter((one) => one.import === 'declared')
    .map(({file, organisation, id}) => ({file: join(folder.root, file), shownAs: file, organisation, sourceId: id}))
  const options = {producedBy, observedAt: `${asOf}T00:00:00Z`, elsewhere, unsure}
  return [...faults, ...(await faultsIn(() => importDeclaredFiles(declared, options)))]
}

async function faultsIn(look: () => Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await look()
    return []
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    return error.faults
  }
}
