import {crc32} from 'node:zlib'
import yauzl, {type Entry} from 'yauzl'
import {InventoryError} from '../../errors.ts'

const mostParts = 10_000
const MiB = 1024 * 1024
/** The most that one part may inflate to; rows are read as a stream, so this bounds time, not memory. */
const mostBytes = 4096 * MiB
/** Sheets of much the same in every row come to some 100; a bomb is beyond 1,000. */
const mostRatio = 250
const ratioMattersFrom = 16 * MiB

/** The parts of a zip file by name, each read as a stream; nothing is ever unpacked to the disk. */
export interface Archive {
  readonly names: readonly string[]
  /** Its text in chunks. Errors: an InventoryError where it is not there, damaged, protected or a bomb. */
  readonly text: (name: string, most?: number) => AsyncGenerator<string>
  readonly close: () => void
}

export async function openArchive(file: string, shownAs: string): Promise<Archive> {
  const zip = await yauzl
    .openPromise(file, {lazyEntries: true, autoClose: false, validateEntrySizes: true})
    .catch((error: unknown) => {
      throw damaged(shownAs, error)
    })
  const entries = new Map<string, Entry>()
  try {
    if (zip.entryCount > mostParts) throw refused(shownAs, `it has ${zip.entryCount} parts; the most is ${mostParts}`)
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    zip.close()
    throw damaged(shownAs, error)
  }
  return {
    names: [...entries.keys()],
    close: () => zip.close(),
    async *text(name, most = mostBytes) {
      const entry = entries.get(name)
      if (!entry) throw refused(shownAs, `its part ${name} is not there`)
      checkSize(entry, most, shownAs)
      try {
        yield* decoded(await zip.openReadStreamPromise(entry), entry, shownAs)
      } catch (error) {
        throw damaged(shownAs, error)
      }
    },
  }
}

/** By the sizes that the file itself names: while a part is read, it is held to them. */
function checkSize({fileName, uncompressedSize, compressedSize, ...entry}: Entry, most: number, shownAs: string): void {
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw isProtected(shownAs)
  if (uncompressedSize > most)
    throw refused(shownAs, `its part ${fileName} inflates to ${uncompressedSize} bytes; the most is ${most}`)
  const ratio = Math.round(uncompressedSize / Math.max(1, compressedSize))
  if (uncompressedSize > ratioMattersFrom && ratio > mostRatio)
    throw refused(shownAs, `its part ${fileName} inflates ${ratio} times, to ${uncompressedSize} bytes, as bombs do`)
}

/** The text of a part; its checksum is held against what was read, so that no damaged figure passes for one. */
async function* decoded(stream: AsyncIterable<Buffer>, entry: Entry, shownAs: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let checksum = 0
  for await (const chunk of stream) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8')
    checksum = crc32(chunk, checksum)
    yield decoder.decode(chunk, {stream: true})
  }
  if (decoder) yield decoder.decode()
  if (checksum !== entry.crc32)
    throw refused(shownAs, `the file is damaged: the checksum of ${entry.fileName} is wrong`)
}

/** A file that is no spreadsheet that can be read, with what to do. */
export function refused(
  shownAs: string,
  why: string,
  hint = 'Open it in a spreadsheet program, save it anew as .xlsx, .ods or .csv, and import that.',
  cause?: unknown,
): InventoryError {
  return new InventoryError('bad-spreadsheet', `${shownAs} cannot be read. Nothing was written.`, {
    faults: [{message: why, where: shownAs}],
    hint,
    cause,
  })
}

export function isProtected(shownAs: string): InventoryError {
  return refused(shownAs, 'it is protected by a password', 'Save it without a password, and import that.')
}

function damaged(shownAs: string, error: unknown): InventoryError {
  if (error instanceof InventoryError) return error
  return refused(shownAs, 'the file is damaged', 'Open it where it was made, save it anew, and import that.', error)
}
