import {describe, expect, it} from '@jest/globals'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {manySystems, reportInput} from '../inputs.ts'

function chartsOf(input: ReportInput): string[] {
  return [...String(renderMarkdown(input).content).matchAll(/```mermaid\n(.*?)```/gs)].map(([, chart = '']) => chart)
}

/** A roadmap of so many waves, a system each. */
function longRoadmap(waves: number): ReportInput {
  const input = reportInput({systems: manySystems(waves)})
  const [placement] = reportInput().roadmap.placements
  if (!placement) throw new Error('No placement to copy')
  const groups = Array.from({length: waves}, (_, at) => ({id: `g${at}`, systems: [`msti/system-${at}`], why: 'alone'}))
  const placements = groups.map(({id}, at) => ({...placement, group: id, wave: at + 1}))
  const waveOf = ({group, wave, start, end}: (typeof placements)[number]) => ({
    id: wave,
    period: '2027-Q1',
    start,
    end,
    groups: [group],
    systems: [`msti/system-${wave - 1}`],
    frees: [],
  })
  return {...input, roadmap: {...input.roadmap, groups, placements, waves: placements.map(waveOf)}}
}

describe('the report in Markdown', () => {
  it('draws the roadmap and the map, each short enough for GitLab', () => {
    const charts = chartsOf(reportInput())

    expect(charts.map((chart) => /^(gantt|flowchart)/m.exec(chart)?.[1])).toEqual(['gantt', 'flowchart'])
    expect(charts.filter((chart) => chart.length > 1900)).toEqual([])
  })

  it('lists products that the catalogue lacks, and conflicts with what each source says and where', () => {
    const input = reportInput()
    const text = String(
      renderMarkdown({
        ...input,
        assessments: {
          ...input.assessments,
          notInCatalogue: [
            {product: 'Sundial', nearest: ['sun-os'], systems: ['msti/finance-core', 'msti/intranet']},
            {product: 'Oracle', version: '77', nearest: [], systems: ['moc/tide-tables']},
          ],
        },
      }).content,
    )

    expect(text).toContain('### Products that the catalogue does not have')
    expect(text).toContain('| Sundial | No such product | Did you mean sun\\-os | Finance Core and Intranet |')
    expect(text).toContain('| Oracle 77 | No such version of it | Nothing is spelt like it | Tide Tables |')
    expect(text).toContain(
      '| Finance Core | Two sources disagree on the owner | Finance (inventories/msti/estate.yaml:14); People Services (inventories/msti/estate.yaml:41) |',
    )
  })

  it('lists what systems run on at or near the end of support, extended support apart, and counts the rest', () => {
    const plain = reportInput()
    const [first, second, ...others] = plain.assessments.systems
    if (!first || !second) throw new Error('no systems')
    const lambda = {technology: 'AWS Lambda python3.7', standardEnds: '2023-12-04', usedBy: ['arn:a', 'arn:b', 'arn:c']}
    const eks = {
      technology: 'Amazon EKS 1.24',
      standardEnds: '2024-01-31',
      extendedEnds: '2027-01-31',
      usedBy: ['arn:d'],
    }
    const [some, many] = [
      [lambda, {...eks, inferred: true as const}].map((end) => ({...end, evidence: ['e1']})),
      Array.from({length: 99}, (_, at) => ({...eks, technology: `Old | ${at}`, evidence: ['e1']})),
    ]
    const systems = [{...first, supportEnds: some}, {...second, supportEnds: many}, ...others]
    const text = String(renderMarkdown({...plain, assessments: {...plain.assessments, systems}}).content)
    const part = text.split('## ').find((one) => one.includes('at or near the end of its support')) ?? ''
    const rows = part.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| System'))

    expect(part).toMatch(/^Two systems run on technology at or near the end of its support\n/)
    expect(rows).toHaveLength(100)
    expect(
      rows
        .find((row) => row.includes('python3'))
        ?.split(' | ')
        .slice(1),
    ).toEqual(['AWS Lambda python3.7', '3 things: arn:a, arn:b and 1 more', 'Ended on 4 December 2023', 'None known |'])
    expect(
      rows
        .find((row) => row.includes('EKS'))
        ?.split(' | ')
        .slice(1),
    ).toEqual([
      'Amazon EKS 1.24, by the name of an image',
      'arn:d',
      'Ended on 31 January 2024',
      'Offered until 31 January 2027; not known to be bought; its price is not known here |',
    ])
    expect(part).toContain('And 1 more, in assessments.json.')
    expect(String(renderMarkdown(plain).content)).not.toContain('end of its support')
  })

  it('says of a system that is hardly known that it is not assessed, as the page does', () => {
    expect(String(renderMarkdown(reportInput()).content)).toMatch(
      /\| Lighthouse Rota .*\| Hardly known \| not assessed \|/,
    )
  })

  it('splits a long roadmap into charts that together have every bar', () => {
    const charts = chartsOf(longRoadmap(30)).filter((chart) => chart.includes('\ngantt\n'))

    expect(charts.length).toBeGreaterThan(1)
    expect(charts.filter((chart) => chart.length > 1900)).toEqual([])
    expect(charts.join('').match(/^ {2}section /gm)).toHaveLength(30)
  })
})
