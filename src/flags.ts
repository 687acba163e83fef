import {Flags} from '@oclif/core'
import {ExitStatus, UsageError} from './errors.ts'
import {RelationType} from './model/relation-types.ts'
import {CalendarDate} from './model/values.ts'

/** `--as-of`: a date that exists. */
export const asOf = Flags.custom<CalendarDate>({
  summary: 'Score as of this date instead of today.',
  helpValue: '<date>',
  parse: async (text) => calendarDate(text, '--as-of'),
})

/** `--at`: an audit that was made before. */
export const at = Flags.custom<string>({
  summary: 'Of an audit that was made before: the last one as of this date or an earlier one, a number, or last.',
  helpValue: '<audit>',
  parse: async (text) =>
    /^(\d{1,9}|last)$/.test(text) ? text : calendarDate(text, '--at', ', the number of an audit, or last'),
})

/** `--dry-run`: tells, and writes nothing. */
export const dryRun = Flags.boolean({
  summary: 'List what would be read, done and written, and write nothing.',
  default: false,
})

/** `--store`: another store than domesday.yaml's. */
export const store = Flags.string({
  summary: 'Use this store instead: embedded, or neo4j://host:7687/database.',
  helpValue: '<uri>',
})

/** `--from`: the first day on which work of the plan may start. */
export const from = Flags.custom<CalendarDate>({
  summary: 'Start the plan on this date.',
  helpValue: '<date>',
  parse: async (text) => calendarDate(text, '--from'),
})

/** `--exported`: the day of an export that does not say so itself. */
export const exported = Flags.custom<CalendarDate>({
  summary: 'When it was exported, which the file does not say: today if left out.',
  helpValue: '<date>',
  parse: async (text) => calendarDate(text, '--exported'),
})

/** `--scanned`: the day of a scan that does not say so itself. */
export const scanned = Flags.custom<CalendarDate>({
  summary: 'When it was scanned, where the file does not say so.',
  helpValue: '<date>',
  parse: async (text) => calendarDate(text, '--scanned'),
})

/** `--types`: types of relations, one or several. */
export const relationTypes = () =>
  Flags.option({
    summary: 'Follow only relations of these types.',
    options: RelationType.options,
    multiple: true,
    delimiter: ',',
  })()

/** `--param`: a parameter of the named query. */
export const queryParameters = Flags.string({
  summary: 'A parameter of the named query; may be given several times.',
  helpValue: '<name=value>',
  multiple: true,
  dependsOn: ['named'],
})

/** Parameters by name, of `name=value`, of which the value may hold the sign too. Errors: a UsageError for other words. */
export function parametersOf(words: readonly string[]): Readonly<Record<string, string>> {
  const faults = words.filter((word) => !/^[^=]+=/.test(word)).map((word) => ({message: `--param ${word}`}))
  if (faults.length > 0) throw new UsageError('bad-parameters', 'A parameter is given as name=value.', {faults})
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
}

const levels = ['red', 'could-be-red', 'legacy'] as const
export type FailLevel = (typeof levels)[number]

/** `--fail-on`: exit 10 when a system reaches this. */
export const failOn = Flags.custom<FailLevel>({summary: 'Exit 10 when any system is rated so.', options: [...levels]})

interface Ratings {
  readonly redRated: number
  readonly couldBeRed: number
  readonly unknown: number
  readonly legacy: number
}

/**
 * The exit status of a run that is done: findings over the threshold asked for come first, then a graph that could not be
 * loaded, then a partial scope.
 */
export function exitStatusOf(
  figures: Ratings & {readonly partial: number},
  level: FailLevel | undefined,
  isLoaded = true,
): number {
  const findings = {
    red: figures.redRated,
    'could-be-red': figures.redRated + figures.couldBeRed + figures.unknown,
    legacy: figures.legacy,
  }
  if (level && findings[level] > 0) return ExitStatus.findings
  if (!isLoaded) return ExitStatus.store
  return figures.partial > 0 ? ExitStatus.partial : ExitStatus.done
}

/** What made a run end with findings, so that nobody has to guess what the status means. */
export function findingsLine({redRated, couldBeRed, unknown, legacy}: Ratings, level: FailLevel): string {
  const said = {
    red: `${redRated} red-rated`,
    'could-be-red': `${redRated} red-rated, ${couldBeRed} could be red, ${unknown} hardly known`,
    legacy: `${legacy} legacy`,
  }
  return `Exit status ${ExitStatus.findings}, asked for by --fail-on ${level}: ${said[level]}.\n`
}

function calendarDate(text: string, flag: string, others = ''): CalendarDate {
  const parsed = CalendarDate.safeParse(text)
  if (!parsed.success)
    throw new UsageError('bad-date', `${flag} ${text}: expected a date that exists, as 2026-11-01${others}.`)
  return parsed.data
}
