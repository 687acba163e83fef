import type {Settings} from '../model/settings.ts'
import type {GroupTask} from './group-tasks.ts'
import {type Done, type Periods, type Scheduled, schedule, type Task} from './schedule.ts'
import type {WorkCalendar} from './work-calendar.ts'

/** Places groups under several orders of priority, and keeps the one that ends first. Ties go to the first order. */
export function placeGroups(tasks: readonly GroupTask[], calendar: WorkCalendar, plan: Settings['plan']): Scheduled {
  const periods = periodsOf(calendar, plan, firstQuarter(tasks, calendar))
  const orders: readonly ((task: GroupTask) => number)[] = [
    ({priority}) => priority,
    ({weeks}) => weeks,
    tailOf(tasks),
    ({weeks}) => -weeks,
  ]
  const tried = orders.map((order) =>
    schedule(
      tasks.map((task) => ({...task, priority: order(task)})),
      periods,
    ),
  )
  return tried.reduce((best, one) =>
    one.unplaced.size < best.unplaced.size || (one.unplaced.size === best.unplaced.size && one.makespan < best.makespan)
      ? one
      : best,
  )
}

/** The quarter in which anything could be cut over first: the first wave, which begins gently. */
function firstQuarter(tasks: readonly GroupTask[], calendar: WorkCalendar): string | undefined {
  const shortest = Math.min(...tasks.map(({weeks}) => weeks))
  return calendar.weeks[shortest - 1]?.quarter
}

function periodsOf(calendar: WorkCalendar, plan: Settings['plan'], gentle: string | undefined): Periods {
  const perQuarter = new Map(
    plan.teams.map(({skill, organisation, personDaysPerQuarter}) => [
      organisation ? `${organisation}:${skill}` : skill,
      personDaysPerQuarter,
    ]),
  )
  const inGentle = (end: number): boolean => calendar.weeks[end]?.quarter === gentle
  const tooMuch = (task: Task, done: readonly Done[]): boolean =>
    [...task.perWeek].some(([resource, amount]) => {
      const before = done
        .filter(({end}) => inGentle(end))
        .reduce((sum, one) => sum + (one.task.perWeek.get(resource) ?? 0) * one.task.weeks, 0)
      return before + amount * task.weeks > (perQuarter.get(resource) ?? 0) / 2
    })
  const organisationOf = (task: object): string => ('organisation' in task ? String(task.organisation) : '')
  return {
    count: calendar.weeks.length,
    isOpen: (task, period) => {
      const noWork = calendar.weeks[period]?.noWork
      return noWork?.get('*') ?? noWork?.get(organisationOf(task))
    },
    endForbidden: (task, period, done) => {
      const week = calendar.weeks[period]
      const why = week?.noCutOver.get('*') ?? week?.noCutOver.get(organisationOf(task))
      if (why !== undefined) return why
      if (!inGentle(period)) return undefined
      if ('grave' in task && task.grave === true)
        return 'the first wave begins gently, without red-rated systems of high impact'
      return tooMuch(task, done) ? 'the first wave begins gently, with at most half of its capacity' : undefined
    },
    capacity: (resource, period) => {
      const week = calendar.weeks[period]
      return week ? calendar.weekly(resource, week) : 0
    },
  }
}

/** Weeks of the longest chain that follows a task: the longer, the sooner it should begin. */
function tailOf(tasks: readonly GroupTask[]): (task: GroupTask) => number {
  const tails = longestTails(tasks)
  return ({id}) => tails.get(id) ?? 0
}

/** By task: the weeks from its start to the end of the longest chain that waits for it. */
export function longestTails(tasks: readonly GroupTask[]): ReadonlyMap<string, number> {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const open = new Map(tasks.map(({id}) => [id, 0]))
  for (const {after} of tasks) for (const before of after) open.set(before, (open.get(before) ?? 0) + 1)
  const tails = new Map(tasks.map(({id, weeks}) => [id, weeks]))
  const ready = tasks.filter(({id}) => open.get(id) === 0).map(({id}) => id)
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const before of byId.get(id)?.after ?? []) {
      const earlier = byId.get(before)
      if (!earlier) continue
      tails.set(before, Math.max(tails.get(before) ?? 0, earlier.weeks + (tails.get(id) ?? 0)))
      open.set(before, (open.get(before) ?? 1) - 1)
      if (open.get(before) === 0) ready.push(before)
    }
  }
  return tails
}
