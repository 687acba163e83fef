import {shownEndpoints} from '../facts/endpoints.ts'
import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {csvInParts} from './csv-in-parts.ts'

const columns = ['system', 'name', 'organisation', 'method', 'path', 'component', 'source'].map((name) => ({
  name,
  type: 'string' as const,
  of: undefined,
}))

/** Every endpoint that the code of a system serves, with every place; nothing where none was seen. */
export function* renderEndpointsCsv(input: ReportInput): Generator<RenderedFile> {
  const index = indexReport(input)
  const rows = index.systems.flatMap(({system, name, organisation}) =>
    shownEndpoints(index, system).map(({method, path, component, places}) => [
      system,
      name,
      organisation,
      method,
      path,
      component,
      places.join('; '),
    ]),
  )
  if (rows.length === 0) return
  yield* csvInParts(
    'endpoints',
    columns,
    rows,
    'Every endpoint that the code of a system serves over HTTP, its systems in the order of the register, then by path. method: ANY where the code takes every method; path: as the code has it, {} for what is decided at run time; component: what serves it; source: every place that says so.',
  )
}
