import {writtenMonth} from '../../model/calendar.ts'
import {countSystems} from '../facts/counts.ts'
import {financialYears, quarterColumns, type QuarterRow, quarterRows, quartersHeading} from '../facts/quarters.ts'
import {figure} from '../facts/words.ts'
import {html, type Markup, trusted} from './markup.ts'
import {type Page, region, section} from './parts.ts'
import {riskPicture} from './risk-picture.ts'

const height = 150

/** Red-rated systems by quarter, doing nothing and on the plan, with the table that says the same. */
export function quartersSection(page: Page): Markup {
  const rows = quarterRows(page.index)
  const columns = quarterColumns(rows)
  const content =
    rows.length === 0
      ? html`<p class="govuk-body">The plan has no quarters to show.</p>`
      : html`${key(page, rows)}${region('Red-rated systems by quarter', html`<div class="quarters">${picture(columns)}${table(columns)}</div>`)}`
  return section('quarters', quartersHeading(page.index), content, riskPicture(page))
}

function key({index}: Page, rows: readonly QuarterRow[]): Markup {
  const now = countSystems(index.input).red
  const last = rows.at(-1)
  const when = writtenMonth(last?.end ?? '')
  const sample = (kind: string) =>
    trusted(`<svg width="44" height="10" aria-hidden="true"><line x1="0" x2="44" y1="5" y2="5" class="${kind}"/></svg>`)
  return html`<p class="key">
    <span
      >${sample('nothing')} <strong>Doing nothing</strong>: ${figure(now)} now, ${figure(last?.doingNothing ?? 0)} in
      ${when}</span
    >
    <span
      >${sample('planned')} <strong>On the plan</strong>: ${figure(now)} now, ${figure(last?.planned ?? 0)} in
      ${when}</span
    >
  </p> `
}

function picture(rows: readonly QuarterRow[]): Markup {
  const most = Math.max(1, ...rows.flatMap(({planned, doingNothing}) => [planned, doingNothing]))
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((size) => most / size <= 5) ?? most
  const top = Math.ceil(most / step) * step
  const y = (value: number) => (10 + (1 - value / top) * height).toFixed(1)
  const grid = Array.from(
    {length: top / step + 1},
    (_, at) =>
      `<line x1="0" x2="100%" y1="${y(at * step)}" y2="${y(at * step)}" class="grid"/><text x="-8" y="${Number(y(at * step)) + 5}" text-anchor="end" class="soft">${at * step}</text>`,
  )
  return trusted(`<svg class="steps" height="${height + 20}" aria-hidden="true">${grid.join('')}${steps(
    rows.map(({doingNothing}) => doingNothing),
    y,
    'nothing',
  )}${steps(
    rows.map(({planned}) => planned),
    y,
    'planned',
  )}</svg>
`)
}

function steps(values: readonly number[], y: (value: number) => string, kind: string): string {
  const x = (at: number) => `${((at / values.length) * 100).toFixed(3)}%`
  return values
    .map((value, at) => {
      const before = values[at - 1]
      const rise =
        before === undefined || before === value
          ? ''
          : `<line x1="${x(at)}" x2="${x(at)}" y1="${y(before)}" y2="${y(value)}" class="${kind}"/>`
      return `${rise}<line x1="${x(at)}" x2="${x(at + 1)}" y1="${y(value)}" y2="${y(value)}" class="${kind}"/>`
    })
    .join('')
}

function table(rows: readonly QuarterRow[]): Markup {
  const line = (name: string, values: readonly number[], strong = false) =>
    html`<tr>
      <th scope="row">${name}</th>
      ${values.map((value) => html`<td>${strong ? html`<strong>${figure(value)}</strong>` : figure(value)}</td>`)}
    </tr> `
  return html`<table class="table by-quarter">
    <caption class="govuk-visually-hidden">
      Red-rated systems at each quarter’s end
    </caption>
    <colgroup>
      <col class="first" />
    </colgroup>
    <colgroup span="${rows.length}"></colgroup>
    <thead>
      <tr>
        <td></td>
        ${financialYears(rows).map(({name, quarters}) => html`<th scope="colgroup" colspan="${quarters}">${name}</th>`)}
      </tr>
      <tr>
        <th scope="col">At the end of</th>
        ${rows.map(({endMonth}) => html`<th scope="col">${endMonth}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${line(
        'Doing nothing',
        rows.map(({doingNothing}) => doingNothing),
      )}${line(
        'On the plan',
        rows.map(({planned}) => planned),
        true,
      )}${line(
        'Could be red or hardly known, on the plan',
        rows.map(({plannedCouldBe}) => plannedCouldBe),
      )}
    </tbody>
  </table>`
}
