import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {type Fault, InventoryError, UsageError} from '../errors.ts'
import type {Estate} from '../model/estate.ts'
import type {Inventory} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import type {SourceSetting} from '../model/settings.ts'
import {inventoryPath} from './audit-folder.ts'
import {askAssembly} from '../plugin/ask-plugins.ts'
import {ownCatalogues, pluginSystemRules, pluginTagRules} from '../plugin/contributions.ts'
import {type AuditContext, noteFailures} from './context.ts'
import {folderCatalogue} from './folder-catalogue.ts'
import {keptResults} from './kept-results.ts'
import {fitHeapTo} from './narrow-heap.ts'
import {withProductCheck} from './product-spelling.ts'
import {judgeStage, recordStage} from './stage-journal.ts'
import {resolveParts} from './stage-keys.ts'
import {hashOfFile} from '../model/write-whole.ts'

const name = 'resolve'

interface InventoryInput {
  readonly id: string
  readonly path: string
  readonly sha256: string
  /** Of the mapping, where the source has one. */
  readonly mappingSha256?: string
  readonly source: SourceSetting
}

/** One estate from the inventories that domesday.yaml lists. */
export async function resolveStage(context: AuditContext): Promise<Estate> {
  const {estate, isNew} = await resolveOrFind(context)
  const read = await estate()
  context.progress.settle(name, note(read), isNew ? 'done' : 'unchanged')
  return read
}

/** The same, where only some need the estate itself: one that is as it was made is read when it is first asked for. */
export async function resolvedEstate(context: AuditContext): Promise<() => Promise<Estate>> {
  const {estate, isNew} = await resolveOrFind(context)
  context.progress.settle(name, isNew ? note(await estate()) : 'the estate', isNew ? 'done' : 'unchanged')
  let read: Promise<Estate> | undefined
  return () => (read ??= estate())
}

interface ResolvedEstate {
  readonly estate: () => Promise<Estate>
  readonly isNew: boolean
}

async function resolveOrFind(context: AuditContext): Promise<ResolvedEstate> {
  const {folder, progress} = context
  const inputs = await findInventories(context)
  await fitHeapTo(inputs.map(({path}) => join(folder.root, path)))
  const parts = await resolveParts(context, inputs)
  const {readEstate, writeEstate} = await import('../model/estate-file.ts')
  const verdict = await judgeStage(folder.stages, name, parts)
  progress.begin(name, verdict)
  if (verdict.unchanged) {
    return {estate: () => readEstate(folder.estate, '.domesday/estate.jsonl'), isNew: false}
  }
  context.signal?.throwIfAborted()
  const estate = await resolveInputs(context, inputs, keptResults(folder.declared, context.code))
  await writeEstate(folder.estate, estate)
  await recordStage(folder.stages, name, parts, [folder.estate])
  return {estate: async () => estate, isNew: true}
}

/** The estate as resolve would make it now; nothing is written. */
export async function estateInMemory(context: AuditContext): Promise<Estate> {
  return resolveInputs(context, await findInventories(context), nothingKept)
}

type KeptResults = ReturnType<typeof keptResults>

const nothingKept: KeptResults = {
  remember: (_key, make) => make(),
  latest: () => ({read: async () => undefined, write: async () => undefined}),
  forgetOthers: async () => undefined,
}

async function resolveInputs(
  context: AuditContext,
  inputs: readonly InventoryInput[],
  kept: KeptResults,
): Promise<Estate> {
  const {assembledThings, resolveEstate} = await import('../resolve/resolve-estate.ts')
  const inventories = await readInventories(context, inputs, kept)
  const {plugins} = context
  const hasRules = plugins.used.some(({department}) => department.assembly.length > 0)
  const claims = await askAssembly(plugins, hasRules ? assembledThings(inventories) : [])
  noteFailures(context, claims.failures)
  return resolveEstate({
    inventories,
    settings: context.settings,
    producedBy: context.producedBy,
    rules: pluginSystemRules(plugins),
    claims: claims.answers,
    tagRules: pluginTagRules(plugins),
    failures: [...plugins.failures, ...claims.failures],
  })
}

function note(estate: Estate): string {
  const count = (number: number, one: string): string =>
    `${number.toLocaleString('en-GB')} ${one}${number === 1 ? '' : 's'}`
  return `${count(estate.entities.length, 'thing')}, ${count(estate.relations.length, 'relation')}, ${count(estate.conflicts.length, 'conflict')}`
}

/**
 * The files that the estate is made of. With `uncollected`, a source that is still to be looked at is no fault.
 * Errors: an InventoryError with all that are not there, a UsageError where none is listed.
 */
export async function findInventories(
  {
    ownSettings,
    folder,
  }: Pick<AuditContext, 'folder'> & {readonly ownSettings: {readonly sources: readonly SourceSetting[]}},
  {uncollected = false} = {},
): Promise<readonly InventoryInput[]> {
  const faults: Fault[] = []
  const inputs: InventoryInput[] = []
  for (const source of ownSettings.sources) {
    const path = 'collect' in source ? inventoryPath(source.organisation, source.id) : source.file
    const sha256 = await hashOfFile(join(folder.root, path))
    const mapping = 'mapping' in source ? source.mapping : undefined
    const mappingSha256 = mapping === undefined ? undefined : await hashOfFile(join(folder.root, mapping))
    if (mapping !== undefined && mappingSha256 === undefined)
      faults.push({
        message: `source '${source.id}' names a mapping that is not there`,
        where: mapping,
        hint: `Make one: domesday import spreadsheet ${path} --organisation ${source.organisation} --suggest-mapping`,
      })
    // Two organisations may each have a source of one id.
    if (sha256)
      inputs.push({
        id: `${source.organisation}/${source.id}`,
        path,
        sha256,
        ...(mappingSha256 && {mappingSha256}),
        source,
      })
    else if (!uncollected || !('collect' in source))
      faults.push({
        message: `source '${source.id}' has nothing to read`,
        where: path,
        hint:
          'collect' in source
            ? 'Look at it first: domesday audit'
            : 'Mend the path in domesday.yaml, or take the source out.',
      })
  }
  faults.push(...sameBills(inputs))
  if (faults.length > 0)
    throw new InventoryError('missing-inventory', 'Some sources that domesday.yaml lists cannot be used.', {faults})
  if (ownSettings.sources.length === 0)
    throw new UsageError('no-sources', 'domesday.yaml lists no sources, so there is nothing to audit.', {
      hint: 'Add one under `sources:`, for example {id: estate, import: declared, organisation: ..., file: ...}.',
    })
  return inputs
}

/** One bill listed twice would be counted twice. */
function sameBills(inputs: readonly InventoryInput[]): readonly Fault[] {
  const bills = inputs.filter(({source}) => 'import' in source && source.import === 'focus')
  const first = new Map(bills.toReversed().map(({sha256, id}) => [sha256, id]))
  return bills
    .filter(({id, sha256}) => first.get(sha256) !== id)
    .map(({id, path, sha256}) => ({
      message: `source '${id.split('/')[1]}' is the same bill as '${first.get(sha256)?.split('/')[1]}', and would be counted twice`,
      where: path,
      hint: 'Take one of them out of domesday.yaml.',
    }))
}

async function readInventories(context: AuditContext, inputs: readonly InventoryInput[], kept: KeptResults) {
  const [{importDeclaredFiles}, {readInventory}, {importSpreadsheets, systemsOf}, {importBill}] = await Promise.all([
    import('../collect/declared/import-declared.ts'),
    import('../model/inventory-file.ts'),
    import('./import-spreadsheets.ts'),
    import('./import-bills.ts'),
  ])
  const spreadsheets = await importSpreadsheets(
    context,
    inputs.map(({source}) => source).filter((source) => 'mapping' in source),
  )
  const declared = await importDeclaredFiles(
    inputs
      .filter(({source}) => 'import' in source && source.import === 'declared')
      .map(({path, source}) => ({
        file: join(context.folder.root, path),
        shownAs: path,
        organisation: source.organisation,
        sourceId: source.id,
      })),
    {
      producedBy: context.producedBy,
      observedAt: `${context.asOf}T00:00:00Z`,
      elsewhere: systemsOf(spreadsheets.values()),
      remember: kept.remember,
      latest: kept.latest,
    },
  )
  await kept.forgetOthers()
  const catalogue = await folderCatalogue(context.folder)
  const catalogues = ownCatalogues(context.plugins, () => catalogue)
  const inventoryOf = async ({path, source}: InventoryInput): Promise<Inventory> => {
    const spreadsheet = 'mapping' in source ? spreadsheets.get(source) : undefined
    if ('import' in source && source.import === 'focus') return importBill(context, source)
    if ('import' in source && (source.import === 'azure' || source.import === 'gcp'))
      return (await import('./import-exports.ts')).importListedExport(context, source)
    if ('import' in source && (source.import === 'sbom' || source.import === 'vulnerabilities'))
      return (await import('./import-documents.ts')).importDocument(context, source)
    const written = spreadsheet ?? declared.get(path)
    return written
      ? withProductCheck(written, catalogues.get(source.organisation) ?? catalogue, {withNotes: false})
      : readInventory(join(context.folder.root, path), path)
  }
  const inventories = []
  // One after another, because a bill may be large.
  for (const input of inputs) {
    const {id, path, sha256, mappingSha256, source} = input
    const readBy = 'mapping' in source && mappingSha256 ? [{path: source.mapping, sha256: mappingSha256}] : []
    inventories.push({id, path, sha256, readBy, inventory: await inventoryOf(input)})
  }
  return inventories
}

/** Inventories that lie in the folder but that domesday.yaml does not list, so that none is silently left out. */
export async function unlistedInventories(context: AuditContext): Promise<readonly string[]> {
  const listed = new Set(
    context.settings.sources.flatMap((source) =>
      'collect' in source
        ? [inventoryPath(source.organisation, source.id)]
        : [source.file, ...('mapping' in source ? [source.mapping] : [])].map((path) => path.replace(/^\.\//, '')),
    ),
  )
  const unlisted: string[] = []
  for (const {id} of context.settings.organisations) {
    const names = await readdir(join(context.folder.root, 'inventories', id)).catch(() => [])
    for (const file of names) {
      const path = `inventories/${id}/${file}`
      if (/\.(ya?ml|jsonl)$/.test(file) && !listed.has(path)) unlisted.push(path)
    }
  }
  return unlisted.toSorted(compareText)
}
