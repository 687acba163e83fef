import type {SystemAssessment} from '../../model/assessment.ts'
import {isChallenged} from '../facts/counts.ts'
import {headline} from '../facts/headline.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import {figure, ratingOf} from '../facts/words.ts'
import type {RenderedFile, ReportInput, StandingFile} from '../rendered.ts'
import {billsSection} from './bills-section.ts'
import {changesSection} from './changes-section.ts'
import {connectionsSection} from './connections-section.ts'
import {costsSection} from './costs-section.ts'
import {criteriaSection} from './criteria-section.ts'
import {dotsKey} from './criteria-table.ts'
import {html, type Markup} from './markup.ts'
import {glossarySection} from './glossary-section.ts'
import {methodSection} from './method-section.ts'
import {notSeenSection} from './not-seen-section.ts'
import {pageOf} from './page.ts'
import {pluginSections} from './plugin-sections.ts'
import {type Page, section, systemLink} from './parts.ts'
import {quartersSection} from './quarters-section.ts'
import {registerPage, registerParts, registerSection} from './register-section.ts'
import {reportCss} from './report-css.ts'
import {resourcesSection} from './resources-section.ts'
import {roadmapSection} from './roadmap-section.ts'
import {decisionsSection, findingsSection, summarySection} from './summary-section.ts'
import {shownSystem} from './shown-system.ts'
import {systemSection} from './system-sections.ts'
import {aroundParts, type MadePage, type PartMemory, systemsPage} from './systems-page.ts'

export interface HtmlExtras {
  /** The context map as SVG, from the renderer of diagrams. */
  readonly contextMapSvg?: string
}

/** A page holds at most so many systems: up to that many stand on the first, more in pages of their own. */
const perPage = 100
/** Beyond this many, only systems with something to say have a part of their own. */
const mostWithOwnPart = 1000
/** No file of a report is larger, so that every one opens. */
const mostBytes = 2_000_000
const leastRegisterBytes = 200_000

/** Pages that were made to see how large they are are kept up to so many bytes together, and made again beyond. */
const mostKeptBytes = 100_000_000

/** The report as HTML: pages of systems when there are many, then index.html and what its register is continued on. */
export function* renderHtml(input: ReportInput, extras: HtmlExtras): Generator<RenderedFile> {
  const {systemPages, firstPages} = htmlReport(input)
  for (const page of systemPages) if ('content' in page) yield page
  for (const page of firstPages(extras)) if ('content' in page) yield page
}

interface HtmlReport {
  readonly systemPages: Iterable<RenderedFile | StandingFile>
  readonly firstPages: (extras: HtmlExtras) => Iterable<RenderedFile | StandingFile>
}

/**
 * The report in two parts, since the pages of systems need no diagram: they can be made while it is drawn. Each page is
 * made when it is asked for. Long texts make for fewer systems on a page.
 */
export function htmlReport(input: ReportInput, memory?: PartMemory): HtmlReport {
  const index = indexReport(input)
  const css = reportCss()
  const shown = index.systems.length <= mostWithOwnPart ? index.systems : index.systems.filter(hasOwnPart)
  const report = {index, css, shown, memory}
  const {layout, files} = fitting(shown, (tried) => systemFiles(report, tried))
  return {
    systemPages: rendered(files),
    firstPages: (extras) =>
      rendered(
        layout.pages.length > 0
          ? measured(firstFiles(report, layout, extras)).files
          : fitting(shown, (tried) => [...firstFiles(report, tried, extras), ...systemFiles(report, tried)]).files,
      ),
  }
}

interface Report {
  readonly index: ReportIndex
  readonly css: string
  readonly shown: readonly SystemAssessment[]
  readonly memory: PartMemory | undefined
}

/** Where each system stands: on the first page, or on the pages of systems where there are some. */
interface Layout {
  readonly pages: readonly SystemsPage[]
  readonly fileOf: (system: string) => string | undefined
}

interface HtmlFile {
  readonly path: string
  readonly make: () => MadePage
}

function* rendered(files: readonly HtmlFile[]): Generator<RenderedFile | StandingFile> {
  for (const {path, make} of files) {
    const {content} = make()
    yield content ? {path, content} : {path, stands: true}
  }
}

/** As many systems on a page as leave no file too large. */
function fitting(
  shown: readonly SystemAssessment[],
  filesOf: (layout: Layout) => readonly HtmlFile[],
): {readonly layout: Layout; readonly files: readonly HtmlFile[]} {
  for (let most = perPage; ; most = Math.floor(most / 2)) {
    const layout = layoutOf(shown, most)
    const {files, largest} = measured(filesOf(layout))
    if (largest <= mostBytes || most === 1) return {layout, files}
  }
}

function layoutOf(shown: readonly SystemAssessment[], most: number): Layout {
  const pages = shown.length <= most ? [] : pagesOf(shown, most)
  const files = new Map<string, string>(shown.map(({system}) => [system as string, 'index.html']))
  for (const {file, systems} of pages) for (const {system} of systems) files.set(system, file)
  return {pages, fileOf: (system) => files.get(system)}
}

/** Makes every page once, for its size. */
function measured(files: readonly HtmlFile[]): {readonly files: readonly HtmlFile[]; readonly largest: number} {
  let kept = 0
  let largest = 0
  const known = files.map((file) => {
    const made = file.make()
    largest = Math.max(largest, made.bytes)
    kept += made.content?.byteLength ?? 0
    return kept <= mostKeptBytes ? {path: file.path, make: () => made} : file
  })
  return {files: known, largest}
}

function firstFiles({index, css, shown}: Report, {pages, fileOf}: Layout, extras: HtmlExtras): readonly HtmlFile[] {
  const {settings} = index.input
  const pageFor = (file: string): Page => ({index, file, fileOf})
  const first = pageFor('index.html')
  const around = mainOf(first, extras, shown, pages)
  const page = (title: string, main: Markup): MadePage => {
    const content = Buffer.from(pageOf({title, settings, css, main, script: 'register'}))
    return {bytes: content.byteLength, content}
  }
  const title = headline(index)
  const rest = page(title, around(html``)).bytes
  const parts = registerParts(first, Math.max(leastRegisterBytes, mostBytes - rest - 10_000), mostBytes - 200_000)
  const listed = registerSection(first, parts)
  return [
    {path: 'index.html', make: () => page(title, around(listed))},
    ...parts.slice(1).map(({file}, at) => ({
      path: file,
      make: () => page(`The register, part ${at + 2}`, registerPage(pageFor(file), parts, at + 1)),
    })),
  ]
}

function systemFiles({index, css, memory}: Report, {pages, fileOf}: Layout): readonly HtmlFile[] {
  const around = aroundParts(index.input.settings, css)
  return pages.map(({file, systems}, at) => ({
    path: file,
    make: () => systemsPage({index, file, fileOf}, systems, {at, around, memory}),
  }))
}

function hasOwnPart(system: SystemAssessment): boolean {
  return ratingOf(system) !== 'none' || isChallenged(system)
}

interface SystemsPage {
  readonly file: string
  readonly systems: readonly SystemAssessment[]
}

function pagesOf(systems: readonly SystemAssessment[], most: number): SystemsPage[] {
  return Array.from({length: Math.ceil(systems.length / most)}, (_, at) => ({
    file: `systems-${at + 1}.html`,
    systems: systems.slice(at * most, (at + 1) * most),
  }))
}

/** The first page around its register, whose size depends on what the rest leaves. */
function mainOf(
  page: Page,
  extras: HtmlExtras,
  shown: readonly SystemAssessment[],
  pages: readonly SystemsPage[],
): (register: Markup) => Markup {
  const changes = changesSection(page)
  const costs = costsSection(page)
  const resources = resourcesSection(page)
  const bills = billsSection(page)
  const sections = [
    {id: 'decisions', text: 'Decisions needed', content: decisionsSection(page)},
    {id: 'findings', text: 'What you should know', content: findingsSection(page)},
    ...(changes ? [{id: 'changes', text: 'What changed', content: changes}] : []),
    {id: 'quarters', text: 'Red-rated now and to come', content: quartersSection(page)},
    {id: 'criteria', text: 'Why they are red', content: criteriaSection(page)},
    {id: 'register', text: 'The register', content: html``},
    {id: 'roadmap', text: 'The roadmap', content: roadmapSection(page)},
    {
      id: 'connections',
      text:
        page.index.input.settings.organisations.length > 1
          ? 'Between the organisations'
          : 'What most systems depend on',
      content: connectionsSection(page, extras.contextMapSvg),
    },
    ...(costs ? [{id: 'costs', text: 'What it costs', content: costs}] : []),
    ...(resources ? [{id: 'resources', text: 'Whose the clouds’ resources are', content: resources}] : []),
    ...(bills ? [{id: 'bills', text: 'Bills of materials', content: bills}] : []),
    {id: 'systems', text: 'System by system', content: systemsSection(page, shown, pages)},
    ...pluginSections(page),
    {id: 'not-seen', text: 'What was not seen', content: notSeenSection(page)},
    {id: 'glossary', text: 'Words used in this report', content: glossarySection()},
    {id: 'method', text: 'Method and how to verify', content: methodSection(page)},
  ]
  const opening = summarySection(page, sections)
  return (register) => html`${opening}${sections.map(({id, content}) => (id === 'register' ? register : content))}`
}

function systemsSection(page: Page, shown: readonly SystemAssessment[], pages: readonly SystemsPage[]): Markup {
  const left = page.index.systems.length - shown.length
  const note =
    left > 0
      ? html`<p class="govuk-body">
          Systems that are or could be red, are hardly known or are challenged have a part of their own. The other
          ${figure(left)} stand in the register, and whole in assessments.json.
        </p>`
      : html``
  if (shown.length === 0)
    return section('systems', 'System by system', note, html`<p class="govuk-body">There is no system to show.</p>`)
  if (pages.length === 0)
    return section(
      'systems',
      'System by system',
      note,
      dotsKey(),
      ...shown.map((system) => systemSection(shownSystem(page, system))),
    )
  const items = pages.map(
    ({file, systems}, at) =>
      html`<li>
        <a class="govuk-link" href="${file}">Page ${at + 1}</a>: ${systems[0] && systemLink(page, systems[0].system)} to
        ${systems.at(-1) && systemLink(page, systems.at(-1)?.system ?? '')}
      </li>`,
  )
  return section(
    'systems',
    'System by system',
    note,
    html`<ul class="govuk-list">
      ${items}
    </ul>`,
  )
}
