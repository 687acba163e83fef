import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {sha256} from '../model/ids.ts'
import type {Inventory} from '../model/inventory.ts'
import {jsonLinesText} from '../model/json-lines.ts'
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
  const hash = timelessHash(inventory)
  const same = new Error('it is the same')
  function* lines(): Generator<string> {
    yield* hash.lines()
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

async function timelessOf(file: string, shown: string): Promise<string | undefined> {
  const {readInventory} = await import('../model/inventory-file.ts')
  const before = await readInventory(file, shown).catch(() => undefined)
  if (!before) return undefined
  const hash = timelessHash(before)
  for (const _line of hash.lines());
  return hash.digest()
}

const hashedAtOnce = 1 << 18

/** Hashes an inventory's lines as they are taken. Every record of a collection bears the day of the collection, and no other. */
function timelessHash({header, records}: Inventory) {
  const hash = createHash('sha256')
  const day = `"observedAt":${JSON.stringify(header.observedAt)}`
  let batch = ''
  return {
    *lines(): Generator<string> {
      for (const line of jsonLinesText(header, records)) {
        batch += line.replace(day, '')
        if (batch.length >= hashedAtOnce) {
          hash.update(batch)
          batch = ''
        }
        yield line
      }
      hash.update(batch)
    },
    digest: () => hash.copy().digest('hex'),
  }
}
