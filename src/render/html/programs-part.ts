import type {ProgramRow} from '../facts/programs.ts'
import {figure, figured} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import {placesList} from './places-list.ts'
import type {ShownGroup, ShownPrograms} from './shown-programs.ts'
import type {ShownSystem} from './shown-system.ts'

/** What a system has of programs: the largest, those that nothing seen calls, and how it could be cut. */
export function programsPart({system, programs}: ShownSystem): Markup {
  if (!programs) return html``
  const {counts, href, groups} = programs
  const name = nameOf(system)
  return html`<h4 class="govuk-heading-s part">Its code holds ${counts}</h4>
    ${largestPart(name, programs)}${uncalledPart(name, programs)}${groupsPart(name, programs)}
    <p class="govuk-body soft">
      What runs what, reads and writes, as pictures and tables:
      <a class="govuk-link" href="${href}">programs of ${name}</a>. All programs:
      <a class="govuk-link" href="programs.csv">programs.csv</a>${
        groups.length > 0 &&
        html`, all that the cut goes through: <a class="govuk-link" href="cut-edges.csv">cut-edges.csv</a>`
      }
    </p>`
}

function largestPart(name: string, {largest, programCount}: ShownPrograms): Markup {
  if (largest.length === 0) return html``
  return html`<h5>
      ${largest.length < programCount ? `The ${figure(largest.length)} largest and most complex of ${figured(programCount, 'program')}` : 'By size and complexity'}
    </h5>
    ${sizeTable(`The largest and most complex programs of ${name}`, largest)}`
}

/** Programs by lines of code and decisions; a figure that nothing counted is "?". */
export function sizeTable(caption: string, rows: readonly ProgramRow[]): Markup {
  const count = (figures: number | undefined): Markup => html`${figures === undefined ? '?' : figure(figures)}`
  const columns = [
    {text: 'Program'},
    {text: 'Lines of code', number: true},
    {text: 'Decisions', number: true},
    {text: 'Leads out', number: true},
    {text: 'Callers seen', number: true},
    {text: 'Where'},
  ]
  const cells = rows.map(({name, codeLines, decisions, statements, callers, place}) => [
    html`${name}`,
    count(codeLines),
    count(decisions),
    count(statements),
    count(callers),
    placesList([place].filter(Boolean)),
  ])
  return region(caption, table(caption, columns, cells, 'cards words programs'))
}

function uncalledPart(name: string, {uncalled, uncalledCount}: ShownPrograms): Markup {
  if (uncalled.length === 0) return html``
  return html`<h5>No caller seen in what was scanned: ${uncalledCount}</h5>
    ${uncalledTable(`No caller seen in what was scanned of ${name}`, uncalled)}`
}

export function uncalledTable(caption: string, rows: readonly ProgramRow[]): Markup {
  const columns = [{text: 'Name'}, {text: 'What'}, {text: 'Lines of code', number: true}, {text: 'Where'}]
  const cells = rows.map(({name, type, codeLines, place}) => [
    html`${name}`,
    html`${type}`,
    html`${codeLines === undefined ? '?' : figure(codeLines)}`,
    placesList([place].filter(Boolean)),
  ])
  return region(caption, table(caption, columns, cells, 'cards words programs'))
}

function groupsPart(name: string, {groups, basis}: ShownPrograms): Markup {
  if (groups.length === 0) return html``
  return html`<h5>It could be cut into ${figured(groups.length, 'group')}</h5>
    ${groupsTable(`Suggested groups of ${name}`, groups)}
    <p class="govuk-body soft">${basis.join(' ')}</p>`
}

export function groupsTable(caption: string, groups: readonly ShownGroup[]): Markup {
  const columns = [
    {text: 'Group, and what it is around'},
    {text: 'Holds'},
    {text: 'Relations out', number: true},
    {text: 'Relations in', number: true},
  ]
  const cells = groups.map(({name, holds, out, into}) => [
    html`${name}`,
    html`${holds}`,
    html`${figure(out)}`,
    html`${figure(into)}`,
  ])
  return region(caption, table(caption, columns, cells, 'cards words'))
}
