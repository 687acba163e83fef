import {addDays} from '../../model/calendar.ts'
import type {CalendarDate} from '../../model/values.ts'
import type {Placement} from '../../model/roadmap.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import type {ReportInput} from '../rendered.ts'
import {cleanLabel, entityText} from './labels.ts'
import {initDirective, longestInMarkdown} from './theme.ts'

const mostBars = 40

/** The roadmap as a gantt chart: a section a group with its names, absolute dates, the critical path marked. */
export function roadmapChart(index: ReportIndex): string {
  const {placements, from} = index.input.roadmap
  const bars = barsOf(index, placements.slice(0, mostBars))
  if (placements.length > mostBars)
    bars.push({text: `  %% and ${placements.length - mostBars} more`, start: from, end: from})
  if (placements.length === 0)
    bars.push({
      text: `  section ${entityText('Nothing is placed')}\n  ${entityText('plan begins')} :milestone, t1, ${from}, 0d`,
      start: from,
      end: from,
    })
  return chartOf(index.input, bars)
}

/** The same in as many charts as it takes to keep each short enough for GitLab to draw it. */
export function roadmapCharts(index: ReportIndex): readonly string[] {
  const charts: Bar[][] = []
  for (const bar of barsOf(index, index.input.roadmap.placements.slice(0, mostBars))) {
    const last = charts.at(-1)
    if (last && chartOf(index.input, [...last, bar]).length <= longestInMarkdown) last.push(bar)
    else charts.push([bar])
  }
  return charts.map((bars) => chartOf(index.input, bars))
}

interface Bar {
  readonly text: string
  readonly start: CalendarDate
  readonly end: CalendarDate
}

const mostTicks = 10

/** Months between the labels of the axis, so few that no label touches another. */
function tickMonths(bars: readonly Bar[]): number {
  const [first, last] = [
    bars.map(({start}) => start).toSorted()[0],
    bars
      .map(({end}) => end)
      .toSorted()
      .at(-1),
  ]
  if (first === undefined || last === undefined) return 1
  const monthOf = (date: CalendarDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
  const months = monthOf(last) - monthOf(first) + 1
  return [1, 2, 3, 6].find((every) => months / every <= mostTicks) ?? 12
}

function chartOf({roadmap}: ReportInput, bars: readonly Bar[]): string {
  return `${[
    initDirective('gantt'),
    'gantt',
    '  accTitle: The roadmap',
    `  accDescr: ${entityText(`${roadmap.waves.length} waves of work with their dates; the table beside it says the same`)}`,
    '  dateFormat YYYY-MM-DD',
    '  axisFormat %b %y',
    `  tickInterval ${tickMonths(bars)}month`,
    '  todayMarker off',
    ...bars.map(({text}) => text),
  ].join('\n')}\n`
}

/** A section and its bar for each group. */
function barsOf(index: ReportIndex, placements: readonly Placement[]): Bar[] {
  const {roadmap, assessments} = index.input
  const systemsOf = new Map(roadmap.groups.map(({id, systems}) => [id, systems]))
  const critical = new Set(roadmap.criticalPath)
  const red = new Set<string>(assessments.systems.filter(({redRated}) => redRated === 'yes').map(({system}) => system))
  const seen = new Map<string, number>()
  return placements.map(({group, wave, start, end}, at) => {
    const systems = systemsOf.get(group) ?? []
    const first = cleanLabel(index.nameOf(systems[0] ?? group), group, 28)
    const more = systems.length > 1 ? ` and ${systems.length - 1} more` : ''
    const ends = systems.filter((id) => red.has(id)).length
    const bar = entityText(ends > 0 ? `ends ${ends} red` : `wave ${wave}`)
    // Mermaid takes sections of one name for one section, and sets their bars beside other names.
    const title = `${wave} ${first}${more}`
    const times = (seen.get(title) ?? 0) + 1
    seen.set(title, times)
    const text = `  section ${entityText(times > 1 ? `${title} (${times})` : title)}\n  ${bar} :${critical.has(group) ? 'crit, ' : ''}t${at + 1}, ${start}, ${addDays(end, 1)}`
    return {text, start, end}
  })
}
