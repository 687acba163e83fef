import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {discPlaces} from '../../../src/render/html/disc-places.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {type SystemSpec, reportInput} from '../inputs.ts'

const plot = {width: 248, height: 340, radius: 11}

/** Pixels between the two nearest of so many places. */
function nearest(places: readonly {readonly x: number; readonly y: number}[], width: number): number {
  const gaps = places.flatMap((a, at) =>
    places.slice(at + 1).map((b) => Math.hypot(((a.x - b.x) / 100) * width, a.y - b.y)),
  )
  return Math.min(...gaps)
}

describe('discs in a picture', () => {
  it('stay where they are while none covers another', () => {
    const own = [
      {x: 10, y: 20},
      {x: 60, y: 200},
    ]

    expect(discPlaces(own, plot)).toEqual(own)
  })

  it('stand side by side, inside the plot, where all belong to one place', () => {
    const places = discPlaces(
      Array.from({length: 12}, () => ({x: 100, y: 0})),
      plot,
    )

    expect(places[0]).toEqual({x: 100, y: 0})
    expect(nearest(places, plot.width)).toBeGreaterThanOrEqual(22)
    expect(places.every(({x, y}) => x >= 0 && x <= 100 && y >= 0 && y <= plot.height)).toBe(true)
  })

  it('do not cover each other in the report, at the least width of either drawing', () => {
    const systems: readonly SystemSpec[] = Array.from({length: 14}, (_, at) => ({
      id: `msti/s-${at}`,
      name: `S ${at}`,
      scores: '6 5 5 5 6 6 6 5 5 2 5 5 4',
    }))
    const {document} = new JSDOM(String([...renderHtml(reportInput({systems}), {})][0]?.content)).window
    const placesIn = (shown: string) =>
      [...document.querySelectorAll(`.matrix .${shown} .mark`)].map((disc) => ({
        x: Number.parseFloat(disc.getAttribute('cx') ?? ''),
        y: Number(disc.getAttribute('cy')),
      }))

    expect(placesIn('narrow')).toHaveLength(12)
    expect(nearest(placesIn('narrow'), 248)).toBeGreaterThanOrEqual(22)
    expect(nearest(placesIn('wide'), 408)).toBeGreaterThanOrEqual(22)
    expect(document.querySelectorAll('.matrix .narrow .lead')).toHaveLength(11)
  })
})
