import type {Coverage, Evidence, InventoryHeader, InventoryRecord, Problem} from '../../model/inventory.ts'
import {evidenceId} from '../../model/ids.ts'
import {compareRecords} from '../../model/json-lines.ts'
import {sortedRuns} from '../../model/sorted-runs.ts'
import type {Json} from '../../model/values.ts'
import {hashOfFile} from '../../model/write-whole.ts'
import {withBothEnds} from '../cloud/both-ends.ts'
import {datastoreIn} from '../cloud/datastore-in.ts'
import {recordsOfSighting} from '../cloud/records-of-sighting.ts'
import {withoutSecrets} from '../cloud/redact-text.ts'
import type {LinkSeen, Sighting} from '../cloud/sighting.ts'
import {accountEntityId} from '../costs/cloud-ids.ts'
import {mergedRecord} from '../declared/declared-records.ts'
import type {FileToImport} from '../file-to-import.ts'
import type {CloudExport, ResourceRead} from './cloud-export.ts'
import {cutShortIn, errorAnswered, exportItems, type ExportFacts, isNone} from './export-items.ts'

const recordsAtOnce = 20_000
const mostProblems = 100
const longestName = 500

export interface ExportOptions extends FileToImport {
  /** Whether somebody stated when it was exported: the file itself does not say. */
  readonly isStated: boolean
  readonly onItems?: (items: number) => void
}

export interface ExportRecords {
  readonly header: InventoryHeader
  /** Sorted, each once. */
  readonly records: AsyncGenerator<InventoryRecord>
}

/**
 * Reads the export of a provider into the resources that it names, with their versions, tags and relations. An item that
 * cannot be read is a problem, and the rest is kept. Errors, while the records are read: an InventoryError where the file
 * is no such export, or is cut short.
 */
export function importExport(kind: CloudExport, options: ExportOptions): ExportRecords {
  const {shownAs, organisation, producedBy, observedAt} = options
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation,
      producedBy,
      collector: kind.collector,
      scope: {provider: kind.provider, file: shownAs},
      observedAt,
    },
    records: withBothEnds(
      sortedRuns(batches(kind, options), {compare: compareRecords, merge: mergedRecord}, recordsAtOnce),
    ),
  }
}

async function* batches(kind: CloudExport, options: ExportOptions): AsyncGenerator<readonly InventoryRecord[]> {
  const {file, shownAs, signal, onItems} = options
  const sha256 = (await hashOfFile(file)) ?? ''
  const problems: Problem[] = []
  const seen = {items: 0, resources: 0, others: 0, bad: 0}
  let error: string | undefined
  const items = exportItems(file, shownAs, kind.form)
  for (;;) {
    signal?.throwIfAborted()
    const next = await items.next()
    if (next.done) {
      if (seen.bad > 0 && seen.bad === seen.items)
        throw isNone(shownAs, whyNone(seen.items, error, problems), kind.form)
      yield [...problems, coverageOf(kind, options, seen, next.value)]
      return
    }
    yield next.value.flatMap(({place, value, fault}) => {
      seen.items += 1
      const read = fault === undefined ? kind.read(value) : {fault}
      if (read === 'other') {
        seen.others += 1
        return []
      }
      if ('fault' in read) {
        seen.bad += 1
        error ??= errorAnswered(value)
        if (problems.length < mostProblems)
          problems.push({record: 'problem', code: 'bad-item', message: read.fault, where: `${shownAs}${place}`})
        return []
      }
      seen.resources += 1
      return recordsOf(kind, options, read, evidenceOf(options, sha256, place))
    })
    onItems?.(seen.items)
  }
}

/** A file of nothing but items that cannot be read is something else. */
function whyNone(items: number, error: string | undefined, [first]: readonly Problem[]): string {
  if (error !== undefined) return error
  return items === 1
    ? `${first?.message}`
    : `none of its ${items} items can be read, the first because ${first?.message}`
}

function evidenceOf({shownAs, sourceId, observedAt}: ExportOptions, sha256: string, place: string): Evidence {
  const locator = `${shownAs}${place}`
  return {record: 'evidence', id: evidenceId(sourceId, locator, sha256), source: sourceId, locator, sha256, observedAt}
}

function recordsOf(
  {provider}: CloudExport,
  {organisation}: ExportOptions,
  read: ResourceRead,
  evidence: Evidence,
): readonly InventoryRecord[] {
  return recordsOfSighting(sightingOf(provider, organisation, read), {organisation, scope: 's1', evidence})
}

function sightingOf(provider: CloudExport['provider'], organisation: string, read: ResourceRead): Sighting {
  const {id, type, account, region, details} = read
  const holder = accountEntityId(organisation, provider, account)
  const name = withoutSecrets(read.name).slice(0, longestName)
  const store = details.store && datastoreIn(id, {organisation}, {name, host: details.store.host})
  const to =
    (kind: LinkSeen['type']) =>
    (other: string): LinkSeen => ({from: id, type: kind, to: other})
  return {
    things: [
      {
        kind: 'resource',
        id,
        name,
        tags: read.tags,
        attributes: cleaned({provider, account, region, type, ...details.attributes}),
      },
      {kind: 'account', id: holder, name: account},
      ...(store ? [store.thing] : []),
    ],
    links: [
      to('CONTAINED_IN')(holder),
      ...(details.within ?? []).map(to('CONTAINED_IN')),
      ...(details.runsOn ?? []).map(to('RUNS_ON')),
      ...(store ? [store.link] : []),
    ],
    technologies: (details.technologies ?? []).flatMap((technology) =>
      [id, ...(store ? [store.thing.id] : [])].map((of) => ({of, ...technology})),
    ),
  }
}

function cleaned(attributes: Readonly<Record<string, Json | undefined>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, typeof value === 'string' ? withoutSecrets(value) : value]),
  )
}

interface Seen {
  readonly items: number
  readonly resources: number
  readonly others: number
  readonly bad: number
}

function coverageOf(kind: CloudExport, options: ExportOptions, seen: Seen, facts: ExportFacts): Coverage {
  const {shownAs, isStated, observedAt} = options
  const reasons = [
    kind.gap(facts, seen.items),
    seen.bad > 0 ? `${seen.bad} of ${seen.items} items cannot be read` : undefined,
    facts.has(cutShortIn)
      ? `it is cut short in line ${String(facts.get(cutShortIn))}, and what would follow is not known`
      : undefined,
    seen.items === 0 ? 'it holds no item, which is not to say that there is none' : undefined,
  ].filter((reason) => reason !== undefined)
  return {
    record: 'coverage',
    id: 's1',
    scope: {file: shownAs, provider: kind.provider},
    status: reasons.length > 0 ? 'partial' : 'complete',
    ...(reasons.length > 0 && {reason: reasons.join('; ')}),
    counts: {items: seen.items, resources: seen.resources, ...(seen.others > 0 && {others: seen.others})},
    notes: [
      ...kind.notes.map((message) => ({code: 'not-in-export', what: kind.provider, count: 1, message})),
      ...(isStated
        ? []
        : [
            {
              code: 'undated',
              what: shownAs,
              count: 1,
              message: `The export does not say when it was made, and is taken as of ${observedAt.slice(0, 10)}`,
            },
          ]),
    ],
  }
}
