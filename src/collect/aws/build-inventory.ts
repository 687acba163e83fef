import {z} from 'zod'
import type {ProducedBy} from '../../model/document.ts'
import type {AttributeItem, Entity} from '../../model/entity.ts'
import {evidenceId} from '../../model/ids.ts'
import type {Coverage, InventoryHeader, InventoryRecord} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import {sortedRuns} from '../../model/sorted-runs.ts'
import {withBothEnds} from '../cloud/both-ends.ts'
import {recordsOfSighting} from '../cloud/records-of-sighting.ts'
import type {Sighting} from '../cloud/sighting.ts'
import {allowedCommands, allServices, findOperation} from './all-services.ts'
import {type Client, type Clients, openClients} from './clients.ts'
import type {Collection} from './collection.ts'
import {costExplorer} from './costs/cost-explorer.ts'
import {costRecords} from './costs/cost-records.ts'
import {pagePath} from './evidence-pages.ts'
import type {Item} from './items.ts'
import {regionsOfAccount, runsOf} from './kept-facts.ts'
import {pageItems, readingClient} from './list-items.ts'
import type {Operation, Place, ServiceDescription} from './service-description.ts'
import {coverageOf} from './task-coverage.ts'
import {type Page, taskKey, type TaskResult} from './task.ts'

export const awsCollector = {name: 'aws', version: '1.0.0'} as const

/** As many records as are sorted in memory at once. */
const sortedAtOnce = 5_000

interface BuildOptions {
  readonly collection: Collection
  /** The folder of the pages. */
  readonly evidence: string
  readonly producedBy: ProducedBy
  readonly services?: readonly ServiceDescription[]
  readonly signal?: AbortSignal | undefined
}

/** An inventory that is read as it is written: records sorted, each once. */
export interface BuiltInventory {
  readonly header: InventoryHeader
  readonly records: AsyncIterable<InventoryRecord>
}

/**
 * The inventory of a collection, from its evidence alone: no network, no clock, the same bytes each time.
 * Errors, while the records are read: a SourceError where a page is missing or damaged.
 */
export function buildInventory(options: BuildOptions): BuiltInventory {
  const {header} = options.collection
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation: header.organisation,
      producedBy: options.producedBy,
      collector: awsCollector,
      scope: {provider: 'aws', partition: header.partition, accounts: [...header.accounts]},
      observedAt: header.began,
    },
    records: withBothEnds(sortedRuns(batches(options), {compare: compareRecords, merge: mergeTwo}, sortedAtOnce)),
  }
}

async function* batches(options: BuildOptions): AsyncGenerator<readonly InventoryRecord[]> {
  const {collection, services = allServices} = options
  const clients = await openClients({allowed: allowedCommands([...services, costExplorer]), env: {}})
  const held = new Map<string, Client>()
  try {
    yield accountRecords(collection)
    for (const result of collection.results) {
      options.signal?.throwIfAborted()
      if (result.service !== costExplorer.id) yield* taskRecords(options, clients, held, result)
    }
    yield* costRecords({...options, clients})
  } finally {
    clients.close()
  }
}

/** Every account that was asked for is there, if by its number alone. */
function accountRecords({header, results}: Collection): readonly InventoryRecord[] {
  const listed = new Set(header.accounts)
  for (const {account} of results) listed.add(account)
  return [...listed].map((account) => ({
    record: 'entity',
    id: `account:${header.organisation}/aws-${account}`,
    organisation: header.organisation,
    kind: 'account',
    name: account,
    attributes: {},
    scopes: results
      .filter((result) => result.account === account)
      .slice(0, 1)
      .map(taskKey),
  }))
}

async function* taskRecords(
  options: BuildOptions,
  clients: Clients,
  held: Map<string, Client>,
  result: TaskResult,
): AsyncGenerator<readonly InventoryRecord[]> {
  const {collection, services = allServices} = options
  const found = findOperation(services, result.service, result.operation)
  if (!found) {
    yield [coverageOf(result, {items: 0, kept: 0}, [])]
    return
  }
  const {service, operation} = found
  const client = held.get(service.id) ?? (await readingClient(clients, service))
  held.set(service.id, client)
  const {partition} = collection.header
  const place = {
    partition,
    account: result.account,
    region: result.region,
    organisation: collection.header.organisation,
  }
  const reading = {options, operation, place, scope: taskKey(result)}
  const notes: NonNullable<Coverage['notes']>[number][] = []
  const told = {items: 0, kept: 0}
  const known = new Set<string>()
  for (const [at, pages] of [result.pages, ...runsOf(result.earlier ?? [])].entries()) {
    const seen: string[] = []
    for (const page of pages) {
      const items = await pageItems({clients, evidence: options.evidence}, client, service, operation, page)
      if (operation.notes) {
        const regions = regionsOfAccount(collection, services, result.account)
        notes.push(
          ...operation.notes(
            items.map(({value}) => value),
            regions,
          ),
        )
      }
      for (const item of items) {
        const {subject, records} = itemRecords(reading, page, item)
        // What a later run saw of a thing stands alone; of what it did not see those before it speak.
        if (subject !== undefined && known.has(subject)) continue
        if (subject !== undefined && result.earlier) seen.push(subject)
        if (records.some(isFound)) told[at === 0 ? 'items' : 'kept'] += 1
        yield records
      }
    }
    for (const subject of seen) known.add(subject)
  }
  yield [coverageOf(result, told, notes)]
}

/** Regions and calendars of versions are read and are nothing that an account holds. */
function isFound(record: InventoryRecord): boolean {
  return record.record !== 'evidence' && !(record.record === 'entity' && record.kind === 'technology')
}

interface ItemReading {
  readonly options: BuildOptions
  readonly operation: Operation
  readonly place: Place
  readonly scope: string
}

/** What an item of a page says, and of what. */
function itemRecords({options, operation, place, scope}: ItemReading, page: Page, item: Item) {
  const seen = sightingOf(options, page, item, place, operation.read)
  if ('problem' in seen) return {subject: undefined, records: [seen.problem]}
  const records = recordsOfSighting(seen.sighting, {...place, scope, evidence: seen.evidence})
  return {subject: seen.sighting.things?.[0]?.id, records}
}

function sightingOf(
  {collection}: BuildOptions,
  page: Page,
  {pointer, value}: Item,
  place: Place,
  read: (item: unknown, place: Place) => Sighting,
) {
  const {organisation, source} = collection.header
  const locator = `evidence/${organisation}/${source}/${pagePath(page.sha256)}#${pointer}`
  try {
    return {
      sighting: read(value, place),
      evidence: {
        record: 'evidence' as const,
        id: evidenceId(source, locator, page.sha256),
        source,
        locator,
        sha256: page.sha256,
        observedAt: page.observedAt,
      },
    }
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    return {
      problem: {
        record: 'problem' as const,
        code: 'bad-item',
        message: `an item is not as the API describes it: ${issue?.path.join('.')}: ${issue?.message}`,
        where: locator,
      },
    }
  }
}

/** Two records that are one: what each says, with the evidence of both. */
function mergeTwo(a: InventoryRecord, b: InventoryRecord): InventoryRecord {
  if (a.record === 'entity' && b.record === 'entity') return mergeEntities(a, b)
  if (a.record === 'relation' && b.record === 'relation')
    return {
      ...a,
      attributes: {...b.attributes, ...a.attributes},
      evidence: union(a.evidence, b.evidence),
      scopes: union(a.scopes, b.scopes),
    }
  return a
}

function mergeEntities(a: Entity, b: Entity): Entity {
  const attributes: Record<string, readonly AttributeItem[]> = {...a.attributes}
  for (const [key, items] of Object.entries(b.attributes)) attributes[key] = mergeItems(attributes[key] ?? [], items)
  // An id that stands for a name gives way to a name.
  const isBare = a.name === a.id || a.id.endsWith(a.name)
  return {...a, name: isBare ? b.name : a.name, attributes, scopes: union(a.scopes, b.scopes)}
}

function mergeItems(a: readonly AttributeItem[], b: readonly AttributeItem[]): readonly AttributeItem[] {
  const merged = new Map<string, AttributeItem>()
  for (const item of [...a, ...b]) {
    const key = JSON.stringify('value' in item ? item.value : {state: item.state})
    const before = merged.get(key)
    const confidence = Math.max(before?.confidence ?? 0, item.confidence)
    merged.set(key, before ? {...before, evidence: union(before.evidence, item.evidence), confidence} : item)
  }
  return [...merged.values()]
}

function union(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] {
  return [...new Set([...(a ?? []), ...(b ?? [])])].toSorted()
}
