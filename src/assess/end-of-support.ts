import {addMonths, writtenDate} from '../model/calendar.ts'
import {cycleLabel} from '../lifecycle/version-names.ts'
import type {Cycle, Product} from '../model/lifecycle.ts'
import {oncePer} from '../model/once-per.ts'
import {CalendarDate} from '../model/values.ts'
import type {Interval} from './arithmetic.ts'

export interface EndOfSupport extends Interval {
  /** When its support ends, in words. */
  readonly sentence: string
}

/** A cycle as people know it: `Microsoft SQL Server 2016 SP2`; a name that holds the version already is left. */
export function cycleName(product: Product, cycle: Cycle): string {
  return cycleNames(product)(cycle)
}

const cycleNames = oncePer((product: Product) =>
  oncePer((cycle: Cycle) => {
    const label = cycleLabel(product.id, cycle.name)
    return product.name.endsWith(` ${label}`) ? product.name : `${product.name} ${label}`
  }),
)

/** The score of a cycle as of a day, and why; `bought` is the end of extended support that was paid for. */
export function endOfSupport(
  product: Product,
  cycle: Cycle,
  asOf: CalendarDate,
  bought: CalendarDate | undefined,
): EndOfSupport {
  const found = endsFound(product)(cycle)
  const key = `${asOf} ${bought ?? ''}`
  const before = found.get(key)
  if (before) return before
  const said = endOfCycle(product, cycle, asOf, bought)
  // A date that a plugin or a provider brought is told as its own.
  const end = cycle.by ? {...said, sentence: `${said.sentence} (by ${cycle.by})`} : said
  found.set(key, end)
  return end
}

/** Systems share cycles, and a plan asks for each on every quarter's end. */
const endsFound = oncePer((_product: Product) => oncePer((_cycle: Cycle) => new Map<string, EndOfSupport>()))

function endOfCycle(
  product: Product,
  cycle: Cycle,
  asOf: CalendarDate,
  bought: CalendarDate | undefined,
): EndOfSupport {
  const name = cycleName(product, cycle)
  const {endOfLife} = cycle
  const verified = product.snapshot !== undefined || cycle.by !== undefined
  if (endOfLife === undefined) return {low: 1, high: 6, sentence: `no end of support is known for ${name}`}
  if (endOfLife === 'none')
    return verified
      ? {low: 1, high: 1, sentence: `${name} is supported, with no end announced`}
      : {low: 1, high: 6, sentence: `${name} is said to be supported (unverified)`}
  const over = isOver(endOfLife, asOf)
  if (over && bought && bought >= asOf) {
    const score = scoreOfEnd(bought, asOf)
    const standard = endOfLife === 'ended' ? 'is over' : `ended on ${writtenDate(endOfLife)}`
    const sentence = `${name} is under paid extended support until ${writtenDate(bought)}; standard support ${standard}`
    return {low: score, high: score, sentence}
  }
  const score = over ? 6 : scoreOfEnd(endOfLife, asOf)
  const said = `${endWords(name, cycle, endOfLife, asOf)}${lastPackWords(product, cycle)}${frozenWords(cycle, asOf)}`
  // A date that nobody read from its source may be wrong in either direction.
  return verified
    ? {low: score, high: score, sentence: said}
    : {low: Math.max(1, score - 1), high: 6, sentence: `${said} (unverified)`}
}

/** On its last day it is still supported. */
export function isOver(end: CalendarDate | 'ended', asOf: CalendarDate): boolean {
  return end === 'ended' || end < asOf
}

function endWords(name: string, cycle: Cycle, endOfLife: CalendarDate | 'ended', asOf: CalendarDate): string {
  const extended = CalendarDate.safeParse(cycle.endOfExtendedSupport)
  const isExtended = isOver(endOfLife, asOf) && extended.success && extended.data >= asOf
  const standard = isExtended ? 'standard support' : 'support'
  const said =
    endOfLife === 'ended'
      ? `${name} is out of ${standard}`
      : `${name} ${endOfLife < asOf ? 'left' : 'leaves'} ${standard} on ${writtenDate(endOfLife)}`
  return isExtended ? `${said}; extended support, where it is bought, ends on ${writtenDate(extended.data)}` : said
}

/** A release is supported with its last service pack alone: what that one's end is, where it is another. */
function lastPackWords(product: Product, cycle: Cycle): string {
  const release = cycle.name.replace(/-sp\d.*$/, '')
  const packs = product.cycles.filter(({name}) => name.startsWith(`${release}-sp`))
  const ends = packs.flatMap(({endOfLife}) => CalendarDate.safeParse(endOfLife).data ?? [])
  const last = ends.toSorted().at(-1)
  const own = CalendarDate.safeParse(cycle.endOfLife)
  return last && own.success && last > own.data
    ? `; with its last service pack it has support until ${writtenDate(last)}`
    : ''
}

/** What a provider does of itself to what is past its support. */
function frozenWords({frozenFrom}: Cycle, asOf: CalendarDate): string {
  if (frozenFrom === undefined) return ''
  return frozenFrom <= asOf
    ? ', and what runs on it can no longer be changed'
    : `, and what runs on it cannot be changed from ${writtenDate(frozenFrom)}`
}

/** Out of support 6; leaves within 12 months 5, 24: 4, 36: 3, 60: 2, later 1. */
function scoreOfEnd(end: CalendarDate, asOf: CalendarDate): number {
  if (end < asOf) return 6
  const bands = [12, 24, 36, 60]
  const band = bands.findIndex((months) => end <= addMonths(asOf, months))
  return band < 0 ? 1 : 5 - band
}
