import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {type Browser, chromium, type Page} from 'playwright-core'
import {entryMaps} from '../../src/render/facts/program-maps.ts'
import {indexReport} from '../../src/render/facts/report-index.ts'
import {renderProgramPages} from '../../src/render/html/program-pages.ts'
import {programChart} from '../../src/render/mermaid/program-chart.ts'
import {renderSvgs} from '../../src/render/mermaid/render-svg.ts'
import {link, thing} from '../programs.ts'
import {programsInput} from '../render/programs-input.ts'
import {renderHtml} from '../../src/render/html/render-html.ts'
import {systemAnchor} from '../../src/render/html/markup.ts'
import {manySystems, reportInput} from '../render/inputs.ts'

function findChromium(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = (process.env['PATH'] ?? '')
      .split(':')
      .map((folder) => join(folder, name))
      .find((file) => existsSync(file))
    if (path) return path
  }
  return undefined
}

const executablePath = findChromium()
if (!executablePath && process.env['CI'] === 'true') throw new Error('Chromium is missing: apt-get install -y chromium')
const suite = executablePath ? describe : describe.skip
const args =
  '--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run'.split(
    ' ',
  )

const groups = ['TIDE', 'MOON'].flatMap((store) => [1, 2, 3, 4].map((at) => ({store, name: `${store}${at}`})))
const manyPrograms = programsInput(
  groups.map(({name}, at) => thing(name, 'program', {codeLines: 90 * at, decisions: at, noCallerSeen: true})),
  [
    ...groups.map(({name, store}) => link(name, 'READS', store === 'TIDE' ? 'TIDES.DAILY' : 'TIDES.SUMS', 'p.cbl:7')),
    link('MOON1', 'CALLS', 'TIDE1', 'm.cbl:9'),
  ],
)

/** The pictures of its jobs and transactions, as they are drawn for a report. */
async function drawn() {
  const maps = [...entryMaps(indexReport(manyPrograms)).values()].flat()
  const sources = maps.map(({map}, at) => [`entry-${at}`, programChart(map, (evidence) => evidence)])
  const svgs = Object.values(await renderSvgs(Object.fromEntries(sources)))
  return new Map(maps.map(({id}, at) => [id, svgs[at] ?? '']))
}

suite('the HTML report in Chromium (skipped where it is missing: apt-get install -y chromium)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-html-'))
  const address = pathToFileURL(join(folder, 'index.html')).href
  let browser: Browser

  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build-css.js'])
    for (const {path, content} of renderHtml(reportInput(), {})) writeFileSync(join(folder, path), content)
    for (const {path, content} of renderProgramPages(manyPrograms, await drawn()))
      writeFileSync(join(folder, path), content)
    browser = await chromium.launch({...(executablePath && {executablePath}), args})
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, {recursive: true})
  })

  async function withPage<T>(
    options: {width: number; javaScriptEnabled?: boolean; bypassCSP?: boolean},
    use: (page: Page) => Promise<T>,
  ): Promise<T> {
    const {width, ...rest} = options
    const context = await browser.newContext({viewport: {width, height: 900}, ...rest})
    const page = await context.newPage()
    await page.goto(address)
    const result = await use(page)
    await context.close()
    return result
  }

  it('draws each wave of the roadmap under the quarters in which it runs', async () => {
    const places = await withPage({width: 1280}, (page) =>
      page.$$eval('.programme td.work', (cells) =>
        cells.map((cell) => {
          const before = [...(cell.parentElement?.querySelectorAll('td.gap') ?? [])].filter(
            (gap) => gap.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING,
          ).length
          const quarters = [...(cell.closest('table')?.querySelectorAll('thead tr:last-child th') ?? [])].slice(1)
          const left = (one: Element | undefined) => Math.round(one?.getBoundingClientRect().left ?? -1)
          return {wave: left(cell), quarter: left(quarters[before])}
        }),
      ),
    )

    expect(places.length).toBeGreaterThan(1)
    for (const {wave, quarter} of places) expect(Math.abs(wave - quarter)).toBeLessThanOrEqual(2)
    expect(new Set(places.map(({wave}) => wave)).size).toBeGreaterThan(1)
  })

  it.each([1280, 768, 320])(
    'has no accessibility violation and no sideways scroll at %i pixels',
    async (width) => {
      const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
      const found = await withPage({width, bypassCSP: true}, async (page) => {
        await page.evaluate(axe)
        const violations = await page.evaluate<{id: string; nodes: {html: string}[]}[]>(
          'axe.run().then((result) => result.violations)',
        )
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
        return {violations: violations.map(({id, nodes}) => [id, nodes[0]?.html]), overflow}
      })
      expect(found).toEqual({violations: [], overflow: 0})
    },
    60_000,
  )

  it.each([1280, 320])(
    'has no accessibility violation and no sideways scroll on a page of programs at %i pixels',
    async (width) => {
      const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
      const found = await withPage({width, bypassCSP: true}, async (page) => {
        await page.goto(pathToFileURL(join(folder, 'programs-1.html')).href)
        await page.evaluate(axe)
        const violations = await page.evaluate<{id: string; nodes: {html: string}[]}[]>(
          'axe.run().then((result) => result.violations)',
        )
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
        const pictures = await page.$$eval('.map svg', (svgs) => svgs.length)
        return {violations: violations.map(({id, nodes}) => [id, nodes[0]?.html]), overflow, pictures}
      })
      expect(found).toEqual({violations: [], overflow: 0, pictures: 2})
    },
    60_000,
  )

  it('is whole without JavaScript', async () => {
    const text = await withPage({width: 1280, javaScriptEnabled: false}, (page) => page.innerText('main'))
    for (const name of ['Lighthouse Rota', 'Master Clock', 'What was not seen', 'Method and how to verify'])
      expect(text).toContain(name)
    expect(text).not.toContain('Name contains')
  }, 60_000)

  it('shows a long register by the page, filters and sorts all of it, and prints it whole', async () => {
    writeFileSync(
      join(folder, 'long.html'),
      [...renderHtml(reportInput({systems: manySystems(1200)}), {})].find(({path}) => path === 'index.html')?.content ??
        '',
    )
    const shown = await withPage({width: 1280}, async (page) => {
      await page.goto(pathToFileURL(join(folder, 'long.html')).href)
      const state = async () => ({
        count: await page.innerText('#register-count'),
        rows: await page.locator('#register-table tbody tr').count(),
        first: await page.innerText('#register-table tbody tr th a, #register-table tbody tr th'),
      })
      const opened = await state()
      await page.click('text=Next 50')
      const second = await state()
      await page.selectOption('#sort', '1')
      const byName = await state()
      await page.fill('#filter-name', byName.first.split('\n')[0] ?? '')
      const one = await state()
      await page.fill('#filter-name', '')
      await page.evaluate('window.dispatchEvent(new Event("beforeprint"))')
      const printed = await page.locator('#register-table tbody tr').count()
      return {opened, second, byName, one, printed}
    })

    expect(shown.opened).toMatchObject({count: '1,200 systems, highest risk first, 1 to 50 shown', rows: 50})
    expect(shown.second).toMatchObject({count: '1,200 systems, highest risk first, 51 to 100 shown', rows: 50})
    expect(shown.second.first).not.toBe(shown.opened.first)
    expect(shown.byName.count).toContain('1 to 50 shown')
    expect(shown.one.rows).toBeLessThan(50)
    expect(shown.printed).toBe(1200)
  }, 60_000)

  it('filters and sorts the register by its own script, under its own policy', async () => {
    const shown = await withPage({width: 1280}, async (page) => {
      await page.selectOption('#filter-r', '.Red')
      const count = await page.innerText('#register-count')
      await page.selectOption('#sort', '1')
      return [count, await page.innerText('#register-table tbody tr:not([hidden]) a')]
    })
    expect(shown).toEqual(['4 of 15 systems', 'Finance Core'])
  }, 60_000)

  it('finds a name without its accents', async () => {
    const system = (at: number, name: string) => ({id: `msti/fog-${at}`, name, scores: '3 3 3 3 3 3 3 3 3 3 3 3 3'})
    const systems = [system(1, 'Cofrestr Clociau Tŵr'), system(2, 'Tôn y Môr'), system(3, 'Fog Horn')]
    writeFileSync(join(folder, 'welsh.html'), [...renderHtml(reportInput({systems}), {})][0]?.content ?? '')
    const shown = await withPage({width: 1280}, async (page) => {
      await page.goto(pathToFileURL(join(folder, 'welsh.html')).href)
      const found: string[] = []
      for (const asked of ['twr', 'TŴR', 'mor', 'Môr', 'horn']) {
        await page.fill('#filter-name', asked)
        found.push((await page.locator('#register-table tbody tr th a').allInnerTexts()).join())
      }
      return found
    })

    expect(shown).toEqual(['Cofrestr Clociau Tŵr', 'Cofrestr Clociau Tŵr', 'Tôn y Môr', 'Tôn y Môr', 'Fog Horn'])
  }, 60_000)

  it('keeps what is chosen in the address, and shows the same to whom it is sent', async () => {
    const seen = async (page: Page) => [
      await page.innerText('#register-count'),
      (await page.locator('#register-table tbody tr th a').allInnerTexts()).join(', '),
      await page.inputValue('#filter-name'),
      await page.inputValue('#filter-r'),
    ]
    const [asked, link] = await withPage({width: 1280}, async (page) => {
      await page.selectOption('#filter-r', '.Red')
      await page.selectOption('#sort', '1')
      await page.fill('#filter-name', 'an')
      return [await seen(page), page.url()]
    })
    const sent = await withPage({width: 1280}, async (page) => {
      await page.goto('about:blank')
      await page.goto(link)
      const opened = await seen(page)
      await page.fill('#filter-name', '')
      await page.selectOption('#filter-r', '')
      await page.selectOption('#sort', '0')
      return [opened, page.url().split('#')[1]]
    })
    const odd = await withPage({width: 1280}, async (page) => {
      await page.goto('about:blank')
      await page.goto(`${address}#register?rating=Purple&order=&name=%E0%A4&x=1`)
      return [await page.inputValue('#filter-r'), await page.inputValue('#sort')]
    })

    expect(asked).toEqual(['2 of 15 systems', 'Finance Core, HR Management Plus', 'an', '.Red'])
    expect(link.split('#')[1]).toBe('register?name=an&rating=Red&order=Name')
    expect(sent).toEqual([asked, 'register'])
    expect(odd).toEqual(['', '0'])
  }, 60_000)

  it('asks for nothing but itself when it is opened, and breaks no rule of its own policy', async () => {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}})
    const page = await context.newPage()
    const asked: string[] = []
    const said: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await page.goto(address, {waitUntil: 'networkidle'})
    await page.selectOption('#filter-r', '.Red')
    await context.close()

    expect(asked).toEqual([address])
    expect(said).toEqual([])
  }, 60_000)

  describe('of twelve hundred systems', () => {
    const large = join(folder, 'large')
    const files = new Map<string, string>()

    beforeAll(() => {
      mkdirSync(large)
      for (const {path, content} of renderHtml(reportInput({systems: manySystems(1200)}), {})) {
        writeFileSync(join(large, path), content)
        files.set(path, String(content))
      }
    })

    /** Where one ends up, and what is in view there. */
    async function follow(link: string): Promise<{file: string; hash: string; seen: string}> {
      return withPage({width: 1280}, async (page) => {
        await page.goto(pathToFileURL(join(large, link.split('#')[0] ?? '')).href + `#${link.split('#')[1]}`)
        await page.waitForTimeout(300)
        const url = new URL(page.url())
        const seen = await page.evaluate<string>(
          `(document.querySelector(location.hash) || document.activeElement).textContent.trim().replace(/\\s+/g, ' ').slice(0, 200)`,
        )
        return {file: url.pathname.split('/').at(-1) ?? '', hash: url.hash, seen}
      })
    }

    it('finds a system by its link on whatever page it stands now', async () => {
      const [, file = '', anchor = ''] =
        /href="(systems-3\.html)#([a-z0-9-]+)"/.exec(files.get('index.html') ?? '') ?? []

      for (const from of ['index.html', 'systems-1.html', 'systems-3.html'])
        expect(await follow(`${from}#${anchor}`)).toMatchObject({file, hash: `#${anchor}`})
    }, 60_000)

    it('leads to the row of a system that has no part of its own', async () => {
      const [, row = ''] = /<tr id="(r[0-9a-f]{8})"/.exec(files.get('index.html') ?? '') ?? []
      const [, name = ''] = new RegExp(`id="${row}"><th scope="row">([^<]+)`).exec(files.get('index.html') ?? '') ?? []
      const id = manySystems(1200).find((system) => system.name === name.trim())?.id ?? ''

      expect((await follow(`index.html#${systemAnchor(id)}`)).seen).toContain(name.trim())
    }, 60_000)
  })
})
