import type {Assessments, Verdict} from '../model/assessment.ts'
import {writtenDate} from '../model/calendar.ts'
import type {InputHash, ProducedBy} from '../model/document.ts'
import type {Estate} from '../model/estate.ts'
import type {PluginFailure, RuleWeights} from '../model/plugin.ts'
import {isMoved, type Placement, type Roadmap} from '../model/roadmap.ts'
import type {Settings} from '../model/settings.ts'
import type {CalendarDate} from '../model/values.ts'
import {burnDown, deadlinesOf, wavesOf} from './outcomes.ts'
import {chooseDispositions} from './choose-dispositions.ts'
import {type GroupTask, groupTasks} from './group-tasks.ts'
import {moveGroups} from './move-groups.ts'
import {longestTails, placeGroups} from './place-groups.ts'
import type {Binding, Placed, Scheduled} from './schedule.ts'
import {type WorkCalendar, workCalendar} from './work-calendar.ts'

const fewestQuarters = 12

export interface PlanOptions {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly plan: Settings['plan']
  readonly from: CalendarDate
  /** Which systems are red-rated as of another date. */
  readonly ratingsAt: (asOf: CalendarDate) => ReadonlyMap<string, Verdict>
  /** What plugins' rules hold for or against treatments, and which of them could not be used. */
  readonly weights?: RuleWeights
  readonly failures?: readonly PluginFailure[]
  readonly producedBy: ProducedBy
  readonly inputs: readonly InputHash[]
}

/** What to do with every system, and in which order under the capacity there is. Systems that stay need no placement. */
export function planRoadmap(options: PlanOptions): Roadmap {
  const {estate, assessments, plan, from} = options
  const dispositions = chooseDispositions(estate, assessments.systems, assessments.asOf, options.weights)
  const moving = dispositions.filter(isMoved).map(({system}) => system)
  const bySystem = new Map(assessments.systems.map((assessment) => [assessment.system, assessment]))
  const urgency = new Map(assessments.systems.map(({system, overall}) => [system, overall.low]))
  const groups = moveGroups(estate, moving, urgency)
  const calendar = workCalendar(plan, from)
  const {tasks, impossible} = groupTasks(
    groups,
    new Map(dispositions.map((one) => [one.system, one])),
    bySystem,
    calendar,
  )
  const nameOfGroup = groupNames(estate, groups.groups)
  const reachable = withoutBlocked(tasks, impossible, nameOfGroup)
  const scheduled =
    tasks.length > 0
      ? placeGroups(reachable.tasks, calendar, plan)
      : {placed: new Map(), unplaced: new Map(), makespan: 0}
  const waves = wavesOf(groups.groups, scheduled, calendar, dispositions, bySystem)
  const quarters = calendar.quarters.slice(
    0,
    Math.max(fewestQuarters, calendar.quarters.findIndex(({id}) => id === waves.at(-1)?.period) + 1),
  )
  const placements = placementsOf(
    reachable.tasks,
    scheduled,
    calendar,
    new Map(waves.flatMap((wave) => wave.groups.map((group) => [group, wave.id] as const))),
    nameOfGroup,
  )
  const systemsOf = new Map(groups.groups.map(({id, systems}) => [id, systems]))
  const cutOver = new Map(
    placements.flatMap(({group, end}) => (systemsOf.get(group) ?? []).map((system) => [system, end] as const)),
  )
  return {
    schema: 'domesday/roadmap@1',
    producedBy: options.producedBy,
    inputs: options.inputs,
    from,
    periods: quarters,
    capacity: capacityOf(quarters, plan),
    dispositions,
    groups: groups.groups,
    cuts: groups.cuts,
    placements,
    waves,
    deadlines: deadlinesOf(estate, plan, assessments, cutOver),
    ...(scheduled.makespan > 0 && {
      bound: boundOf(reachable.tasks, scheduled, calendar),
      criticalPath: criticalPath(scheduled),
    }),
    burnDown: burnDown(quarters, options.ratingsAt, dispositions, cutOver),
    unplaced: unplacedOf(impossible, reachable.blocked, scheduled.unplaced),
    ...(options.failures && options.failures.length > 0 && {failures: options.failures}),
  }
}

/** A group as people know it: `Payroll Gateway`, `Payroll Gateway and 2 more`. */
function groupNames(estate: Estate, groups: Roadmap['groups']): (group: string) => string {
  const names = new Map<string, string>(estate.entities.map(({id, name}) => [id, name]))
  const systemsOf = new Map(groups.map(({id, systems}) => [id, systems]))
  return (group) => {
    const [first = group, ...rest] = systemsOf.get(group) ?? []
    return `${names.get(first) ?? first}${rest.length > 0 ? ` and ${rest.length} more` : ''}`
  }
}

function capacityOf(quarters: readonly {readonly id: string}[], {teams}: Settings['plan']): Roadmap['capacity'] {
  const bySkill = Object.fromEntries(
    teams.map(({skill, organisation, personDaysPerQuarter}) => [
      organisation ? `${organisation}:${skill}` : skill,
      personDaysPerQuarter,
    ]),
  )
  return Object.fromEntries(quarters.map(({id}) => [id, bySkill]))
}

function unplacedOf(...reasons: readonly ReadonlyMap<string, string>[]): Roadmap['unplaced'] {
  return reasons
    .flatMap((one) => [...one].map(([group, why]) => ({group, why})))
    .toSorted((a, b) => (a.group < b.group ? -1 : 1))
}

/** What waits for a group that cannot be placed cannot be placed either. */
function withoutBlocked(
  tasks: readonly GroupTask[],
  impossible: ReadonlyMap<string, string>,
  nameOfGroup: (group: string) => string,
) {
  const blocked = new Map<string, string>()
  for (let found = true; found;) {
    found = false
    for (const {id, after} of tasks) {
      const before = [...after].find((one) => impossible.has(one) || blocked.has(one))
      if (before === undefined || blocked.has(id)) continue
      blocked.set(id, `waits for ${nameOfGroup(before)}, which is not placed`)
      found = true
    }
  }
  return {tasks: tasks.filter(({id}) => !blocked.has(id)), blocked}
}

function placementsOf(
  tasks: readonly GroupTask[],
  {placed}: Scheduled,
  calendar: WorkCalendar,
  waveOf: ReadonlyMap<string, number>,
  nameOfGroup: (group: string) => string,
): readonly Placement[] {
  return tasks
    .flatMap((task) => {
      const one = placed.get(task.id)
      return one ? [placement(task, one, calendar, waveOf.get(task.id) ?? 0, nameOfGroup)] : []
    })
    .toSorted((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : a.group < b.group ? -1 : 1))
}

function placement(
  task: GroupTask,
  {start, end, periods, binding}: Placed,
  calendar: WorkCalendar,
  wave: number,
  nameOfGroup: (group: string) => string,
): Placement {
  const use: Record<string, Record<string, number>> = {}
  for (const period of periods) {
    const quarter = calendar.weeks[period]?.quarter ?? ''
    for (const [resource, amount] of task.perWeek) {
      const row = (use[quarter] ??= {})
      row[resource] = (row[resource] ?? 0) + amount
    }
  }
  for (const row of Object.values(use))
    for (const [resource, amount] of Object.entries(row)) row[resource] = Math.round(amount * 100) / 100
  return {
    group: task.id,
    wave,
    start: calendar.weeks[start]?.start ?? '',
    end: calendar.weeks[end]?.end ?? '',
    effort: task.effort,
    use,
    binding: bindingText(binding, calendar, nameOfGroup),
    ...(binding.kind === 'waits' && {waitsFor: binding.task}),
  }
}

function bindingText(binding: Binding, calendar: WorkCalendar, nameOfGroup: (group: string) => string): string {
  if (binding.kind === 'start') return 'nothing: it begins with the plan'
  if (binding.kind === 'waits') return `waits for ${nameOfGroup(binding.task)}`
  if (binding.kind === 'closed') return binding.why
  return `${binding.resource.replace(/^.*:/, '')} team full until ${writtenDate(calendar.weeks[binding.period]?.end ?? '')}`
}

/** Backwards from the last end: what each placement waited for, by order or by the team that another held. */
function criticalPath({placed}: Scheduled): readonly string[] {
  const path: string[] = []
  const all = [...placed.values()]
  let at = all.toSorted((a, b) => b.end - a.end || (a.id < b.id ? -1 : 1))[0]
  while (at && !path.includes(at.id)) {
    path.unshift(at.id)
    const {binding, start} = at
    if (binding.kind === 'waits') at = placed.get(binding.task)
    else if (binding.kind === 'capacity')
      at = all
        .filter(({id, end}) => !path.includes(id) && end === start - 1)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]
    else at = undefined
  }
  return path
}

function boundOf(
  tasks: readonly GroupTask[],
  {placed, makespan}: Scheduled,
  calendar: WorkCalendar,
): NonNullable<Roadmap['bound']> {
  const own = tasks.filter(({id}) => placed.has(id))
  const chain = Math.max(0, ...longestTails(own).values())
  const byResource = new Map<string, number>()
  for (const {perWeek, weeks} of own)
    for (const [resource, amount] of perWeek) byResource.set(resource, (byResource.get(resource) ?? 0) + amount * weeks)
  const resourceBound = Math.max(0, ...[...byResource].map(([resource, days]) => weeksFor(days, resource, calendar)))
  const lowerBound = Math.max(chain, resourceBound)
  const gapPercent = lowerBound > 0 ? Math.round(((makespan - lowerBound) / lowerBound) * 1000) / 10 : 0
  return {
    makespan,
    lowerBound,
    gapPercent,
    status: makespan === lowerBound ? 'optimal' : 'a good plan; not proved to be the shortest',
  }
}

/** Weeks until a resource has offered so many person-days, work blackouts for all left out. */
function weeksFor(days: number, resource: string, calendar: WorkCalendar): number {
  let offered = 0
  for (const week of calendar.weeks) {
    if (!week.noWork.has('*')) offered += calendar.weekly(resource, week)
    if (offered >= days - 1e-6) return week.index + 1
  }
  return calendar.weeks.length
}
