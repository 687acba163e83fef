import {cycleLabel} from '../../lifecycle/version-names.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {Catalogue, Cycle, Product} from '../../model/lifecycle.ts'
import {cleanText} from './clean.ts'

/** One product: where its dates come from, and each release line with its ends of support. */
export function renderProduct({id, name, category, aliases, source, snapshot, cycles}: Product): string {
  const read = snapshot ? `read on ${writtenDate(snapshot)}` : 'not read from it: unverified, and never certain'
  const rows = cycles.map(({name: cycle, ...dates}) => [
    cycleLabel(id, cycle),
    cycle,
    endText(dates.endOfLife),
    endText(dates.endOfExtendedSupport),
  ])
  return [
    '',
    `  ${cleanText(name)}   ${id}, ${category.replace('-', ' ')}`,
    ...(aliases.length > 0 ? [`  Also called: ${aliases.join(', ')}`] : []),
    `  Dates: ${source}`,
    `    ${read}`,
    '',
    ...tableText([['Release', 'In files', 'Support ends', 'Bought support ends'], ...rows]),
    '',
  ].join('\n')
}

function endText(end: Cycle['endOfLife']): string {
  if (end === undefined) return 'not known'
  if (end === 'none') return 'no end announced'
  return end === 'ended' ? 'ended' : writtenDate(end)
}

/** All products by id, for a look at what there is. */
export function renderCatalogue({products}: Catalogue): string {
  const rows = products.map(({id, name, cycles, snapshot}) => [
    id,
    cleanText(name).slice(0, 34),
    String(cycles.length),
    snapshot ?? 'unverified',
  ])
  return ['', ...tableText([['Product', 'Name', 'Releases', 'Read'], ...rows]), ''].join('\n')
}

function tableText(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_head, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}
