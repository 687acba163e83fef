import {writtenDate} from '../../model/calendar.ts'
import {displayText} from '../facts/display-text.ts'
import {
  type DeadlineYear,
  deadlineRows,
  deadlineYears,
  type Programme,
  programme,
  programmeHeading,
  type ProgrammeRow,
} from '../facts/programme.ts'
import {financialYears, mostQuartersInColumns} from '../facts/quarters.ts'
import {bridges, bridgesText, together} from '../facts/moving.ts'
import {capitalised, figure, figured, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, section, systemLink, table} from './parts.ts'

const mostNamed = 4
const mostInTable = 12
const mostListed = 100
const mostWaves = 40
const mostDates = 4

/** The programme on a page, the dates that bind it, what could not be placed, what moves together, and what is bridged. */
export function roadmapSection(page: Page): Markup {
  const {quarters, rows} = programme(page.index)
  const picture =
    rows.length > 0 && quarters.length > 0
      ? html`<p class="govuk-body">
            Each bar names the skill it needs most and how many red ratings the wave ends. Thick black: critical path.
            Years are financial years; months begin quarters.
          </p>
          ${region('The programme', grid(page, {quarters, rows}))}${wavesTable(page, rows)}${
            rows.length > mostWaves &&
            html`<p class="govuk-body">and ${figure(rows.length - mostWaves)} later waves, in roadmap.json</p>`
          }`
      : html`<p class="govuk-body">No wave ends a red rating, because none is planned.</p>`
  return section(
    'roadmap',
    programmeHeading(page.index),
    picture,
    deadlines(page),
    unplaced(page),
    movesTogether(page),
    bridged(page),
  )
}

/** So long that a quarter's column has no room for words. */
function isLong(quarters: Programme['quarters']): boolean {
  return quarters.length > mostQuartersInColumns
}

function grid(page: Page, {quarters, rows}: Programme): Markup {
  const years = financialYears(quarters)
  return html`<table class="table programme ${isLong(quarters) && 'long'}">
    <caption class="govuk-visually-hidden">
      Waves by quarter
    </caption>
    <colgroup>
      <col class="first" />
    </colgroup>
    ${years.map(({quarters: span}) => html`<colgroup class="year" span="${span}"></colgroup>`)}
    <thead>
      <tr>
        <td></td>
        ${years.map(({name, quarters: span}) => html`<th scope="colgroup" colspan="${span}">${name}</th>`)}
      </tr>
      <tr>
        <th scope="col">Wave</th>
        ${quarters.map(({startMonth}) => html`<th scope="col">${isLong(quarters) ? html`<span class="govuk-visually-hidden">${startMonth}</span>` : startMonth}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${deadlineYears(page.index, quarters).some(({rows: dates}) => dates.length > 0) && deadlineRow(page, quarters)}${rows.slice(0, mostWaves).map((row) => wave(page, row, quarters.length))}
      <tr class="left">
        <th scope="row">Red-rated left at the end of the ${isLong(quarters) ? 'year' : 'quarter'}</th>
        ${isLong(quarters) ? leftByYear(quarters) : quarters.map(({redLeft}) => html`<td>${left(redLeft)}</td>`)}
      </tr>
    </tbody>
  </table>`
}

/** The programme's first row: what must be ready when, and whether it will be. */
function deadlineRow({index}: Page, quarters: Programme['quarters']): Markup {
  const cell = ({quarters: span, rows}: DeadlineYear) => {
    const missed = rows.filter(({met}) => !met).length
    if (isLong(quarters))
      return html`<td colspan="${span}" class="dates">
        ${rows.length > 0 && html`▼ ${figured(rows.length, 'date')}${missed > 0 && html`, <strong>${figure(missed)} missed</strong>`}`}
      </td>`
    const dates = rows
      .slice(0, mostDates)
      .map(
        ({system, what, date, met}) =>
          html`<span class="date"
            >▼ ${writtenDate(date, 'short')}: ${index.nameOf(system)}, ${what}.
            ${met ? 'Met' : html`<strong>Missed</strong>`}</span
          >`,
      )
    return html`<td colspan="${span}" class="dates">
      ${dates}${rows.length > mostDates && html`<span class="date">and ${figure(rows.length - mostDates)} more below</span>`}
    </td>`
  }
  return html`<tr class="deadlines">
    <th scope="row">Deadlines</th>
    ${deadlineYears(index, quarters).map(cell)}
  </tr> `
}

function left(count: number | undefined): string {
  return count === undefined ? 'not known' : figure(count)
}

/** At the end of each financial year, where quarters have no room. */
function leftByYear(quarters: Programme['quarters']): readonly Markup[] {
  let at = 0
  return financialYears(quarters).map(({quarters: span}) => {
    at += span
    return html`<td colspan="${span}">${left(quarters[at - 1]?.redLeft)}</td>`
  })
}

function wave({index}: Page, row: ProgrammeRow, count: number): Markup {
  const names = listed(row.systems.map(index.nameOf), mostNamed)
  const label = `${row.team || 'Work'}${row.ends > 0 ? `, ${figure(row.ends)} red` : ''}`
  const before = row.first
  const after = count - 1 - row.last
  const gap = (span: number) => Array.from({length: span}, () => html`<td class="gap"></td>`)
  return html`<tr>
    <th scope="row"><strong>${row.wave}</strong> ${names}${row.critical && html` <strong>critical path</strong>`}</th>
    ${gap(before)}
    <td colspan="${row.last - row.first + 1}" class="work">
      <div class="wave ${row.critical && 'critical'} ${row.last < count - 1 && 'free'}">${label}</div>
    </td>
    ${gap(after)}
  </tr> `
}

/** The programme in dates: what the picture shows by the quarter. */
function wavesTable({index}: Page, rows: Programme['rows']): Markup {
  const cells = rows
    .slice(0, mostWaves)
    .map(({wave: own, systems, start, end, team, personDays, ends, critical}) => [
      html`${own}${critical && html` <strong>critical path</strong>`}`,
      html`${listed(systems.map(index.nameOf), mostInTable)}`,
      html`<span class="unbroken">${writtenDate(start, 'short')}</span>`,
      html`<span class="unbroken">${writtenDate(end, 'short')}</span>`,
      html`${team || 'None'}`,
      html`${figure(Math.round(personDays))}`,
      html`${figure(ends)}`,
    ])
  const columns = [
    {text: 'Wave'},
    {text: 'Systems'},
    {text: 'Work begins'},
    {text: 'Last cut-over'},
    {text: 'Skill needed most'},
    {text: 'Person-days', number: true},
    {text: 'Red ratings it ends', number: true},
  ]
  return html`<h3 class="govuk-heading-m">The waves in dates</h3>
    ${region('The waves in dates', table('The waves in dates', columns, cells, 'cards'))}`
}

function deadlines(page: Page): Markup {
  const rows = deadlineRows(page.index)
  if (rows.length === 0) return html``
  const cells = rows
    .slice(0, mostListed)
    .map(({system, what, date, met, outcome}) => [
      systemLink(page, system),
      html`${what}`,
      html`<span class="unbroken">${writtenDate(date, 'short')}</span>`,
      html`${met ? outcome : html`<strong>${outcome}</strong>`}`,
    ])
  return html`<h3 class="govuk-heading-m">Deadlines</h3>
    ${region('Deadlines', table('Deadlines', [{text: 'System'}, {text: 'What'}, {text: 'Date'}, {text: 'Outcome'}], cells, 'cards'))}${rows.length > mostListed && html`<p class="govuk-body">and ${figure(rows.length - mostListed)} more, in roadmap.json</p>`}`
}

function unplaced({index}: Page): Markup {
  const {unplaced: left, groups} = index.input.roadmap
  if (left.length === 0) return html``
  const systems = new Map(groups.map(({id, systems: members}) => [id, members]))
  const rows = left
    .slice(0, mostListed)
    .map(({group, why}) => [
      html`${listed((systems.get(group) ?? [group]).map(index.nameOf), 6)}`,
      html`${displayText(why, 300)}`,
    ])
  return html`<h3 class="govuk-heading-m">Not placed</h3>
    ${region('Not placed', table('What could not be placed', [{text: 'Systems'}, {text: 'Why'}], rows, 'cards'))}${left.length > mostListed && html`<p class="govuk-body">and ${figure(left.length - mostListed)} more, in roadmap.json</p>`}`
}

function movesTogether({index}: Page): Markup {
  const rows = together(index)
  if (rows.length === 0) return html``
  const cells = rows
    .slice(0, mostListed)
    .map(({systems, why, wave: own}) => [
      html`${listed(systems.map(index.nameOf), 6)}`,
      html`They ${why}`,
      html`${own === undefined ? 'Not placed' : `Wave ${own}`}`,
    ])
  return html`<h3 class="govuk-heading-m">What moves together</h3>
    ${region('What moves together', table('What moves together', [{text: 'Systems'}, {text: 'Why'}, {text: 'Wave'}], cells, 'cards'))}${rows.length > mostListed && html`<p class="govuk-body">and ${figure(rows.length - mostListed)} more, in roadmap.json</p>`}`
}

function bridged({index}: Page): Markup {
  const all = bridges(index)
  if (all.length === 0) return html``
  const rows = all
    .slice(0, mostListed)
    .map(({between, how, personDays, why}) => [
      html`${between.map(index.nameOf).join(' and ')}`,
      html`${capitalised(how)}`,
      html`${figure(personDays)}`,
      html`${capitalised(why)}`,
    ])
  return html`<h3 class="govuk-heading-m">Bridges</h3>
    <p class="govuk-body">${bridgesText(all)}</p>
    ${region('Bridges', table('Bridges', [{text: 'Between'}, {text: 'Bridge'}, {text: 'Person-days', number: true}, {text: 'Why'}], rows, 'cards'))}${all.length > mostListed && html`<p class="govuk-body">and ${figure(all.length - mostListed)} more, in roadmap.json</p>`}`
}
