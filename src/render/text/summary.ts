import type {Assessments, SystemAssessment, Total} from '../../model/assessment.ts'
import type {AuditDocument} from '../../model/audit.ts'
import type {Allocation} from '../../model/cost.ts'
import type {Coverage} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {failureText} from '../../model/plugin.ts'
import {maskSecrets} from '../../model/secrets.ts'
import type {Settings} from '../../model/settings.ts'
import {gapsOf, isListing, keptText} from '../facts/cloud-coverage.ts'
import {resourcesSummary} from '../facts/cloud-resources.ts'
import {shortScope} from '../facts/completeness.ts'
import {costsInShort} from '../facts/cost-words.ts'
import {inOrder} from '../facts/order.ts'
import {listed} from '../facts/words.ts'
import {cleanText, fit, wrap} from './clean.ts'
import {widthOf} from './width.ts'

const mostSystems = 10
/** A system's name and its organisation's short one share so many columns; the second takes what it needs. */
const namesWidth = 31
const leastShort = 6
const longestShort = 14

interface Summary {
  readonly audit: AuditDocument
  readonly assessments: Assessments
  readonly settings: Settings
  readonly coverage: readonly Coverage[]
  readonly allocations: readonly Allocation[]
  readonly unlisted: readonly string[]
  /** Against the audit before, where there is one. */
  readonly changed?: {readonly since: string; readonly text: string} | undefined
}

/** What an audit found, in 80 columns. */
export function renderSummary({
  audit,
  assessments,
  settings,
  coverage,
  allocations,
  unlisted,
  changed,
}: Summary): string {
  const lines = [
    '',
    `  ${[
      plural(audit.systems, 'system'),
      `${audit.legacy} legacy`,
      `${audit.redRated} red-rated`,
      `${audit.couldBeRed} could be red`,
      `${audit.unknown} hardly known`,
    ].join('   ')}`,
    '',
    renderRegister(assessments, settings, mostSystems),
    ...(changed ? ['', ...told(`${changed.since} ${changed.text}`)] : []),
    ...billed(allocations),
    ...(assessments.resources ? ['', ...told(`${resourcesSummary(assessments.resources)}.`)] : []),
    ...notSeen(audit, coverage, unlisted),
  ]
  const [first] = inOrder(assessments)
  if (first) lines.push('', `  Why these figures: domesday explain ${first.system.split('/')[1]}`)
  return lines.join('\n')
}

/** An audit on one line, and one for each plugin that could not be used or not wholly. */
export function auditLine(audit: AuditDocument, seconds: number): string {
  const {systems, legacy, redRated, couldBeRed, unknown, partial, plugins = []} = audit
  const figures = [`${legacy} legacy`, `${redRated} red-rated`, `${couldBeRed} could be red`, `${unknown} hardly known`]
  const line = [plural(systems, 'system'), ...figures, ...(partial > 0 ? [`${partial} not complete`] : [])].join(', ')
  const failures = plugins.flatMap((plugin) => plugin.failures.map(failureText))
  return [`${line}  (${seconds.toFixed(1)} s)`, ...failures.map((failure) => `          ${cleanText(failure)}`)].join(
    '\n',
  )
}

/** Systems by risk, highest first. */
export function renderRegister(assessments: Assessments, settings: Settings, most = Infinity): string {
  const short = new Map(settings.organisations.map(({id, short, name}) => [id, short ?? name]))
  const systems = inOrder(assessments)
  const shown = systems.slice(0, most)
  const organisations = shown.map(({organisation}) => cleanText(short.get(organisation) ?? ''))
  const width = Math.min(longestShort, Math.max(leastShort, ...organisations.map((name) => widthOf(name))))
  const rows = shown.map(
    (system) =>
      `  ${fit(system.name, namesWidth - width)} ${fit(short.get(system.organisation) ?? '', width)} ${interval(system.likelihood).padStart(9)} ${interval(system.impact).padStart(9)} ${interval(system.overall).padStart(11)}  ${ratingWord(system)}`,
  )
  const more = systems.length > shown.length ? [`  and ${systems.length - shown.length} more: domesday assess`] : []
  return [`  ${'Highest risk'.padEnd(33)}likelihood    impact     overall`, ...rows, ...more].join('\n')
}

function notSeen(audit: AuditDocument, coverage: readonly Coverage[], unlisted: readonly string[]): string[] {
  const notes = filesNoted(coverage, ['not-read', 'too-large'])
  const unsound = filesNoted(coverage, ['syntax-errors', 'bad-manifest'])
  const gaps = [
    ...coverage
      .filter((one) => one.status !== 'complete' && !isListing(one))
      .map((one) => `${shortScope(one)}, ${one.status}: ${one.reason ?? 'reason not known'}`),
    ...gapsOf(coverage.filter(isListing)).map(
      ({status, reason, action, services, listings, keptAsOf}) =>
        `${plural(listings, 'listing')} of ${listed(services, 4)}, ${status}: ${reason}${action ? ` (${action})` : ''}${keptAsOf ? `; ${keptText({keptAsOf})}` : ''}`,
    ),
  ]
  const lines: string[] = []
  if (notes.length > 0) lines.push('', ...told(`Not read: ${kindsText(notes)}.`))
  if (unsound.length > 0) lines.push('', ...told(`With syntax errors: ${kindsText(unsound)}; the report names them.`))
  if (gaps.length > 0) lines.push('', ...gaps.slice(0, 5).flatMap((gap) => told(`Not complete: ${maskSecrets(gap)}`)))
  if (gaps.length > 5) lines.push(`  and ${gaps.length - 5} more that are not complete`)
  if (unlisted.length > 0)
    lines.push(
      '',
      ...told(
        `Not used, because domesday.yaml does not list them: ${unlisted.slice(0, 3).map(cleanText).join(', ')}${unlisted.length > 3 ? `, ${unlisted.length - 3} more` : ''}`,
      ),
    )
  const left = [
    audit.conflicts > 0 ? plural(audit.conflicts, 'conflict') : '',
    audit.problems > 0 ? plural(audit.problems, 'problem') : '',
  ].filter(Boolean)
  if (left.length > 0) lines.push('', `  ${left.join(' and ')}, each in the report under "What was not seen".`)
  return lines
}

/** Kinds of files that notes of these codes count, over all that was looked at; those with most first. */
function filesNoted(coverage: readonly Coverage[], codes: readonly string[]): readonly FilesOfKind[] {
  const noted = coverage.flatMap(({notes = []}) => notes.filter(({code}) => codes.includes(code)))
  return [...Map.groupBy(noted, ({what}) => what)]
    .map(([what, all]) => ({what, count: all.reduce((sum, {count}) => sum + count, 0)}))
    .toSorted((a, b) => b.count - a.count || compareText(a.what, b.what))
}

interface FilesOfKind {
  readonly what: string
  readonly count: number
}

function filesText({what, count}: FilesOfKind): string {
  return plural(count, `${cleanText(what)} file`)
}

const kindsShown = 4

/** The kinds with most files; of the others how many there are, with how many files. */
function kindsText(kinds: readonly FilesOfKind[]): string {
  const rest = kinds.slice(kindsShown)
  const files = rest.reduce((sum, {count}) => sum + count, 0)
  const shown = kinds.slice(0, kindsShown).map(filesText)
  return rest.length > 0
    ? `${shown.join(', ')} and ${plural(files, 'file')} of ${plural(rest.length, 'other kind')}`
    : listed(shown, kindsShown)
}

function billed(allocations: readonly Allocation[]): readonly string[] {
  const lines = costsInShort(allocations).flatMap(told)
  return lines.length > 0 ? ['', ...lines] : []
}

/** In lines of at most 80 columns, those after the first set in. */
function told(text: string): readonly string[] {
  return wrap(text, 74).map((line, at) => (at === 0 ? `  ${line}` : `    ${line}`))
}

function ratingWord(system: SystemAssessment): string {
  if (system.redRated === 'yes') return 'red'
  if (system.hardlyKnown) return 'hardly known'
  return system.redRated === 'could-be' ? 'could be red' : ''
}

/** `5.71`, or `4.14-5.43` where it is not settled. */
function interval({low, high}: Total): string {
  return low === high ? low.toFixed(2) : `${low.toFixed(2)}-${high.toFixed(2)}`
}

function plural(count: number, one: string): string {
  return `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`
}
