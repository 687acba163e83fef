import {z} from 'zod'
import {SourceError} from '../../errors.ts'
import type {ProducedBy} from '../../model/document.ts'
import {evidenceId, recordId, sha256} from '../../model/ids.ts'
import type {Coverage, Evidence, Inventory, InventoryRecord, Vulnerability} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import type {CalendarDate} from '../../model/values.ts'
import {atOnce} from '../aws/at-once.ts'
import {listAt, textAt} from '../exports/fields.ts'
import {ratingOf} from '../scans/import-scan.ts'
import {fixedIn, severityOf} from '../scans/osv-record.ts'
import type {Hit, OsvAnswers, VulnerabilityAnswer} from './osv-answers.ts'
import type {OsvClient} from './osv-client.ts'
import type {OsvPackages} from './osv-packages.ts'

export const collector = {name: 'osv', version: '1.0.0'} as const

/** As many queries as the service takes at once. */
const batchSize = 1000
const mostPages = 100
const detailsAtOnce = 8
const scanner = 'OSV'

export interface OsvOptions {
  readonly url: string
  readonly client: OsvClient
  readonly answers: OsvAnswers
  readonly packages: OsvPackages
  readonly organisation: string
  readonly sourceId: string
  readonly producedBy: ProducedBy
  readonly today: CalendarDate
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (done: number, total: number, what: string) => void
}

/**
 * What a service of OSV knows of packages. It is sent their package URLs and nothing else. Errors: a SourceError where it
 * cannot be asked, or answers something else; what was answered until then is kept.
 */
export async function collectOsv(options: OsvOptions): Promise<Inventory> {
  const {packages, answers, organisation, producedBy, today, url} = options
  await askBatches(options)
  const hits = new Map(packages.asked.map((purl) => [purl, answers.hitsOf(purl)]))
  const wanted = new Map(
    [...hits.values()].flatMap((own) => (own ?? []).map((hit) => [`${hit.id}|${hit.modified}`, hit])),
  )
  const unknown = await askDetails(options, [...wanted.values()])
  const records: InventoryRecord[] = [
    ...[...hits].flatMap(([purl, own]) => (own ? recordsOf(options, purl, own) : [])),
    coverageOf(options, [...hits.values()].filter((own) => own === undefined).length, unknown),
  ]
  const unique = new Map(records.map((record) => ['id' in record ? `${record.record}|${record.id}` : '', record]))
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation,
      producedBy,
      collector,
      scope: {service: url},
      observedAt: `${today}T00:00:00Z`,
    },
    records: [...unique.values()].toSorted(compareRecords),
  }
}

interface Query {
  readonly purl: string
  readonly token?: string
  readonly before: readonly Hit[]
}

/** Asks of all that is not answered yet, page by page. */
async function askBatches(options: OsvOptions): Promise<void> {
  const {packages, answers, onProgress, signal} = options
  let open: readonly Query[] = packages.asked.flatMap((purl) => (answers.hitsOf(purl) ? [] : [{purl, before: []}]))
  for (let page = 0; open.length > 0 && page < mostPages; page += 1) {
    const next: Query[] = []
    for (let at = 0; at < open.length; at += batchSize) {
      signal?.throwIfAborted()
      next.push(...(await askBatch(options, open.slice(at, at + batchSize))))
      onProgress?.(
        packages.asked.length - open.length + Math.min(at + batchSize, open.length),
        packages.asked.length,
        'packages',
      )
    }
    open = next
  }
}

const BatchAnswer = z.object({
  results: z.array(
    z
      .object({
        vulns: z.array(z.object({id: z.string(), modified: z.string().default('')})).default([]),
        next_page_token: z.string().optional(),
      })
      .nullable(),
  ),
})

/** Gives the queries of which there is more. One that the service does not understand leaves only its own package open. */
async function askBatch(options: OsvOptions, queries: readonly Query[]): Promise<readonly Query[]> {
  const {client, answers, url, today} = options
  const body = {queries: queries.map(({purl, token}) => ({package: {purl}, ...(token && {page_token: token})}))}
  const {status, text} = await client.post('/v1/querybatch', body)
  if (status === 400) {
    if (queries.length === 1) return []
    const half = Math.ceil(queries.length / 2)
    return [...(await askBatch(options, queries.slice(0, half))), ...(await askBatch(options, queries.slice(half)))]
  }
  const results = status === 200 ? BatchAnswer.safeParse(parsed(text)).data?.results : undefined
  if (results?.length !== queries.length) throw badAnswer(url, status)
  const more: Query[] = []
  const whole: Parameters<OsvAnswers['add']>[0][number][] = []
  for (const [at, {purl, before}] of queries.entries()) {
    const {vulns = [], next_page_token: token} = results[at] ?? {}
    const hits = [...before, ...vulns.filter(({id}) => isId(id))]
    if (token) more.push({purl, token, before: hits})
    else whole.push({of: 'package', url, day: today, purl, hits})
  }
  await answers.add(whole)
  return more
}

/** Nothing else is put into an address. */
function isId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/.test(id)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function badAnswer(url: string, status: number): SourceError {
  return new SourceError('osv-bad-answer', `${url} answered something else than OSV does (status ${status}).`, {
    hint: 'A proxy may have answered in its place. What was answered before is kept.',
  })
}

/** Asks what each vulnerability is; gives how many the service does not tell. */
async function askDetails(
  {client, answers, url, signal, onProgress}: OsvOptions,
  hits: readonly Hit[],
): Promise<number> {
  const open = hits.filter((hit) => !answers.vulnerability(hit))
  let done = 0
  const told = await atOnce(detailsAtOnce, open, async (hit) => {
    signal?.throwIfAborted()
    const {status, text} = await client.get(`/v1/vulns/${encodeURIComponent(hit.id)}`)
    const record = status === 200 ? parsed(text) : undefined
    onProgress?.((done += 1), open.length, 'vulnerabilities')
    if (textAt(record, 'id') !== hit.id) return false
    await answers.add([vulnerabilityIn(record, hit, {url, text})])
    return true
  })
  return told.filter((isTold) => !isTold).length
}

function vulnerabilityIn(
  record: unknown,
  {id, modified}: Hit,
  {url, text}: {url: string; text: string},
): VulnerabilityAnswer {
  const severity = severityOf(record)
  const names = new Set(listAt(record, 'affected').flatMap((one) => textAt(one, 'package', 'name') ?? []))
  return {
    of: 'vulnerability',
    url,
    id,
    modified,
    sha256: sha256(text),
    aliases: listAt(record, 'aliases').filter((alias) => typeof alias === 'string'),
    ...(severity !== undefined && {severity}),
    fixedIn: Object.fromEntries([...names].map((name) => [name, [...fixedIn(record, name)]])),
    isWithdrawn: textAt(record, 'withdrawn') !== undefined,
  }
}

function recordsOf(options: OsvOptions, purl: string, hits: readonly Hit[]): readonly InventoryRecord[] {
  const {answers, url, today, sourceId} = options
  const evidenceOf = (locator: string, hash: string): Evidence => ({
    record: 'evidence',
    id: evidenceId(sourceId, locator, hash),
    source: sourceId,
    locator,
    sha256: hash,
    observedAt: `${today}T00:00:00Z`,
  })
  const record = (
    evidence: Evidence,
    fields: Pick<Vulnerability, 'known'> & Partial<Vulnerability>,
  ): Vulnerability => ({
    record: 'vulnerability',
    id: recordId('v', purl, fields.identifier ?? 'scan', '', scanner),
    subject: purl,
    assessed: today,
    scanner,
    ...fields,
    evidence: [evidence.id],
    scopes: ['s1'],
  })
  const asked = evidenceOf(`${url}/v1/querybatch#${purl}`, sha256(JSON.stringify(hits)))
  return [
    asked,
    record(asked, {known: 0}),
    ...hits.flatMap((hit): readonly InventoryRecord[] => {
      const told = answers.vulnerability(hit)
      if (told?.isWithdrawn) return []
      const evidence = told ? evidenceOf(`${url}/v1/vulns/${hit.id}`, told.sha256) : asked
      return [evidence, record(evidence, fieldsOf(purl, hit, told))]
    }),
  ]
}

function fieldsOf(purl: string, {id}: Hit, told: VulnerabilityAnswer | undefined) {
  const severity = ratingOf(told?.severity)
  const aliases = told?.aliases.filter((alias) => alias !== id).toSorted() ?? []
  const fixes = fixesFor(purl, told)
  return {
    known: 1,
    identifier: id,
    ...(aliases.length > 0 && {aliases}),
    ...(severity !== undefined && {highestSeverity: severity}),
    ...(fixes.length > 0 && {fixedIn: fixes}),
  }
}

/** OSV names packages as their ecosystems do; a package URL parts the name at slashes. */
function fixesFor(purl: string, told: VulnerabilityAnswer | undefined): readonly string[] {
  const path = decodeURIComponent(purl.slice(purl.indexOf('/') + 1)).replace(/@[^@/]*$/, '')
  const own = Object.entries(told?.fixedIn ?? {}).find(
    ([name]) => name.replace(':', '/').toLowerCase() === path.toLowerCase(),
  )
  return own?.[1] ?? []
}

function coverageOf({packages, url, today}: OsvOptions, refused: number, unknown: number): Coverage {
  const reasons = [
    ...(refused > 0 ? [`the service gave no answer of ${counted(refused, 'package')}`] : []),
    ...(unknown > 0 ? [`the service did not tell more of ${counted(unknown, 'vulnerability')}`] : []),
  ]
  const note = (code: string, list: readonly string[], why: string) =>
    list.length > 0
      ? [
          {
            code,
            what: 'packages',
            count: list.length,
            message: `Not asked of, ${counted(list.length, 'package')}: ${why}`,
          },
        ]
      : []
  return {
    record: 'coverage',
    id: 's1',
    scope: {service: url, assessed: today},
    status: reasons.length > 0 ? 'partial' : 'complete',
    ...(reasons.length > 0 && {reason: reasons.join('; ')}),
    counts: {asked: packages.asked.length},
    notes: [
      ...note('left-out', packages.leftOut, 'left out by settings'),
      ...note('no-version', packages.withoutVersion, 'no version is known'),
      ...note('other-type', packages.otherTypes, 'more than their package URLs tells them apart'),
    ],
  }
}

function counted(count: number, one: 'package' | 'vulnerability'): string {
  return count === 1 ? `one ${one}` : `${count} ${one.replace(/y$/, 'ie')}s`
}
