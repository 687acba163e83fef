import {describe, expect, it} from '@jest/globals'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {roadmapChart} from '../../../src/render/mermaid/roadmap-chart.ts'
import {renderSvgs} from '../../../src/render/mermaid/render-svg.ts'
import {reportInput} from '../inputs.ts'

/** The chart of one piece of work between two days. */
function chartOf(start: string, end: string): string {
  const input = reportInput()
  const [placement] = input.roadmap.placements
  const placements = placement ? [{...placement, start, end}] : []
  return roadmapChart(indexReport({...input, roadmap: {...input.roadmap, placements}}))
}

describe('the axis of the roadmap', () => {
  it.each([
    ['2027-01-04', '2027-09-30', 1],
    ['2027-01-04', '2028-06-30', 2],
    ['2027-01-04', '2029-01-21', 3],
    ['2027-01-04', '2031-12-31', 6],
    ['2027-01-04', '2036-12-31', 12],
  ])('from %s to %s has a label every %d months', (start, end, months) => {
    expect(chartOf(start, end)).toContain(`\n  tickInterval ${months}month\n`)
  })

  it.each([
    ['2027-01-04', '2028-06-30'],
    ['2027-01-04', '2033-12-31'],
  ])(
    'from %s to %s leaves room between its labels',
    async (start, end) => {
      const {roadmap = ''} = await renderSvgs({roadmap: chartOf(start, end)})
      const across = [...roadmap.matchAll(/class="tick"[^>]*transform="translate\(([\d.]+),/g)].map(([, x]) =>
        Number(x),
      )
      const places = [...new Set(across)].toSorted((a, b) => a - b)
      const gaps = places.slice(1).map((x, at) => x - (places[at] ?? 0))

      expect(places.length).toBeGreaterThan(3)
      expect(Math.min(...gaps)).toBeGreaterThan(55)
    },
    60_000,
  )
})
