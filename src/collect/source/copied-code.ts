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

/** The program or routine that a line of a file belongs to. */
type PartAt = (path: string, line: number) => string | undefined

/** All fingerprints of a tree, side by side: a tree has millions. */
interface Table {
  readonly partAt: PartAt
  readonly paths: readonly string[]
  readonly count: number
  readonly file: Uint32Array
  readonly hash: Int32Array
  readonly check: Int32Array
  readonly line: Uint32Array
  readonly until: Uint32Array
}

/**
 * Code of at least 20 lines that stands in several files, or in several programs or routines of one, the most copied lines first: every copy of 30 lines is found,
 * and of fewer those that happen to be. A place is told as far as it is the same in all that are told with it; a longer
 * copy of some of them is told apart.
 */
export function copiedCode(
  fingerprints: ReadonlyMap<string, string>,
  partAt: PartAt = () => undefined,
): readonly CopiedCode[] {
  const table = tableOf(fingerprints, partAt)
  const kinds = kindsOf(table)
  const found: Run[] = []
  for (const run of runsOf(table, {...kinds, ...linksOf(table, kinds)})) {
    const apart = withoutOverlaps(table, run)
    if (apart === run || isInSeveral(table, apart.first)) found.push(apart)
  }
  return withoutContained(table, ranked(table, found)).map((run) => told(table, run))
}

/** The most copied lines first, then the longest, then by the text of the first places. */
function ranked(table: Table, runs: readonly Run[]): readonly Run[] {
  const keys = new Map<Run, string>()
  const keyOf = (run: Run): string => {
    const key = keys.get(run) ?? placeKey(table, run)
    keys.set(run, key)
    return key
  }
  const copied = ({lines, first}: Run): number => lines * (first.length - 1)
  return runs.toSorted((a, b) => copied(b) - copied(a) || b.lines - a.lines || compareText(keyOf(a), keyOf(b)))
}

/** The pieces of one file that are told, and of each the place there that is meant. */
interface ToldIn {
  readonly runs: Run[]
  /** How many places each has from that on. */
  readonly room: number[]
  readonly line: number[]
  readonly until: number[]
}

/** With so many of a file, those that have most copied lines, another is compared. */
const mostCompared = 300

/** What stands in all its places within another that is told already, but for a few lines at its ends, says no more. */
function withoutContained(table: Table, runs: readonly Run[]): readonly Run[] {
  const toldIn = new Map<number, ToldIn>()
  return runs.filter((run) => {
    const [start = 0] = run.first
    const known = toldIn.get(table.file[start] ?? 0)
    if (known && isToldIn(table, run, known)) return false
    for (let at = 0; at < run.first.length; at += 1) tellIn(table, toldIn, run, at)
    return true
  })
}

function tellIn({file, line, until}: Table, toldIn: Map<number, ToldIn>, run: Run, at: number): void {
  const [first, last] = [run.first[at] ?? 0, run.last[at] ?? 0]
  const known = toldIn.get(file[first] ?? 0)
  if (known && known.runs.length >= mostCompared) return
  const own = known ?? {runs: [], room: [], line: [], until: []}
  if (!known) toldIn.set(file[first] ?? 0, own)
  own.runs.push(run)
  own.room.push(run.first.length - at)
  own.line.push(line[first] ?? 0)
  own.until.push(until[last] ?? 0)
}

/** Most are told apart by how many places they have, or by the first alone. */
function isToldIn(table: Table, run: Run, known: ToldIn): boolean {
  const [line, until] = [table.line[run.first[0] ?? 0] ?? 0, table.until[run.last[0] ?? 0] ?? 0]
  for (let index = 0; index < known.runs.length; index += 1) {
    const room = known.room[index] ?? 0
    if (room < run.first.length) continue
    if (linesBeside(line, until, known.line[index] ?? 0, known.until[index] ?? 0) >= linesAFingerprint) continue
    const around = known.runs[index]
    if (around && isWithin(table, run, around, around.first.length - room)) return true
  }
  return false
}

/** Both have their places in order: the first, which stands within that of the other at `start`, is looked for from there. */
function isWithin({file, line, until}: Table, run: Run, around: Run, start: number): boolean {
  let next = start
  for (let index = 1; index < run.first.length; index += 1) {
    const [first, last] = [run.first[index] ?? 0, run.last[index] ?? 0]
    for (; ; next += 1) {
      if (next >= around.first.length) return false
      const from = around.first[next] ?? 0
      if (file[from] !== file[first]) continue
      const end = until[around.last[next] ?? 0] ?? 0
      if (linesBeside(line[first] ?? 0, until[last] ?? 0, line[from] ?? 0, end) < linesAFingerprint) break
      if ((line[from] ?? 0) > (until[last] ?? 0)) return false
    }
  }
  return true
}

/** How many of the lines of a place stand outside another. */
function linesBeside(line: number, until: number, otherLine: number, otherUntil: number): number {
  const within = Math.min(until, otherUntil) - Math.max(line, otherLine) + 1
  return until - line + 1 - Math.max(0, within)
}

/** The first few places tell all apart but what is told twice. */
function placeKey({file, line, paths}: Table, {first}: Run): string {
  return first
    .slice(0, 8)
    .map((at) => `${paths[file[at] ?? 0]}:${line[at]}`)
    .join(' ')
}

/** Whether places are of several files; or of one, but of several programs or routines of it. */
function isInSeveral({file, line, paths, partAt}: Table, places: readonly number[]): boolean {
  const [one = 0] = places
  if (places.some((at) => file[at] !== file[one])) return true
  const path = paths[file[one] ?? 0] ?? ''
  const part = partAt(path, line[one] ?? 0)
  return part !== undefined && places.some((at) => partAt(path, line[at] ?? 0) !== part)
}

function tableOf(fingerprints: ReadonlyMap<string, string>, partAt: PartAt): Table {
  const paths = [...fingerprints.keys()].toSorted(compareText)
  const bytes = paths.reduce((sum, path) => sum + (fingerprints.get(path)?.length ?? 0), 0)
  const most = Math.ceil(bytes / 16)
  const table = {
    ...{partAt, paths, file: new Uint32Array(most), hash: new Int32Array(most), check: new Int32Array(most)},
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
      if (!isInSeveral(table, own)) continue
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
function goingOn(table: Table, walk: Walk, run: Run): readonly Run[] {
  const {lines, first, last} = run
  const [one = 0] = last
  const follows = followedBy(walk, one)
  if (!last.every((at) => followedBy(walk, at) === follows)) return partsOf(table, walk, run)
  if ((walk.next[one] ?? -1) < 0) return []
  return [{lines: lines + (walk.toNext[one] ?? 0), first, last: last.map((at) => walk.next[at] ?? -1)}]
}

/** What follows a fingerprint, and how many lines behind it. */
function followedBy({kindOf, next, toNext}: Walk, at: number): number {
  return (kindOf[next[at] ?? -1] ?? -1) * 1024 + (toNext[at] ?? 0)
}

/** A run with each of what follows it in some of its places, where these are of several files. */
function partsOf(table: Table, walk: Walk, {lines, first, last}: Run): readonly Run[] {
  const parts = new Map<number, {readonly lines: number; readonly first: number[]; readonly last: number[]}>()
  for (const [index, at] of last.entries()) {
    const next = walk.next[at] ?? -1
    if (next < 0) continue
    const follows = followedBy(walk, at)
    const part = parts.get(follows) ?? {lines: lines + (walk.toNext[at] ?? 0), first: [], last: []}
    if (part.first.length === 0) parts.set(follows, part)
    part.first.push(first[index] ?? 0)
    part.last.push(next)
  }
  return [...parts.values()].filter(({first: own}) => isInSeveral(table, own) && !beginsEarlier(walk, own))
}

/** Of code that repeats itself the places that do not overlap. */
function withoutOverlaps({file, line, until}: Table, run: Run): Run {
  const {lines, first, last} = run
  let [before, end] = [-1, 0]
  const kept: number[] = []
  for (const [index, at] of first.entries()) {
    if (file[at] === file[before] && end >= (line[at] ?? 0)) continue
    kept.push(index)
    before = at
    end = until[last[index] ?? at] ?? 0
  }
  if (kept.length === first.length) return run
  return {lines, first: kept.map((index) => first[index] ?? 0), last: kept.map((index) => last[index] ?? 0)}
}

function told({file, line, until, paths}: Table, {lines, first, last}: Run): CopiedCode {
  const places = first.map((at, index) => ({
    path: paths[file[at] ?? 0] ?? '',
    line: line[at] ?? 0,
    until: until[last[index] ?? 0] ?? 0,
  }))
  return {lines, places}
}
