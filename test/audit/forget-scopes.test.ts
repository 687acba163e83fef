import {describe, expect, it} from '@jest/globals'
import {checkForgotten} from '../../src/audit/forget-scopes.ts'

const inGraph = ['m/legacy#path=../old', 'm/legacy#path=../toll', 'm/net#s1', 'm/sheet#s1']
const coverage = [
  {id: 'm/legacy#s1', scope: {path: '../toll'}},
  {id: 'm/sheet#s1', scope: {file: 'estate.xlsx'}},
]

describe('what a load is told to forget', () => {
  it('may be a source or a scope that nobody asks for any more, and the rest of a source of which some is', () => {
    expect(() => checkForgotten(['m/net', 'm/legacy', 'm/legacy#path=../old'], inGraph, coverage)).not.toThrow()
  })

  it('is refused where it is still asked for', () => {
    for (const one of ['m/sheet', 'm/legacy#path=../toll'])
      expect(() => checkForgotten([one], inGraph, coverage)).toThrow(
        `'${one}' is still asked for, so nothing that it saw can be forgotten.`,
      )
  })

  it('is refused where the graph has nothing of it, with the sources that could be meant', () => {
    expect(() => checkForgotten(['m/nett'], inGraph, coverage)).toThrow(
      expect.objectContaining({
        message: "The graph holds nothing that 'm/nett' saw.",
        hint: 'No longer asked for are: m/legacy, m/net. Name it as: organisation/source',
      }),
    )
  })
})
