import {writtenDate} from '../../model/calendar.ts'
import {changesText} from '../facts/changes.ts'
import {completenessText} from '../facts/completeness.ts'
import {costsInShort} from '../facts/cost-words.ts'
import {countSystems} from '../facts/counts.ts'
import {decisions, decisionsHeading, workBeginsText} from '../facts/decisions.ts'
import {findings} from '../facts/findings.ts'
import {headline, leadSentences} from '../facts/headline.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import {capitalised, figure, ratingLabel, totalText} from '../facts/words.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {cleanText, wrap} from './clean.ts'

/** Mail programs break longer lines where they like. */
const columns = 72
const mostSystems = 10

/** The report in short as plain text, for the body of an e-mail. */
export function renderMailSummary(input: ReportInput): RenderedFile {
  const index = indexReport(input)
  const {settings, producedBy, assessments} = input
  const changed = changesText(index)
  const blocks = [
    [settings.report.marking],
    [`Legacy estate audit, as of ${writtenDate(assessments.asOf)}`, ...settings.organisations.map(({name}) => name)],
    [headline(index)],
    [leadSentences(index).join(' ')],
    figures(index),
    ...(changed ? [[`${changed.since} ${changed.text}`]] : []),
    decided(index),
    known(index),
    highest(index),
    [...costsInShort(input.estate.allocations)],
    [`${capitalised(completenessText(index))} Figures are proposals from evidence, not submitted assessments.`],
    [`Made by ${producedBy.name} ${producedBy.version}. The whole report is index.html.`],
    [settings.report.marking],
  ]
  const lines = blocks.filter((block) => block.length > 0).map((block) => block.flatMap(wrapped).join('\n'))
  return {path: 'summary.txt', content: `${lines.join('\n\n')}\n`}
}

/** Wrapped; what continues stands under the text of its line, not under its number. */
function wrapped(line: string): readonly string[] {
  const [, margin = '', text = ''] = /^(\s*(?:\d+\. )?)(.*)$/s.exec(line) ?? []
  return wrap(text, columns - margin.length).map(
    (part, at) => `${at === 0 ? margin : ' '.repeat(margin.length)}${part}`,
  )
}

function figures(index: ReportIndex): readonly string[] {
  const counts = countSystems(index.input)
  const rows = [
    [counts.systems, counts.systems === 1 ? 'system' : 'systems'],
    [counts.legacy, 'legacy'],
    [counts.red, 'red-rated'],
    [counts.couldBeRed, 'could be red'],
    [counts.hardlyKnown, 'hardly known'],
    [counts.redWithoutFundedPlan, 'red without a funded plan'],
  ] as const
  const width = Math.max(...rows.map(([count]) => figure(count).length))
  return rows.map(([count, what]) => `  ${' '.repeat(width - figure(count).length)}${figure(count)}  ${what}`)
}

function decided(index: ReportIndex): readonly string[] {
  const rows = decisions(index)
  if (rows.length === 0) return []
  return [
    `${decisionsHeading(index)}:`,
    ...rows.map(
      ({decision, who, otherwise}, at) => `${at + 1}. ${decision}. ${who}. If not: ${otherwise.replace(/[.]$/, '')}.`,
    ),
    ...[workBeginsText(index)].filter(Boolean),
  ]
}

function known(index: ReportIndex): readonly string[] {
  const rows = findings(index)
  return rows.length === 0
    ? []
    : ['What you should know:', ...rows.map(({title}, at) => `${at + 1}. ${title.replace(/[.]$/, '')}.`)]
}

function highest(index: ReportIndex): readonly string[] {
  const {systems} = index
  if (systems.length === 0) return []
  const more = systems.length - mostSystems
  return [
    'Highest risk, of 30:',
    ...systems
      .slice(0, mostSystems)
      .map(
        (system) =>
          `  ${cleanText(index.nameOf(system.system))}: ${ratingLabel(system)}${system.hardlyKnown ? '' : `, ${totalText(system.overall)}`}`,
      ),
    ...(more > 0 ? [`  and ${figure(more)} more, in the register of the report`] : []),
  ]
}
