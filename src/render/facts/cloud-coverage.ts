import type {Coverage, CoverageStatus} from '../../model/inventory.ts'
import {writtenDate} from '../../model/calendar.ts'
import {compareText} from '../../model/json-lines.ts'
import {CalendarDate} from '../../model/values.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'
import {listed} from './words.ts'

/** The code of the notes of coverage that tell as of when facts are kept. */
const keptCode = 'as-of'

/** What a reader calls each state of a scope. */
export const statusLabels = {
  complete: 'Complete',
  partial: 'Partial',
  denied: 'Refused',
  unavailable: 'Unavailable',
  failed: 'Failed',
} as const satisfies Record<CoverageStatus, string>

/** The worst first. */
export const statusRank: Record<CoverageStatus, number> = {
  failed: 0,
  denied: 1,
  unavailable: 2,
  partial: 3,
  complete: 4,
}

/** Whether a scope is one listing of a service in an account and a region: there are thousands of these. */
export function isListing({scope}: Pick<Coverage, 'scope'>): boolean {
  return [scope.account, scope.region, scope.service].every((part) => typeof part === 'string')
}

/** What was asked of one service: the worst of its listings, and how many things they gave. */
export interface CloudCell {
  readonly status: CoverageStatus
  readonly found: number
  /** Seen before and kept, where this look could not see. */
  readonly kept: number
}

/** An account in regions where the same came of the same services. */
export interface CloudRow {
  readonly account: string
  /** Where the inventory has one beside the number. */
  readonly name?: string
  readonly regions: readonly string[]
  readonly cells: ReadonlyMap<string, CloudCell>
}

/** A reason why listings are not complete, and where. */
export interface CloudGap {
  readonly status: CoverageStatus
  readonly reason: string
  /** The permission that was refused, where the reason does not name it. */
  readonly action?: string
  readonly services: readonly string[]
  readonly accounts: readonly string[]
  readonly listings: number
  /** The days as of which something is kept of them; left out where nothing is. */
  readonly keptAsOf?: readonly string[]
}

/** What complete listings say of what they leave out, as regions that are not enabled; and in which accounts. */
export interface CloudNote {
  readonly message: string
  readonly accounts: readonly string[]
}

export interface CloudCoverage {
  readonly services: readonly string[]
  /** Those with gaps first. */
  readonly rows: readonly CloudRow[]
  readonly gaps: readonly CloudGap[]
  readonly notes: readonly CloudNote[]
  readonly listings: number
  readonly complete: number
}

/** Account by region by service, for all clouds of an estate; undefined where none was looked at. */
export function cloudCoverage(index: ReportIndex): CloudCoverage | undefined {
  const listings = index.input.estate.coverage.filter(isListing)
  if (listings.length === 0) return undefined
  const rows = [...Map.groupBy(listings, accountKey)].flatMap(([key, own]) => rowsOf(index, key, own))
  const worst = ({cells}: CloudRow): number => Math.min(...[...cells.values()].map(({status}) => statusRank[status]))
  return {
    services: [...new Set(listings.map(({scope}) => String(scope.service)))].toSorted(compareText),
    rows: rows.toSorted(
      (a, b) =>
        worst(a) - worst(b) || compareText(a.account, b.account) || compareText(a.regions[0] ?? '', b.regions[0] ?? ''),
    ),
    gaps: gapsOf(listings),
    notes: notesOf(listings),
    listings: listings.length,
    complete: listings.filter(({status}) => status === 'complete').length,
  }
}

/** Each reason for a gap once, with how many listings it cost. */
export function gapsOf(coverage: readonly Coverage[]): readonly CloudGap[] {
  const reasonOf = ({status, reason, scope}: Coverage): string =>
    JSON.stringify([
      status,
      reason ?? '',
      status === 'denied' && !reason?.includes(String(scope.action)) ? scope.action : '',
    ])
  return [
    ...Map.groupBy(
      coverage.filter(({status}) => status !== 'complete'),
      reasonOf,
    ),
  ]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, of]): CloudGap => {
      const [status, reason, action] = JSON.parse(key) as [CoverageStatus, string, string] // as reasonOf wrote it
      const named = (part: string): readonly string[] =>
        [...new Set(of.map(({scope}) => String(scope[part])))].toSorted(compareText)
      const days = keptDays(of)
      return {
        status,
        reason: reason || 'the reason is not known',
        ...(action && {action}),
        services: named('service'),
        accounts: named('account'),
        listings: of.length,
        ...(days.length > 0 && {keptAsOf: days}),
      }
    })
}

/** The days as of which facts of scopes are kept that could not be seen again. */
export function keptDays(coverage: readonly Coverage[]): readonly string[] {
  const days = coverage.flatMap(({notes = []}) => notes.filter(({code}) => code === keptCode).map(({what}) => what))
  return [...new Set(days)].toSorted(compareText)
}

/** `what was seen on 1 November 2026 is kept`; nothing where nothing is. */
export function keptText({keptAsOf = []}: Pick<CloudGap, 'keptAsOf'>): string {
  return keptAsOf.length === 0 ? '' : `what was seen on ${listed(keptAsOf.map(writtenDay), 3)} is kept`
}

function writtenDay(day: string): string {
  const date = CalendarDate.safeParse(day)
  return date.success ? writtenDate(date.data) : displayText(day, 20)
}

function notesOf(coverage: readonly Coverage[]): readonly CloudNote[] {
  const accounts = new Map<string, Set<string>>()
  for (const {scope, notes = []} of coverage)
    for (const {code, message} of notes)
      if (code !== keptCode)
        accounts.set(message, (accounts.get(message) ?? new Set<string>()).add(String(scope.account)))
  return [...accounts]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([message, of]) => ({message, accounts: [...of].toSorted(compareText)}))
}

/** Of one account as one source saw it: `organisation/source` and the account. */
function accountKey({id, scope}: Coverage): string {
  return JSON.stringify([id.split('#')[0], scope.account])
}

function rowsOf({entities}: ReportIndex, key: string, listings: readonly Coverage[]): readonly CloudRow[] {
  const [source, account] = JSON.parse(key) as [string, string] // as accountKey wrote it
  const entity = entities.get(`account:${source.split('/')[0]}/aws-${account}`)
  const name = entity && entity.name !== account ? displayText(entity.name, 60) : undefined
  const byRegion = [...Map.groupBy(listings, ({scope}) => String(scope.region))].map(([region, own]) => ({
    region,
    cells: cellsOf(own),
  }))
  const alike = Map.groupBy(byRegion, ({cells}) =>
    JSON.stringify([...cells].map(([service, {status}]) => [service, status])),
  )
  return [...alike.values()].map((regions) => ({
    account: displayText(account, 40),
    ...(name && {name}),
    regions: regions.map(({region}) => displayText(region, 40)).toSorted(compareText),
    cells: summed(regions.map(({cells}) => cells)),
  }))
}

function cellsOf(listings: readonly Coverage[]): ReadonlyMap<string, CloudCell> {
  const services = [...Map.groupBy(listings, ({scope}) => String(scope.service))].toSorted(([a], [b]) =>
    compareText(a, b),
  )
  return new Map(
    services.map(([service, own]) => {
      const statuses = own.map(({status}) => status).toSorted((a, b) => statusRank[a] - statusRank[b])
      const sumOf = (key: string): number => own.reduce((sum, {counts}) => sum + (counts?.[key] ?? 0), 0)
      return [service, {status: statuses[0] ?? 'failed', found: sumOf('items'), kept: sumOf('kept')}]
    }),
  )
}

function summed(all: readonly ReadonlyMap<string, CloudCell>[]): ReadonlyMap<string, CloudCell> {
  const [first = new Map<string, CloudCell>()] = all
  return new Map(
    [...first].map(([service, {status}]) => [
      service,
      {
        status,
        found: all.reduce((sum, cells) => sum + (cells.get(service)?.found ?? 0), 0),
        kept: all.reduce((sum, cells) => sum + (cells.get(service)?.kept ?? 0), 0),
      },
    ]),
  )
}
