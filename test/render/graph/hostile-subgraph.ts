import type {Subgraph, SubgraphRelation, SubgraphThing} from '../../../src/model/subgraph.ts'
import {hostileNames} from '../../hostile-names.ts'

/** A subgraph of things and relations that are there already. */
export function subgraphOf(
  things: readonly SubgraphThing[],
  relations: readonly SubgraphRelation[],
  around?: string,
): Subgraph {
  return {
    ...{things: things.length, relations: relations.length},
    ...(around !== undefined && {around}),
    readThings: async function* () {
      yield* things
    },
    readRelations: async function* () {
      yield* relations
    },
  }
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** Ids of their own where two names are one once they are text of Unicode. */
const ids = [...new Set(hostileNames.map((name) => name.toWellFormed()))]

/** Things that are called, and have attributes of names and values, that are made to break what shows them. */
export const hostileThings: readonly SubgraphThing[] = ids.map((name, at) => ({
  ...{id: name, kind: at % 2 === 0 ? 'system' : 'datastore', name, organisation: name},
  attributes: {
    [name]: [{value: name, evidence: [name], confidence: 1}],
    owner: [{value: at % 3 === 0 ? at : name, evidence: ['e1'], confidence: 1}],
    label: [{value: name, evidence: [], confidence: 1}],
    otherNames: [{value: [name, 'b'], evidence: [], confidence: 1}],
  },
  scopes: [name],
}))

/** Each thing needs the next one. */
export const hostileRelations: readonly SubgraphRelation[] = ids.slice(1).map((to, at) => ({
  ...{from: ids[at] ?? '', type: 'DEPENDS_ON', to, certainty: 'declared', evidence: [to]},
  attributes: {how: to, [to]: to, source: to},
}))

export const hostileSubgraph = subgraphOf(hostileThings, hostileRelations)
