import {readdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {buffer} from 'node:stream/consumers'
import {createGzip} from 'node:zlib'
import {z} from 'zod'
import {unzipped} from '../collect/maybe-gzip.ts'
import {AuditError, InventoryError} from '../errors.ts'
import type {ProducedBy} from '../model/document.ts'
import {longestLineBytes} from '../model/json-lines.ts'
import {
  changedLines,
  goneLines,
  keyOf,
  type LineHashes,
  lineHashes,
  linesByKey,
  SnapshotGone,
  SnapshotHeader,
  type SnapshotRecord,
  SnapshotRecord as RecordSchema,
  type SnapshotState,
} from '../model/snapshot.ts'
import {CalendarDate} from '../model/values.ts'
import {writeWhole} from '../model/write-whole.ts'
import type {AuditFolder} from './audit-folder.ts'
import {keptText, readKept} from './kept-document.ts'

/** The first of so many is whole, so that putting one together never takes long. */
const oneWholeIn = 32
/** No state that an audit can hold in memory comes near it; a small file can unfold to any size. */
const mostStateBytes = 2 ** 31
const hashShown = 16

/** A snapshot by its file's name: `0007-2026-11-26-3fa2b1c4d5e60718.jsonl.gz`. */
export interface SnapshotName {
  readonly number: number
  readonly asOf: CalendarDate
  /** The first digits of the hash of what it holds. */
  readonly hash: string
  readonly file: string
}

/** The snapshots of an audit folder, the oldest first. */
export async function listSnapshots({snapshots}: Pick<AuditFolder, 'snapshots'>): Promise<readonly SnapshotName[]> {
  const files = await readdir(snapshots).catch(() => [])
  const found = files.flatMap((file) => {
    const [, number, asOf = '', hash = ''] = /^(\d{4,9})-(\d{4}-\d\d-\d\d)-([0-9a-f]{16})\.jsonl\.gz$/.exec(file) ?? []
    return CalendarDate.safeParse(asOf).success ? [{number: Number(number), asOf, hash, file}] : []
  })
  return found.toSorted((a, b) => a.number - b.number)
}

/** The last audit as of a date or an earlier one. */
export function snapshotAt(snapshots: readonly SnapshotName[], date: CalendarDate): SnapshotName | undefined {
  return snapshots
    .filter(({asOf}) => asOf <= date)
    .toSorted((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : a.number - b.number))
    .at(-1)
}

/** What an audit found. */
export interface FoundBy {
  readonly asOf: CalendarDate
  /** Gives all of it, as often as it is asked. */
  readonly records: () => Iterable<SnapshotRecord>
}

interface KeepOptions {
  readonly producedBy: ProducedBy
  readonly note: (text: string) => void
}

/** Where snapshots stand, and what the newest of them holds. */
export type SnapshotFolder = Pick<AuditFolder, 'snapshots' | 'newestSnapshot'>

/**
 * Keeps what an audit found, as it differs from the audit before; one that found the same as of the same date is kept
 * already. Errors: a StoreError when it cannot be written.
 */
export async function keepSnapshot(folder: SnapshotFolder, found: FoundBy, options: KeepOptions): Promise<void> {
  await writeSnapshot(folder, await snapshotToKeep(folder, found, options))
}

/** What is to be written of an audit: nothing of one that is kept already. */
export interface SnapshotToKeep {
  readonly file?: {readonly name: string; readonly bytes: Uint8Array}
  /** The text of the file that says what the newest holds. */
  readonly newest?: string
}

/** Errors: a StoreError when it cannot be written. */
export async function writeSnapshot(folder: SnapshotFolder, {file, newest}: SnapshotToKeep): Promise<void> {
  if (file) await writeWhole(join(folder.snapshots, file.name), file.bytes)
  if (newest !== undefined) await writeWhole(folder.newestSnapshot, newest)
}

/** Finds what is to be kept of an audit; nothing is written. */
export async function snapshotToKeep(
  folder: SnapshotFolder,
  {asOf, records}: FoundBy,
  {producedBy, note}: KeepOptions,
): Promise<SnapshotToKeep> {
  const snapshots = await listSnapshots(folder)
  const last = snapshots.at(-1)
  const number = (last?.number ?? 0) + 1
  const before = last && number % oneWholeIn !== 1 ? await stateBefore(folder, last, note) : undefined
  const changed: string[] = []
  const {hashes, all: hash} = lineHashes(linesByKey(records()), (key, line, own) => {
    if (before && changed.length <= mostHeld && before.hashes.get(key) !== own) changed.push(line)
  })
  const same = snapshots.findLast((one) => one.asOf === asOf)
  if (same && hash.startsWith(same.hash)) {
    // Where the cache was lost, the next audit need not put the last one together again.
    return before && !before.isKept ? {newest: newestText(before)} : {}
  }
  const header: SnapshotHeader = {
    ...{schema: 'domesday/snapshot@1', producedBy, asOf, sha256: hash},
    ...(before && {base: before.all}),
  }
  const isHeld = before !== undefined && changed.length <= mostHeld
  const lines = isHeld ? changed : changedLines(before?.hashes, hashes, records())
  const bytes = await zipped(header, [lines, goneLines(before?.hashes, hashes)])
  const name = `${String(number).padStart(4, '0')}-${asOf}-${hash.slice(0, hashShown)}.jsonl.gz`
  return {file: {name, bytes}, newest: newestText({chain: {...before?.chain, [name]: bytes.length}, all: hash, hashes})}
}

function newestText({chain, all, hashes}: Omit<Before, 'isKept'>): string {
  return keptText({chain, all, hashes: [...hashes]} satisfies z.infer<typeof Newest>)
}

/** So many changed lines are held until they are written; more are made again, since they would need much memory. */
const mostHeld = 10_000
const batchLength = 1 << 18

async function zipped(header: SnapshotHeader, lists: readonly Iterable<string>[]): Promise<Buffer> {
  const pieces = function* (): Generator<string> {
    let batch = `${JSON.stringify(header)}\n`
    for (const lines of lists)
      for (const line of lines) {
        batch += `${line}\n`
        if (batch.length < batchLength) continue
        yield batch
        batch = ''
      }
    if (batch) yield batch
  }
  return buffer(Readable.from(pieces()).pipe(createGzip()))
}

/**
 * `.domesday/snapshot.json`: what the newest snapshot holds, for the next to be compared with; and how long each file is
 * that it is put together from, the newest last.
 */
const Newest = z.object({
  chain: z.record(z.string(), z.number()),
  all: z.string(),
  // Its hash is that of what was written, and a large estate has many: each is looked at, but by no schema of its own.
  hashes: z.custom<readonly (readonly [key: string, hash: string])[]>(arePairs),
})

function arePairs(list: unknown): boolean {
  const isText = (one: unknown): boolean => typeof one === 'string'
  return Array.isArray(list) && list.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText))
}

interface Before extends LineHashes {
  readonly chain: Readonly<Record<string, number>>
  /** Whether the cache has it. */
  readonly isKept: boolean
}

/** What the next snapshot is compared with; undefined where that cannot be read, and the next is whole. */
async function stateBefore(
  folder: SnapshotFolder,
  last: SnapshotName,
  note: KeepOptions['note'],
): Promise<Before | undefined> {
  try {
    const newest = await readKept(folder.newestSnapshot, Newest)
    if (newest && Object.keys(newest.chain).at(-1) === last.file && (await isThere(folder, newest.chain)))
      return {hashes: new Map(newest.hashes), all: newest.all, chain: newest.chain, isKept: true}
    const chain = (await chainOf(folder, last)).map(({file}) => file)
    const sizes = await Promise.all(chain.map((file) => sizeOf(folder, file)))
    const state = await readSnapshot(folder, last)
    return {
      ...lineHashes(state),
      chain: Object.fromEntries(chain.map((file, at) => [file, sizes[at] ?? 0])),
      isKept: false,
    }
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    note(`${error.message} This audit is kept whole, not as it differs.`)
    return undefined
  }
}

/** Whether each file is as long as it was written: one that is not is read, and found to be damaged or sound. */
async function isThere(folder: SnapshotFolder, chain: Before['chain']): Promise<boolean> {
  const sizes = await Promise.all(Object.keys(chain).map((file) => sizeOf(folder, file)))
  return Object.values(chain).every((bytes, at) => bytes === sizes[at])
}

async function sizeOf({snapshots}: SnapshotFolder, file: string): Promise<number | undefined> {
  return (await stat(join(snapshots, file)).catch(() => undefined))?.size
}

/**
 * All that a snapshot holds, put together from the last whole one and the differences since.
 * Errors: an InventoryError that names the file which is damaged or missing.
 */
export async function readSnapshot(
  folder: Pick<AuditFolder, 'snapshots'>,
  wanted: SnapshotName,
): Promise<SnapshotState> {
  const chain = await chainOf(folder, wanted)
  const lines = new Map<string, string>()
  let base: string | undefined
  for (const one of chain) {
    const header = await headerOf(folder, one)
    if (header.base !== base) throw damaged(one, 'the one before it is missing, or another than it was made from')
    for await (const line of recordLines(folder, one)) apply(lines, line, one)
    base = header.sha256
  }
  if (lineHashes(lines).all !== base) throw damaged(wanted, `it, or one before it from ${chain[0]?.file}, was changed`)
  return lines
}

/** The snapshots that one is put together from: the last whole one, and those since. */
async function chainOf(folder: Pick<AuditFolder, 'snapshots'>, wanted: SnapshotName): Promise<readonly SnapshotName[]> {
  const snapshots = (await listSnapshots(folder)).filter(({number}) => number <= wanted.number)
  const chain: SnapshotName[] = []
  for (const one of snapshots.toReversed()) {
    chain.unshift(one)
    if (!(await headerOf(folder, one)).base) break
  }
  return chain
}

function apply(lines: Map<string, string>, line: string, name: SnapshotName): void {
  const record = parsed(line, name) as {record?: unknown; id?: unknown} | null // whatever JSON says
  const gone = SnapshotGone.safeParse(record)
  if (gone.success) lines.delete(keyOf({record: gone.data.of, id: gone.data.id}))
  else if (typeof record?.record === 'string' && typeof record.id === 'string')
    lines.set(keyOf({record: record.record, id: record.id}), line)
  else throw damaged(name, 'a line of it is no record')
}

/** The records of a state, by their schema. Errors: an InventoryError when one is none that this version knows. */
export function* snapshotRecords(state: SnapshotState, name: SnapshotName): Generator<SnapshotRecord> {
  for (const line of state.values()) {
    const record = RecordSchema.safeParse(parsed(line, name))
    if (!record.success) throw damaged(name, 'a record of it is none that this version of domesday knows')
    yield record.data
  }
}

async function headerOf(folder: Pick<AuditFolder, 'snapshots'>, name: SnapshotName): Promise<SnapshotHeader> {
  for await (const line of linesOf(folder, name)) {
    const header = SnapshotHeader.safeParse(parsed(line, name))
    if (header.success && header.data.sha256.startsWith(name.hash)) return header.data
    break
  }
  throw damaged(name, 'its first line is not its header')
}

async function* recordLines(folder: Pick<AuditFolder, 'snapshots'>, name: SnapshotName): AsyncGenerator<string> {
  let isHeader = true
  for await (const line of linesOf(folder, name)) {
    if (!isHeader) yield line
    isHeader = false
  }
}

async function* linesOf({snapshots}: Pick<AuditFolder, 'snapshots'>, name: SnapshotName): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', {fatal: true})
  let [rest, bytes] = ['', 0]
  try {
    for await (const piece of unzipped(join(snapshots, name.file))) {
      bytes += piece.length
      const lines = (rest + decoder.decode(piece, {stream: true})).split('\n')
      rest = lines.pop() ?? ''
      if (bytes > mostStateBytes || rest.length > longestLineBytes) throw damaged(name, 'it unfolds beyond all measure')
      yield* lines
    }
    if (rest !== '') throw damaged(name, 'it is cut short')
  } catch (error) {
    if (error instanceof AuditError) throw error
    throw damaged(name, `it cannot be unpacked${codeOf(error)}`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
}

function parsed(line: string, name: SnapshotName): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw damaged(name, 'a line of it is not JSON')
  }
}

function damaged({file}: SnapshotName, why: string): InventoryError {
  return new InventoryError('damaged-snapshot', `snapshots/${file} cannot be used: ${why}.`, {
    hint: 'Put the file back from a copy or from version control. Audits before it, and those from the next one that is kept whole, can be read without it.',
  })
}
