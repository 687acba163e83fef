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
  const found = Array.from(runsOf(table, {...kinds, ...linksOf(table, kinds)}), (run) => told(table, run))
  const ranked = found.toSorted(
    (a, b) =>
      b.lines * (b.places.length - 1) - a.lines * (a.places.length - 1) ||
      b.lines - a.lines ||
      compareText(placeKey(a), placeKey(b)),
  )
  return withoutContained(ranked)
}

/** A piece that is told, and which of its places is meant. */
interface ToldAt {
  readonly code: CopiedCode
  readonly at: number
}

/** With so many of a file, those that have most copied lines, another is compared. */
const mostCompared = 300

/** What stands in all its places within another that is told already, but for a few lines at its ends, says no more. */
function withoutContained(ranked: readonly CopiedCode[]): readonly CopiedCode[] {
  const toldIn = new Map<string, ToldAt[]>()
  return ranked.filter((code) => {
    const [first] = code.places
    if (!first || toldIn.get(first.path)?.some((other) => isWithin(code, other))) return false
    for (const [at, {path}] of code.places.entries()) {
      const own = toldIn.get(path)
      if (own && own.length < mostCompared) own.push({code, at})
      else if (!own) toldIn.set(path, [{code, at}])
    }
    return true
  })
}

/** Both have their places in order: the first is looked for from that of the other. */
function isWithin({places}: CopiedCode, {code, at}: ToldAt): boolean {
  if (code.places.length - at < places.length) return false
  let next = at
  return places.every((place, index) => {
    for (; next < code.places.length; next += 1) {
      const around = code.places[next]
      if (around?.path === place.path && linesBeside(place, around) < linesAFingerprint) return true
      if (index === 0 || (around?.path === place.path && around.line > place.until)) return false
    }
    return false
  })
}

/** How many lines of a place stand outside another. */
function linesBeside({line, until}: CopiedPlace, other: CopiedPlace): number {
  const within = Math.min(until, other.until) - Math.max(line, other.line) + 1
  return until - line + 1 - Math.max(0, within)
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

/** Of each fingerprint the next and the one before that stand elsewhere too, -1 for none, and the lines between. */
interface Links {
  readonly next: Int32Array
  readonly before: Int32Array
  /** How many lines of code the next is behind, and how many the one before is ahead. */
  readonly toNext: Int32Array
  readonly fromBefore: Int32Array
}

/**
 * At the ends of a copy some fingerprints stand in one place alone. Those are skipped of which the others have every
 * line: more of them have one that was changed.
 */
function linksOf({check, file, count}: Table, {kindOf}: Kinds): Links {
  const [next, before] = [new Int32Array(count).fill(-1), new Int32Array(count).fill(-1)]
  const [toNext, fromBefore] = [new Int32Array(count), new Int32Array(count)]
  let [last, distance] = [-1, 0]
  for (let at = 0; at < count; at += 1) {
    const step = distanceOf({check: check[at] ?? 0})
    distance += step
    const isSure = at - last === 1 || distance <= linesAFingerprint
    if (step === 0 || file[at] !== file[last] || !isSure) last = -1
    if ((kindOf[at] ?? -1) < 0) continue
    if (last >= 0) {
      next[last] = at
      before[at] = last
      toNext[last] = distance
      fromBefore[at] = distance
    }
    last = at
    distance = 0
  }
  return {next, before, toNext, fromBefore}
}

type Walk = Kinds & Links

/** What is the same from one fingerprint to another in several places. */
interface Run {
  readonly lines: number
  /** The first fingerprint of each place, and the last. */
  readonly first: readonly number[]
  readonly last: readonly number[]
}

/** Code that repeats itself goes on in more ways than anybody reads: so many steps, and some of each fingerprint. */
const mostSteps = 5_000_000
const stepsAFingerprint = 8

/** Every run that cannot be longer at either end without losing a place. */
function* runsOf(table: Table, walk: Walk): Generator<Run> {
  let left = mostSteps + stepsAFingerprint * table.count
  for (const own of walk.members) {
    if (beginsEarlier(walk, own)) continue
    const open: Run[] = [{lines: linesAFingerprint, first: own, last: own}]
    for (let run = open.pop(); run; run = open.pop()) {
      left -= run.first.length
      const longer = left > 0 ? goingOn(table, walk, run) : []
      const [whole] = longer
      if (whole?.first.length !== run.first.length) yield run
      open.push(...longer)
    }
  }
}

/** Whether the same stands before all places: what begins there has them too. */
function beginsEarlier({kindOf, before, fromBefore}: Walk, own: readonly number[]): boolean {
  const [one = 0] = own
  const kind = kindOf[before[one] ?? -1]
  if (kind === undefined) return false
  return own.every((at) => kindOf[before[at] ?? -1] === kind && fromBefore[at] === fromBefore[one])
}

/** A run with what follows it in all its places; or, where that differs, in those where it is the same. */
function goingOn({file}: Table, walk: Walk, {lines, first, last}: Run): readonly Run[] {
  const {kindOf, next, toNext} = walk
  const followed = (at: number): number => (kindOf[next[at] ?? -1] ?? -1) * 1024 + (toNext[at] ?? 0)
  const [one = 0] = last
  const alike = last.every((at) => followed(at) === followed(one))
  const all = last.map((_, index) => index)
  const parts = alike ? [all] : [...Map.groupBy(all, (index) => followed(last[index] ?? 0)).values()]
  return parts.flatMap((part) => {
    const from = part.map((index) => first[index] ?? 0)
    const to = part.map((index) => next[last[index] ?? 0] ?? -1)
    const [end = -1] = to
    const isSeveral = from.some((at) => file[at] !== file[from[0] ?? 0])
    if (end < 0 || !isSeveral || (!alike && beginsEarlier(walk, from))) return []
    return [{lines: lines + (toNext[last[part[0] ?? 0] ?? 0] ?? 0), first: from, last: to}]
  })
}

/** The places of a run: of code that repeats itself those that do not overlap. */
function told({file, line, until, paths}: Table, {lines, first, last}: Run): CopiedCode {
  const places: CopiedPlace[] = []
  for (const [index, at] of first.entries()) {
    const path = paths[file[at] ?? 0] ?? ''
    const from = line[at] ?? 0
    const before = places.at(-1)
    if (before?.path === path && before.until >= from) continue
    places.push({path, line: from, until: until[last[index] ?? at] ?? 0})
  }
  return {lines, places}
}
