import {compareText} from '../../model/json-lines.ts'
import {distanceOf, linesAFingerprint, readFingerprints} from './languages/code-fingerprints.ts'

/** A run of lines of a file. */
export interface CopiedPlace {
  readonly path: string
  readonly line: number
  readonly until: number
}

/** Code that stands in several places. */
export interface CopiedCode {
  /** So many lines of code, without comments, are the same at least. */
  readonly lines: number
  /** By path, then by line. */
  readonly places: readonly CopiedPlace[]
}

/** All fingerprints of a tree, side by side: a tree has millions. */
interface Table {
  readonly paths: readonly string[]
  readonly count: number
  readonly file: Uint32Array
  readonly hash: Int32Array
  readonly check: Int32Array
  readonly line: Uint32Array
  readonly until: Uint32Array
}

/**
 * Code of at least 20 lines that stands in several files, the most copied lines first: every copy of 30 lines is found,
 * and of fewer those that happen to be. A place is told as far as it is the same in all that are told with it; a longer
 * copy of some of them is told apart.
 */
export function copiedCode(fingerprints: ReadonlyMap<string, string>): readonly CopiedCode[] {
  const table = tableOf(fingerprints)
  const kinds = kindsOf(table)
  const next = kinds.members.map((own) => behind(table, kinds, own))
  const isBehind = new Set(next.flatMap((one) => one?.kind ?? []))
  const all = kinds.members.map((_, kind) => kind)
  const begun = new Set<number>()
  // Those in a circle begin nowhere: they come last.
  const found = [...all.filter((kind) => !isBehind.has(kind)), ...all].flatMap((kind) =>
    begun.has(kind) ? [] : [runFrom(table, {...kinds, next, begun}, kind)],
  )
  const ranked = found.toSorted(
    (a, b) =>
      b.lines * (b.places.length - 1) - a.lines * (a.places.length - 1) ||
      b.lines - a.lines ||
      compareText(placeKey(a), placeKey(b)),
  )
  return withoutOverlaps(ranked)
}

/** What stands within copies that are told already, but for a few lines at their ends, says nothing more. */
function withoutOverlaps(ranked: readonly CopiedCode[]): readonly CopiedCode[] {
  const told = new Map<string, CopiedPlace[]>()
  return ranked.filter(({places}) => {
    const isNew = places.some((place) => linesBeside(place, told.get(place.path) ?? []) >= linesAFingerprint)
    if (isNew)
      for (const place of places) {
        const own = told.get(place.path)
        if (own) own.push(place)
        else told.set(place.path, [place])
      }
    return isNew
  })
}

/** How many lines of a place stand in none of the others. */
function linesBeside({line, until}: CopiedPlace, others: readonly CopiedPlace[]): number {
  const within = others.filter((one) => one.line <= until && one.until >= line).toSorted((a, b) => a.line - b.line)
  let [beside, at] = [0, line]
  for (const one of within) {
    beside += Math.max(0, one.line - at)
    at = Math.max(at, one.until + 1)
  }
  return beside + Math.max(0, until + 1 - at)
}

function placeKey({places}: CopiedCode): string {
  // The first few tell all apart but what is told twice.
  return places
    .slice(0, 8)
    .map(({path, line}) => `${path}:${line}`)
    .join(' ')
}

function tableOf(fingerprints: ReadonlyMap<string, string>): Table {
  const paths = [...fingerprints.keys()].toSorted(compareText)
  const bytes = paths.reduce((sum, path) => sum + (fingerprints.get(path)?.length ?? 0), 0)
  const most = Math.ceil(bytes / 16)
  const table = {
    ...{paths, file: new Uint32Array(most), hash: new Int32Array(most), check: new Int32Array(most)},
    ...{line: new Uint32Array(most), until: new Uint32Array(most)},
  }
  let count = 0
  for (const [index, path] of paths.entries())
    for (const {hash, check, line, until} of readFingerprints(fingerprints.get(path) ?? '')) {
      table.file[count] = index
      table.hash[count] = hash
      table.check[count] = check
      table.line[count] = line
      table.until[count] = until
      count += 1
    }
  return {...table, count}
}

/** The places of each fingerprint that stands in several, and by place which fingerprint that is: -1 for no such. */
interface Kinds {
  readonly kindOf: Int32Array
  readonly members: readonly (readonly number[])[]
}

function kindsOf(table: Table): Kinds {
  const kindOf = new Int32Array(table.count).fill(-1)
  const members: (readonly number[])[] = []
  for (const alike of alikeIn(table))
    for (const own of sameIn(table, alike)) {
      if (own.every((at) => table.file[at] === table.file[own[0] ?? 0])) continue
      for (const at of own) kindOf[at] = members.length
      members.push(own)
    }
  return {kindOf, members}
}

/** Two hashes are hardly ever the same of lines that differ. */
function sameIn({hash, check}: Table, alike: readonly number[]): Iterable<readonly number[]> {
  const [first = 0] = alike
  const isSame = (at: number): boolean => hash[at] === hash[first] && sameCheck(check[at]) === sameCheck(check[first])
  if (alike.every(isSame)) return [alike]
  return Map.groupBy(alike, (at) => `${hash[at]} ${sameCheck(check[at])}`).values()
}

function sameCheck(check = 0): number {
  return check >> 8
}

/** The places of fingerprints whose first hashes begin alike. */
function* alikeIn({count, hash}: Table): Generator<readonly number[]> {
  // In one number the hash, as much of it as has room, and the place: numbers alone are sorted in no time.
  const places = 2 ** Math.ceil(Math.log2(count + 1))
  const shift = Math.max(0, Math.ceil(Math.log2(places)) + 32 - 53)
  const keys = new Float64Array(count)
  for (let at = 0; at < count; at += 1) keys[at] = (((hash[at] ?? 0) >>> 0) >>> shift) * places + at
  keys.sort()
  const placeOf = (key: number): number => key % places
  for (let start = 0; start < count;) {
    const first = Math.floor((keys[start] ?? 0) / places)
    let end = start + 1
    while (end < count && Math.floor((keys[end] ?? 0) / places) === first) end += 1
    if (end - start > 1) yield Array.from(keys.subarray(start, end), placeOf)
    start = end
  }
}

/** What stands behind a fingerprint in all its places, and how many lines of code behind. */
interface Behind {
  readonly kind: number
  readonly distance: number
}

/** The one kind that stands as far behind every place of another, as often as that; undefined where there is none. */
function behind(table: Table, kinds: Kinds, own: readonly number[]): Behind | undefined {
  const next = following(table, kinds, own[0] ?? 0)
  if (!next || kinds.members[next.kind]?.length !== own.length) return undefined
  const isSame = own.every((at) => {
    const other = following(table, kinds, at)
    return other?.kind === next.kind && other.distance === next.distance
  })
  return isSame ? next : undefined
}

const mostSkipped = 3

/** The next fingerprint of a file that stands elsewhere too: at the ends of a copy some stand in one place alone. */
function following({check, file}: Table, {kindOf}: Kinds, at: number): Behind | undefined {
  let distance = 0
  for (let next = at + 1; next <= at + 1 + mostSkipped && file[next] === file[at]; next += 1) {
    const step = distanceOf({check: check[next] ?? 0})
    if (step === 0) return undefined
    distance += step
    const kind = kindOf[next] ?? -1
    if (kind >= 0) return {kind, distance}
  }
  return undefined
}

interface Walk extends Kinds {
  readonly next: readonly (Behind | undefined)[]
  /** What is told already. */
  readonly begun: Set<number>
}

/** What follows a fingerprint in all its places is copied with it. */
function runFrom({file, line, until, paths}: Table, {members, next, begun}: Walk, start: number): CopiedCode {
  const first = members[start] ?? []
  let [kind, lines] = [start, linesAFingerprint]
  begun.add(kind)
  for (let after = next[kind]; after && !begun.has(after.kind); after = next[kind]) {
    kind = after.kind
    begun.add(kind)
    lines += after.distance
  }
  const last = members[kind] ?? []
  const places = first.map((at, index) => ({
    path: paths[file[at] ?? 0] ?? '',
    line: line[at] ?? 0,
    until: until[last[index] ?? at] ?? 0,
  }))
  return {lines, places}
}
