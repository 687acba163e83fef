import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {EntityKind} from '../../src/model/entity.ts'
import {labelOfKind, neo4jLabels} from '../../src/model/graph-schema.ts'
import {relationTypeNames} from '../../src/model/relation-types.ts'
import {renderSvgs} from '../../src/render/mermaid/render-svg.ts'

describe('the labels of kinds', () => {
  it('are one for each kind, and none is a label of every node', () => {
    const labels = EntityKind.options.map(labelOfKind)

    expect(new Set([...labels, ...Object.values(neo4jLabels)]).size).toBe(labels.length + 3)
  })
})

describe('the picture in docs/graph.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/graph.md'), 'utf8')
  const [, picture = ''] = /```mermaid\n([\s\S]*?)```/.exec(text) ?? []

  it('shows every kind and every type of relation', () => {
    const kinds = [...picture.matchAll(/[[(]([a-z, ]+)[\])]/g)].flatMap(([, words = '']) => words.split(', '))
    const types = [...picture.matchAll(/\|([A-Z_]+)\|/g)].map(([, type]) => type)

    expect(EntityKind.options.filter((kind) => !kinds.includes(kind))).toEqual([])
    expect([...new Set(types)].toSorted()).toEqual(relationTypeNames.toSorted())
  })

  it('can be drawn', async () => {
    const {schema = ''} = await renderSvgs({schema: picture})

    expect(schema.match(/class="node /g)).toHaveLength(13)
  }, 60_000)
})
