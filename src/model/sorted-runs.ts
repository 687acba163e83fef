import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Fault} from '../errors.ts'
import {linesOf, writeLines} from './json-lines.ts'
import {cannotWrite} from './write-whole.ts'

/** As many records as are held in memory at once. */
const longestRun = 100_000
/** Many runs are read side by side. */
const readAtOnce = 1 << 14

interface SortRules<T> {
  /** Zero for two records that are one. */
  readonly compare: (a: T, b: T) => number
  /** One of two that are one, the earlier first. */
  readonly merge: (before: T, now: T) => T
}

/**
 * Sorts more plain records than fit in memory, and makes one of those that are one: sorted runs go to a temporary folder
 * and are merged as they are read back. A few stay in memory and touch no disk.
 * Errors: a StoreError when the temporary folder cannot be written.
 */
export async function* sortedRuns<T extends object>(
  batches: AsyncIterable<readonly T[]>,
  rules: SortRules<T>,
  most = longestRun,
): AsyncGenerator<T> {
  let folder: string | undefined
  const runs: string[] = []
  let held: T[] = []
  try {
    for await (const batch of batches) {
      for (const record of batch) held.push(record)
      if (held.length < most) continue
      folder ??= await mkdtemp(join(tmpdir(), 'domesday-sort-'))
      const run = join(folder, `${runs.length}.jsonl`)
      await writeRun(run, mergedRun(held, rules))
      runs.push(run)
      held = []
    }
    const last = mergedRun(held, rules)
    if (runs.length === 0) yield* last
    else yield* mergedNeighbours(mergedOrder([...runs.map((run) => readRun<T>(run)), inTurn(last)], rules), rules)
  } finally {
    if (folder) await rm(folder, {recursive: true, force: true})
  }
}

function mergedRun<T>(records: readonly T[], {compare, merge}: SortRules<T>): readonly T[] {
  const merged: T[] = []
  for (const record of records.toSorted(compare)) {
    const before = merged.at(-1)
    if (before !== undefined && compare(before, record) === 0) merged[merged.length - 1] = merge(before, record)
    else merged.push(record)
  }
  return merged
}

async function writeRun(path: string, records: readonly object[]): Promise<void> {
  try {
    await writeLines(path, records)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

async function* readRun<T>(path: string): AsyncGenerator<T> {
  const faults: Fault[] = []
  for await (const lines of linesOf(path, path, faults, readAtOnce))
    for (const {text} of lines) yield JSON.parse(text) as T // written by writeRun
  if (faults.length > 0) throw new Error(`a run that was just written cannot be read: ${path}`)
}

async function* inTurn<T>(records: readonly T[]): AsyncGenerator<T> {
  yield* records
}

interface Head<T> {
  readonly record: T
  readonly run: number
}

/** The records of sorted runs in one order; of equal ones, those of an earlier run first. */
async function* mergedOrder<T>(runs: readonly AsyncGenerator<T>[], {compare}: SortRules<T>): AsyncGenerator<T> {
  const before = (a: Head<T>, b: Head<T>): boolean => (compare(a.record, b.record) || a.run - b.run) < 0
  const heap: Head<T>[] = []
  try {
    for (const [run, source] of runs.entries()) {
      const next = await source.next()
      if (!next.done) heap.push({record: next.value, run})
    }
    for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at -= 1) sink(heap, at, before)
    for (let top = heap[0]; top !== undefined; top = heap[0]) {
      yield top.record
      const next = await runs[top.run]?.next()
      const moved = next && !next.done ? {record: next.value, run: top.run} : heap.pop()
      if (moved === undefined || heap.length === 0) continue
      heap[0] = moved
      sink(heap, 0, before)
    }
  } finally {
    for (const run of runs) await run.return(undefined)
  }
}

/** Moves an item of a heap down until none below it comes before it. */
function sink<T>(heap: T[], start: number, before: (a: T, b: T) => boolean): void {
  for (let at = start; ;) {
    const item = heap[at]
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]]
    if (item === undefined || left === undefined) return
    const least = right !== undefined && before(right, left) ? 2 * at + 2 : 2 * at + 1
    const below = heap[least]
    if (below === undefined || !before(below, item)) return
    heap[at] = below
    heap[least] = item
    at = least
  }
}

async function* mergedNeighbours<T>(records: AsyncIterable<T>, {compare, merge}: SortRules<T>): AsyncGenerator<T> {
  let before: T | undefined
  for await (const record of records) {
    if (before === undefined) before = record
    else if (compare(before, record) === 0) before = merge(before, record)
    else {
      yield before
      before = record
    }
  }
  if (before !== undefined) yield before
}
