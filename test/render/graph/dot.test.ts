import {beforeAll, describe, expect, it} from '@jest/globals'
import {Graphviz} from '@hpcc-js/wasm-graphviz'
import {displayName} from '../../../src/render/facts/display-text.ts'
import {renderDot} from '../../../src/render/graph/dot.ts'
import {hostileRelations, hostileSubgraph, hostileThings, subgraphOf, textOf} from './hostile-subgraph.ts'

describe('DOT', () => {
  let graphviz: Graphviz
  beforeAll(async () => {
    graphviz = await Graphviz.load()
  })

  it('gives Graphviz one node for each hostile name, under that name, and one edge for each relation', async () => {
    const laid = JSON.parse(graphviz.layout(await textOf(renderDot(hostileSubgraph)), 'dot_json', 'nop')) as {
      objects: {name: string; label: string}[]
      edges: {tail: number; head: number; label: string}[]
    } // as Graphviz documents it

    expect(
      laid.objects.map(({label}) =>
        label
          .replace(/\\n(system|datastore)$/, '')
          .replace(/\\(.)/g, '$1')
          .replaceAll('&amp;', '&'),
      ),
    ).toEqual(hostileThings.map(({name, id}) => displayName(name, id)))
    expect(laid.edges.map(({tail, head, label}) => [hostileThings[tail]?.id, hostileThings[head]?.id, label])).toEqual(
      hostileRelations.map(({from, to, type}) => [from, to, type]),
    )
  })

  it('draws what looks like an escape or an entity as it is written', async () => {
    const name = 'a\\nb \\N &lt;b&gt; "c" \\'
    const thing = {id: 'm/a', kind: 'system', name, organisation: 'm', attributes: {}} as const
    const svg = graphviz.layout(await textOf(renderDot(subgraphOf([thing], []))), 'svg', 'dot')

    expect(svg).toContain('>a\\nb \\N &amp;lt;b&amp;gt; &quot;c&quot; \\</text>')
  })
})
