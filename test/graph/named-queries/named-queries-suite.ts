import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {namedQueries} from '../../../src/graph/named-queries/all-queries.ts'
import {askNamed, type AskedGraph, namedQuery} from '../../../src/graph/named-queries/ask-named.ts'
import {loadEstate} from '../../../src/graph/load-estate.ts'
import type {GraphStore} from '../../../src/graph/store.ts'
import {askedEstate, askedFacts, askedQueries} from './asked-estate.ts'

export interface AskableStore {
  readonly store: GraphStore
  readonly askText: AskedGraph['askText']
}

/** What every store must answer to the named queries. */
export function describeNamedQueries(name: string, openStore: () => Promise<AskableStore>): void {
  describe(name, () => {
    let graph: AskedGraph
    beforeAll(async () => {
      const {store, askText} = await openStore()
      await loadEstate(store, askedEstate)
      graph = {store, askText, entities: askedEstate.entities, facts: askedFacts}
    })
    afterAll(() => graph.store.close())

    it('are each asked here', () => {
      expect(askedQueries.map(({id}) => id)).toEqual(namedQueries.map(({id}) => id))
    })

    it.each(askedQueries)('answers $id', async ({id, parameters = {}, rows}) => {
      const query = namedQuery(id)

      expect(await askNamed(graph, query, parameters, 1000)).toEqual({columns: query.columns, rows, more: false})
    })

    it.each(['breaks-with', 'most-depended-on'])('says of %s that there is more than the limit', async (id) => {
      const parameters: Record<string, string> = id === 'breaks-with' ? {thing: 'h2'} : {}
      const {rows, more} = await askNamed(graph, namedQuery(id), parameters, 1)

      expect([rows.length, more]).toEqual([1, true])
    })
  })
}
