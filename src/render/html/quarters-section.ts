import {writtenMonth} from '../../model/calendar.ts'
import {countSystems} from '../facts/counts.ts'
import {
  financialYears,
  quarterColumns,
  quarterEnds,
  type QuarterRow,
  quarterRows,
  quartersHeading,
} from '../facts/quarters.ts'
import {figure} from '../facts/words.ts'
import {html, type Markup, trusted} from './markup.ts'
import {type Page, region, section} from './parts.ts'
import {riskPicture} from './risk-picture.ts'

const height = 150

/** Red-rated systems by quarter, doing nothing and on the plan, with the table that says the same. */
export function quartersSection(page: Page): Markup {
  const rows = quarterRows(page.index)
  const content =
    rows.length === 0
      ? html`<p class="govuk-body">The plan has no quarters to show.</p>`
      : html`${key(page, rows)}${region('Red-rated systems by quarter', html`<div class="quarters">${picture(rows, countSystems(page.index.input).red)}${table(quarterColumns(rows))}</div>`)}`
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

/** Both lines begin at what is red now; each figure stands where its quarter ends, within the columns of the table. */
function picture(rows: readonly QuarterRow[], now: number): Markup {
  const most = Math.max(1, now, ...rows.flatMap(({planned, doingNothing}) => [planned, doingNothing]))
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((size) => most / size <= 5) ?? most
  const top = Math.ceil(most / step) * step
  const y = (value: number) => (10 + (1 - value / top) * height).toFixed(1)
  const grid = Array.from(
    {length: top / step + 1},
    (_, at) =>
      `<line x1="0" x2="100%" y1="${y(at * step)}" y2="${y(at * step)}" class="grid"/><text x="-8" y="${Number(y(at * step)) + 5}" text-anchor="end" class="soft">${at * step}</text>`,
  )
  const ends = quarterEnds(rows)
  const line = (kind: 'nothing' | 'planned', values: readonly number[]) =>
    steps(kind, [now, ...values], [0, ...ends], y)
  return trusted(`<svg class="steps" height="${height + 20}" aria-hidden="true">${grid.join('')}${line(
    'nothing',
    rows.map(({doingNothing}) => doingNothing),
  )}${line(
    'planned',
    rows.map(({planned}) => planned),
  )}</svg>
`)
}

/** A line that keeps each value from its place to that of the next, and steps there; what is level is drawn in one. */
function steps(
  kind: string,
  values: readonly number[],
  places: readonly number[],
  y: (value: number) => string,
): string {
  const x = (place = 1) => `${(place * 100).toFixed(3)}%`
  const corners = values.flatMap((value, at) => (value === values[at - 1] ? [] : [{value, place: places[at]}]))
  return corners
    .map(({value, place}, at) => {
      const [from, to, before] = [x(place), x(corners[at + 1]?.place), corners[at - 1]?.value]
      const rise =
        before === undefined
          ? ''
          : `<line x1="${from}" x2="${from}" y1="${y(before)}" y2="${y(value)}" class="${kind}"/>`
      return `${rise}<line x1="${from}" x2="${to}" y1="${y(value)}" y2="${y(value)}" class="${kind}"/>`
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
