import {closeSync, fstatSync, openSync, readSync} from 'node:fs'

/** How a version of the engine lays out its files. */
export interface JetFormat {
  /** As people call what made it. */
  readonly name: string
  readonly pageBytes: number
  /** Access 97 writes one byte for each letter, and other lengths. */
  readonly isOld: boolean
  /** The letters of an old file, as Windows calls them. */
  readonly encoding: string
}

/** The pages of one file, read as they are asked for: a file of any length takes no more memory than a few of them. */
export interface JetPages {
  readonly format: JetFormat
  readonly count: number
  /** Whether the file ends where a page does. */
  readonly isWhole: boolean
  /** Errors: Damaged, where the file has no such page. */
  readonly page: (number: number) => Buffer
  /** Counts bytes that are kept. Errors: Damaged, where they are more than any sound catalogue has. */
  readonly spend: (bytes: number) => void
}

/** Why a file, or a part of it, cannot be read; its message says it in words. */
export class Damaged extends Error {
  override readonly name = 'Damaged'
}

const mostKept = 256
const mostSpent = 256 * 1024 * 1024
const longestHead = 4096

/**
 * Opens the pages of a database of Access for as long as `read` runs. Errors: Damaged, where the file is none, is
 * encrypted or cut short; else those of the system.
 */
export function withPages<T>(path: string, read: (pages: JetPages) => T): T {
  const file = openSync(path, 'r')
  try {
    const {size} = fstatSync(file)
    const format = formatOf(readAt(file, 0, longestHead), size)
    const count = Math.ceil(size / format.pageBytes)
    const kept = new Map<number, Buffer>()
    const page = (number: number): Buffer => {
      const known = kept.get(number)
      if (known) return known
      if (number <= 0 || number >= count) throw new Damaged('it is cut short or damaged')
      const bytes = readAt(file, number * format.pageBytes, format.pageBytes)
      if (bytes.length < format.pageBytes) throw new Damaged('it is cut short or damaged')
      const [oldest] = kept.size >= mostKept ? kept.keys() : []
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(number, bytes)
      return bytes
    }
    let left = mostSpent
    const spend = (bytes: number): void => {
      left -= bytes
      if (left < 0) throw new Damaged('its catalogue is damaged')
    }
    return read({format, count, isWhole: size % format.pageBytes === 0, page, spend})
  } finally {
    closeSync(file)
  }
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(file, bytes, 0, length, at))
}

/** By the byte that says which engine made the file, and by the pages that the file then has. */
const names: readonly string[] = [
  'Access 97',
  'Access 2000 to 2003',
  'Access 2007',
  'Access 2010',
  'Access 2013',
  'Access 2016',
  'Access 2019',
]

/** Source: the layout of the first page as the documentation of the mdbtools project describes it. */
function formatOf(head: Buffer, size: number): JetFormat {
  const mark = head.toString('latin1', 4, 19)
  if (mark !== 'Standard Jet DB' && mark !== 'Standard ACE DB') throw new Damaged('it is no database of Access')
  if (head.length < 2048) throw new Damaged('it is cut short or damaged')
  const version = head[0x14] ?? 0
  const name = names[version]
  if (name === undefined) throw new Damaged('it is of a version of Access that is not known')
  const pageBytes = version === 0 ? 2048 : 4096
  const hidden = head.subarray(0x18, 0x18 + (version === 0 ? 126 : 128))
  const shown = unmasked(hidden)
  if (shown.readUInt32LE(0x3e - 0x18) !== 0) {
    // A whole file has whole pages, with its catalogue in the third: what is left of one does not tell of a key.
    const isWhole = size % pageBytes === 0 && size >= 3 * pageBytes && hidden.some((byte) => byte !== 0)
    throw new Damaged(isWhole ? 'it is encrypted' : 'it is cut short or damaged')
  }
  const codePage = version === 0 ? shown.readUInt16LE(0x3c - 0x18) : 0
  return {name, pageBytes, isOld: version === 0, encoding: `windows-${codePage || 1252}`}
}

/** What stands behind the head is hidden by a fixed key, the same in every file. */
function unmasked(bytes: Buffer): Buffer {
  const key = [0xc7, 0xda, 0x39, 0x6b]
  const state = Uint8Array.from({length: 256}, (_, at) => at)
  const at = (place: number): number => state[place & 0xff] ?? 0 // always within
  const swap = (a: number, b: number): void => {
    const before = at(a)
    state[a & 0xff] = at(b)
    state[b & 0xff] = before
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return Buffer.from(bytes).map((byte) => {
    i = (i + 1) & 0xff
    j = (j + at(i)) & 0xff
    swap(i, j)
    return byte ^ at(at(i) + at(j))
  }) as Buffer // a map over a Buffer gives one
}
