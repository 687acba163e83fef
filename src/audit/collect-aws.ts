import {resolve} from 'node:path'
import type {Collected} from '../model/collected.ts'
import {UsageError} from '../errors.ts'
import type {InventoryRecord} from '../model/inventory.ts'
import {replaceJsonLines} from '../model/json-lines.ts'
import type {AwsAccounts} from '../model/settings.ts'
import {hashOfFile} from '../model/write-whole.ts'
import {figured} from '../render/facts/words.ts'
import {evidencePath, inventoryPath, journalPath, paidListingsPath} from './audit-folder.ts'
import type {AuditContext} from './context.ts'
import {countRecords} from './count-records.ts'
import {withNarrowHeap} from './narrow-heap.ts'

const name = 'collect aws'

/** As many requests as Cost Explorer is sent where nothing else is said: two dollars. */
export const mostRequests = 200

type AwsContext = Pick<AuditContext, 'folder' | 'producedBy' | 'signal' | 'progress'>

interface Extra {
  readonly out?: string | undefined
  readonly fresh?: boolean
}

/** Looks at accounts, or reads the evidence of an earlier look, and writes `inventories/<organisation>/<id>.jsonl`. */
export async function collectAwsSource(
  context: AwsContext,
  source: AwsAccounts,
  extra: Extra = {},
): Promise<Collected> {
  return withNarrowHeap(() => collectAndBuild(context, source, extra))
}

async function collectAndBuild(
  context: AwsContext,
  source: AwsAccounts,
  {out, fresh = false}: Extra,
): Promise<Collected> {
  const {progress} = context
  progress.begin(name)
  const [{buildInventory}, {recordedCollection}] = await Promise.all([
    import('../collect/aws/build-inventory.ts'),
    import('../collect/aws/collection.ts'),
  ])
  const {root} = context.folder
  const shown = source.replay ?? evidencePath(source.organisation, source.id)
  const evidence = resolve(root, shown)
  const collection = source.replay
    ? await recordedCollection(evidence, shown)
    : await lookAt(context, source, evidence, fresh)
  if (collection.header.organisation !== source.organisation)
    throw new UsageError(
      'other-organisation',
      `${shown} is evidence of ${collection.header.organisation}, not of ${source.organisation}.`,
      {
        hint: 'Name that organisation, or other evidence.',
      },
    )
  const built = buildInventory({collection, evidence, producedBy: context.producedBy, signal: context.signal})
  const path = out ?? inventoryPath(source.organisation, source.id)
  const before = await hashOfFile(resolve(root, path))
  const counting = countRecords()
  let done = 0
  async function* counted(): AsyncGenerator<InventoryRecord> {
    for await (const record of built.records) {
      counting.add(record)
      progress.move((done += 1), undefined, 'records')
      yield record
    }
  }
  await replaceJsonLines(resolve(root, path), built.header, counted())
  const isSame = before !== undefined && before === (await hashOfFile(resolve(root, path)))
  const summary = counting.summary()
  progress.settle(name, foundText(summary.counts), isSame ? 'unchanged' : 'done')
  return {inventory: path, ...summary}
}

function foundText({resource = 0, cost = 0}: Readonly<Record<string, number>>): string {
  return [figured(resource, 'resource'), ...(cost > 0 ? [figured(cost, 'cost')] : [])].join(', ')
}

async function lookAt(context: AwsContext, source: AwsAccounts, evidence: string, fresh: boolean) {
  const {collectAws} = await import('../collect/aws/collect-aws.ts')
  const {accounts, role, externalId, regions, organisation, id, costs, costTag, maxRequests} = source
  const cache = paidListingsPath(context.folder)
  return collectAws({
    organisation,
    sourceId: id,
    accounts,
    role,
    externalId,
    regions,
    ...(costs && {costs: {tag: costTag, mostRequests: maxRequests ?? mostRequests, cache}}),
    fresh,
    evidence,
    journal: journalPath(context.folder, organisation, id),
    env: process.env,
    now: () => new Date(),
    signal: context.signal,
    onPage: (pages) => context.progress.move(pages, undefined, 'pages'),
    onNote: context.progress.note,
  })
}
