import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
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
  /** Left out where nothing is known. */
  readonly before: Before | undefined
  /** Whether what has that key is what stands there: the inventory is the one that was written then. */
  readonly isKnown: (key: string) => Promise<boolean>
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
    isKnown: async (key) => before?.key === key && (await hashOfFile(file)) === before.sha256,
    write: async (inventory, key, shown) => {
      const changed = await writeUnlessSame(file, inventory, shown)
      const summary = summaryOf(inventory)
      const hash = key === undefined || !isKept ? undefined : await hashOfFile(file)
      if (key !== undefined && hash !== undefined) {
        const text = JSON.stringify({key, sha256: hash, summary} satisfies Before)
        // The inventory is whole without it.
        await writeWhole(path, `${sha256(code + text)} ${text}\n`).catch(() => undefined)
      }
      return {summary, changed}
    },
  }
}

/**
 * Whether an inventory says anything new. One of another day than that which stands there is written beside it as if it
 * were of the same: only then it is known.
 */
async function writeUnlessSame(file: string, inventory: Inventory, shown: string): Promise<boolean> {
  const {header, records} = inventory
  const lines = jsonLinesText(header, records)
  const dayBefore = await dayOf(file, shown)
  if (dayBefore === undefined || dayBefore === header.observedAt) return await writeWhole(file, lines)
  const standing = await hashOfFile(file)
  const same = new Error('it is the same')
  try {
    return await writeWhole(file, unlessSame(lines, [header.observedAt, dayBefore], standing, same))
  } catch (error) {
    if (error !== same) throw error
    return false
  }
}

const hashedAtOnce = 1 << 18

/**
 * The lines of an inventory; at their end it throws where they come to the hash as soon as they bear the other day. Every
 * record of a collection bears the day of the collection, and no other.
 */
function* unlessSame(
  lines: Iterable<string>,
  days: readonly [own: string, other: string],
  standing: string | undefined,
  same: Error,
): Generator<string> {
  const hash = createHash('sha256')
  const [own, other] = days.map((day) => `"observedAt":${JSON.stringify(day)}`) as [string, string] // as many
  let batch = ''
  for (const line of lines) {
    batch += line.replace(own, () => other)
    if (batch.length >= hashedAtOnce) {
      hash.update(batch)
      batch = ''
    }
    yield line
  }
  if (hash.update(batch).digest('hex') === standing) throw same
}

async function readMemory({path, code}: MemoryOptions): Promise<Before | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const content = text.slice(65, -1)
  if (text.slice(0, 64) !== sha256(code + content)) return undefined
  return JSON.parse(content) as Before // its hash is that of what this code wrote
}

/** The day that an inventory bears; undefined where there is none, or none that can be read. */
async function dayOf(file: string, shown: string): Promise<string | undefined> {
  try {
    for await (const [header] of linesOf(file, shown, [], headerBytes)) {
      const {observedAt} = JSON.parse(header?.text ?? '') as {readonly observedAt?: unknown}
      return typeof observedAt === 'string' ? observedAt : undefined
    }
  } catch {
    // Whatever is written is new.
  }
  return undefined
}

const headerBytes = 1 << 12
