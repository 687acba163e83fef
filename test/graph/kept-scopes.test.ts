import {describe, expect, it} from '@jest/globals'
import {completeScopes, scopesLeft, scopesNow} from '../../src/graph/kept-scopes.ts'

const complete = completeScopes([
  {id: 's1', status: 'complete'},
  {id: 's2', status: 'failed'},
])

describe('the scopes of a thing after a load', () => {
  it('that is missing are those that were not complete, and those that nobody looked at', () => {
    expect(scopesLeft(['s1', 's2', 's3'], complete)).toEqual(['s2', 's3'])
    expect(scopesLeft(['s1'], complete)).toEqual([])
  })

  it('that is there are those that see it, and those that saw it and cannot say', () => {
    expect(scopesNow(['s1'], ['s1', 's2'], complete)).toEqual({scopes: ['s1', 's2'], isMore: true})
    expect(scopesNow(['s1', 's2'], ['s2'], complete)).toEqual({scopes: ['s1', 's2'], isMore: false})
    expect(scopesNow(undefined, [], complete)).toEqual({scopes: undefined, isMore: false})
  })
})
