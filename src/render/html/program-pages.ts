import type {ApplicationCut, CutEdge, CutGroup} from '../../model/application-cut.ts'
import type {Entity} from '../../model/entity.ts'
import type {MapEdge} from '../../model/program-map.ts'
import {neighboursOf} from '../../model/program-neighbours.ts'
import {typeOf} from '../../model/program-parts.ts'
import {cutBasis, groupCounts, groupName} from '../facts/cut-words.ts'
import {placesInOrder} from '../facts/evidence-places.ts'
import {type EntryMap, entryMaps} from '../facts/program-maps.ts'
import {programsOf, type SystemPrograms} from '../facts/programs.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import {capitalised, figure, figured, listed} from '../facts/words.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {copiesPart} from './copies-part.ts'
import {drawing} from './drawing.ts'
import {jobOrderPart} from './job-order-part.ts'
import {html, type Markup} from './markup.ts'
import {pageOf} from './page.ts'
import {region, table} from './parts.ts'
import {placesList} from './places-list.ts'
import {groupsTable, sizeTable, uncalledTable} from './programs-part.ts'
import {reportCss} from './report-css.ts'
import {
  mostCut,
  mostGroups,
  mostRows,
  programCounts,
  programFiles,
  programsAnchor,
  shownGroups,
  uncalledCounts,
  uncalledOf,
} from './shown-programs.ts'

/** By the id of a job or transaction, the drawing of what is around it; by that of a system, the order of its jobs. */
type Drawings = ReadonlyMap<string, string>

/** Pages of programs, for systems whose programs were scanned: pictures, entry points, size, callers and cut. */
export function* renderProgramPages(input: ReportInput, drawings: Drawings): Generator<RenderedFile> {
  const index = indexReport(input)
  const files = Map.groupBy(programFiles(index), ([, file]) => file)
  const css = files.size > 0 ? reportCss() : ''
  for (const [path, systems] of files) {
    const [first] = systems
    const title =
      systems.length === 1
        ? `Programs of ${index.nameOf(first?.[0] ?? '')}`
        : `Programs, page ${path.replace(/\D/g, '')}`
    const main = html`<p class="govuk-body"><a class="govuk-link" href="index.html#systems">The report</a></p>
      <h1 class="govuk-heading-xl">${title}</h1>
      ${systems.map(([system]) => systemPart(index, system, drawings, systems.length === 1))}`
    yield {path, content: pageOf({title, settings: input.settings, css, main, script: 'moved'})}
  }
}

function contents(anchor: string, parts: readonly {readonly id: string; readonly text: string}[]): Markup {
  return html`<ul class="govuk-list">
    ${parts.map(({id, text}) => html`<li><a class="govuk-link" href="#${anchor}-${id}">${text}</a></li>`)}
  </ul>`
}

function systemPart(index: ReportIndex, system: string, drawings: Drawings, isAlone: boolean): Markup {
  const own = programsOf(index, system)
  if (!own) return html``
  const anchor = programsAnchor(system)
  const cut = index.input.cuts?.get(system)
  const parts = [
    {id: 'size', text: 'Size and complexity', content: sizePart(index, system, own, `${anchor}-size`)},
    {id: 'copies', text: 'Copied code', content: copiesPart(index, system, `${anchor}-copies`)},
    {id: 'callers', text: 'No caller seen', content: uncalledPart(index, system, own, `${anchor}-callers`)},
    {id: 'entries', text: 'Jobs and transactions', content: entriesPart(index, own, `${anchor}-entries`)},
    {
      id: 'order',
      text: 'The order of jobs',
      content: jobOrderPart(index, system, drawings.get(system), `${anchor}-order`),
    },
    {id: 'maps', text: 'Pictures of what runs what', content: mapsPart(index, system, drawings, `${anchor}-maps`)},
    {
      id: 'cut',
      text: 'A suggested cut',
      content: cut && cut.groups.length > 0 ? cutPart(index, cut, `${anchor}-cut`) : html``,
    },
  ].filter(({content}) => content.markup !== '')
  return html`<section id="${anchor}" class="section system" aria-labelledby="${anchor}-h">
    <h2 class="govuk-heading-l" id="${anchor}-h">
      ${isAlone ? capitalised(programCounts(own)) : `${index.nameOf(system)}: ${programCounts(own)}`}
    </h2>
    ${contents(anchor, parts)}
    <p class="govuk-body">
      What is around any of them, with all places: <code>domesday explain &lt;name&gt;</code>, and as a picture with
      <code>--diagram</code>.
    </p>
    ${parts.map(({content}) => content)}
  </section> `
}

function mapsPart(index: ReportIndex, system: string, drawings: Drawings, id: string): Markup {
  const maps = entryMaps(index).get(system) ?? []
  if (maps.length === 0) return html``
  return html`<h3 class="govuk-heading-m" id="${id}">Pictures of what runs what</h3>
    <p class="govuk-body">
      The jobs and transactions around which most is. On each line stands the first place; (+2) says that there are two
      more. A line is dashed where it is inferred, as where a name is one of several that a data item may hold. The
      table below each picture says the same.
    </p>
    ${maps.map((one) => mapPart(index, one, drawings.get(one.id)))}`
}

function mapPart(index: ReportIndex, {id, map}: EntryMap, svg: string | undefined): Markup {
  const name = `${capitalised(typeOf(index.entities.get(id)))} ${index.nameOf(id)}`
  const shown = svg === undefined ? undefined : drawing(svg, `What is around ${name}`)
  const left = map.left.reduce((sum, {count}) => sum + count, 0)
  return html`<h4 class="govuk-heading-s part">${name}</h4>
    ${shown === 'too large' ? html`<p class="govuk-body soft">The picture is too large for this page; the table says the same.</p>` : shown}
    ${edgesTable(index, `What is around ${name}, as a table`, map.edges)}
    ${left > 0 && html`<p class="govuk-body soft">${figured(left, 'further thing')} beside these: domesday explain tells all.</p>`}`
}

function edgesTable(index: ReportIndex, caption: string, edges: readonly MapEdge[]): Markup {
  const columns = [{text: 'What'}, {text: 'Does'}, {text: 'With what'}, {text: 'Where'}]
  // A job often has the name of the program that it runs.
  const named = (id: string): Markup =>
    html`${index.nameOf(id)} <span class="soft">${typeOf(index.entities.get(id))}</span>`
  const rows = edges.map(({from, to, words, certainty, evidence}) => [
    named(from),
    html`${certainty === 'inferred' ? `${words} (inferred)` : words}`,
    named(to),
    placesList(placesInOrder(index, evidence), 2),
  ])
  return region(caption, table(caption, columns, rows, 'cards words programs'))
}

/** Every job and transaction with what it runs and how much it reads and writes. */
function entriesPart(index: ReportIndex, {jobs, transactions}: SystemPrograms, id: string): Markup {
  const entries = [...jobs, ...transactions].toSorted((a, b) => (index.nameOf(a.id) < index.nameOf(b.id) ? -1 : 1))
  if (entries.length === 0) return html``
  const caption = 'Jobs and transactions'
  const columns = [
    {text: 'Name'},
    {text: 'What'},
    {text: 'Runs'},
    {text: 'Reads', number: true},
    {text: 'Writes', number: true},
  ]
  return html`<h3 class="govuk-heading-m" id="${id}">
      ${entries.length > mostRows ? `${figure(mostRows)} of ${figured(entries.length, 'job and transaction', 'jobs and transactions')}` : caption}
    </h3>
    ${region(
      caption,
      table(
        caption,
        columns,
        entries.slice(0, mostRows).map((one) => entryRow(index, one)),
        'cards words',
      ),
    )}`
}

/** What a transaction reads and writes its program does. */
function entryRow(index: ReportIndex, {id}: Entity): readonly Markup[] {
  const own = neighboursOf(index, id)
  const run = [...new Set(own.flatMap((one) => (one.role === 'calls' || one.role === 'begins-with' ? [one.id] : [])))]
  const begun = own.some(({role}) => role === 'begins-with') ? run.flatMap((one) => neighboursOf(index, one)) : []
  const count = (role: 'reads' | 'writes'): string =>
    figure(new Set([...own, ...begun].flatMap((one) => (one.role === role ? [one.id] : []))).size)
  return [
    html`${index.nameOf(id)}`,
    html`${typeOf(index.entities.get(id))}`,
    html`${listed(run.map(index.nameOf), 4) || 'Nothing that was seen'}`,
    html`${count('reads')}`,
    html`${count('writes')}`,
  ]
}

function sizePart(index: ReportIndex, system: string, {programs}: SystemPrograms, id: string): Markup {
  if (programs.length === 0) return html``
  const shown = programs.slice(0, mostRows)
  return html`<h3 class="govuk-heading-m" id="${id}">Size and complexity</h3>
    <p class="govuk-body">
      Lines of code without comments; statements that decide where a program goes; statements that lead out of it, as
      calls, copies and SQL.
      ${programs.length > shown.length ? `The ${figure(shown.length)} largest of ${figured(programs.length, 'program')}; all` : 'All'}
      as a table: <a class="govuk-link" href="programs.csv">programs.csv</a>
    </p>
    ${sizeTable(`Programs of ${index.nameOf(system)} by size`, shown)}`
}

function uncalledPart(index: ReportIndex, system: string, own: SystemPrograms, id: string): Markup {
  if (own.programs.length + own.copybooks.length === 0) return html``
  const rows = uncalledOf(own)
  const shown = rows.slice(0, mostRows)
  const heading = html`<h3 class="govuk-heading-m" id="${id}">No caller seen in what was scanned</h3>`
  if (rows.length === 0)
    return html`${heading}
      <p class="govuk-body">Something that was scanned calls every program and takes in every copybook.</p>`
  return html`${heading}
    <p class="govuk-body">
      ${capitalised(uncalledCounts(own))}. What calls them may stand where nothing was scanned: a scheduler, another
      tree, a name that only a run decides.
      ${rows.length > shown.length && `The first ${figure(shown.length)}; all stand in programs.csv.`}
    </p>
    ${uncalledTable(`No caller seen, of ${index.nameOf(system)}`, shown)}`
}

function cutPart(index: ReportIndex, cut: ApplicationCut, id: string): Markup {
  const {groups, throughout, apart} = cut
  const shown = groups.slice(0, mostGroups)
  const name = index.nameOf(cut.system)
  return html`<h3 class="govuk-heading-m" id="${id}">It could be cut into ${figured(groups.length, 'group')}</h3>
    ${cutBasis(cut).map((text) => html`<p class="govuk-body">${text}</p>`)}
    ${groupsTable(`Groups of ${name}`, shownGroups(index, cut).slice(0, mostGroups))}
    ${groups.length > shown.length && html`<p class="govuk-body soft">The first ${figure(shown.length)}; programs.csv has the group of every program.</p>`}
    ${
      throughout.length > 0 &&
      html`<p class="govuk-body">
        Used throughout, and set aside:
        ${listed(
          throughout.map(({id, users}) => `${index.nameOf(id)} (by ${figure(users)})`),
          20,
        )}.
      </p>`
    }
    ${apart.length > 0 && html`<p class="govuk-body">In no group, ${figured(apart.length, 'program or job', 'programs and jobs')}: ${listed(apart.map(index.nameOf), 20)}.</p>`}
    ${shown.map((group) => groupPart(index, cut, group))}`
}

function groupPart(index: ReportIndex, cut: ApplicationCut, group: CutGroup): Markup {
  const names = (ids: readonly string[]): string => listed(ids.map(index.nameOf), 40)
  const rows = [
    ['Programs', names(group.programs)],
    ['Jobs', names(group.jobs)],
    ['Transactions', names(group.transactions)],
    ['Data', names(group.stores)],
  ].filter(([, text]) => text !== '')
  const title = `Group ${groupName(cut, group.number, group.around, index.nameOf)}`
  return html`<h4 class="govuk-heading-s part">${title}: ${groupCounts(group)}</h4>
    <dl class="facts">
      ${rows.map(
        ([what, text]) =>
          html`<div>
            <dt>${what}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
    ${cutEdgesPart(
      index,
      cut,
      title,
      cut.edges.filter(({fromGroup}) => fromGroup === group.number),
    )}`
}

function cutEdgesPart(index: ReportIndex, cut: ApplicationCut, title: string, edges: readonly CutEdge[]): Markup {
  if (edges.length === 0) return html`<p class="govuk-body">Nothing leads out of it.</p>`
  const shown = edges.slice(0, mostCut)
  const caption = `What leads out of ${title}`
  const columns = [{text: 'From'}, {text: 'Does'}, {text: 'To'}, {text: 'In group'}, {text: 'Where'}]
  const rows = shown.map(({from, to, type, toGroup, certainty, evidence}) => [
    html`${index.nameOf(from)}`,
    html`${edgeWords[type] ?? 'uses'}${certainty === 'inferred' && ' (inferred)'}`,
    html`${index.nameOf(to)}`,
    html`${groupName(cut, toGroup, to, index.nameOf)}`,
    placesList(placesInOrder(index, evidence), 1),
  ])
  return html`${region(caption, table(caption, columns, rows, 'cards words programs'))}
  ${edges.length > shown.length && html`<p class="govuk-body soft">${figure(edges.length - shown.length)} more in <a class="govuk-link" href="cut-edges.csv">cut-edges.csv</a></p>`}`
}

const edgeWords: Readonly<Partial<Record<CutEdge['type'], string>>> = {
  CALLS: 'calls',
  READS: 'reads',
  WRITES: 'writes',
  DEPENDS_ON: 'begins with',
}
