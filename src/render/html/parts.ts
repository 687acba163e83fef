import type {SystemAssessment} from '../../model/assessment.ts'
import {oncePer} from '../../model/once-per.ts'
import {displayName} from '../facts/display-text.ts'
import type {FactLink} from '../facts/findings.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {type Rating, ratingLabel, ratingOf} from '../facts/words.ts'
import {html, type Markup, systemAnchor, trusted} from './markup.ts'

/** Where each system's own part stands, if it has one, and on which page this is. */
export interface Page {
  readonly index: ReportIndex
  /** The file of a system's own part; undefined when it has none. */
  readonly fileOf: (system: string) => string | undefined
  readonly file: string
}

export function systemHref(page: Page, system: string): string | undefined {
  const file = page.fileOf(system)
  return file === undefined ? undefined : `${file === page.file ? '' : file}#${anchorOf(page, system)}`
}

const anchorsOf = oncePer((_index: ReportIndex) => new Map<string, string>())

/** A system is linked from many places. */
function anchorOf({index}: Page, system: string): string {
  const anchors = anchorsOf(index)
  const known = anchors.get(system)
  if (known !== undefined) return known
  const anchor = systemAnchor(system)
  anchors.set(system, anchor)
  return anchor
}

export function systemLink(page: Page, system: string): Markup {
  return linkOf({name: page.index.nameOf(system), href: systemHref(page, system)})
}

export function linkOf({name, href}: {readonly name: string; readonly href?: string | undefined}): Markup {
  return href ? html`<a class="govuk-link" href="${href}">${name}</a>` : html`${name}`
}

export function factLink(page: Page, link: FactLink): Markup {
  if ('system' in link) return systemLink(page, link.system)
  return html`<a class="govuk-link" href="${page.file === 'index.html' ? '' : 'index.html'}#${link.section}"
    >${link.text}</a
  >`
}

/** The rating as a word in its border; a zone is a plain word. */
export function ratingTag(system: SystemAssessment): Markup {
  return tagOf(ratingOf(system), ratingLabel(system))
}

export function tagOf(rating: Rating, label: string): Markup {
  return rating === 'none' ? html`${label}` : html`<strong class="tag tag-${rating}">${label}</strong>`
}

/** The tag of a system that is or could be red, or is hardly known; nothing for the rest. */
export function alarmTag(page: Page, system: string): Markup {
  const assessment = page.index.assessments.get(system)
  return assessment && ratingOf(assessment) !== 'none' ? html` ${ratingTag(assessment)}` : html``
}

export function nameOf(system: SystemAssessment): string {
  return displayName(system.name, system.system)
}

export function section(id: string, heading: string, ...content: readonly Markup[]): Markup {
  return html`<section id="${id}" class="section" aria-labelledby="${id}-h">
    <h2 class="govuk-heading-l" id="${id}-h">${heading}</h2>
    ${content}
  </section> `
}

/** A table in a region of its own that scrolls when it is wider than the page. */
export function region(label: string, table: Markup, kind = ''): Markup {
  return html`<div class="region ${kind}" role="region" aria-label="${label}" tabindex="0">${table}</div> `
}

interface Column {
  readonly text: string
  readonly number?: boolean
}

/** A plain table: headings, then rows of cells; the first cell of a row names it. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Markup[])[],
  kind = '',
): Markup {
  const head = columns.map(
    ({text, number}) => html`<th scope="col" ${number && trusted(' class="num"')} role="columnheader">${text}</th>`,
  )
  const body = rows.map(
    (cells) =>
      html`<tr role="row">
        ${cells.map((cell, at) =>
          at === 0
            ? html`<th scope="row" role="rowheader">${cell}</th>`
            : html`<td role="cell" ${columns[at]?.number && trusted(' class="num"')} data-label="${columns[at]?.text}">
                ${cell}
              </td>`,
        )}
      </tr> `,
  )
  return html`<table class="table ${kind}" role="table">
    <caption class="govuk-visually-hidden">
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${body}
    </tbody>
  </table>`
}
