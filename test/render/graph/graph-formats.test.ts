import {describe, expect, it} from '@jest/globals'
import {renderSubgraph} from '../../../src/render/graph/graph-formats.ts'
import {subgraphOf, textOf} from './hostile-subgraph.ts'

const systems = (count: number) =>
  Array.from(
    {length: count},
    (_, at) => ({id: `m/s${at}`, kind: 'system', name: `S ${at}`, organisation: 'm', attributes: {}}) as const,
  )

describe('a format', () => {
  it.each([
    ['mermaid', 200],
    ['dot', 5000],
  ] as const)('%s bears %d things, and refuses one more with what to do', async (format, most) => {
    expect(await textOf(renderSubgraph(format, subgraphOf(systems(most), [])))).toContain(`S ${most - 1}`)
    expect(() => renderSubgraph(format, subgraphOf(systems(most + 1), []))).toThrow(
      expect.objectContaining({code: 'too-large-to-draw', hint: expect.stringContaining('--depth')}),
    )
  })

  it.each(['graphml', 'cytoscape'] as const)('%s bears any number', async (format) => {
    expect(await textOf(renderSubgraph(format, subgraphOf(systems(6000), [])))).toContain('S 5999')
  })

  it.each(['graphml', 'cytoscape', 'mermaid', 'dot'] as const)(
    '%s says near its beginning whose it is',
    async (format) => {
      expect((await textOf(renderSubgraph(format, subgraphOf(systems(1), [])))).slice(0, 200)).toContain(
        'domesday graph export',
      )
    },
  )
})
