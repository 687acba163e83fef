import {entityFields, relationFields} from '../../model/graph-schema.ts'
import {relationId} from '../../model/ids.ts'
import {plainAttributes, plainEntries} from '../../model/plain-attributes.ts'
import type {Subgraph, SubgraphRelation, SubgraphThing} from '../../model/subgraph.ts'
import {exportMark} from './export-mark.ts'

const ownOfThings = Object.keys(entityFields)
const ownOfRelations = ['id', 'source', 'target', 'interaction', ...Object.keys(relationFields)]

/** The JSON of Cytoscape and Cytoscape.js; beside all values of the attributes, each plain one under its own name. */
export async function* renderCytoscape(subgraph: Subgraph): AsyncGenerator<string> {
  const about = {generated_by: exportMark, format_version: '1.0', target_cytoscapejs_version: '~3.0'}
  yield `${JSON.stringify(about).slice(0, -1)},"elements":{"nodes":[`
  yield* listed(subgraph.readThings(), dataOfThing)
  yield '],"edges":['
  yield* listed(subgraph.readRelations(), dataOfRelation)
  yield ']}}\n'
}

async function* listed<T>(items: AsyncIterable<T>, dataOf: (item: T) => object): AsyncGenerator<string> {
  let before = '\n'
  for await (const item of items) {
    yield `${before}${JSON.stringify({data: dataOf(item)})}`
    before = ',\n'
  }
}

function dataOfThing(thing: SubgraphThing): object {
  const {id, name, kind, organisation, attributes, scopes, lastSeen} = thing
  return {...plainAttributes(thing, ownOfThings), id, name, kind, organisation, attributes, scopes, lastSeen}
}

/** No thing has an id that begins so, and ids of edges must be none of a node's. */
const edgePrefix = 'relation:'

function dataOfRelation({from, to, type, ...said}: SubgraphRelation): object {
  const {certainty, attributes, evidence, scopes, lastSeen} = said
  return {
    ...plainEntries(Object.entries(attributes), ownOfRelations),
    ...{id: `${edgePrefix}${relationId(from, type, to)}`, source: from, target: to, interaction: type},
    ...{certainty, attributes, evidence, scopes, lastSeen},
  }
}
