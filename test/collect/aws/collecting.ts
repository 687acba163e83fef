import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {afterAll} from '@jest/globals'
import {buildInventory} from '../../../src/collect/aws/build-inventory.ts'
import {type AwsOptions, collectAws} from '../../../src/collect/aws/collect-aws.ts'
import type {Collection} from '../../../src/collect/aws/collection.ts'
import type {Entity} from '../../../src/model/entity.ts'
import type {InventoryRecord} from '../../../src/model/inventory.ts'
import {type FakeAws, type Script, startFakeAws} from './fake/fake-aws.ts'
import {caller, withEndpoint} from './with-endpoint.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-aws-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

export const producedBy = {name: 'domesday', version: '0.0.0'}

export interface Collected {
  readonly collection: Collection
  readonly folder: string
  readonly records: readonly InventoryRecord[]
  readonly text: string
}

/** Where one audit's evidence and journal stand. */
export function auditPlace(): string {
  return mkdtempSync(join(root, 'audit-'))
}

export type Given = Partial<AwsOptions> & {readonly day?: string; readonly url?: string}

/** Collects from a server that runs, with a clock that stands still. */
export async function collectFrom(
  url: string,
  folder: string,
  {day = '2026-11-25', ...options}: Given = {},
): Promise<Collected> {
  const evidence = join(folder, 'evidence', 'moon', 'aws')
  const collection = await withEndpoint(url, () =>
    collectAws({
      organisation: 'moon',
      sourceId: 'aws',
      accounts: [caller],
      regions: ['eu-west-2'],
      evidence,
      journal: join(folder, 'journal.jsonl'),
      env: {},
      now: () => new Date(`${day}T09:00:00Z`),
      attempts: 3,
      patienceMilliseconds: 1500,
      ...options,
    }),
  )
  return {collection, folder, ...(await built(collection, evidence, options))}
}

export async function built(collection: Collection, evidence: string, {services}: Given = {}) {
  const {header, records: stream} = buildInventory({collection, evidence, producedBy, ...(services && {services})})
  const records: InventoryRecord[] = []
  for await (const record of stream) records.push(record)
  return {records, text: [header, ...records].map((record) => `${JSON.stringify(record)}\n`).join('')}
}

/** Collects once from a fake of its own. */
export async function collected(script: Script, options: Given = {}): Promise<Collected & {readonly fake: FakeAws}> {
  const fake = await startFakeAws(script)
  try {
    return {...(await collectFrom(fake.url, auditPlace(), options)), fake}
  } finally {
    await fake.close()
  }
}

export function entities(records: readonly InventoryRecord[], kind?: string): readonly Entity[] {
  return records.filter(
    (record): record is Entity => record.record === 'entity' && (kind === undefined || record.kind === kind),
  )
}

/** `rds/DescribeDBInstances` and how it ended, for those that did not complete. */
export function gaps({collection}: Pick<Collected, 'collection'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    collection.results
      .filter(({status}) => status !== 'complete')
      .map(({service, operation, status, reason}) => [`${service}/${operation}`, `${status}: ${reason}`]),
  )
}

/** All that a folder holds, pages unpacked. */
export function everythingWritten(folder: string): string {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString() : readFileSync(path, 'utf8')))
    .join('\n')
}
