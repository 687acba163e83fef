import {formatAmount} from '../../model/decimal.ts'
import {evidenceId} from '../../model/ids.ts'
import type {
  Coverage,
  CoverageNote,
  Evidence,
  InventoryHeader,
  InventoryRecord,
  Problem,
} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {sortedRuns} from '../../model/sorted-runs.ts'
import {hashOfFile} from '../../model/write-whole.ts'
import {costRecordRules, openCostGroups} from '../costs/aggregate-costs.ts'
import type {FileToImport} from '../file-to-import.ts'
import {columnNotes, findColumns} from './focus-columns.ts'
import {focusHeader, focusPieces} from './focus-file.ts'
import {rowReader} from './row-to-charge.ts'

export const focusCollector = {name: 'focus', version: '1.0.0'} as const

/** As many groups of charges as are held in memory; records of more are sorted on disk. A group names two things. */
const mostGroups = 8_000
const recordsOfGroup = 3
const mostProblems = 100

export interface FocusOptions extends FileToImport {
  readonly onRows?: (rows: number) => void
  /** As many groups as are held in memory. */
  readonly groups?: number
}

export interface FocusRecords {
  readonly header: InventoryHeader
  /** Sorted, each once. */
  readonly records: AsyncGenerator<InventoryRecord>
}

/**
 * Reads a bill by FOCUS into costs by month, with the resources and accounts that it names. A row that cannot be read is
 * a problem, and the rest is kept. Errors: an InventoryError where the file is no such bill, or is cut short.
 */
export async function importFocus(options: FocusOptions): Promise<FocusRecords> {
  const {file, shownAs, organisation, producedBy, observedAt} = options
  const titles = await focusHeader(file, shownAs)
  findColumns(titles, shownAs)
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation,
      producedBy,
      collector: focusCollector,
      scope: {file: shownAs},
      observedAt,
    },
    records: sortedRuns(batches(options, titles), costRecordRules, recordsOfGroup * (options.groups ?? mostGroups)),
  }
}

async function* batches(options: FocusOptions, titles: readonly string[]): AsyncGenerator<readonly InventoryRecord[]> {
  const {file, shownAs, organisation, sourceId, signal, onRows, groups: most = mostGroups} = options
  const evidence = await evidenceOf(options)
  const groups = openCostGroups({organisation, sourceId, evidence: [evidence.id]})
  const readRow = rowReader(findColumns(titles, shownAs))
  const tally = openTally(shownAs)
  let isHeader = true
  const each = {
    row(cells: readonly string[], line: number) {
      if (isHeader) {
        isHeader = false
        return
      }
      tally.rows += 1
      const read = readRow(cells)
      tally.lastWhole = 'fault' in read ? undefined : line
      if ('fault' in read) return tally.badRow(read.fault, line, read)
      if (read.badTags) tally.badTags(read.badTags, line)
      groups.add(read.line, line)
    },
    fault(message: string, line: number) {
      tally.rows += 1
      tally.lastWhole = undefined
      tally.badRow(message, line, {})
    },
    noLineEnd() {
      tally.endsIn = tally.lastWhole
    },
  }
  for await (const _ of focusPieces(file, shownAs, each)) {
    signal?.throwIfAborted()
    onRows?.(tally.rows)
    if (groups.size() >= most) yield groups.take()
  }
  yield groups.take()
  yield [evidence, coverageOf(shownAs, titles, tally), ...problemsOf(shownAs, tally)]
}

async function evidenceOf({file, shownAs, sourceId, observedAt}: FocusOptions): Promise<Evidence> {
  const sha256 = await hashOfFile(file)
  if (sha256 === undefined) throw new Error(`${shownAs} was there and cannot be read now`)
  return {
    record: 'evidence',
    id: evidenceId(sourceId, shownAs, sha256),
    source: sourceId,
    locator: shownAs,
    sha256,
    observedAt,
  }
}

interface Made {
  readonly amount?: bigint
  readonly currency?: string
}

function openTally(shownAs: string) {
  const problems: Problem[] = []
  const lost = new Map<string, bigint>()
  const tally = {
    rows: 0,
    badRows: 0,
    badTagRows: 0,
    untold: 0,
    /** The line of the row read last, where it could be read. */
    lastWhole: undefined as number | undefined, // widened: rows set it
    /** The line of a readable row in which the file ends without a line end. */
    endsIn: undefined as number | undefined, // widened: the end sets it
    problems,
    /** What can be made out of the cost of rows that cannot be read, by currency. */
    lost,
    tell(code: string, message: string, line: number) {
      if (problems.length < mostProblems) problems.push({record: 'problem', code, message, where: `${shownAs}:${line}`})
      else tally.untold += 1
    },
    badRow(message: string, line: number, {amount, currency}: Made) {
      tally.badRows += 1
      if (amount !== undefined && currency !== undefined) lost.set(currency, (lost.get(currency) ?? 0n) + amount)
      tally.tell('bad-row', message, line)
    },
    badTags(message: string, line: number) {
      tally.badTagRows += 1
      tally.tell('bad-cell', `${message}, so the tags are not known; the cost is kept`, line)
    },
  }
  return tally
}

type Tally = ReturnType<typeof openTally>

function coverageOf(shownAs: string, titles: readonly string[], tally: Tally): Coverage {
  const reason = reasonOf(tally)
  return {
    record: 'coverage',
    id: 's1',
    scope: {file: shownAs},
    status: reason ? 'partial' : 'complete',
    ...(reason && {reason}),
    counts: {rows: tally.rows, badRows: tally.badRows, badTags: tally.badTagRows},
    notes: [...columnNotes(titles), ...endNotes(tally)],
  }
}

/** Honest tools leave the last line end out, so that it alone is no gap; a row cut earlier is a bad row. */
function endNotes({endsIn}: Tally): readonly CoverageNote[] {
  if (endsIn === undefined) return []
  const message = `the file ends without a line end, in line ${endsIn}: if it was cut, the last figure may be short`
  return [{code: 'no-line-end', what: 'line end', count: 1, message}]
}

function reasonOf({rows, badRows, badTagRows, lost}: Tally): string {
  const amounts = [...lost].toSorted(([a], [b]) => compareText(a, b))
  const made = amounts.map(([currency, amount]) => `${formatAmount(amount)} ${currency}`).join(', ')
  return [
    badRows > 0
      ? `${badRows} of ${rows} ${rows === 1 ? 'row' : 'rows'} cannot be read, so what they cost is in no total${made && ` (${made} can be made out)`}`
      : '',
    badTagRows > 0 ? `the tags of ${badTagRows} ${badTagRows === 1 ? 'row' : 'rows'} cannot be read` : '',
    rows === 0 ? 'it has no row, which is not to say that nothing was charged' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function problemsOf(shownAs: string, {problems, untold}: Tally): readonly Problem[] {
  return untold === 0
    ? problems
    : [
        ...problems,
        {
          record: 'problem',
          code: 'more-problems',
          message: `${untold} further problems of the same kinds are counted, not listed`,
          where: shownAs,
          hint: 'Mend those that are listed and import it again.',
        },
      ]
}
