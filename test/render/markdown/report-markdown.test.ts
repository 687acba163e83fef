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
