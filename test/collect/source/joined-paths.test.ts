import {posix} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {joined} from '../../../src/collect/source/resolve-imports.ts'

const step = fc.constantFrom('', '.', '..', '...', 'lamps', 'a.b', '.hidden', '..x')

describe('joined paths', () => {
  it.each([
    ['src/lamps', './beam', 'src/lamps/beam'],
    ['src/lamps', '../beam/./on', 'src/beam/on'],
    ['', './beam', 'beam'],
    ['src', '../../beam', '../'],
    ['src', './', 'src'],
  ])('of %j and %j are %j', (folder, path, whole) => expect(joined(folder, path)).toBe(whole))

  it('are those that a file system would take, and end in one that is not there where they leave the tree', () =>
    fc.assert(
      fc.property(fc.constantFrom('', 'src', 'src/lamps/on'), fc.array(step, {maxLength: 6}), (folder, steps) => {
        const path = steps.join('/')
        const whole = posix.join('./', folder, path).replace(/^\.\/|\/$/g, '')
        expect(joined(folder, path)).toBe(/^\.\.(?:\/|$)/.test(whole) ? '../' : whole.replace(/^\.$/, ''))
      }),
      {numRuns: 1000},
    ))
})
