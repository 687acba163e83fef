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

  it('are the same whether a path begins with the folder that it is in or does not say so', () =>
    fc.assert(
      fc.property(fc.constantFrom('', 'src', 'src/lamps'), fc.array(step, {maxLength: 5}), (folder, steps) => {
        expect(joined(folder, `./${steps.join('/')}`)).toBe(joined(folder, steps.join('/')))
      }),
    ))
})
