/** A piece of work: so many weeks, so much of each resource in each of them, after others. */
export interface Task {
  readonly id: string
  readonly weeks: number
  /** By resource, in each of its weeks. */
  readonly perWeek: ReadonlyMap<string, number>
  readonly after: ReadonlySet<string>
  /** More urgent first; of equals, the first by id. */
  readonly priority: number
}

/** A task that is placed already. */
export interface Done {
  readonly task: Task
  readonly end: number
}

/** The periods in which work is done. A period that is not open is passed over, and the work goes on after it. */
export interface Periods {
  readonly count: number
  readonly isOpen: (task: Task, period: number) => string | undefined
  /** Why a task may not end in a period. */
  readonly endForbidden: (task: Task, period: number, done: readonly Done[]) => string | undefined
  readonly capacity: (resource: string, period: number) => number
}

export interface Placed {
  readonly id: string
  readonly start: number
  readonly end: number
  /** The open periods in which it is worked on. */
  readonly periods: readonly number[]
  /** Why not earlier. */
  readonly binding: Binding
}

export type Binding =
  | {readonly kind: 'start'}
  | {readonly kind: 'waits'; readonly task: string}
  | {readonly kind: 'capacity'; readonly resource: string; readonly period: number}
  | {readonly kind: 'closed'; readonly why: string}

export interface Scheduled {
  readonly placed: ReadonlyMap<string, Placed>
  readonly unplaced: ReadonlyMap<string, string>
  /** Periods until the last end. */
  readonly makespan: number
}

const slack = 1e-9

/**
 * The serial schedule generation scheme: in order of priority, each task as early as its predecessors and the resources
 * left in every period allow. A pure function of its arguments.
 */
export function schedule(tasks: readonly Task[], periods: Periods): Scheduled {
  const queue = readyQueue(tasks)
  const placed = new Map<string, Placed>()
  const unplaced = new Map<string, string>()
  const used = new Map<string, Float64Array>()
  const done: Done[] = []
  for (let task = queue.next(); task !== undefined; task = queue.next()) {
    const missing = [...task.after].find((before) => unplaced.has(before))
    const found =
      missing === undefined ? place(task, placed, used, periods, done) : `waits for ${missing}, which is not placed`
    if (typeof found === 'string') unplaced.set(task.id, found)
    else {
      placed.set(task.id, found)
      take(task, found.periods, used, periods.count)
      done.push({task, end: found.end})
    }
    queue.settled(task.id)
  }
  for (const id of queue.stuck()) unplaced.set(id, 'waits for itself')
  return {placed, unplaced, makespan: Math.max(0, ...[...placed.values()].map(({end}) => end + 1))}
}

/** Tasks whose predecessors are all settled, the most urgent first. */
function readyQueue(tasks: readonly Task[]) {
  const ranked = tasks.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
  const rank = new Map(ranked.map(({id}, index) => [id, index]))
  const open = ranked.map(({after}) => [...after].filter((id) => rank.has(id)).length)
  const followers = new Map<string, number[]>()
  ranked.forEach(({after}, index) => {
    for (const id of after) followers.set(id, [...(followers.get(id) ?? []), index])
  })
  // The most urgent stands last, so that it is taken without moving the others.
  const ready = ranked.flatMap((_, index) => (open[index] === 0 ? [index] : [])).toReversed()
  const left = new Set(ranked.map(({id}) => id))
  return {
    next: (): Task | undefined => ranked[ready.pop() ?? -1],
    settled: (id: string): void => {
      left.delete(id)
      for (const index of followers.get(id) ?? []) {
        open[index] = (open[index] ?? 0) - 1
        if (open[index] === 0) ready.splice(placeIn(ready, index), 0, index)
      }
    },
    stuck: (): Iterable<string> => left,
  }
}

/** Where an index belongs among indexes that fall. */
function placeIn(falling: readonly number[], index: number): number {
  let [low, high] = [0, falling.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((falling[middle] ?? 0) > index) low = middle + 1
    else high = middle
  }
  return low
}

function place(
  task: Task,
  placed: ReadonlyMap<string, Placed>,
  used: ReadonlyMap<string, Float64Array>,
  periods: Periods,
  done: readonly Done[],
): Placed | string {
  const before = [...task.after]
    .flatMap((id) => placed.get(id) ?? [])
    .toSorted((a, b) => b.end - a.end || (a.id < b.id ? -1 : 1))[0]
  let start = before ? before.end + 1 : 0
  let binding: Binding = before ? {kind: 'waits', task: before.id} : {kind: 'start'}
  while (start < periods.count) {
    const tried = tryAt(task, start, used, periods, done)
    if ('periods' in tried)
      return {
        id: task.id,
        start: tried.periods[0] ?? start,
        end: tried.periods.at(-1) ?? start,
        periods: tried.periods,
        binding,
      }
    binding = tried.binding
    start = tried.next
  }
  return binding.kind === 'capacity'
    ? `no room for ${binding.resource} before the plan's horizon`
    : binding.kind === 'closed'
      ? `no time before the plan's horizon: ${binding.why}`
      : "no time before the plan's horizon"
}

interface Refused {
  readonly binding: Binding
  /** The first period at which it is worth trying again. */
  readonly next: number
}

function tryAt(
  task: Task,
  start: number,
  used: ReadonlyMap<string, Float64Array>,
  periods: Periods,
  done: readonly Done[],
): {readonly periods: readonly number[]} | Refused {
  const taken: number[] = []
  for (let period = start; taken.length < task.weeks; period += 1) {
    if (period >= periods.count) return {binding: {kind: 'closed', why: 'it would end too late'}, next: periods.count}
    const closed = periods.isOpen(task, period)
    if (closed !== undefined) {
      if (taken.length === 0) return {binding: {kind: 'closed', why: closed}, next: period + 1}
      continue
    }
    for (const [resource, amount] of task.perWeek) {
      if ((used.get(resource)?.[period] ?? 0) + amount > periods.capacity(resource, period) + slack)
        return {binding: {kind: 'capacity', resource, period}, next: taken.length === 0 ? period + 1 : start + 1}
    }
    taken.push(period)
  }
  const last = taken.at(-1) ?? start
  const forbidden = periods.endForbidden(task, last, done)
  return forbidden === undefined ? {periods: taken} : {binding: {kind: 'closed', why: forbidden}, next: start + 1}
}

function take(task: Task, taken: readonly number[], used: Map<string, Float64Array>, count: number): void {
  for (const [resource, amount] of task.perWeek) {
    const row = used.get(resource) ?? new Float64Array(count)
    for (const period of taken) row[period] = (row[period] ?? 0) + amount
    used.set(resource, row)
  }
}
