import type {Coverage} from '../../model/inventory.ts'
import {taskKey, type TaskResult} from './task.ts'

/** Of how many items a task tells: read by it, and kept from before it. */
interface Told {
  readonly items: number
  readonly kept: number
}

/** What became of a task, and as of when what is kept of it was seen. */
export function coverageOf(
  result: TaskResult,
  {items, kept: keptItems}: Told,
  notes: NonNullable<Coverage['notes']>,
): Coverage {
  const {account, region, service, operation, action, status, reason, pages, earlier = []} = result
  const days = [...new Set(earlier.map(({observedAt}) => observedAt.slice(0, 10)))].toSorted()
  const kept = days.map((day) => ({
    code: 'as-of',
    what: day,
    count: earlier.filter(({observedAt}) => observedAt.startsWith(day)).length,
    message: `what was seen on ${day} is kept, as of that day`,
  }))
  const all = [...kept, ...notes]
  return {
    record: 'coverage',
    id: taskKey(result),
    scope: {account, region, service, operation, action},
    status,
    ...(reason !== undefined && {reason}),
    counts: {items, pages: pages.length, ...(keptItems > 0 && {kept: keptItems})},
    ...(all.length > 0 && {notes: all}),
  }
}
