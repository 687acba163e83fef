import type {SystemAssessment} from '../model/assessment.ts'
import type {Disposition, Roadmap} from '../model/roadmap.ts'
import type {MoveGroups} from './move-groups.ts'
import type {Task} from './schedule.ts'
import type {WorkCalendar} from './work-calendar.ts'

export interface GroupTask extends Task {
  readonly organisation: string
  /** Red-rated with an impact of 4 or more: not in the first wave. */
  readonly grave: boolean
  /** Person-days by skill. */
  readonly effort: Readonly<Record<string, number>>
}

const graveImpact = 4

/** Groups as tasks. Weeks are stretched where the declared ones ask for more than a week's capacity. */
export function groupTasks(
  groups: MoveGroups,
  dispositions: ReadonlyMap<string, Disposition>,
  assessments: ReadonlyMap<string, SystemAssessment>,
  calendar: WorkCalendar,
) {
  const tasks: GroupTask[] = []
  const impossible = new Map<string, string>()
  for (const group of groups.groups) {
    const task = groupTask(group, groups.after.get(group.id) ?? new Set(), dispositions, assessments, calendar)
    if (typeof task === 'string') impossible.set(group.id, task)
    else tasks.push(task)
  }
  return {tasks, impossible}
}

function groupTask(
  group: Roadmap['groups'][number],
  after: ReadonlySet<string>,
  dispositions: ReadonlyMap<string, Disposition>,
  assessments: ReadonlyMap<string, SystemAssessment>,
  calendar: WorkCalendar,
): GroupTask | string {
  const effort: Record<string, number> = {}
  const demand = new Map<string, number>()
  let weeks = 1
  for (const id of group.systems) {
    const disposition = dispositions.get(id)
    weeks = Math.max(weeks, disposition?.weeks ?? 0)
    const organisation = id.split('/')[0] ?? ''
    for (const [skill, days] of Object.entries(disposition?.effort ?? {})) {
      if (days <= 0) continue
      effort[skill] = (effort[skill] ?? 0) + days
      const own = `${organisation}:${skill}`
      const resource = calendar.resources.has(own) ? own : skill
      if (!calendar.resources.has(resource)) return `no team has the skill '${skill}'`
      demand.set(resource, (demand.get(resource) ?? 0) + days)
    }
  }
  for (const [resource, days] of demand) {
    const least = Math.min(...calendar.weeks.slice(0, 52).map((week) => calendar.weekly(resource, week)))
    if (least <= 0) return `the team of '${resource}' has no time`
    weeks = Math.max(weeks, Math.ceil(days / least))
  }
  if (weeks > calendar.weeks.length) return `it needs ${weeks} weeks, more than the plan's horizon`
  const own = group.systems.flatMap((id) => assessments.get(id) ?? [])
  const total = Object.values(effort).reduce((sum, days) => sum + days, 0)
  const risk = own.reduce((sum, {overall}) => sum + (overall.low + overall.high) / 2, 0)
  return {
    id: group.id,
    weeks,
    perWeek: new Map([...demand].map(([resource, days]) => [resource, days / weeks])),
    after,
    priority: risk / Math.max(total, 5),
    organisation: group.systems[0]?.split('/')[0] ?? '',
    grave: own.some(({redRated, impact}) => redRated !== 'no' && impact.high >= graveImpact),
    effort,
  }
}
