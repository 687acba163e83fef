import {indexReport} from '../facts/report-index.ts'
import {addDays} from '../../model/calendar.ts'
import type {ReportInput} from '../rendered.ts'
import {cleanLabel, entityText} from './labels.ts'
import {initDirective} from './theme.ts'

const mostBars = 40

/** The roadmap as a gantt chart: a section a group with its names, absolute dates, the critical path marked. */
export function roadmapChart(input: ReportInput): string {
  const {roadmap} = input
  const index = indexReport(input)
  const systemsOf = new Map(roadmap.groups.map(({id, systems}) => [id, systems]))
  const critical = new Set(roadmap.criticalPath)
  const red = new Set(input.assessments.systems.filter(({redRated}) => redRated === 'yes').map(({system}) => system))
  const shown = roadmap.placements.slice(0, mostBars)
  const lines = [
    initDirective({gantt: {leftPadding: 290, topAxis: true, useWidth: 960, barHeight: 26}}),
    'gantt',
    '  accTitle: The roadmap',
    `  accDescr: ${entityText(`${roadmap.waves.length} waves of work with their dates; the table beside it says the same`)}`,
    '  dateFormat YYYY-MM-DD',
    '  axisFormat %b %y',
    '  todayMarker off',
  ]
  shown.forEach(({group, wave, start, end}, at) => {
    const systems = systemsOf.get(group) ?? []
    const first = cleanLabel(index.nameOf(systems[0] ?? group), group, 28)
    const more = systems.length > 1 ? ` and ${systems.length - 1} more` : ''
    const ends = systems.filter((id) => red.has(id)).length
    lines.push(`  section ${entityText(`${wave} ${first}${more}`)}`)
    lines.push(
      `  ${entityText(ends > 0 ? `ends ${ends} red` : `wave ${wave}`)} :${critical.has(group) ? 'crit, ' : ''}t${at + 1}, ${start}, ${addDays(end, 1)}`,
    )
  })
  if (roadmap.placements.length > shown.length) lines.push(`  %% and ${roadmap.placements.length - shown.length} more`)
  if (shown.length === 0) {
    const from = roadmap.from
    lines.push(
      `  section ${entityText('Nothing is placed')}`,
      `  ${entityText('plan begins')} :milestone, t1, ${from}, 0d`,
    )
  }
  return `${lines.join('\n')}\n`
}
