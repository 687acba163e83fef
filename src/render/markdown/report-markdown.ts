import {criterionIds, framework} from '../../model/criteria.ts'
import {writtenDate} from '../../model/calendar.ts'
import {changeRows, changesText, planChangeText} from '../facts/changes.ts'
import {completenessText} from '../facts/completeness.ts'
import {countSystems} from '../facts/counts.ts'
import {declaredCostFigure, declaredCostsText} from '../facts/declared-costs.ts'
import {decisions, decisionsHeading, workBeginsText} from '../facts/decisions.ts'
import {mainDriver} from '../facts/drivers.ts'
import {findings} from '../facts/findings.ts'
import {headline, leadSentences} from '../facts/headline.ts'
import {bridges, bridgesText, placeLabel, together} from '../facts/moving.ts'
import {programmeHeading} from '../facts/programme.ts'
import {quarterRows, quartersHeading} from '../facts/quarters.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import {capitalised, dispositionLabel, figure, numberWord, ratingLabel, riskText} from '../facts/words.ts'
import {contextMap, shortContextMap} from '../mermaid/context-map.ts'
import {roadmapCharts} from '../mermaid/roadmap-chart.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {costsPart} from './costs-part.ts'
import {resourcesPart} from './resources-part.ts'
import {md, table} from './escape.ts'
import {notSeenPart} from './not-seen-part.ts'
import {supportPart} from './support-part.ts'

const mostSystems = 100
const mostCharts = 6
const mostChanges = 5

/** The report as Markdown that GitHub and GitLab render, diagrams included. */
export function renderMarkdown(input: ReportInput): RenderedFile {
  const index = indexReport(input)
  const parts = [
    opening(index),
    decisionsPart(index),
    findingsPart(index),
    quartersPart(index),
    registerPart(index),
    supportPart(index),
    roadmapPart(index),
    betweenPart(index),
    costsPart(index),
    resourcesPart(index),
    ...pluginParts(index),
    notSeenPart(index),
    methodPart(index),
  ]
  return {path: 'report.md', content: `${parts.filter(Boolean).join('\n\n')}\n`}
}

function opening(index: ReportIndex): string {
  const {settings, assessments, estate} = index.input
  const counts = countSystems(index.input)
  return [
    `**${settings.report.marking}** · Legacy estate audit · ${settings.report.edition} edition`,
    '',
    estate.header.organisations.map(({name}) => md(name)).join(', '),
    '',
    `# ${md(headline(index))}`,
    '',
    leadSentences(index).map(md).join(' '),
    '',
    table(
      ['systems', 'legacy', 'red-rated', 'could be red', 'red without a funded plan', 'hardly known'],
      [
        [
          counts.systems,
          counts.legacy,
          counts.red,
          counts.couldBeRed,
          counts.redWithoutFundedPlan,
          counts.hardlyKnown,
        ].map(String),
      ],
    ),
    '',
    ...changesPart(index),
    `${md(capitalised(completenessText(index)))} As of ${writtenDate(assessments.asOf)}. Proposals from evidence, not submitted assessments.`,
  ].join('\n')
}

function changesPart(index: ReportIndex): readonly string[] {
  const changed = changesText(index)
  if (!changed) return []
  const rows = changeRows(index) ?? []
  const more = rows.length - mostChanges
  const told = rows
    .slice(0, mostChanges)
    .map(({name, before, now, plan}) =>
      [
        `- ${md(name)}: ${md(before === now ? now : `${before}; now ${now}`)}`,
        ...plan.map(planChangeText).map(md),
      ].join('. '),
    )
  const list = [...told, ...(more > 0 ? [`- and ${figure(more)} more, all in index.html`] : [])]
  return [`**${md(changed.since)}** ${md(changed.text)}`, '', ...(list.length > 0 ? [...list, ''] : [])]
}

function decisionsPart(index: ReportIndex): string {
  const rows = decisions(index)
  if (rows.length === 0) return ''
  return [
    `## ${md(decisionsHeading(index))}`,
    '',
    table(
      ['Decision', 'Who', 'If it is not taken'],
      rows.map(({decision, who, otherwise}) => [md(decision), md(who), md(otherwise)]),
    ),
    ...[workBeginsText(index)].filter(Boolean).flatMap((why) => ['', md(why)]),
  ].join('\n')
}

function findingsPart(index: ReportIndex): string {
  const rows = findings(index)
  if (rows.length === 0) return ''
  return [
    '## What you should know',
    '',
    ...rows.map(({title, text}, at) => `${at + 1}. **${md(title)}.** ${md(text)}`),
  ].join('\n')
}

function quartersPart(index: ReportIndex): string {
  const rows = quarterRows(index)
  if (rows.length === 0) return ''
  return [
    `## ${md(quartersHeading(index))}`,
    '',
    table(
      ['At the end of', 'Doing nothing', 'On the plan', 'Could be red or hardly known'],
      rows.map(({end, doingNothing, planned, plannedCouldBe}) => [
        writtenDate(end, 'short'),
        String(doingNothing),
        String(planned),
        String(plannedCouldBe),
      ]),
    ),
  ].join('\n')
}

function registerPart(index: ReportIndex): string {
  const {systems} = index
  const costs = declaredCostsText(index)
  const rows = systems
    .slice(0, mostSystems)
    .map((system) => [
      md(index.nameOf(system.system)),
      md(index.organisationShort(system.organisation)),
      ratingLabel(system),
      riskText(system),
      md(mainDriver(system)),
      dispositionLabel(index.dispositions.get(system.system)?.chosen),
      placeLabel(index, system.system),
      ...(costs ? [declaredCostFigure(index, system.system)] : []),
    ])
  const more =
    systems.length > mostSystems ? ['', `And ${systems.length - mostSystems} more, all in register.csv.`] : []
  return [
    '## The register',
    '',
    ...(costs ? [costs, ''] : []),
    table(
      [
        ...['System', 'Organisation', 'Rating', 'Risk, 0 to 30', 'What drives it', 'Treatment', 'Wave'],
        ...(costs ? ['Declared cost a year'] : []),
      ],
      rows,
    ),
    ...more,
  ].join('\n')
}

function roadmapPart(index: ReportIndex): string {
  const {roadmap} = index.input
  const rows = roadmap.waves.map(({id, start, end, systems, frees}) => [
    `Wave ${id}`,
    `${writtenDate(start, 'short')} to ${writtenDate(end, 'short')}`,
    systems.map((one) => md(index.nameOf(one))).join(', '),
    String(frees.length),
  ])
  const systemsOf = new Map(roadmap.groups.map((group) => [group.id, group.systems]))
  const unplaced = roadmap.unplaced.map(
    ({group, why}) => `- ${(systemsOf.get(group) ?? []).map((one) => md(index.nameOf(one))).join(', ')}: ${md(why)}`,
  )
  return [
    `## ${md(programmeHeading(index))}`,
    '',
    ...(rows.length > 0
      ? [
          ...roadmapCharts(index)
            .slice(0, mostCharts)
            .flatMap((chart) => [fenced(chart), '']),
          'The whole in one: [roadmap.mmd](roadmap.mmd).',
          '',
          table(['Wave', 'Work', 'Systems', 'Red ratings it ends'], rows),
        ]
      : []),
    ...(unplaced.length > 0 ? ['', 'Not placed:', '', ...unplaced] : []),
    ...movingPart(index),
  ].join('\n')
}

function movingPart(index: ReportIndex): readonly string[] {
  const names = (systems: readonly string[]) => systems.map((one) => md(index.nameOf(one))).join(', ')
  const groups = together(index)
  const joined = bridges(index)
  return [
    ...(groups.length > 0
      ? [
          '',
          'What moves together:',
          '',
          table(
            ['Systems', 'Why', 'Wave'],
            groups
              .slice(0, mostSystems)
              .map(({systems, why, wave}) => [
                names(systems),
                md(`They ${why}`),
                wave === undefined ? 'Not placed' : `Wave ${wave}`,
              ]),
          ),
          ...furtherInRoadmap(groups.length),
        ]
      : []),
    ...(joined.length > 0
      ? [
          '',
          md(bridgesText(joined)),
          '',
          table(
            ['Between', 'Bridge', 'Person-days', 'Why'],
            joined
              .slice(0, mostSystems)
              .map(({between, how, personDays, why}) => [
                names(between),
                md(capitalised(how)),
                String(personDays),
                md(capitalised(why)),
              ]),
          ),
          ...furtherInRoadmap(joined.length),
        ]
      : []),
  ]
}

function furtherInRoadmap(count: number): readonly string[] {
  return count > mostSystems ? ['', `And ${count - mostSystems} more, all in roadmap.json.`] : []
}

function betweenPart(index: ReportIndex): string {
  const whole = contextMap(index)
  if (whole.edges.length === 0) return ''
  const several = index.input.estate.header.organisations.length > 1
  const rows = whole.edges.map(({user, system, count}) => [
    md(index.nameOf(system)),
    md(several ? index.organisationName(user) : index.nameOf(user)),
    String(count),
  ])
  return [
    '## What is used most, and by whom',
    '',
    ...contextPicture(index, whole.used.length),
    '',
    table(['System', 'Used by', 'Dependencies'], rows),
  ].join('\n')
}

function contextPicture(index: ReportIndex, most: number): readonly string[] {
  const short = shortContextMap(index)
  const whole = 'The whole in one: [estate.mmd](estate.mmd).'
  if (!short) return [whole]
  const shown = short.map.used.length
  return [fenced(short.chart), '', shown < most ? `The ${numberWord(shown)} systems used most. ${whole}` : whole]
}

function pluginParts(index: ReportIndex): readonly string[] {
  return (index.input.sections ?? []).map(({title, paragraphs, table: rows, plugin, version}) =>
    [
      `## ${md(title)}`,
      ...paragraphs.map(md),
      ...(rows
        ? [
            table(
              rows.columns.map(md),
              rows.rows.map((cells) => cells.map(md)),
            ),
          ]
        : []),
      `By ${md(plugin)} ${md(version)}`,
    ].join('\n\n'),
  )
}

function methodPart(index: ReportIndex): string {
  const {producedBy, estate} = index.input
  return [
    '## Method',
    '',
    `${framework.name}, ${writtenDate(framework.version)}: ${criterionIds.length} criteria, computed in whole numbers; red-rated from 16, on the unrounded figure. Made by ${producedBy.name} ${producedBy.version}.`,
    '',
    table(
      ['Input', 'sha256'],
      estate.header.inputs.map(({path, sha256}) => [md(path), `\`${sha256}\``]),
    ),
  ].join('\n')
}

function fenced(chart: string): string {
  return `\`\`\`mermaid\n${chart}\`\`\``
}
