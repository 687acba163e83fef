import type {Node} from 'web-tree-sitter'
import type {Job} from '../fact.ts'
import type {PythonSearch} from './routes.ts'

const key = /["']schedule["']\s{0,10}:/g

/** Whether a text may plan tasks of Celery in a dictionary. */
export function plansTasks(text: string): boolean {
  return text.search(key) >= 0
}

/**
 * Jobs of Celery's plan, `{"pull": {"task": "rota.tasks.pull", "schedule": 300.0}}`: what runs by a period, in seconds or
 * as a `timedelta`. One by a `crontab` is told where that is made.
 */
export function plannedTasks({text, root}: Pick<PythonSearch, 'text' | 'root'>): readonly Job[] {
  return [...text.matchAll(key)].flatMap(({index}): readonly Job[] => {
    const word = root.descendantForIndex(index + 1)
    const pair = [word?.parent, word?.parent?.parent].find((one) => one?.type === 'pair')
    const tasks = pair?.parent?.namedChildren.some((one) =>
      /^["']task["']$/.test(one.childForFieldName('key')?.text ?? ''),
    )
    const value = pair?.childForFieldName('value')
    const period = tasks && value ? periodOf(value) : undefined
    const line = (word?.startPosition.row ?? 0) + 1
    return period === undefined ? [] : [{is: 'job', schedule: {literal: period}, line}]
  })
}

function periodOf(value: Node): string | undefined {
  if (value.type === 'integer' || value.type === 'float') return `every ${Number(value.text)} seconds`
  if (value.type !== 'call' || !/(?:^|\.)timedelta$/.test(value.childForFieldName('function')?.text ?? ''))
    return undefined
  const parts = (value.childForFieldName('arguments')?.namedChildren ?? []).map((one) => {
    const [unit, count] = [one.childForFieldName('name')?.text, one.childForFieldName('value')?.text ?? '']
    return unit && /^\d+(?:\.\d+)?$/.test(count) ? `${count} ${unit}` : undefined
  })
  return parts.length > 0 && parts.every((part) => part !== undefined) ? `every ${parts.join(' ')}` : undefined
}
