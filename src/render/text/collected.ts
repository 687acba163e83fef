import type {Collected, CostTotal} from '../../model/collected.ts'
import type {Coverage} from '../../model/inventory.ts'
import {type CloudGap, gapsOf, keptText} from '../facts/cloud-coverage.ts'
import {capitalised, figured, listed} from '../facts/words.ts'
import {cleanText, wrap} from './clean.ts'

const mostProblems = 20
const mostRows = 40
/** A place of which nothing could be seen does not name more services than these. */
const mostNamed = 3

/** What a collector found, what it left out and what went wrong. */
export function renderCollected({inventory, counts, costs = [], coverage, problems}: Collected): string {
  const lines = Object.entries(counts).map(
    ([kind, count]) => `  ${kind.padEnd(16)}${count.toLocaleString('en-GB').padStart(9)}`,
  )
  lines.push(...costTotals(costs))
  const ofClouds = coverage.filter(({scope}) => scope.account !== undefined)
  lines.push(...coverageMatrix(ofClouds), ...missingPermissions(ofClouds))
  for (const {status, reason, notes = []} of coverage.filter((one) => !ofClouds.includes(one))) {
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

/** Exact, to the last digit: all kinds of charges together, as a bill adds them up. */
function costTotals(costs: readonly CostTotal[]): readonly string[] {
  if (costs.length === 0) return []
  const rows = [
    ['total', 'billed', 'amortised'],
    ...costs.map(({currency, BilledCost, EffectiveCost}) => [
      currency,
      grouped(BilledCost),
      EffectiveCost === undefined ? 'not known' : grouped(EffectiveCost),
    ]),
  ]
  const width = Math.max(...rows.flatMap(([, ...texts]) => texts.map((text) => text.length)))
  return [
    '',
    ...rows.map(
      ([name = '', ...texts]) => `  ${name.padEnd(7)}${texts.map((text) => `  ${text.padStart(width)}`).join('')}`,
    ),
  ]
}

/** `-1234.5` as `-1,234.5`. */
function grouped(amount: string): string {
  return amount.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','))
}

function indented(text: string, by: number): readonly string[] {
  return wrap(text, 80 - by).map((line) => ' '.repeat(by) + line)
}

const text = (value: unknown): string => cleanText(String(value ?? ''))

/** Account by region: how many listings are complete, and which are not, by service. */
function coverageMatrix(coverage: readonly Coverage[]): readonly string[] {
  const rows = Map.groupBy(coverage, ({scope}) => `${text(scope.account)}  ${text(scope.region).padEnd(16)}`)
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const whole = sorted.filter(([, of]) => of.every(({status}) => status === 'complete'))
  const isLong = sorted.length > mostRows
  const shown = isLong ? sorted.filter((row) => !whole.includes(row)).slice(0, mostRows) : sorted
  if (sorted.length === 0) return []
  const hidden = sorted.length - shown.length
  return [
    '',
    `  ${'account'.padEnd(14)}${'region'.padEnd(18)}complete`,
    ...shown.flatMap(([place, of]) => matrixRow(place, of)),
    ...(hidden > 0 ? [`  and ${hidden} more, ${whole.length} of them complete: --json gives them all`] : []),
  ]
}

function matrixRow(place: string, of: readonly Coverage[]): readonly string[] {
  const complete = of.filter(({status}) => status === 'complete').length
  const gaps = Map.groupBy(
    of.filter(({status}) => status !== 'complete'),
    ({status}) => status,
  )
  const servicesOf = (all: readonly Coverage[]): string =>
    all.length === of.length && all.length > mostNamed
      ? 'all of them'
      : [...new Set(all.map(({scope}) => text(scope.service)))].toSorted().join(', ')
  const kept = of.some(({counts}) => (counts?.kept ?? 0) > 0) ? ['kept from before'] : []
  const named = [
    ...[...gaps].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([status, all]) => `${status}: ${servicesOf(all)}`),
    ...kept,
  ]
  const lines = named.length > 0 ? wrap(named.join('; '), 80 - 52) : ['']
  return lines.map((line, at) =>
    `${at === 0 ? `  ${place}  ${`${complete} of ${of.length}`.padEnd(16)}` : ' '.repeat(50)}${line}`.trimEnd(),
  )
}

/** Each gap's reason once, with what would show it, in how many places, and what is kept of them. */
function missingPermissions(coverage: readonly Coverage[]): readonly string[] {
  const gaps = gapsOf(coverage)
  const more = gaps.length - mostRows
  return [
    ...gaps
      .slice(0, mostRows)
      .flatMap((gap) => [
        '',
        ...indented(`${gap.status}: ${gap.reason}${gap.action ? ` (${text(gap.action)})` : ''}. ${placesOf(gap)}`, 2),
      ]),
    ...(more > 0 ? ['', `  and ${more.toLocaleString('en-GB')} more reasons: --json gives them all`] : []),
  ]
}

function placesOf(gap: CloudGap): string {
  const accounts = gap.accounts.map(text)
  const named = accounts.slice(0, 5).join(', ')
  const where = `In ${accounts.length === 1 ? 'account' : `${accounts.length} accounts:`} ${named}${accounts.length > 5 ? ' and others' : ''}`
  const kept = keptText(gap)
  return `${where}; ${figured(gap.listings, 'listing')} of ${listed(gap.services.map(text), 4)}.${kept && ` ${capitalised(kept)}.`}`
}
