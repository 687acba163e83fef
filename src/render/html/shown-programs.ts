import type {ApplicationCut} from '../../model/application-cut.ts'
import {cutBasis, groupCounts, groupName} from '../facts/cut-words.ts'
import {shownCopies} from '../facts/copied-code.ts'
import {jobOrderDrawn, jobOrderOf} from '../facts/job-order.ts'
import {entryMaps} from '../facts/program-maps.ts'
import {type ProgramRow, programsOf, type SystemPrograms} from '../facts/programs.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {figured, listed} from '../facts/words.ts'
import {oncePer} from '../../model/once-per.ts'
import {systemAnchor} from './markup.ts'

/** What the part of a system shows of its programs, as plain data. */
export interface ShownPrograms {
  /** `73 programs, 88 jobs and 87 copybooks`. */
  readonly counts: string
  readonly programCount: number
  /** The largest and those with most decisions. */
  readonly largest: readonly ProgramRow[]
  readonly uncalledCount: string
  /** The first of those that nothing seen calls or takes in. */
  readonly uncalled: readonly ProgramRow[]
  readonly groups: readonly ShownGroup[]
  readonly basis: readonly string[]
  /** Where all of it stands. */
  readonly href: string
}

export interface ShownGroup {
  readonly name: string
  readonly holds: string
  /** How many relations lead out of it, and how many into it. */
  readonly out: number
  readonly into: number
}

const mostLargest = 6
const mostUncalled = 10

/** Of a system without programs that were scanned, nothing. */
export function shownPrograms(index: ReportIndex, system: string): ShownPrograms | undefined {
  const own = programsOf(index, system)
  const file = programFiles(index).get(system)
  if (!own || file === undefined) return undefined
  const cut = index.input.cuts?.get(system)
  const uncalled = uncalledOf(own)
  return {
    counts: programCounts(own),
    programCount: own.programs.length,
    largest: largestOf(own.programs),
    uncalledCount: uncalledCounts(own),
    uncalled: uncalled.slice(0, mostUncalled),
    groups: cut ? shownGroups(index, cut) : [],
    basis: cut ? cutBasis(cut) : [],
    href: `${file}#${programsAnchor(system)}`,
  }
}

/** The largest, and those with most decisions. */
function largestOf(programs: readonly ProgramRow[]): readonly ProgramRow[] {
  const complex = programs.toSorted((a, b) => (b.decisions ?? -1) - (a.decisions ?? -1)).slice(0, mostLargest)
  return programs.filter(
    (one, at) =>
      (at < mostLargest && one.codeLines !== undefined) || (complex.includes(one) && (one.decisions ?? 0) > 0),
  )
}

export function programCounts({programs, jobs, copybooks, transactions}: SystemPrograms): string {
  return countedEach([
    [programs.length, 'program', 'programs'],
    [jobs.length, 'job', 'jobs'],
    [transactions.length, 'transaction', 'transactions'],
    [copybooks.length, 'copybook', 'copybooks'],
  ])
}

function countedEach(counts: readonly (readonly [number, string, string])[]): string {
  return listed(counts.flatMap(([count, one, many]) => (count > 0 ? [figured(count, one, many)] : [])))
}

/** Programs, then copybooks, that nothing seen begins, calls or takes in. */
export function uncalledOf({programs, copybooks}: SystemPrograms): readonly ProgramRow[] {
  return [...programs, ...copybooks].filter(({isUncalled}) => isUncalled)
}

export function uncalledCounts({programs, copybooks}: SystemPrograms): string {
  const count = (rows: readonly ProgramRow[]): number => rows.filter(({isUncalled}) => isUncalled).length
  return countedEach([
    [count(programs), 'program', 'programs'],
    [count(copybooks), 'copybook', 'copybooks'],
  ])
}

export function shownGroups(index: ReportIndex, cut: ApplicationCut): readonly ShownGroup[] {
  return cut.groups.map((group) => ({
    name: groupName(cut, group.number, group.around, index.nameOf),
    holds: groupCounts(group),
    out: cut.edges.filter(({fromGroup}) => fromGroup === group.number).length,
    into: cut.edges.filter(({toGroup}) => toGroup === group.number).length,
  }))
}

export function programsAnchor(system: string): string {
  return systemAnchor(system).replace(/^system-/, 'programs-')
}

/** So many rows of tables stand on a page; a map takes as much room as so many rows. */
const rowsOfPage = 2500
const rowsOfMap = 150
const rowsOfCopy = 3
/** So many pieces of copied code are told on the page. */
export const mostCopies = 50
export const mostRows = 200

/** On which page the programs of each system stand: as many systems on one as leave no file too large. */
export const programFiles = oncePer((index: ReportIndex): ReadonlyMap<string, string> => {
  const files = new Map<string, string>()
  let [page, rows] = [1, 0]
  for (const {system} of index.systems) {
    const own = programsOf(index, system)
    if (!own) continue
    const weight = rowsOf(index, system, own)
    if (rows > 0 && rows + weight > rowsOfPage) [page, rows] = [page + 1, 0]
    rows += weight
    files.set(system, `programs-${page}.html`)
  }
  return files
})

function rowsOf(index: ReportIndex, system: string, own: SystemPrograms): number {
  const maps = (entryMaps(index).get(system)?.length ?? 0) + (jobOrderDrawn(index, system).length > 0 ? 1 : 0)
  const groups = index.input.cuts?.get(system)?.groups.length ?? 0
  const tables = [own.programs, uncalledOf(own), own.jobs, jobOrderOf(index, system)].map(({length}) =>
    Math.min(length, mostRows),
  )
  const copies = Math.min(shownCopies(index, system).length, mostCopies) * rowsOfCopy
  return (
    tables.reduce((sum, one) => sum + one, 10 + copies) +
    maps * rowsOfMap +
    Math.min(groups, mostGroups) * (mostCut + 5)
  )
}

/** So many groups are told on the page, each with so many of the relations that lead out of it. */
export const mostGroups = 20
export const mostCut = 25
