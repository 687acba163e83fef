import {jobOrderDrawn} from '../facts/job-order.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {figured} from '../facts/words.ts'
import {cleanLabel, entityText, quotedLabel} from './labels.ts'
import {initDirective} from './theme.ts'

/** The order of a system's jobs from above to below, without words on its lines; undefined where no picture serves. */
export function jobOrderChart(index: ReportIndex, system: string): string | undefined {
  const order = jobOrderDrawn(index, system)
  if (order.length === 0) return undefined
  const ids = [...new Set(order.flatMap(({earlier, later}) => [earlier, later]))]
  const keys = new Map(ids.map((id, at) => [id, `n${at}`]))
  const lines = [
    initDirective('dense'),
    'flowchart TB',
    '  accTitle: The order of jobs',
    `  accDescr: ${entityText(`${figured(ids.length, 'job')} and ${figured(order.length, 'line')} from one to the next; the table below says why`)}`,
    ...ids.map((id) => `  ${keys.get(id)}["${quotedLabel(cleanLabel(index.nameOf(id), 'job'))}"]`),
    ...order.map(
      ({earlier, later, certainty}) =>
        `  ${keys.get(earlier)} ${certainty === 'inferred' ? '-.->' : '-->'} ${keys.get(later)}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
