import {describe, expect, it} from '@jest/globals'
import {lastSeenBy, loadScopes, scopesLeft, scopesNow} from '../../src/graph/kept-scopes.ts'
import type {LoadRun} from '../../src/graph/store.ts'

function coverage(id: string, status: 'complete' | 'partial' | 'failed', scope = {}, observedAt?: string) {
  return {id, status, scope, ...(observedAt && {observedAt})}
}

const scopesOf = (run: LoadRun) => loadScopes(run)
const {settled} = scopesOf({coverage: [coverage('s1', 'complete'), coverage('s2', 'failed')]})

describe('the scopes of a thing after a load', () => {
  it('that is missing are those that were not complete, and those that nobody looked at', () => {
    expect(scopesLeft(['s1', 's2', 's3'], settled)).toEqual(['s2', 's3'])
    expect(scopesLeft(['s1'], settled)).toEqual([])
  })

  it('that is there are those that see it, and those that saw it and cannot say', () => {
    expect(scopesNow(['s1'], ['s1', 's2'], settled)).toEqual({scopes: ['s1', 's2'], isMore: true})
    expect(scopesNow(['s1', 's2'], ['s2'], settled)).toEqual({scopes: ['s1', 's2'], isMore: false})
    expect(scopesNow(undefined, [], settled)).toEqual({scopes: undefined, isMore: false})
  })

  it('are settled by what they are about, not by a number that is another scope’s now', () => {
    const now = scopesOf({
      coverage: [
        coverage('m/legacy#s1', 'complete', {path: '../new'}),
        coverage('m/legacy#s2', 'partial', {path: '../toll'}),
      ],
    })
    expect(scopesLeft(['m/legacy#path=../toll'], now.settled)).toEqual(['m/legacy#path=../toll'])
    expect(now.seenBy(['m/legacy#s2', 'm/legacy#s1'])).toEqual(['m/legacy#path=../new', 'm/legacy#path=../toll'])
  })

  it('that nobody asks for any more are settled only where they are to be forgotten, by source or one by one', () => {
    const stored = ['m/gone#s1', 'm/legacy#path=../old', 'm/legacy#path=../toll', 'm/gone-too#s1']
    const forget = ['m/gone', 'm/legacy#path=../old', 'm/legacy#path=../toll']
    const run = {coverage: [coverage('m/legacy#s1', 'failed', {path: '../toll'})]}
    expect(scopesLeft(stored, scopesOf(run).settled)).toEqual(stored)
    expect(scopesLeft(stored, scopesOf({...run, forget}).settled)).toEqual(['m/legacy#path=../toll', 'm/gone-too#s1'])
  })
})

describe('when a thing was last seen', () => {
  const first = scopesOf({
    observedAt: '2026-11-27T00:00:00Z',
    coverage: [coverage('m/a#s1', 'complete', {}, '2026-11-02T00:00:00Z'), coverage('m/b#s1', 'complete')],
  }).knownAfter([])

  it('is told by the scopes that saw it, not by the newest of the estate', () => {
    const known = new Map(first.map((one) => [one.scope, one]))
    expect(lastSeenBy(['m/a#s1'], known)).toBe('2026-11-02T00:00:00Z')
    expect(lastSeenBy(['m/a#s1', 'm/b#s1'], known)).toBe('2026-11-27T00:00:00Z')
    expect(lastSeenBy(['m/c#s1'], known)).toBe(undefined)
  })

  it('stays for a scope that fails, and for one that nobody asks for any more until it is forgotten', () => {
    const run = {coverage: [coverage('m/a#s1', 'failed' as const, {}, '2026-12-01T00:00:00Z')]}
    const a = {scope: 'm/a#s1', observedAt: '2026-11-02T00:00:00Z', isAskedFor: true}
    expect(scopesOf(run).knownAfter(first)).toEqual([
      a,
      {scope: 'm/b#s1', observedAt: '2026-11-27T00:00:00Z', isAskedFor: false},
    ])
    expect(scopesOf({...run, forget: ['m/b']}).knownAfter(first)).toEqual([a])
  })
})
