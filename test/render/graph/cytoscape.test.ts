import {describe, expect, it} from '@jest/globals'
import {renderCytoscape} from '../../../src/render/graph/cytoscape.ts'
import {hostileRelations, hostileSubgraph, hostileThings, subgraphOf, textOf} from './hostile-subgraph.ts'

interface Elements {
  readonly elements: Readonly<Record<'nodes' | 'edges', readonly {readonly data: Readonly<Record<string, unknown>>}[]>>
}

async function parsed(subgraph: Parameters<typeof renderCytoscape>[0]): Promise<Elements> {
  return JSON.parse(await textOf(renderCytoscape(subgraph))) as Elements // the shape is what the tests look at
}

describe('Cytoscape JSON', () => {
  it('gives back hostile names, ids and attributes as they are', async () => {
    const {elements} = await parsed(hostileSubgraph)

    expect(
      elements.nodes.map(({data: {id, name, kind, organisation, attributes, scopes}}) => ({
        id,
        kind,
        name,
        organisation,
        attributes,
        scopes,
      })),
    ).toEqual(hostileThings)
    expect(
      elements.edges.map(({data: {source, target, interaction, attributes}}) => ({
        source,
        target,
        interaction,
        attributes,
      })),
    ).toEqual(
      hostileRelations.map(({from, to, type, attributes}) => ({
        source: from,
        target: to,
        interaction: type,
        attributes,
      })),
    )
  })

  it('has no two elements of one id', async () => {
    const {elements} = await parsed(hostileSubgraph)
    const ids = [...elements.nodes, ...elements.edges].map(({data}) => data['id'])

    expect(new Set(ids).size).toBe(hostileThings.length + hostileRelations.length)
  })

  it('has plain attributes under their own names, but for those that mean something else there', async () => {
    const attributes = {
      owner: [{value: 'People', evidence: [], confidence: 1}],
      id: [{value: 'x', evidence: [], confidence: 1}],
    }
    const thing = {id: 'm/a', kind: 'system', name: 'A', organisation: 'm', attributes} as const
    const {elements} = await parsed(subgraphOf([thing], []))

    expect(elements).toEqual({nodes: [{data: {...thing, owner: 'People'}}], edges: []})
  })
})
