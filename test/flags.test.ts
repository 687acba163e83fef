import {expect, it} from '@jest/globals'
import {exitStatusOf} from '../src/flags.ts'

const figures = {redRated: 0, couldBeRed: 1, unknown: 0, legacy: 2, partial: 0}

it.each([
  ['0 where all is done', figures, undefined, true, 0],
  ['8 where a scope is not complete', {...figures, partial: 1}, undefined, true, 8],
  ['5 where the graph is not loaded', figures, undefined, false, 5],
  ['5 rather than 8', {...figures, partial: 1}, undefined, false, 5],
  ['10 for findings that were asked for, before 5 and 8', {...figures, partial: 1}, 'could-be-red', false, 10],
  ['5 where there are none of the findings asked for', figures, 'red', false, 5],
] as const)('a run ends with %s', (_what, found, level, isLoaded, status) => {
  expect(exitStatusOf(found, level, isLoaded)).toBe(status)
})
