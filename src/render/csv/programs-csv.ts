import {groupName} from '../facts/cut-words.ts'
import {programsOf} from '../facts/programs.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {type CsvColumn, csvInParts} from './csv-in-parts.ts'

const text = (name: string): CsvColumn<undefined> => ({name, type: 'string', of: undefined})
const integer = (name: string): CsvColumn<undefined> => ({name, type: 'integer', of: undefined})
const columns = [
  ...['system', 'name', 'organisation', 'type', 'program', 'id', 'language'].map(text),
  ...['codeLines', 'decisions', 'statements', 'openCalls', 'callers'].map(integer),
  ...['noCallerSeen', 'group', 'source'].map(text),
]

/** Every program and copybook with its size, its complexity and who needs it; nothing where none was scanned. */
export function* renderProgramsCsv(input: ReportInput): Generator<RenderedFile> {
  const index = indexReport(input)
  const rows = index.systems.flatMap(({system, name, organisation}) => {
    const own = programsOf(index, system)
    const group = groupOf(index, system)
    return [...(own?.programs ?? []), ...(own?.copybooks ?? [])].map((row) => [
      system,
      name,
      organisation,
      row.type,
      row.name,
      row.id,
      row.language ?? '',
      ...[row.codeLines, row.decisions, row.statements].map((count) => (count === undefined ? '' : String(count))),
      String(row.openCalls),
      String(row.callers),
      row.isUncalled ? 'yes' : 'no',
      group(row.id),
      row.place,
    ])
  })
  if (rows.length === 0) return
  yield* csvInParts(
    'programs',
    columns,
    rows,
    'Every program and copybook that was scanned, the largest of a system first. codeLines: lines of code without comments; decisions: statements that decide where it goes; statements: those that lead out of it (calls, copies, SQL, CICS and the like); openCalls: calls whose names a run decides, wholly or in part; callers: how many things are seen to begin it, call it or take it in: programs, steps, transactions, applications and endpoints, each once; of an endpoint those that are seen to call it are counted in its place; noCallerSeen: yes where nothing of what was scanned does, which does not say that nothing does; group: of the suggested cut, by its number and what it is around. An empty figure was not counted.',
  )
}

function groupOf(index: ReportIndex, system: string): (id: string) => string {
  const cut = index.input.cuts?.get(system)
  if (!cut) return () => ''
  const numbers = new Map(cut.groups.flatMap(({number, programs}) => programs.map((id) => [id, number] as const)))
  return (id) => (numbers.has(id) ? groupName(cut, numbers.get(id) ?? 0, id, index.nameOf) : '')
}
