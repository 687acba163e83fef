import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {graphStats} from '../../src/graph/graph-stats.ts'
import {impactOf} from '../../src/graph/impact-of.ts'
import {loadEstate} from '../../src/graph/load-estate.ts'
import type {GraphStore, StoredRelation} from '../../src/graph/store.ts'
import {neighbourhood, thingsOfRows, wholeGraph} from '../../src/graph/subgraph.ts'
import {UsageError} from '../../src/errors.ts'
import type {Relation} from '../../src/model/inventory.ts'
import type {Subgraph} from '../../src/model/subgraph.ts'
import {relationTypes} from '../../src/model/relation-types.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

/** What every store must do, whatever keeps it. */
export function describeStore(name: string, openStore: () => Promise<GraphStore>): void {
  async function loaded<T>(records: Parameters<typeof estateOf>, ask: (store: GraphStore) => Promise<T>): Promise<T> {
    const store = await openStore()
    try {
      await loadEstate(store, estateOf(...records))
      return await ask(store)
    } finally {
      await store.close()
    }
  }

  describe(name, () => {
    it('says what is affected, with the way by which harm travels, and not the thing itself', async () => {
      const records = [
        system('m/a'),
        system('m/b'),
        entity('host', 'host:m/h'),
        entity('service', 'service:m/s'),
        relation('m/a', 'DEPENDS_ON', 'm/b'),
        relation('m/b', 'RUNS_ON', 'host:m/h'),
        relation('m/a', 'SUPPORTS', 'service:m/s'),
        relation('m/b', 'DEPENDS_ON', 'm/b'),
      ]

      const {rows} = await loaded(records, (store) => impactOf(store, {entities: []}, ['host:m/h']))

      expect(rows.map(({id, depth, via, through}) => ({id, depth, via, through}))).toEqual([
        {id: 'm/b', depth: 1, via: 'RUNS_ON', through: []},
        {id: 'm/a', depth: 2, via: 'DEPENDS_ON', through: ['m/b']},
        {id: 'service:m/s', depth: 3, via: 'SUPPORTS', through: ['m/b', 'm/a']},
      ])
    })

    it('counts kinds, types and circles', async () => {
      const stats = await loaded(
        [
          system('m/a'),
          system('m/b'),
          system('m/c'),
          relation('m/a', 'DEPENDS_ON', 'm/b'),
          relation('m/b', 'DEPENDS_ON', 'm/a'),
        ],
        graphStats,
      )

      expect(stats).toMatchObject({nodes: 3, edges: 2, kinds: [{kind: 'system', count: 3}]})
      expect(stats.cycles.map((cycle) => cycle.map(({id}) => id))).toEqual([['m/a', 'm/b']])
      expect(stats.isolated.map(({id}) => id)).toEqual(['m/c'])
    })

    it('replaces what an earlier load held', async () => {
      const store = await openStore()
      await loadEstate(store, estateOf(system('m/a'), system('m/b')))
      await loadEstate(store, estateOf(system('m/c')))
      const {nodes} = await graphStats(store)
      await store.close()

      expect(nodes).toBe(1)
    })

    it('gives the relations out of things with all that is known of them, in the order asked for', async () => {
      const records = [
        system('m/a'),
        system('m/b'),
        system('m/c'),
        {...relation('m/a', 'DEPENDS_ON', 'm/c', {how: 'nightly file', port: 21}), scopes: ['m/estate#s1']},
        relation('m/a', 'CALLS', 'm/b'),
        relation('m/a', 'DEPENDS_ON', 'm/b'),
        relation('m/c', 'DEPENDS_ON', 'm/a'),
      ]

      const found = await loaded(records, async (store) => {
        const relations: StoredRelation[] = []
        for await (const one of store.relationsFrom(['m/c', 'm/nowhere', 'm/b', 'm/a'])) relations.push(one)
        return relations
      })

      const said = {certainty: 'declared', attributes: {}, evidence: ['e1']}
      expect(found).toEqual([
        {from: 'm/c', type: 'DEPENDS_ON', to: 'm/a', ...said},
        {from: 'm/a', type: 'DEPENDS_ON', to: 'm/b', ...said},
        {from: 'm/a', type: 'CALLS', to: 'm/b', ...said},
        {
          ...{from: 'm/a', type: 'DEPENDS_ON', to: 'm/c', ...said},
          ...{attributes: {how: 'nightly file', port: 21}, scopes: ['m/estate#s1']},
        },
      ])
    })

    it('gives what is near a thing, in whichever way relations read, and what stands in rows', async () => {
      const records = [
        ...['m/a', 'm/b', 'm/c', 'm/d'].map((id) => system(id, {owner: 'People'})),
        entity('organisation', 'organisation:m'),
        relation('m/a', 'DEPENDS_ON', 'm/b'),
        relation('m/c', 'DEPENDS_ON', 'm/b'),
        relation('m/a', 'CALLS', 'm/c'),
        relation('m/d', 'DEPENDS_ON', 'm/c'),
        relation('m/b', 'OWNED_BY', 'organisation:m'),
      ]
      const told = async (subgraph: Subgraph) => {
        const [things, relations]: [string[], string[]] = [[], []]
        for await (const {id, attributes} of subgraph.readThings())
          things.push(`${id} ${Object.keys(attributes).join()}`)
        for await (const {from, type, to} of subgraph.readRelations()) relations.push(`${from} ${type} ${to}`)
        expect([subgraph.things, subgraph.relations]).toEqual([things.length, relations.length])
        return {things, relations}
      }

      await loaded(records, async (store) => {
        const near = (options: Parameters<typeof neighbourhood>[3]) =>
          neighbourhood(store, {entities: []}, 'm/b', options).then(told)
        const rows = {
          columns: ['x', 'y'],
          rows: [
            ['m/d', 3],
            ['m/c', null],
            ['no id', 'm/d'],
          ],
        }

        expect(await near({depth: 1})).toEqual({
          things: ['m/a owner', 'm/b owner', 'm/c owner'],
          relations: ['m/a DEPENDS_ON m/b', 'm/a CALLS m/c', 'm/c DEPENDS_ON m/b'],
        })
        expect((await near({depth: 2})).things).toEqual(['m/a owner', 'm/b owner', 'm/c owner', 'm/d owner'])
        expect(await near({depth: 1, types: ['OWNED_BY']})).toEqual({
          things: ['m/b owner', 'organisation:m '],
          relations: ['m/b OWNED_BY organisation:m'],
        })
        expect(await told(await thingsOfRows(store, rows))).toEqual({
          things: ['m/c owner', 'm/d owner'],
          relations: ['m/d DEPENDS_ON m/c'],
        })
        expect(await told(await wholeGraph(store, ['CALLS', 'OWNED_BY']))).toMatchObject({
          relations: ['m/a CALLS m/c', 'm/b OWNED_BY organisation:m'],
        })
        await expect(thingsOfRows(store, {columns: ['x'], rows: [['no id']]})).rejects.toThrow(UsageError)
      })
    })

    it('agrees with a naive search on random graphs with circles', async () => {
      const types = ['DEPENDS_ON', 'PART_OF', 'EXCHANGES_WITH', 'OWNED_BY', 'CALLS'] as const
      const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.constantFrom(...types)), {maxLength: 25})
      await fc.assert(
        fc.asyncProperty(edges, async (links) => {
          const relations = [
            ...new Map(
              links.map(([from, to, type]) => relation(`m/s${from}`, type, `m/s${to}`)).map((one) => [one.id, one]),
            ).values(),
          ]
          const systems = Array.from({length: 10}, (_, at) => system(`m/s${at}`))
          const {rows} = await loaded([...systems, ...relations], (store) => impactOf(store, {entities: []}, ['m/s0']))
          expect(rows.map(({id}) => id).toSorted()).toEqual(harmed('m/s0', relations))
        }),
        {numRuns: 20},
      )
    })
  })
}

function harmed(start: string, relations: readonly Relation[]): string[] {
  const reached = new Set([start])
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const {from, to, type} of relations) {
      const {harm} = relationTypes[type]
      if ((harm === 'to-from' || harm === 'both') && reached.has(to)) reached.add(from)
      if ((harm === 'from-to' || harm === 'both') && reached.has(from)) reached.add(to)
    }
  }
  reached.delete(start)
  return [...reached].toSorted()
}
