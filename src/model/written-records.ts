import {createHash} from 'node:crypto'
import {closeSync, openSync, readSync} from 'node:fs'
import {InventoryError} from '../errors.ts'
import type {EstateRecord} from './estate.ts'

const newline = 10
const pieceBytes = 1 << 20

interface WrittenEstate {
  readonly path: string
  /** As messages name it. */
  readonly shownAs: string
  /** Its hash when it was written. */
  readonly sha256: string
}

/**
 * The records of an estate's document as they were written, without those of the kinds that are not asked for: none is
 * checked by its schema, since the document's hash is that of what this code wrote.
 * Errors: an InventoryError at its end when it is another document.
 */
export function* writtenRecords(
  {path, shownAs, sha256}: WrittenEstate,
  without: readonly EstateRecord['record'][],
): Generator<EstateRecord> {
  const beginnings = without.map((kind) => Buffer.from(`{"record":"${kind}"`))
  const hash = createHash('sha256')
  let isHeader = true
  for (const lines of wholeLines(path)) {
    hash.update(lines)
    for (let at = 0, end; at < lines.length; at = end + 1) {
      end = lines.indexOf(newline, at)
      if (end < 0) end = lines.length
      const isLeftOut =
        isHeader || beginnings.some((one) => lines.compare(one, 0, one.length, at, at + one.length) === 0)
      isHeader = false
      if (!isLeftOut) yield JSON.parse(lines.toString('utf8', at, end)) as EstateRecord // as this code wrote it, see above
    }
  }
  if (hash.digest('hex') !== sha256)
    throw new InventoryError('changed-estate', `${shownAs} was changed while the audit ran.`, {
      hint: 'Run it again, one audit of a folder at a time.',
    })
}

/** A file in pieces that end with a line, as far as it has lines, each in the same memory: it holds until the next is asked for. */
function* wholeLines(path: string): Generator<Buffer> {
  const file = openSync(path, 'r')
  try {
    let buffer = Buffer.allocUnsafe(pieceBytes)
    let length = 0
    for (;;) {
      if (length === buffer.length) buffer = Buffer.concat([buffer], 2 * length)
      const bytes = readSync(file, buffer, length, buffer.length - length, null)
      if (bytes === 0) break
      length += bytes
      const end = buffer.subarray(0, length).lastIndexOf(newline) + 1
      yield buffer.subarray(0, end)
      buffer.copyWithin(0, end, length)
      length -= end
    }
    if (length > 0) yield buffer.subarray(0, length)
  } finally {
    closeSync(file)
  }
}
