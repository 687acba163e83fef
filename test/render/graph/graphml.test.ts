import {describe, expect, it} from '@jest/globals'
import {SaxesParser} from 'saxes'
import {renderGraphml} from '../../../src/render/graph/graphml.ts'
import type {SubgraphThing} from '../../../src/model/subgraph.ts'
import {hostileRelations, hostileSubgraph, hostileThings, subgraphOf, textOf} from './hostile-subgraph.ts'

interface Element {
  readonly attributes: Readonly<Record<string, string>>
  readonly data: Record<string, string>
}

/** What a strict parser of XML reads in it: the keys by id, the nodes and the edges with their data by the names of keys. */
function read(text: string) {
  const found = {key: [] as Element[], node: [] as Element[], edge: [] as Element[]}
  const keys = new Map<string, string>()
  let current: Element | undefined
  let key: string | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({name, attributes}) => {
    if (name === 'data') key = keys.get(attributes['key'] ?? '')
    if (name !== 'key' && name !== 'node' && name !== 'edge') return
    if (name === 'key') keys.set(attributes['id'] ?? '', attributes['attr.name'] ?? '')
    current = {attributes, data: {}}
    found[name].push(current)
  })
  parser.on('text', (said) => {
    if (current && key !== undefined) current.data[key] = (current.data[key] ?? '') + said
  })
  parser.on('closetag', ({name}) => {
    if (name === 'data') key = undefined
  })
  parser.write(text).close()
  return found
}

/** As XML can hold it. */
function shown(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
}

describe('GraphML', () => {
  it('gives back hostile names and attributes to a strict parser of XML, each in its own thing', async () => {
    const {node, edge} = read(await textOf(renderGraphml(hostileSubgraph)))

    expect(node.map(({data}) => [data['id'], data['label'], JSON.parse(data['attributes'] ?? '')])).toEqual(
      hostileThings.map(({id, name, attributes}) => [shown(id), shown(name), attributes]),
    )
    const at = new Map(node.map(({attributes}, place) => [attributes['id'], hostileThings[place]?.id]))
    expect(
      edge.map(({attributes, data}) => [at.get(attributes['source']), at.get(attributes['target']), data['label']]),
    ).toEqual(hostileRelations.map(({from, to, type}) => [from, to, type]))
  })

  it('has ids of elements and keys that the format allows, each once', async () => {
    const {key, node} = read(await textOf(renderGraphml(hostileSubgraph)))
    const ids = [...key, ...node].map(({attributes}) => attributes['id'] ?? '')

    expect(ids.filter((id) => !/^[A-Za-z0-9._-]+$/.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('says of each key what all its values are', async () => {
    const thing = (id: string, values: Record<string, string | number | boolean>): SubgraphThing => ({
      ...{id, kind: 'system', name: id, organisation: 'm'},
      attributes: Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, [{value, evidence: [], confidence: 1}]]),
      ),
    })
    const things = [
      thing('m/a', {years: 1, share: 1, used: true, mixed: 1}),
      thing('m/b', {years: 2, share: 0.5, mixed: 'x'}),
    ]
    const {key} = read(await textOf(renderGraphml(subgraphOf(things, []))))
    const forms = key.map(({attributes}) => [attributes['attr.name'], attributes['attr.type']])

    expect(Object.fromEntries(forms)).toMatchObject({years: 'long', share: 'double', used: 'boolean', mixed: 'string'})
  })
})
