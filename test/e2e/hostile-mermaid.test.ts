import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {renderMermaidGraph} from '../../src/render/graph/mermaid.ts'
import type {SubgraphRelation} from '../../src/model/subgraph.ts'
import {renderSvgs} from '../../src/render/mermaid/render-svg.ts'
import {hostileThings, subgraphOf, textOf} from '../render/graph/hostile-subgraph.ts'

describe('a part of the graph as Mermaid', () => {
  it('is drawn as one node for each hostile name and one arrow for each relation', async () => {
    // A few at a time: a picture of all would take minutes to lay out.
    const things = hostileThings.filter(({name}) => name.length < 200)
    const parts = Array.from({length: Math.ceil(things.length / 40)}, (_, at) => things.slice(at * 40, at * 40 + 40))
    const sources = await Promise.all(
      parts.map(async (part, at) => {
        const [first] = part
        const relations = part.slice(1).map(({id}): SubgraphRelation => ({
          ...{from: first?.id ?? '', type: 'DEPENDS_ON', to: id, certainty: 'declared'},
          ...{attributes: {}, evidence: []},
        }))
        return [`part${at}`, await textOf(renderMermaidGraph(subgraphOf(part, relations, first?.id)))] as const
      }),
    )

    const drawn = await renderSvgs(Object.fromEntries(sources))

    expect(
      Object.values(drawn).map((svg) => [
        svg.match(/class="node /g)?.length,
        svg.match(/class="[^"]*flowchart-link/g)?.length,
      ]),
    ).toEqual(parts.map((part) => [part.length, part.length - 1]))
    const elements = Object.values(drawn).flatMap((svg) => [
      ...new JSDOM(svg).window.document.querySelectorAll('svg *'),
    ])
    expect(elements.filter(({localName}) => /^(script|a|image|foreignObject|iframe)$/i.test(localName))).toEqual([])
    const attributes = elements.flatMap((element) => [...element.attributes])
    expect(attributes.filter(({name, value}) => /^(on|href|xlink:href)/.test(name) || value.includes('NaN'))).toEqual(
      [],
    )
  }, 120_000)
})
