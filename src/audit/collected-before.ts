import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import type {Fault} from '../errors.ts'
import {sha256} from '../model/ids.ts'
import type {Inventory} from '../model/inventory.ts'
import {jsonLinesText, linesOf} from '../model/json-lines.ts'
import {hashOfFile, writeWhole} from '../model/write-whole.ts'
import {type Summary, summaryOf} from './count-records.ts'

/** What a source came to when it was last collected. */
interface Before {
  /** Of all that the inventory came from but the day. */
  readonly key: string
  /** Of the inventory's file. */
  readonly sha256: string
  /** Of what stands in it but its dates. */
  readonly timeless: string
  readonly summary: Summary
}

interface MemoryOptions {
  readonly path: string
  /** Changes whenever the program or a package that it uses does. */
  readonly code: string
  /** The inventory's own path. */
  readonly inventory: string
  /** Whether anything is remembered. */
  readonly isKept: boolean
}

interface CollectedBefore {
  /** Left out where nothing is known, or the inventory is not the one that was written then. */
  readonly before: Before | undefined
  /**
   * Writes an inventory, unless the one that stands there is the same but for its dates: an unchanged tree keeps the day
   * on which it was first seen so.
   */
  readonly write: (
    inventory: Inventory,
    key: string | undefined,
    shown: string,
  ) => Promise<{readonly summary: Summary; readonly changed: boolean}>
}

/** A file that was cut short, edited or left by another version is not believed. It may be deleted. */
export async function collectedBefore(options: MemoryOptions): Promise<CollectedBefore> {
  const {path, code, inventory: file, isKept} = options
  const before = isKept ? await readMemory(options) : undefined
  return {
    before,
    write: async (inventory, key, shown) => {
      const timelessBefore = before?.timeless ?? (await timelessOf(file, shown))
      const {timeless, changed} = await writeUnlessSame(file, inventory, timelessBefore)
      const summary = summaryOf(inventory)
      const hash = key === undefined || !isKept ? undefined : await hashOfFile(file)
      if (key !== undefined && hash !== undefined) {
        const text = JSON.stringify({key, sha256: hash, timeless, summary} satisfies Before)
        // The inventory is whole without it.
        await writeWhole(path, `${sha256(code + text)} ${text}\n`).catch(() => undefined)
      }
      return {summary, changed}
    },
  }
}

/** Once all of it stands beside its place it is known whether it says anything new. */
async function writeUnlessSame(file: string, inventory: Inventory, timelessBefore: string | undefined) {
  const hash = timelessHash(inventory.header.observedAt)
  const same = new Error('it is the same')
  function* lines(): Generator<string> {
    for (const line of jsonLinesText(inventory.header, inventory.records)) {
      hash.add(line)
      yield line
    }
    if (hash.digest() === timelessBefore) throw same
  }
  try {
    await writeWhole(file, lines())
    return {timeless: hash.digest(), changed: true}
  } catch (error) {
    if (error !== same) throw error
    return {timeless: hash.digest(), changed: false}
  }
}

async function readMemory({path, code, inventory}: MemoryOptions): Promise<Before | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const content = text.slice(65, -1)
  if (text.slice(0, 64) !== sha256(code + content)) return undefined
  const before = JSON.parse(content) as Before // its hash is that of what this code wrote
  return (await hashOfFile(inventory)) === before.sha256 ? before : undefined
}

/** Of a file, line by line: of a large tree the old inventory is not in memory beside the new one. */
async function timelessOf(file: string, shown: string): Promise<string | undefined> {
  const faults: Fault[] = []
  let hash: TimelessHash | undefined
  try {
    for await (const lines of linesOf(file, shown, faults))
      for (const {text} of lines) {
        hash ??= timelessHash(String((JSON.parse(text) as {observedAt?: unknown}).observedAt)) // its header
        hash.add(`${text}\n`)
      }
  } catch {
    // No inventory, or none that can be read: whatever is written is new.
    return undefined
  }
  return faults.length > 0 ? undefined : hash?.digest()
}

interface TimelessHash {
  readonly add: (line: string) => void
  readonly digest: () => string
}

const hashedAtOnce = 1 << 18

/** Of an inventory's lines but for its dates. Every record of a collection bears the day of the collection, and no other. */
function timelessHash(observedAt: string): TimelessHash {
  const hash = createHash('sha256')
  const day = `"observedAt":${JSON.stringify(observedAt)}`
  let batch = ''
  return {
    add(line) {
      batch += line.replace(day, '')
      if (batch.length < hashedAtOnce) return
      hash.update(batch)
      batch = ''
    },
    digest: () => hash.copy().update(batch).digest('hex'),
  }
}
