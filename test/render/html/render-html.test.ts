import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {renderRegisterCsv} from '../../../src/render/csv/register-csv.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {manySystems, quartersFrom, reportInput} from '../inputs.ts'

function pageOf(input: ReportInput, extras = {}): {text: string; document: Document} {
  const text = String([...renderHtml(input, extras)].find(({path}) => path === 'index.html')?.content)
  return {text, document: new JSDOM(text).window.document}
}

describe('the HTML report', () => {
  it('gives the same bytes for the same input', () => {
    expect([...renderHtml(reportInput(), {})]).toEqual([...renderHtml(reportInput(), {})])
  })

  it('points only to anchors that are there, each of them once', () => {
    const {document} = pageOf(reportInput())
    const ids = [...document.querySelectorAll('[id]')].map(({id}) => id)
    const targets = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
    expect(targets.filter((target) => !ids.includes(target.slice(1)))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['quarters', 10, '40.000%'],
    ['financial years', 20, '29.167%'],
  ])('draws the fall of red ratings in columns of %s at the end of the quarter of it, not before', (_, count, fall) => {
    const periods = quartersFrom('2027-01-01', count)
    const burnDown = periods.map(({id}, at) => ({
      period: id,
      planned: at < 3 ? 4 : 2,
      doingNothing: 4,
      plannedCouldBe: 0,
      doingNothingCouldBe: 0,
    }))
    const {document} = pageOf(reportInput({roadmap: {periods, burnDown}}))
    const lines = [...document.querySelectorAll('.steps .planned')].map((line) =>
      ['x1', 'x2', 'y1', 'y2'].map((name) => line.getAttribute(name) ?? ''),
    )
    const height = (value: number) => (10 + (1 - value / 4) * 150).toFixed(1)

    expect(lines[0]).toEqual(['0.000%', expect.any(String), height(4), height(4)])
    expect(lines.filter(([x1, x2]) => x1 === x2)).toEqual([[fall, fall, height(4), height(2)]])
    expect(lines.at(-1)).toEqual([expect.any(String), '100.000%', height(2), height(2)])
  })

  it('counts a hardly known system as one, on the front page and in its own heading', () => {
    const plain = reportInput()
    const systems = plain.assessments.systems.map((system) => ({
      ...system,
      redRated: 'could-be' as const,
      hardlyKnown: true,
    }))
    const {document} = pageOf({...plain, assessments: {...plain.assessments, systems}})
    const figures = [...document.querySelectorAll('.figures li')].map(({textContent}) => textContent?.trim())
    const titles = [...document.querySelectorAll('article.system h3')].map(({textContent}) => textContent?.trim() ?? '')

    expect(figures).toContain(`0 could be red, ${systems.length} more hardly known`)
    expect(titles).toHaveLength(systems.length)
    for (const title of titles) expect(title).toMatch(/ is hardly known, so its rating is open$/)
  })

  it('lists what a system runs on at or near the end of support, with its uses, extended support apart', () => {
    const plain = reportInput()
    const [first, ...others] = plain.assessments.systems
    if (!first) throw new Error('no system')
    const usedBy = Array.from({length: 9}, (_, at) => `arn:function-${at}`)
    const supportEnds = [
      {technology: 'AWS Lambda python3.7', standardEnds: '2023-12-04', usedBy, evidence: ['e1']},
      {
        technology: 'Amazon EKS 1.24',
        standardEnds: '2024-01-31',
        extendedEnds: '2027-01-31',
        extendedPrice: {price: 'USD 0.60', source: 'https://clocks.example/prices', stated: '2024-04-01'},
        usedBy: ['arn:cluster'],
        evidence: ['e1'],
      },
    ]
    const systems = [{...first, supportEnds}, ...others]
    const {document} = pageOf({...plain, assessments: {...plain.assessments, systems}})
    const table = [...document.querySelectorAll('article.system table')].find(({textContent}) =>
      textContent?.includes('python3.7'),
    )
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map(({children}) =>
      [...children].map(({textContent}) => textContent?.replace(/\s+/g, ' ').trim()),
    )

    expect(rows).toEqual([
      [
        'AWS Lambda python3.7',
        expect.stringMatching(/^9 things: arn:function-0, arn:function-1, .* and 5 more/),
        'Ended on 4 December 2023',
        'None known',
      ],
      [
        'Amazon EKS 1.24',
        expect.stringMatching(/^arn:cluster/),
        'Ended on 31 January 2024',
        'Offered until 31 January 2027; not known to be bought; USD 0.60, as stated for 1 April 2024: https://clocks.example/prices',
      ],
    ])
  })

  it('asks for nothing outside of itself', () => {
    const {text, document} = pageOf(reportInput())
    expect(text).not.toMatch(/@font-face|url\(/)
    expect([...document.querySelectorAll('[src], link, iframe, object, base')]).toEqual([])
  })

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style><script>alert(1)</script>',
    '--><svg onload=alert(1)>',
    '`${alert(1)}`',
    '{{7*7}}&lt;b&gt;',
    '\u202eevil\u0000',
  ])('lets no name break out: %j', (name) => {
    const plain = reportInput()
    const rename = (label: string): ReportInput => ({
      ...plain,
      assessments: {
        ...plain.assessments,
        systems: plain.assessments.systems.map((system) => ({...system, name: label})),
      },
      estate: {
        ...plain.estate,
        entities: plain.estate.entities.map((entity) => ({...entity, name: label})),
        evidence: plain.estate.evidence.map((evidence) => ({...evidence, locator: label})),
        problems: [{record: 'problem', code: 'x', message: label, where: label, hint: label}],
        coverage: [{record: 'coverage', id: 's', scope: {[label]: label}, status: 'partial', reason: label}],
      },
    })
    const elements = (input: ReportInput) =>
      [...pageOf(input).document.querySelectorAll('*')].flatMap((element) => [
        element.tagName,
        ...[...element.attributes].map((attribute) => attribute.name),
      ])
    expect(elements(rename(name))).toEqual(elements(rename('plain')))
  })

  it('leads from a decision about many systems to each of them', () => {
    const systems = Array.from({length: 9}, (_, at) => ({
      id: `msti/fog-${at}`,
      name: `Fog ${at}`,
      scores: '6 6 6 6 6 6 6 5 5 5 5 5 5',
      funded: true,
    }))
    const {document} = pageOf(reportInput({systems, roadmap: {deadlines: []}}))
    const row = [...document.querySelectorAll('#decisions tr')].find((one) =>
      one.textContent?.includes('Name an owner'),
    )

    expect(row?.textContent).toContain('Name an owner for Fog 0, Fog 1, Fog 2 and 6 more')
    expect(row?.querySelector('summary')?.textContent).toBe('All nine systems')
    expect([...(row?.querySelectorAll('details a') ?? [])].map(({textContent}) => textContent)).toEqual(
      systems.map(({name}) => name),
    )
  })

  it('begins the programme with the deadlines, by financial year and met or missed', () => {
    const {document} = pageOf(reportInput())
    const [first] = document.querySelectorAll('.programme tbody tr')
    expect(first?.querySelector('th')?.textContent).toContain('Deadlines')
    expect(
      [...(first?.querySelectorAll('td') ?? [])].map(({textContent}) => textContent?.replace(/\s+/g, ' ').trim() ?? ''),
    ).toEqual([
      // A year that begins with its last quarter has no room for words: its dates stand with the next year's.
      expect.stringMatching(
        /12 Jan 2027: HR Management Plus, Windows Server 2016 leaves support\. Missed.*30 Sep 2027: Debris Ledger, .*Met/,
      ),
      '',
    ])
  })

  it('gives the dates of every wave in a table beside the picture', () => {
    const input = reportInput()
    const {document} = pageOf(input)
    const rows = [...document.querySelectorAll('[aria-label="The waves in dates"] tbody tr')].map((row) =>
      [...row.children].map(({textContent}) => textContent?.replace(/\s+/g, ' ').trim()),
    )

    expect(rows).toHaveLength(input.roadmap.waves.length)
    expect(rows[2]).toEqual([
      '3',
      'HR Management Plus and Payroll Gateway',
      '1 Apr 2027',
      '31 Dec 2027',
      'Database',
      '140',
      '2',
    ])
  })

  it('says what the evidence would make of the risk only where a person scored lower than it', () => {
    const input = reportInput()
    const higher = {
      low: 5,
      high: 5,
      proposed: {low: 3, high: 3, confidence: 0.9, rationale: 'It ends late', evidence: [], missing: []},
      declared: {score: 5, assessor: 'A. Reviewer', evidence: []},
      challenge: {declared: 5, low: 3, high: 3, message: 'It ends late'},
    }
    const systems = input.assessments.systems.map((system) =>
      system.criteria.L1.challenge ? {...system, criteria: {...system.criteria, L2: higher}} : system,
    )
    const {document} = pageOf({...input, assessments: {...input.assessments, systems}})
    const challenges = [...document.querySelectorAll('.challenge')].map((one) => one.textContent ?? '')

    expect(challenges.filter((text) => text.includes('The evidence says 3')).length).toBeGreaterThan(0)
    for (const text of challenges)
      expect(text.includes('the risk would be')).toBe(!text.includes('The evidence says 3'))
  })

  it('says that the treatment of a system is not decided where the plan chose none', () => {
    const input = reportInput()
    const dispositions = input.roadmap.dispositions.map(({chosen, ...one}) =>
      one.system === 'moc/lighthouse-rota' ? {...one, effort: {}, weeks: 0} : {...one, ...(chosen && {chosen})},
    )
    const undecided = {...input, roadmap: {...input.roadmap, dispositions}}
    const {document} = pageOf(undecided)
    const row = [...document.querySelectorAll('#register-table tbody tr')].find((one) =>
      one.textContent.includes('Lighthouse Rota'),
    )

    expect(row?.getAttribute('data-t')).toBe('Not decided')
    expect(row?.getAttribute('data-w')).toBe('Not decided')
    expect(document.body.textContent).toContain('Not decided: too little is known')
    expect(String(renderMarkdown(undecided).content)).toMatch(/Lighthouse Rota .*\| Not decided \| Not decided \|/)
    expect(String(renderRegisterCsv(undecided)[0]?.content)).toMatch(/moc\/lighthouse-rota,.*,not decided,/)
  })

  it('leaves out a map that could act', () => {
    const {document} = pageOf(reportInput(), {contextMapSvg: '<svg onload="alert(1)"></svg>'})
    expect(document.querySelector('.map')).toBe(null)
    expect(pageOf(reportInput(), {contextMapSvg: '<svg id="m"></svg>'}).document.querySelector('.map svg')?.id).toBe(
      'm',
    )
  })

  it('reads in every empty state', () => {
    for (const systems of [[], manySystems(1)])
      expect(pageOf(reportInput({systems, estate: []})).document.querySelectorAll('section')).toHaveLength(11)
  })

  it('splits large estates into pages under two megabytes whose links hold', () => {
    const files = [...renderHtml(reportInput({systems: manySystems(5000)}), {})]
    const pages = new Map(files.map(({path, content}) => [path, String(content)]))
    expect(Math.max(...files.map(({content}) => Buffer.byteLength(content)))).toBeLessThan(2_000_000)
    const links = [...(pages.get('index.html') ?? '').matchAll(/href="([a-z0-9-]+\.html)#([a-z0-9-]+)"/g)]
    expect(links.length).toBeGreaterThan(1000)
    const counts = [...(pages.get('index.html') ?? '').matchAll(/\b([\d,]{4,}) systems/g)]
    expect(counts.length).toBeGreaterThan(2)
    expect(counts.filter(([, count = '']) => Number(count.replaceAll(',', '')) > 5000)).toEqual([])
    expect(links.filter(([, file = '', anchor]) => !pages.get(file)?.includes(`id="${anchor}"`))).toEqual([])
  })

  it('divides a register of long names among pages, each system on one of them', () => {
    const long = manySystems(8000).map((system, at) => ({...system, name: `${'Llanfairpwllgwyngyll '.repeat(5)}${at}`}))
    const files = [...renderHtml(reportInput({systems: long}), {})]
    const registers = files.filter(({path}) => /^(index|register-\d+)\.html$/.test(path))
    const rows = registers.flatMap(({content}) => [
      ...String(content).matchAll(/<tr[^>]*><th scope="row">(?:<a [^>]*>)?[A-Za-z ]*(\d+)/g),
    ])

    expect(registers.length).toBeGreaterThan(1)
    expect(files.filter(({content}) => Buffer.byteLength(content) > 2_000_000)).toEqual([])
    expect(rows).toHaveLength(8000)
    expect(new Set(rows.map(([, number]) => number)).size).toBe(8000)
  }, 60_000)

  it('has fewer systems on a page where their texts are long', () => {
    const input = reportInput({systems: manySystems(120)})
    const systems = input.assessments.systems.map((system) => ({
      ...system,
      criteria: Object.fromEntries(
        Object.entries(system.criteria).map(([id, criterion]) => [
          id,
          {...criterion, proposed: {...criterion.proposed, rationale: 'long '.repeat(400)}},
        ]),
      ) as typeof system.criteria, // fromEntries forgets its keys
    }))
    const files = [...renderHtml({...input, assessments: {...input.assessments, systems}}, {})]

    expect(files.length).toBeGreaterThan(3)
    expect(files.filter(({content}) => Buffer.byteLength(content) > 2_000_000)).toEqual([])
  }, 60_000)

  it('counts more than three hundred systems by the half point, in the picture and in a table', () => {
    const {document} = pageOf(reportInput({systems: manySystems(600)}))
    const drawn = [...document.querySelectorAll('.matrix .count')].map(({textContent}) => Number(textContent))
    const tabled = [...document.querySelectorAll('[aria-label="Systems by impact and likelihood"] td')].map(
      ({textContent}) => Number(textContent),
    )
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

    expect(document.querySelectorAll('.matrix .speck')).toHaveLength(0)
    expect(sum(drawn)).toBe(600 - 40 - 12)
    expect(sum(tabled)).toBe(sum(drawn))
  })
})
