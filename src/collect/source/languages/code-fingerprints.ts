/** Lines of code that are compared with those of other programs: statements, without comments. */
export interface ComparedLines {
  /** Of each line, what lineHash gives. */
  readonly hashes: readonly number[]
  /** Their one-based lines in the file. */
  readonly lines: readonly number[]
}

/** So many lines of code behind each other are one fingerprint: what is told as copied has as many at least. */
export const linesAFingerprint = 20
/** Of so many fingerprints behind each other one is kept, and those at both ends of a program: what is copied in 30 lines or more has one at least. */
const linesAWindow = 11
/** Lines that hardly differ, as those of a table, are no code that somebody copies. */
const fewestDifferent = 4
const longestSpan = 1023
const lastLine = 2 ** 21 - 1
const intsAFingerprint = 3
/** What more of one file says is left out. */
const longestText = 16 * 5000

/** A run of lines of code by its hashes, with its place. */
export interface Fingerprint {
  readonly hash: number
  /** A second hash, in whose lowest byte stands how many lines of code it is behind the one before; 0 where that is far. */
  readonly check: number
  readonly line: number
  readonly until: number
}

/**
 * Where code may have been copied from or to: hashes of runs of lines of each part of a file, as one text. Undefined for
 * code of too few lines.
 */
export function fingerprintsOf(parts: readonly ComparedLines[]): string | undefined {
  let found = ''
  for (const part of parts) {
    const kept = part.hashes.length < linesAFingerprint ? [] : bestOf(part)
    // Whole bytes in threes, so that texts may follow each other.
    if (kept.length > 0) found += Buffer.from(Int32Array.from(kept).buffer).toString('base64')
  }
  return found === '' ? undefined : found.slice(0, longestText)
}

/** The fingerprints that a text holds. */
export function readFingerprints(text: string): readonly Fingerprint[] {
  const bytes = Buffer.from(text, 'base64')
  const found: Fingerprint[] = []
  for (let at = 0; at + 4 * intsAFingerprint <= bytes.length; at += 4 * intsAFingerprint) {
    const place = bytes.readUInt32LE(at + 8)
    const line = place >>> 10
    found.push({
      hash: bytes.readInt32LE(at),
      check: bytes.readInt32LE(at + 4),
      line,
      until: line + (place & longestSpan),
    })
  }
  return found
}

/** How many lines of code a fingerprint is behind the one before it in its file; 0 where that is far, or there is none. */
export function distanceOf({check}: Pick<Fingerprint, 'check'>): number {
  return check & 255
}

/** Where the hash of Fowler, Noll and Vo begins. */
const seed = 0x811c9dc5 | 0
const prime = 0x01000193

/**
 * The hash of the text of a line, of so many characters behind the blanks at a place. Letters are the same in either case
 * but for those of literals.
 */
export function lineHash(text: string, from: number, length: number): number {
  let at = from
  while (text.charCodeAt(at) === 32) at += 1
  const start = at
  const end = at + length
  let hash = seed
  let letters = 0
  for (; at + 4 <= end; at += 4) {
    const word =
      text.charCodeAt(at) ^
      (text.charCodeAt(at + 1) << 8) ^
      (text.charCodeAt(at + 2) << 16) ^
      (text.charCodeAt(at + 3) << 24)
    letters |= word & (word << 1)
    hash = Math.imul(hash ^ word, prime)
    hash ^= hash >>> 15
  }
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at)
    letters |= code & (code << 1)
    hash = Math.imul(hash ^ code, prime)
  }
  if ((letters & mayBeSmall) !== 0) {
    const line = text.slice(start, end)
    const written = inCapitals(line)
    if (written !== line) return lineHash(written, 0, written.length)
  }
  return Math.imul(hash ^ (hash >>> 15), base)
}

/** Two bits that small letters have and capitals have not both, in each of four bytes. */
const mayBeSmall = 0x40404040

/** A literal, which ends with its line at the latest, or what stands between two. */
const piece = /'[^']*'?|"[^"]*"?|[^'"]+/g

function inCapitals(line: string): string {
  return line.replace(piece, (one) => (one.startsWith("'") || one.startsWith('"') ? one : one.toUpperCase()))
}

const [base, other] = [0x2c1b3c6d, 0x297a2d39]

/** The first run and the last, by which whole programs are known to be the same, and between them the best ones. */
function bestOf(part: ComparedLines): readonly number[] {
  const {hashes, lines} = part
  const first = runHashes(hashes)
  const kept: number[] = []
  let last = -1
  for (const at of new Set([0, ...bestRuns(first), first.length - 1])) {
    if (!isVaried(hashes, at)) continue
    const line = lines[at] ?? 0
    const span = (lines[at + linesAFingerprint - 1] ?? 0) - line
    if (line > lastLine || span > longestSpan) continue
    const distance = last < 0 || at - last > 255 ? 0 : at - last
    kept.push(first[at] ?? 0, (secondHash(hashes, at) & ~255) | distance, (line << 10) | span)
    last = at
  }
  return kept
}

/** Of each window the run with the lowest hash. */
function* bestRuns(first: Int32Array): Generator<number> {
  const window = Math.min(linesAWindow, first.length)
  let [best, seen] = [-1, -1]
  for (let at = 0; at < first.length; at += 1) {
    if (best <= at - linesAWindow) {
      best = Math.max(0, at - linesAWindow + 1)
      // Where lines are equal the last lasts longest.
      for (let next = best + 1; next <= at; next += 1) if ((first[next] ?? 0) <= (first[best] ?? 0)) best = next
    } else if ((first[at] ?? 0) < (first[best] ?? 0)) best = at
    if (at + 1 < window || best === seen) continue
    seen = best
    yield best
  }
}

/** Another hash of a run, so that both are hardly ever those of other lines. */
function secondHash(hashes: readonly number[], start: number): number {
  let hash = 0
  for (let at = start; at < start + linesAFingerprint; at += 1) hash = (Math.imul(hash, other) + (hashes[at] ?? 0)) | 0
  return Math.imul(hash ^ (hash >>> 15), prime)
}

/** The hash of every run of lines, each from that before it. */
function runHashes(hashes: readonly number[]): Int32Array {
  const found = new Int32Array(hashes.length - linesAFingerprint + 1)
  let out = 1
  for (let at = 0; at < linesAFingerprint; at += 1) out = Math.imul(out, base)
  let hash = 0
  for (let at = 0; at < linesAFingerprint; at += 1) hash = (Math.imul(hash, base) + (hashes[at] ?? 0)) | 0
  found[0] = hash
  for (let at = linesAFingerprint; at < hashes.length; at += 1) {
    const gone = hashes[at - linesAFingerprint] ?? 0
    hash = (Math.imul(hash, base) + (hashes[at] ?? 0) - Math.imul(gone, out)) | 0
    found[at - linesAFingerprint + 1] = hash
  }
  return found
}

/** Whether the lines of a run differ, as far as a glance at the hashes of every second one tells. */
function isVaried(hashes: readonly number[], start: number): boolean {
  let [low, high, count] = [0, 0, 0]
  for (let at = start; at < start + linesAFingerprint; at += 2) {
    const bit = (hashes[at] ?? 0) >>> 26
    const mark = 1 << (bit & 31)
    const is = (bit < 32 ? low : high) & mark
    if (is !== 0) continue
    count += 1
    if (bit < 32) low |= mark
    else high |= mark
  }
  return count >= fewestDifferent
}
