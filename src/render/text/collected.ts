import type {Coverage, Problem} from '../../model/inventory.ts'
import {cleanText, wrap} from './clean.ts'

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
    if (status !== 'complete') lines.push('', ...indented(`${status}: ${reason ?? 'the reason is not known'}`, 2))
    if (notes.length > 0) lines.push('', ...notes.flatMap(({message}) => indented(message, 2)))
  }
  for (const {message, where, hint} of problems.slice(0, mostProblems))
    lines.push('', ...(where ? indented(where, 2) : []), ...indented(message, 4), ...(hint ? indented(hint, 4) : []))
  if (problems.length > mostProblems)
    lines.push(
      '',
      `  and ${(problems.length - mostProblems).toLocaleString('en-GB')} more problems: --json gives them all`,
    )
  if (inventory) lines.push('', `  ${cleanText(inventory)}`)
  return lines.join('\n')
}

function indented(text: string, by: number): readonly string[] {
  return wrap(text, 80 - by).map((line) => ' '.repeat(by) + line)
}
