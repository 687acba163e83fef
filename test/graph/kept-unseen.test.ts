import {describe, expect, it} from '@jest/globals'
import {keptUnseen} from '../../src/graph/kept-unseen.ts'

describe('what a graph keeps though no scope sees it', () => {
  it('is told by source, apart from what is still asked for, with the day of the first and the scopes', () => {
    const seen = [
      {scopes: ['m/legacy#path=../toll'], lastSeen: '2026-11-02', nodes: 2, edges: 1},
      {scopes: ['m/legacy#path=../old', 'm/net#s1'], lastSeen: '2026-10-01', nodes: 1, edges: 0},
      {scopes: ['m/net#s1'], lastSeen: '2026-09-01', nodes: 0, edges: 0},
      {scopes: ['m/net#s2'], lastSeen: '2026-11-09', nodes: 0, edges: 3},
    ]
    expect(keptUnseen(seen, (scope) => scope === 'm/legacy#path=../toll')).toEqual({
      kept: {
        ...{nodes: 3, edges: 4},
        sources: [
          {
            ...{source: 'm/legacy', isAskedFor: false, since: '2026-10-01', scopes: ['m/legacy#path=../old']},
            ...{nodes: 1, edges: 0},
          },
          {
            ...{source: 'm/legacy', isAskedFor: true, since: '2026-11-02', scopes: ['m/legacy#path=../toll']},
            ...{nodes: 2, edges: 1},
          },
          {
            ...{source: 'm/net', isAskedFor: false, since: '2026-10-01', scopes: ['m/net#s1', 'm/net#s2']},
            ...{nodes: 1, edges: 3},
          },
        ],
      },
    })
    expect(keptUnseen([], () => true)).toEqual({})
  })
})
