import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {renderClonesCsv} from '../../../src/render/csv/clones-csv.ts'
import {renderCutEdgesCsv} from '../../../src/render/csv/cut-edges-csv.ts'
import {renderProgramsCsv} from '../../../src/render/csv/programs-csv.ts'
import {jobOrderDrawn} from '../../../src/render/facts/job-order.ts'
import {entryMaps} from '../../../src/render/facts/program-maps.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderProgramPages} from '../../../src/render/html/program-pages.ts'
import type {RenderedFile} from '../../../src/render/rendered.ts'
import {hostileNames} from '../../hostile-names.ts'
import {idOf, link, thing} from '../../programs.ts'
import {clock} from '../code-found.ts'
import {reportInput} from '../inputs.ts'
import {programsInput} from '../programs-input.ts'

function documentOf(files: Iterable<RenderedFile>, path: string): Document {
  return new JSDOM(String([...files].find((file) => file.path === path)?.content)).window.document
}

const text = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
const rowsUnder = (document: Document, heading: RegExp): readonly (readonly string[])[] => {
  const found = [...document.querySelectorAll('h3, h4, h5')].find((one) => heading.test(text(one)))
  let next = found?.nextElementSibling
  while (next && !next.matches('.region:not(.map)')) next = next.nextElementSibling
  return [...(next?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map(text))
}

describe('the part of a system whose programs were scanned', () => {
  const document = documentOf(renderHtml(programsInput(), {}), 'index.html')

  it('lists the largest and most complex, with who calls them and where they are', () => {
    expect(text([...document.querySelectorAll('h4')].find((one) => /^Its code holds/.test(text(one))))).toBe(
      'Its code holds 3 programs, 1 job, 1 transaction and 2 copybooks',
    )
    expect(rowsUnder(document, /^By size and complexity$/)).toEqual([
      ['TIDEINQ', '200', '41', '?', '1', 'src/TIDEINQ:1'],
      ['TIDESUM', '120', '14', '?', '1', 'src/TIDESUM:1'],
      ['TIDEDATE', '30', '2', '?', '1', 'src/TIDEDATE:1'],
    ])
  })

  it('says of what nothing is seen to take in only that, and leads to the pictures and tables', () => {
    expect(rowsUnder(document, /^No caller seen in what was scanned: 1 copybook$/).map(([name]) => name)).toEqual([
      'TIDEOLD',
    ])
    expect(text(document.querySelector('a[href^="programs-1.html"]')?.closest('article'))).not.toMatch(
      /unused|\bdead\b/i,
    )
    expect(document.querySelector('a[href^="programs-1.html#programs-"]')).not.toBeNull()
  })

  it('is not there where no programs were scanned', () => {
    expect(text(documentOf(renderHtml(reportInput(), {}), 'index.html').body)).not.toContain('Its code holds')
    expect([...renderProgramPages(reportInput(), new Map())]).toEqual([])
    expect([...renderProgramsCsv(reportInput()), ...renderCutEdgesCsv(reportInput())]).toEqual([])
  })
})

describe('copied code', () => {
  const copied = (name: string): ReturnType<typeof programsInput> => {
    const value = {
      ...{lines: 30, places: 9},
      in: [
        {in: idOf('TIDESUM'), line: 40, until: 75},
        {in: name, line: 7, until: 39},
      ],
    }
    const source = thing('SOURCE', 'repository')
    return programsInput([
      {...source, attributes: {...source.attributes, copiedCode: [{value, evidence: [], confidence: 1}]}},
    ])
  }

  it('stands with its places, its lines and its share of the program', () => {
    const page = documentOf(renderProgramPages(copied('sql/tides.pkb'), new Map()), 'programs-1.html')
    const [csv] = renderClonesCsv(copied('sql/tides.pkb'))
    const [head, ...rows] = String(csv?.content).trim().split(/\r?\n/)

    expect(rowsUnder(page, /^Copied code$/)).toEqual([
      [
        'TIDESUM and sql/tides.pkb',
        '30',
        'component:tides/TIDESUM:40 to 75, 25 % of TIDESUMsql/tides.pkb:7 to 39and 7 more places',
      ],
    ])
    expect(head).toContain('group,lines,places,program,from,to,sharePercent,source')
    expect(rows.map((row) => row.split(',').slice(3).join(','))).toEqual([
      '1,30,9,TIDESUM,40,75,25,component:tides/TIDESUM:40',
      '1,30,9,sql/tides.pkb,7,39,,sql/tides.pkb:7',
    ])
  })

  it('is not told where there is none, and names in it do not break out', () => {
    const [hostile = ''] = hostileNames
    const page = documentOf(renderProgramPages(copied(hostile), new Map()), 'programs-1.html')

    expect([...renderClonesCsv(programsInput())]).toEqual([])
    expect(page.querySelectorAll('.region script, .region img')).toHaveLength(0)
    expect(rowsUnder(page, /^Copied code$/)).toHaveLength(1)
  })
})

describe('a page of programs', () => {
  const svg = '<svg width="100%" viewBox="0 0 600 90"><title>NIGHTLY</title></svg>'
  const document = documentOf(renderProgramPages(programsInput(), new Map([[idOf('NIGHTLY'), svg]])), 'programs-1.html')

  it('shows each picture as wide as it was drawn, with a table that says the same', () => {
    expect(document.querySelector('.map svg')?.getAttribute('width')).toBe('600')
    expect(rowsUnder(document, /^Job NIGHTLY$/)).toEqual([
      ['NIGHTLY job', 'has', 'NIGHTLY.SUM step', 'n.jcl:4'],
      ['NIGHTLY.SUM step', 'runs', 'TIDESUM program', 'n.jcl:4'],
      ['TIDESUM program', 'calls', 'TIDEDATE program', 's.cbl:33'],
      ['TIDESUM program', 'reads', 'TIDES.DAILY dataset', 's.cbl:8'],
      ['TIDESUM program', 'writes', 'TIDES.SUMS table', 's.cbl:40'],
    ])
  })

  it('lists every job and transaction with what it runs', () => {
    expect(rowsUnder(document, /^Jobs and transactions$/)).toEqual([
      ['NIGHTLY', 'job', 'TIDESUM', '1', '0'],
      ['TI01', 'transaction', 'TIDEINQ', '1', '0'],
    ])
  })

  it('stays whole where pictures cannot be drawn or could act', () => {
    const acting = new Map([[idOf('NIGHTLY'), '<svg><script>alert(1)</script></svg>']])

    expect(documentOf(renderProgramPages(programsInput(), acting), 'programs-1.html').querySelector('.map')).toBeNull()
    expect(
      rowsUnder(documentOf(renderProgramPages(programsInput(), new Map()), 'programs-1.html'), /^Job NIGHTLY$/),
    ).toHaveLength(5)
  })

  it('shows hostile names as text', () => {
    const named = hostileNames.slice(0, 60).map((name, at) => ({...thing(`H${at}`, 'program', {codeLines: at}), name}))
    const usual = documentOf(renderProgramPages(programsInput(), new Map()), 'programs-1.html')
    const own = documentOf(renderProgramPages(programsInput(named), new Map()), 'programs-1.html')

    expect(own.querySelectorAll('script, img, iframe, form').length).toBe(
      usual.querySelectorAll('script, img, iframe, form').length,
    )
    expect(rowsUnder(own, /^Size and complexity$/)).toHaveLength(63)
  })
})

describe('the order of jobs', () => {
  const after = (later: string, earlier: string, how: string, place: string): ReturnType<typeof link> => ({
    ...link(later, 'DEPENDS_ON', earlier, place),
    certainty: how.startsWith('reads') ? 'inferred' : 'structural',
    attributes: {kind: 'other', how},
  })
  const input = programsInput(
    ['WEEKLY', 'MONTHLY'].map((name) => thing(name, 'job')),
    [
      after('WEEKLY', 'NIGHTLY', 'reads TIDES.DAILY, which it writes', 'n.jcl:5'),
      after('MONTHLY', 'WEEKLY', 'comes after it by control-m', 't.csd:2'),
    ],
  )

  it('is told pair by pair with why and where', () => {
    const page = documentOf(renderProgramPages(input, new Map()), 'programs-1.html')

    expect(rowsUnder(page, /^The order of jobs$/)).toEqual([
      ['MONTHLY', 'WEEKLY', 'comes after it by control-m', 't.csd:2'],
      ['WEEKLY', 'NIGHTLY', 'reads TIDES.DAILY, which it writes (inferred)', 'n.jcl:5'],
    ])
  })

  it('is drawn without what follows from other pairs, in a circle too', () => {
    const circle = programsInput(
      ['WEEKLY', 'MONTHLY'].map((name) => thing(name, 'job')),
      [
        ...['NIGHTLY', 'WEEKLY'].map((earlier) => after('MONTHLY', earlier, 'by hand', 'n.jcl:5')),
        after('WEEKLY', 'NIGHTLY', 'by hand', 'n.jcl:5'),
        after('NIGHTLY', 'MONTHLY', 'by hand', 'n.jcl:5'),
      ],
    )

    expect(jobOrderDrawn(indexReport(circle), clock).map(({earlier, later}) => [earlier, later])).toEqual([
      [idOf('WEEKLY'), idOf('MONTHLY')],
      [idOf('MONTHLY'), idOf('NIGHTLY')],
      [idOf('NIGHTLY'), idOf('WEEKLY')],
    ])
  })

  it('is drawn from the earlier to the later, but not of one pair alone', () => {
    expect(jobOrderDrawn(indexReport(input), clock).map(({earlier, later}) => [earlier, later])).toEqual([
      [idOf('WEEKLY'), idOf('MONTHLY')],
      [idOf('NIGHTLY'), idOf('WEEKLY')],
    ])
    const alone = programsInput([thing('WEEKLY', 'job')], [after('WEEKLY', 'NIGHTLY', 'by hand', 'n.jcl:5')])
    expect(jobOrderDrawn(indexReport(alone), clock)).toEqual([])
  })

  it('is no part of a page whose jobs have none', () => {
    const page = documentOf(renderProgramPages(programsInput(), new Map()), 'programs-1.html')

    expect(text(page.body)).not.toContain('The order of jobs')
  })
})

describe('many programs', () => {
  const names = Array.from({length: 3000}, (_, at) => `PROGRAM${at}`)
  const calls = names.flatMap((name, at) => [
    link(name, 'CALLS', names[at - (at % 30)] ?? name, 'x/very/long/path/to/a/program.cbl:120'),
    link(name, 'READS', 'TIDES.DAILY', 's.cbl:8'),
  ])
  const many = programsInput(
    names.map((name) => thing(name, 'program', {codeLines: 9, noCallerSeen: true})),
    calls.filter(({from, to}) => from !== to),
  )

  it('make no file larger than what opens at once, and all stand in the tables', () => {
    const files = [...renderProgramPages(many, new Map()), ...renderProgramsCsv(many), ...renderCutEdgesCsv(many)]

    expect(Math.max(...files.map(({content}) => Buffer.byteLength(content)))).toBeLessThan(2_000_000)
    const csv = files.filter(({path}) => /^programs(-\d+)?\.csv$/.test(path)).map(({content}) => String(content))
    expect(csv.join('').match(/,yes,/g)).toHaveLength(2901)
  })

  it('set aside what nearly all use, and say so', () => {
    const page = documentOf(renderProgramPages(many, new Map()), 'programs-1.html')

    expect(/Used throughout, and set aside: [^.]*\.DAILY[^.]*\./.exec(text(page.body))?.[0]).toBe(
      'Used throughout, and set aside: TIDES.DAILY (by 3,002).',
    )
    expect(/Not seen: [^.]*\./.exec(text(page.body))?.[0]).toBe(
      'Not seen: where one call of one program may lead whose names a run decides, wholly or in part.',
    )
  })
})

describe('the tables of programs and of what is cut', () => {
  it('have a row each, with figures left empty that nothing counted', () => {
    const [programs] = renderProgramsCsv(programsInput())

    expect(String(programs?.content).split('\r\n').slice(0, 2)).toEqual([
      'system,name,organisation,type,program,id,language,codeLines,decisions,statements,openCalls,callers,noCallerSeen,group,source',
      `${clock},Master Clock,moc,program,TIDEINQ,component:tides/TIDEINQ,,200,41,,1,1,no,,src/TIDEINQ:1`,
    ])
    expect(String(programs?.content)).toContain('copybook,TIDEOLD,component:tides/TIDEOLD,,,,,0,0,yes,,src/TIDEOLD:1')
  })
})

describe('the pictures that are drawn', () => {
  it('are of the jobs around which most is, but of one that a picture does not bear only last', () => {
    const jobs = {CROWDED: 60, FULL: 20, SMALL: 1, SOME: 5, NONE: 0}
    const steps = Object.entries(jobs).flatMap(([job, count]) => Array.from({length: count}, (_, at) => ({job, at})))
    const own = programsInput(
      [
        ...Object.keys(jobs).map((job) => thing(job, 'job')),
        ...steps.map(({job, at}) => thing(`${job}.S${at}`, 'step')),
      ],
      steps.flatMap(({job, at}) => [
        link(`${job}.S${at}`, 'PART_OF', job, 'j.jcl:2'),
        link(`${job}.S${at}`, 'CALLS', 'TIDEDATE', 'j.jcl:2'),
        link(`${job}.S${at}`, 'READS', 'TIDES.DAILY', 'j.jcl:3'),
        link(`${job}.S${at}`, 'WRITES', 'TIDES.SUMS', 'j.jcl:4'),
      ]),
    )
    const [maps = []] = entryMaps(indexReport(own)).values()

    expect(maps.map(({id}) => id.replace('component:tides/', ''))).toEqual(['SOME', 'NIGHTLY', 'SMALL', 'TI01'])
  })
})
