import {writtenDate} from '../../model/calendar.ts'
import {type ChangeRow, changesSaid, planChangeText} from '../facts/changes.ts'
import {type AuditDiff, type EstateChange, fieldText} from '../facts/estate-changes.ts'
import {counted} from '../facts/words.ts'
import {cleanText, fit, wrap} from './clean.ts'

type Compared = AuditDiff['before']

const mostShown = 30
const mostFacts = 5

/** What two audits found otherwise, within 80 columns; all of it, or the first of each. */
export function renderDiff({before, now, systems, estate}: AuditDiff, {all}: {readonly all: boolean}): string {
  const most = all ? Infinity : mostShown
  const lines = [
    ...indented(`From the audit ${auditText(before)} to the audit ${auditText(now)}`, 2),
    '',
    ...indented(changesSaid(systems), 2),
  ]
  for (const row of systems.slice(0, most)) lines.push('', ...systemLines(row, estate, all ? Infinity : mostFacts))
  lines.push(...moreLine(systems.length - most))
  const counts = (['new', 'gone', 'changed'] as const).map(
    (what) => `${estate.filter((change) => change.what === what).length.toLocaleString('en-GB')} ${what}`,
  )
  lines.push('', estate.length === 0 ? '  What there is, is the same.' : `  What there is: ${counts.join(', ')}`, '')
  for (const change of estate.slice(0, most)) lines.push(...changeLines(change))
  lines.push(...moreLine(estate.length - most))
  return lines.join('\n').trimEnd()
}

function auditText({number, asOf, folder}: Compared): string {
  const which = folder === undefined ? `number ${number}` : `of ${cleanText(folder)}`
  return `${which} (as of ${writtenDate(asOf)})`
}

function systemLines(row: ChangeRow, estate: readonly EstateChange[], most: number): readonly string[] {
  const own =
    row.kind === 'new' || row.kind === 'gone' ? [] : estate.filter(({systems}) => systems.includes(row.system))
  const facts = own.flatMap(({what, title, fields}) =>
    what === 'changed' ? fields.map((field) => `${title}, ${fieldText(field)}`) : [`${title}: ${what}`],
  )
  const rest = facts.length - most
  return [
    `  ${cleanText(row.name)}`,
    ...indented(`${row.before} > ${row.now}`, 4),
    ...row.because.flatMap((text) => indented(text, 4)),
    ...facts.slice(0, most).flatMap((text) => indented(`because ${text}`, 6)),
    ...(rest > 0 ? [`      and ${counted(rest, 'more fact')}: --all lists them`] : []),
    ...row.plan.flatMap((change) => indented(planChangeText(change), 4)),
  ]
}

function changeLines({what, kind, title, fields}: EstateChange): readonly string[] {
  const isRelation = title.includes(` ${kind} `)
  return [
    `  ${what.padEnd(9)}${fit(isRelation ? 'relation' : kind, 14)}${fit(title, 55)}`.trimEnd(),
    ...fields.flatMap((field) => indented(fieldText(field), 11)),
  ]
}

function moreLine(more: number): readonly string[] {
  return more > 0 ? [`  and ${more.toLocaleString('en-GB')} more: --all lists them`] : []
}

function indented(text: string, by: number): readonly string[] {
  return wrap(text, 80 - by).map((line) => ' '.repeat(by) + line)
}
