import {cycleLabel} from '../../lifecycle/version-names.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {Catalogue, Cycle, Product} from '../../model/lifecycle.ts'
import {cleanText, wrap} from './clean.ts'

const width = 76

/** What the columns beside id and name take, with the spaces between them. */
const otherColumns = {alone: 24, withSystems: 33} as const
const shortestName = 8

interface Use {
  readonly product: string
  readonly version?: string
  readonly cycles: readonly string[]
  readonly systems: readonly string[]
}

interface Shown {
  readonly product: Product
  readonly foundAs?: {readonly kind: string; readonly text: string; readonly cycles: readonly string[]}
}

/** One product: where its dates come from, each release line with its ends of support, and the systems that run it. */
export function renderProduct({product, foundAs}: Shown, uses?: readonly Use[]): string {
  const {id, name, category, aliases, source, snapshot, cycles} = product
  const read = snapshot ? `read on ${writtenDate(snapshot)}` : 'not read from it: unverified, and never certain'
  const asked = new Set(foundAs?.cycles)
  const rows = cycles.map(({name: cycle, ...dates}) => [
    `${cleanText(cycleLabel(id, cycle))}${asked.has(cycle) ? ' *' : ''}`,
    cleanText(cycle),
    endText(dates.endOfLife),
    endText(dates.endOfExtendedSupport),
  ])
  return [
    '',
    `  ${cleanText(name)}   ${cleanText(id)}, ${category.replace('-', ' ')}`,
    ...(aliases.length > 0 ? wrap(`Also called: ${aliases.join(', ')}`, width).map((line) => `  ${line}`) : []),
    `  Dates: ${cleanText(source)}`,
    `    ${read}`,
    ...(foundAs ? [`  * ${cleanText(foundAs.text)}, taken as ${foundAs.kind.replaceAll('-', ' ')}`] : []),
    '',
    ...tableText([['Release', 'In files', 'Support ends', 'Bought support ends'], ...rows]),
    ...(uses ? usesText(id, uses) : []),
    '',
  ].join('\n')
}

function usesText(id: string, uses: readonly Use[]): readonly string[] {
  if (uses.length === 0) return ['', '  No system of the estate is known to run it.']
  return [
    '',
    '  Systems of the estate that run it',
    ...uses.flatMap(({version, cycles, systems}) => {
      const release = cycles.map((cycle) => cycleLabel(id, cycle)).join(' or ')
      const known = release === '' ? 'the catalogue has no such release' : `release ${release}`
      const stated = version === undefined ? 'version not known' : cleanText(version)
      return [
        ...wrap(version === undefined ? stated : `${stated}: ${known}`, width).map((line) => `  ${line}`),
        ...wrap(systems.join(', '), width - 2).map((line) => `    ${line}`),
      ]
    }),
  ]
}

function endText(end: Cycle['endOfLife']): string {
  if (end === undefined) return 'not known'
  if (end === 'none') return 'no end announced'
  return end === 'ended' ? 'ended' : writtenDate(end)
}

/** All products by id, for a look at what there is; in an audit with how many systems run each. */
export function renderCatalogue({products}: Catalogue, uses?: readonly Use[]): string {
  const systems = Map.groupBy(uses ?? [], ({product}) => product)
  const longestId = Math.max(0, ...products.map(({id}) => id.length))
  const room = Math.min(34, width + 2 - longestId - (uses ? otherColumns.withSystems : otherColumns.alone))
  const rows = products.map(({id, name, cycles, snapshot}) => [
    cleanText(id),
    cleanText(name).slice(0, Math.max(shortestName, room)),
    String(cycles.length),
    snapshot ?? 'unverified',
    ...(uses ? [String(new Set(systems.get(id)?.flatMap((use) => use.systems)).size || '')] : []),
  ])
  const head = ['Product', 'Name', 'Releases', 'Read', ...(uses ? ['Systems'] : [])]
  return ['', ...tableText([head, ...rows]), ''].join('\n')
}

function tableText(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_head, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}
