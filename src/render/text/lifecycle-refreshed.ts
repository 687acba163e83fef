import type {CatalogueChanges, CycleChange} from '../../lifecycle/compare-catalogues.ts'
import {writtenDate} from '../../model/calendar.ts'
import {CalendarDate} from '../../model/values.ts'
import {cleanText, wrap} from './clean.ts'

const width = 76
const mostChanges = 30
const mostNames = 24

interface RefreshTold {
  readonly file: string
  readonly written: boolean
  readonly snapshot: CalendarDate
  readonly products: number
  readonly cycles: number
  readonly changes: CatalogueChanges
  readonly leftOut: readonly {readonly product: string; readonly why: string}[]
}

/** What `lifecycle refresh` read, and what is otherwise than before. */
export function renderRefreshed(told: RefreshTold): string {
  const {file, written, snapshot, products, cycles, changes, leftOut} = told
  const count = (number: number): string => number.toLocaleString('en-GB')
  return [
    '',
    `  endoflife.date as of ${writtenDate(snapshot)}: ${count(products)} products, ${count(cycles)} releases`,
    `  ${written ? `Written to ${file}` : 'Nothing was written.'}`,
    ...namesText('New products', changes.newProducts),
    ...namesText('Products that are gone', changes.goneProducts),
    ...changesText(changes.cycles),
    ...leftOutText(leftOut),
    '',
  ].join('\n')
}

function namesText(title: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const more = names.length - mostNames
  const listed = `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return ['', `  ${title}: ${names.length}`, ...wrap(listed, width - 2).map((line) => `    ${line}`)]
}

const dateNames: Readonly<Record<Exclude<CycleChange['what'], 'new' | 'gone'>, string>> = {
  endOfActiveSupport: 'active support ends',
  endOfLife: 'support ends',
  endOfExtendedSupport: 'bought support ends',
  frozenFrom: 'frozen from',
}

function changesText(cycles: readonly CycleChange[]): readonly string[] {
  if (cycles.length === 0) return ['', '  No release of a product known before is another.']
  const more = cycles.length - mostChanges
  return [
    '',
    `  Otherwise than before: ${cycles.length}`,
    ...cycles.slice(0, mostChanges).map((change) => `    ${changeText(change)}`),
    ...(more > 0 ? [`    and ${more} more: --json tells all`] : []),
  ]
}

function changeText({product, cycle, what, before, after}: CycleChange): string {
  const name = `${product} ${cleanText(cycle)}`
  if (what === 'gone') return `${name}: no longer listed`
  if (what === 'new') return `${name}: new${after ? `, support ends: ${endText(after)}` : ''}`
  return `${name}: ${dateNames[what]}: ${endText(before)}, now ${endText(after)}`
}

function endText(end: string | undefined): string {
  if (end === undefined) return 'not known'
  const date = CalendarDate.safeParse(end)
  return date.success ? writtenDate(date.data) : end === 'none' ? 'no end announced' : end
}

function leftOutText(leftOut: RefreshTold['leftOut']): readonly string[] {
  if (leftOut.length === 0) return []
  return [
    '',
    `  Left out, because not of the form that is known: ${leftOut.length}`,
    ...leftOut
      .slice(0, mostNames)
      .flatMap(({product, why}) => wrap(`${product}: ${why}`, width - 2).map((line) => `    ${line}`)),
  ]
}
