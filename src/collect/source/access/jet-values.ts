import type {JetFormat} from './jet-pages.ts'

/** What is read of a row; of other types than these nothing is. */
export type JetValue = string | number | boolean | undefined

export function longNumber(bytes: Buffer): number | undefined {
  return bytes.length >= 4 ? bytes.readInt32LE() : undefined
}

/** A text; since Access 2000 one that begins with a mark has its letters of one byte so, between zeros. */
export function textOf(format: JetFormat, bytes: Buffer): string {
  if (format.isOld) return new TextDecoder(format.encoding).decode(bytes)
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe) return bytes.subarray(0, bytes.length & ~1).toString('utf16le')
  const letters: string[] = []
  let isShort = true
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] === 0) {
      isShort = !isShort
      at += 1
    } else if (isShort) {
      letters.push(String.fromCharCode(bytes[at] ?? 0))
      at += 1
    } else {
      if (at + 1 < bytes.length) letters.push(String.fromCharCode(bytes.readUInt16LE(at)))
      at += 2
    }
  }
  return letters.join('')
}

const longestMemo = 1024 * 1024
const mostParts = 2000

/** A long text: beside the row, in a row of another page, or in several, each of which leads to the next. */
export function memoOf(
  format: JetFormat,
  bytes: Buffer,
  rowAt: (pointer: number) => Buffer | undefined,
): string | undefined {
  if (bytes.length < 12) return undefined
  const [length, kind] = [bytes.readUInt32LE() & 0xffffff, (bytes[3] ?? 0) & 0xc0]
  if (kind === 0x80) return textOf(format, bytes.subarray(12, 12 + length))
  const pointer = bytes.readUInt32LE(4)
  if (kind === 0x40)
    return textOf(format, rowAt(pointer)?.subarray(0, Math.min(length, longestMemo)) ?? bytes.subarray(0, 0))
  const parts: Buffer[] = []
  let have = 0
  for (let next = pointer; next !== 0 && have < Math.min(length, longestMemo) && parts.length < mostParts;) {
    const row = rowAt(next)
    if (!row || row.length < 4) break
    parts.push(row.subarray(4))
    have += row.length - 4
    next = row.readUInt32LE()
  }
  return textOf(format, Buffer.concat(parts).subarray(0, Math.min(length, longestMemo)))
}
