import type {GraphStats, Impact} from '../../model/graph-answers.ts'
import {cleanText, fit} from './clean.ts'

const mostRows = 200

export function renderStats(stats: GraphStats): string {
  const number = (count: number): string => count.toLocaleString('en-GB').padStart(9)
  const lines = [
    `  ${stats.nodes.toLocaleString('en-GB')} things, ${stats.edges.toLocaleString('en-GB')} relations`,
    '',
  ]
  for (const {kind, count} of stats.kinds) lines.push(`  ${kind.padEnd(18)}${number(count)}`)
  lines.push('')
  for (const {type, count} of stats.types) lines.push(`  ${type.padEnd(18)}${number(count)}`)
  if (stats.mostDependedOn.length > 0) lines.push('', `  ${'Most depended on'.padEnd(42)}directly  in all`)
  for (const {system, direct, all} of stats.mostDependedOn)
    lines.push(`  ${fit(system.name, 42)}${number(direct).slice(-8)}${number(all).slice(-8)}`)
  if (stats.cycles.length > 0) lines.push('', '  Depend on each other in a circle')
  for (const cycle of stats.cycles) lines.push(`    ${cycle.map(({name}) => cleanText(name)).join(', ')}`)
  if (stats.isolated.length > 0)
    lines.push(
      '',
      `  ${stats.isolated.length} ${stats.isolated.length === 1 ? 'system has' : 'systems have'} no known relation to another system`,
    )
  return lines.join('\n')
}

export function renderImpact({subject, rows}: Impact): string {
  if (rows.length === 0) return `  Nothing is known to be affected if ${cleanText(subject.name)} fails or goes.`
  const lines = [`  ${rows.length.toLocaleString('en-GB')} affected if ${cleanText(subject.name)} fails or goes`, '']
  for (const {kind, name, depth, via} of rows.slice(0, mostRows))
    lines.push(`  ${String(depth).padStart(3)}  ${kind.padEnd(13)}${fit(name, 44)} ${via}`)
  if (rows.length > mostRows)
    lines.push(`  and ${(rows.length - mostRows).toLocaleString('en-GB')} more: --json lists them all`)
  return lines.join('\n')
}
