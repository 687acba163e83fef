import type {ReportIndex} from '../facts/report-index.ts'
import {extendedWords, standardWords} from '../facts/support-words.ts'
import {capitalised, counted, figure, figured, listed} from '../facts/words.ts'
import {md, table} from './escape.ts'

const mostRows = 100
const mostUsers = 2

/** What systems run on whose standard support is over or ends within twelve months; empty where there is none. */
export function supportPart(index: ReportIndex): string {
  const {asOf} = index.input.assessments
  const ends = index.systems.flatMap(({system, supportEnds = []}) => supportEnds.map((end) => ({system, end})))
  if (ends.length === 0) return ''
  const systems = new Set(ends.map(({system}) => system)).size
  const rows = ends
    .slice(0, mostRows)
    .map(({system, end}) => [
      md(index.nameOf(system)),
      `${md(end.technology)}${end.inferred ? ', by the name of an image' : ''}`,
      md(
        `${end.usedBy.length > 1 ? `${figured(end.usedBy.length, 'thing')}: ` : ''}${listed(end.usedBy.map(index.nameOf), mostUsers)}`,
      ),
      md(capitalised(standardWords(end, asOf))),
      md(capitalised(extendedWords(end, asOf))),
    ])
  return [
    `## ${capitalised(counted(systems, 'system runs', 'systems run'))} on technology at or near the end of its support`,
    'Standard support is over, or ends within twelve months.',
    table(['System', 'Technology', 'Used by', 'Standard support', 'Extended support'], rows),
    ...(ends.length > mostRows ? [`And ${figure(ends.length - mostRows)} more, in assessments.json.`] : []),
  ].join('\n\n')
}
