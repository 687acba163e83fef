import type {Coverage, Problem} from '../../model/inventory.ts'
import {cleanText} from './clean.ts'

interface Collected {
  readonly inventory?: string
  readonly counts: Readonly<Record<string, number>>
  readonly coverage: readonly Coverage[]
  readonly problems: readonly Problem[]
}

const mostProblems = 20

/** What a collector found, what it left out and what went wrong. */
export function renderCollected({inventory, counts, coverage, problems}: Collected): string {
  const lines = Object.entries(counts).map(
    ([kind, count]) => `  ${kind.padEnd(16)}${count.toLocaleString('en-GB').padStart(9)}`,
  )
  for (const {status, reason, notes = []} of coverage) {
    if (status !== 'complete') lines.push('', `  ${status}: ${cleanText(reason ?? 'the reason is not known')}`)
    if (notes.length > 0) lines.push('', ...notes.map((note) => `  ${cleanText(note.message)}`))
  }
  if (problems.length > 0)
    lines.push(
      '',
      ...problems
        .slice(0, mostProblems)
        .map(({message, where}) => `  ${where ? `${cleanText(where)}: ` : ''}${cleanText(message)}`),
    )
  if (problems.length > mostProblems)
    lines.push(`  and ${problems.length - mostProblems} more problems, all in the inventory`)
  if (inventory) lines.push('', `  ${cleanText(inventory)}`)
  return lines.join('\n')
}
