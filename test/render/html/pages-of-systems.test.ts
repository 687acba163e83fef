import {describe, expect, it} from '@jest/globals'
import type {SystemAssessment} from '../../../src/model/assessment.ts'
import {pagesOf} from '../../../src/render/html/pages-of-systems.ts'

const systems = Array.from({length: 5000}, (_, at) => ({system: `msti/system-${at}`}) as SystemAssessment) // no more is asked

function idsOf(list: readonly SystemAssessment[], most = 100): readonly (readonly string[])[] {
  return pagesOf(list, most).map((page) => page.systems.map(({system}) => system))
}

describe('pages of systems', () => {
  it('hold every system in its order, nearly as many as they may', () => {
    const pages = idsOf(systems)
    const sizes = pages.slice(0, -1).map(({length}) => length)

    expect(pages.flat()).toEqual(systems.map(({system}) => system))
    expect(Math.max(...sizes, pages.at(-1)?.length ?? 0)).toBeLessThanOrEqual(100)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(80)
  })

  it('are named in their order', () => {
    expect(pagesOf(systems.slice(0, 250), 100).map(({file}) => file)).toEqual([
      'systems-1.html',
      'systems-2.html',
      'systems-3.html',
    ])
  })

  it('hold one each where no more fit', () => {
    expect(idsOf(systems.slice(0, 3), 1)).toEqual([['msti/system-0'], ['msti/system-1'], ['msti/system-2']])
  })

  it('are none of no system', () => {
    expect(idsOf([])).toEqual([])
  })

  it.each([
    [150, 4700],
    [4321, 200],
    [2500, 2600],
    [0, 4999],
  ])('stay as they are where only others changed their places: %s to %s', (from, to) => {
    const before = new Set(idsOf(systems).map(String))
    const moved = systems.toSpliced(from, 1).toSpliced(to, 0, systems[from]!)
    const changed = idsOf(moved).filter((page) => !before.has(String(page)))

    expect(changed.length).toBeGreaterThan(0)
    expect(changed.length).toBeLessThan(12)
  })
})
