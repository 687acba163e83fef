import {join, resolve} from 'node:path'
import type {Collected} from '../model/collected.ts'
import {UsageError} from '../errors.ts'
import type {OsvPackages} from '../collect/osv/osv-packages.ts'
import {londonDate} from '../model/calendar.ts'
import type {DryRun} from '../model/dry-run.ts'
import {readSettings} from '../settings/read-settings.ts'
import {auditFolder, inventoryPath} from './audit-folder.ts'
import {summaryOf} from './count-records.ts'
import {producedBy} from './produced-by.ts'
import type {Progress} from './progress.ts'
import {fileWrite} from './would-write.ts'

interface OsvRequest {
  readonly root: string
  readonly organisation: string
  /** The service's address. */
  readonly url: string
  /** Globs of package URLs that are not sent, beside those of domesday.yaml. */
  readonly leaveOut: readonly string[]
  readonly out: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly progress: Progress
  readonly signal: AbortSignal
}

/**
 * Asks a service of OSV what is known of the packages of an organisation, as the last estate has them. What is sent, and
 * to whom, is told first. Errors: a UsageError where there is no estate, a SourceError where the service cannot be asked.
 */
export async function collectOsvAlone(request: OsvRequest): Promise<Collected> {
  const {root, organisation, url, out, env, progress, signal} = request
  const packages = await packagesOf(request)
  progress.note(sendsText(packages, url))
  const [{collectOsv}, {osvClient}, {openAnswers}, {writeInventory}] = await Promise.all([
    import('../collect/osv/collect-osv.ts'),
    import('../collect/osv/osv-client.ts'),
    import('../collect/osv/osv-answers.ts'),
    import('../model/inventory-file.ts'),
  ])
  progress.begin('collect osv')
  const today = londonDate(new Date())
  const client = osvClient({url, env, signal})
  const answers = await openAnswers(join(auditFolder(root).cache, 'osv', 'answers.jsonl'), url, today)
  const path = out ?? inventoryPath(organisation, 'osv')
  try {
    const inventory = await collectOsv({
      url,
      client,
      answers,
      packages,
      organisation,
      sourceId: 'osv',
      producedBy: producedBy(),
      today,
      signal,
      onProgress: progress.move,
    })
    await writeInventory(resolve(root, path), inventory)
    progress.settle('collect osv', path, 'done')
    return {inventory: path, ...summaryOf(inventory)}
  } finally {
    client.close()
  }
}

/** The same, with nothing sent. */
export async function dryRunOsv(request: OsvRequest): Promise<DryRun> {
  const {root, organisation, url, out} = request
  const packages = await packagesOf(request)
  const told = (list: readonly string[], what: string) => list.map((path) => ({path, what}))
  return {
    dryRun: true,
    reads: [
      ...told(packages.asked, `sent to ${url}`),
      ...told(packages.leftOut, 'left out, not sent'),
      ...told(packages.withoutVersion, 'without a version, not sent'),
      ...told(packages.otherTypes, 'of a type that is not asked of, not sent'),
    ],
    stages: [],
    writes: [await fileWrite(root, out ?? inventoryPath(organisation, 'osv'), 'may be replaced')],
    notes: [sendsText(packages, url)],
  }
}

async function packagesOf({root, organisation, leaveOut}: OsvRequest): Promise<OsvPackages> {
  const [{packagesToAsk}, {readEstate}, {settings}] = await Promise.all([
    import('../collect/osv/osv-packages.ts'),
    import('../model/estate-file.ts'),
    readSettings(root),
  ])
  if (!settings.organisations.some(({id}) => id === organisation))
    throw new UsageError('unknown-organisation', `domesday.yaml lists no organisation '${organisation}'.`)
  const {estate: path} = auditFolder(root)
  const estate = await readEstate(path, '.domesday/estate.jsonl').catch((error: unknown) => {
    throw new UsageError('no-estate', 'There is no estate here yet whose packages could be asked of.', {
      hint: 'Make it first: domesday resolve',
      cause: error,
    })
  })
  return packagesToAsk(estate, organisation, [...settings.osv.leaveOut, ...leaveOut])
}

function sendsText({asked, leftOut, withoutVersion, otherTypes}: OsvPackages, url: string): string {
  const figure = (number: number): string => number.toLocaleString('en-GB')
  const rest = leftOut.length + withoutVersion.length + otherTypes.length
  return `To ${url}: names and versions of ${figure(asked.length)} packages; ${figure(rest)} stay here`
}
