import {criteria} from '../../model/criteria.ts'
import {cloudCoverage, keptText, statusLabels} from '../facts/cloud-coverage.ts'
import {coverageRows, questionRows} from '../facts/completeness.ts'
import {conflictRows} from '../facts/conflicts.ts'
import {problemsOf} from '../facts/problems.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {unlistedRows} from '../facts/unlisted-products.ts'
import {counted, figure, figured, listed} from '../facts/words.ts'
import {md, table} from './escape.ts'

const mostGaps = 50
const mostRows = 50

/** The clouds in short, and each reason for which something of them is missing. */
function cloudPart(index: ReportIndex): readonly string[] {
  const cloud = cloudCoverage(index)
  if (!cloud) return []
  const accounts = new Set(cloud.rows.map(({account}) => account)).size
  return [
    '',
    `Of clouds: ${figure(cloud.complete)} of ${figured(cloud.listings, 'listing')} in ${counted(accounts, 'account')} ${cloud.complete === 1 ? 'is' : 'are'} complete.`,
    ...cloud.gaps
      .slice(0, mostGaps)
      .map(
        ({status, reason, action, services, listings, keptAsOf}) =>
          `- ${statusLabels[status]}, ${figured(listings, 'listing')} of ${md(listed(services, 6))}: ${md(reason)}${action ? ` (${md(action)})` : ''}${keptAsOf ? `; ${md(keptText({keptAsOf}))}` : ''}`,
      ),
    ...(cloud.gaps.length > mostGaps ? [`- and ${figure(cloud.gaps.length - mostGaps)} more reasons`] : []),
    ...cloud.notes
      .slice(0, mostGaps)
      .map(({message, accounts}) => `- ${md(message)} (${figured(accounts.length, 'account')})`),
    ...(cloud.notes.length > mostGaps ? [`- and ${figure(cloud.notes.length - mostGaps)} more notes`] : []),
  ]
}

function unlistedPart(index: ReportIndex): readonly string[] {
  const rows = unlistedRows(index)
  if (rows.length === 0) return []
  return [
    '',
    '### Products that the catalogue does not have',
    '',
    table(
      ['As it was named', 'What is missing', 'What to look at', 'Systems'],
      rows
        .slice(0, mostRows)
        .map(({name, lacks, look, nearest, systems, ofNoSystem}) => [
          md(name),
          lacks,
          nearest ? `${look} ${md(nearest)}` : look,
          md([listed(systems.map(index.nameOf), 3), ofNoSystem].filter(Boolean).join('; ')),
        ]),
    ),
    ...furtherIn(rows.length),
  ]
}

function conflictsPart(index: ReportIndex): readonly string[] {
  const rows = conflictRows(index)
  if (rows.length === 0) return []
  return [
    '',
    '### Where sources disagree',
    '',
    table(
      ['Of', 'What', 'Each says'],
      rows
        .slice(0, mostRows)
        .map(({of, message, said}) => [
          md(of),
          md(message),
          said.map(({value, places}) => `${md(value)}${places && ` (${md(places)})`}`).join('; '),
        ]),
    ),
    ...furtherIn(rows.length),
  ]
}

function furtherIn(count: number): readonly string[] {
  return count > mostRows ? ['', `And ${figure(count - mostRows)} more, in index.html.`] : []
}

/** What was looked at and how completely; what went wrong; what nobody has said. */
export function notSeenPart(index: ReportIndex): string {
  const coverage = coverageRows(index)
  const questions = questionRows(index, 10)
  const problems = problemsOf(index.input)
  return [
    '## What was not seen',
    '',
    ...(coverage.length > 0
      ? [
          table(
            ['Source', 'Seen', 'What'],
            coverage.map(({what, label, detail}) => [md(what), label, md(detail)]),
          ),
        ]
      : []),
    ...cloudPart(index),
    ...unlistedPart(index),
    ...conflictsPart(index),
    ...(problems.length > 0
      ? [
          '',
          '### What went wrong',
          '',
          ...problems.slice(0, mostRows).map(({message, where}) => `- ${where ? `${md(where)}: ` : ''}${md(message)}`),
        ]
      : []),
    ...(questions.length > 0
      ? [
          '',
          '### Answers that would settle most',
          '',
          table(
            ['System', 'Criterion', 'What to add'],
            questions.map((row) => [
              md(index.nameOf(row.system)),
              `${row.criterion} ${criteria[row.criterion].short}`,
              md(row.how),
            ]),
          ),
        ]
      : []),
  ].join('\n')
}
