import {shownBlockers} from '../facts/blockers.ts'
import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {csvInParts} from './csv-in-parts.ts'

const columns = ['system', 'name', 'organisation', 'what', 'source', 'advice'].map((name) => ({
  name,
  type: 'string' as const,
  of: undefined,
}))

/** What stands in the way of moving each system, place by place; nothing where nothing does. */
export function* renderBlockersCsv(input: ReportInput): Generator<RenderedFile> {
  const index = indexReport(input)
  const rows = index.systems.flatMap(({system, name, organisation}) =>
    shownBlockers(index, system).flatMap(({words, advice = '', places}) =>
      (places.length > 0 ? places : ['']).map((place) => [system, name, organisation, words, place, advice]),
    ),
  )
  if (rows.length === 0) return
  yield* csvInParts(
    'blockers',
    columns,
    rows,
    'What stands in the way of moving a system, one row a place, its kind with most places first. what: a kind that scans of source find, or what a person declared in other words; source: the place; advice: why it stands in the way and what to do, of kinds that scans find.',
  )
}
