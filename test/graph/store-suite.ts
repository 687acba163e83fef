import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {graphStats} from '../../src/graph/graph-stats.ts'
import {impactOf} from '../../src/graph/impact-of.ts'
import {keptAmong} from '../../src/graph/kept-among.ts'
import {loadEstate} from '../../src/graph/load-estate.ts'
import type {GraphStore, LoadResult, StoredRelation} from '../../src/graph/store.ts'
import {neighbourhood, thingsOfRows, wholeGraph} from '../../src/graph/subgraph.ts'
import {UsageError} from '../../src/errors.ts'
import type {Estate, EstateRecord} from '../../src/model/estate.ts'
import type {Coverage, Relation} from '../../src/model/inventory.ts'
import type {Subgraph} from '../../src/model/subgraph.ts'
import {relationTypes} from '../../src/model/relation-types.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

type Load = (store: GraphStore, estate: Estate) => Promise<LoadResult>

/** What every store must do, whatever keeps it and however it is loaded. */
export function describeStore(name: string, openStore: () => Promise<GraphStore>, load: Load = loadEstate): void {
  async function loaded<T>(records: Parameters<typeof estateOf>, ask: (store: GraphStore) => Promise<T>): Promise<T> {
    const store = await openStore()
    try {
      await load(store, estateOf(...records))
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

      const {rows} = await loaded(records, (store) => impactOf(store, async () => ({entities: []}), ['host:m/h']))

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
      await load(store, estateOf(system('m/a'), system('m/b')))
      await load(store, estateOf(system('m/c')))
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
          neighbourhood(store, async () => ({entities: []}), 'm/b', options).then(told)
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

    it('keeps what scopes that are not complete saw, and lets go what no scope is left of, whatever is loaded', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(sightings, {minLength: 2, maxLength: 4}), async (loads) => {
          const store = await openStore()
          const memory = {
            things: new Map<string, Sighted>(),
            relations: new Map<string, Sighted>(),
            days: new Map<string, string>(),
          }
          try {
            for (const [at, seen] of loads.entries()) {
              const observedAt = `2026-0${at + 1}-01T00:00:00Z`
              const {nodes, edges} = await load(store, seenEstate(seen, observedAt))
              remember(memory, seen, observedAt)
              expect({nodes, edges}).toEqual({nodes: memory.things.size, edges: memory.relations.size})
              expect(await toldBy(store)).toEqual(memory)
            }
          } finally {
            await store.close()
          }
        }),
        {numRuns: 25},
      )
    })

    it('knows scopes by what they are about, tells whose things it keeps, and lets go what it is told to forget', async () => {
      const tree = (id: string, path: string, status: Coverage['status']): Coverage => ({
        ...{record: 'coverage', id: `m/legacy#${id}`, scope: {path, commit: `of ${id}`}, status},
        observedAt: '2026-11-02T00:00:00Z',
      })
      const other: Coverage = {record: 'coverage', id: 'm/net#s1', scope: {}, status: 'complete'}
      const toll = (...scopes: readonly string[]) => [
        {...system('m/table'), scopes},
        {...system('m/toll'), scopes},
        {...relation('m/toll', 'READS', 'm/table'), scopes},
      ]
      const kept = (isAskedFor: boolean) => ({
        ...{nodes: 2, edges: 1},
        sources: [
          {
            ...{source: 'm/legacy', isAskedFor, since: '2026-11-02T00:00:00Z'},
            ...{scopes: ['m/legacy#path=../toll'], nodes: 2, edges: 1},
          },
        ],
      })
      const store = await openStore()
      const then = async (run: object, ...records: readonly EstateRecord[]) => {
        const {header, ...estate} = estateOf(...records)
        const newestObservedAt = '2026-11-27T00:00:00Z'
        return (await loadEstate(store, {...estate, header: {...header, newestObservedAt}}, run)).kept
      }
      try {
        const net = {...system('m/net'), scopes: ['m/net#s1']}
        await then({}, tree('s1', '../toll', 'complete'), ...toll('m/legacy#s1'), other, net)
        const moved = [tree('s1', '../new', 'complete'), tree('s2', '../toll', 'partial')]
        expect(await then({}, ...moved, other, net)).toEqual(kept(true))
        const lastSeen = '2026-11-02T00:00:00Z'
        expect(await keptAmong(store, ['m/toll', 'no id', 'm/net', 'm/table'])).toEqual({
          kept: [
            {id: 'm/table', lastSeen},
            {id: 'm/toll', lastSeen},
          ],
        })
        expect(await graphStats(store)).toMatchObject({nodes: 3, kept: kept(true)})
        expect(await then({forget: ['m/legacy']}, ...moved, other, net)).toEqual(kept(true))
        expect(await then({}, tree('s1', '../new', 'complete'), other, net)).toEqual(kept(false))
        expect(await then({forget: ['m/leg']}, tree('s1', '../new', 'complete'), other, net)).toEqual(kept(false))
        expect(await then({forget: ['m/legacy']}, tree('s1', '../new', 'complete'), other, net)).toBe(undefined)
        expect(await graphStats(store)).toMatchObject({nodes: 1, edges: 0})
        expect(await keptAmong(store, ['m/toll'])).toEqual({})
      } finally {
        await store.close()
      }
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
          const {rows} = await loaded([...systems, ...relations], (store) =>
            impactOf(store, async () => ({entities: []}), ['m/s0']),
          )
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

const things = ['m/a', 'm/b', 'm/c', 'm/d']
const seenScopes = ['s1', 's2', 's3']

/** By which scopes each thing is seen, which relations, and which scopes were looked at whole. */
interface Sightings {
  readonly things: readonly (readonly string[])[]
  readonly relations: readonly (readonly [from: number, to: number, scopes: readonly string[]])[]
  readonly complete: readonly string[]
}

interface Sighted {
  readonly scopes: readonly string[]
  readonly lastSeen?: string
}

const someScopes = fc.subarray(seenScopes)
const sightings: fc.Arbitrary<Sightings> = fc.record({
  things: fc.array(someScopes, {minLength: things.length, maxLength: things.length}),
  relations: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3), fc.subarray(seenScopes, {minLength: 1})), {
    maxLength: 5,
    selector: ([from, to]) => `${from} ${to}`,
  }),
  complete: someScopes,
})

const isSeen = ({things: seen}: Sightings, at: number): boolean => (seen[at] ?? []).length > 0

function seenEstate(seen: Sightings, newestObservedAt: string): Estate {
  const estate = estateOf(
    ...things.flatMap((id, at) => (isSeen(seen, at) ? [{...system(id), scopes: seen.things[at] ?? []}] : [])),
    ...relationsSeen(seen).map(({from, to, scopes}) => ({
      ...relation(from, 'CALLS', to),
      evidence: ['e0123456789abcdef'],
      scopes,
    })),
    ...seenScopes.map((id) => ({
      record: 'coverage' as const,
      id,
      scope: {},
      status: seen.complete.includes(id) ? ('complete' as const) : ('failed' as const),
    })),
  )
  return {...estate, header: {...estate.header, newestObservedAt}}
}

function relationsSeen(seen: Sightings): readonly {from: string; to: string; scopes: readonly string[]}[] {
  return seen.relations
    .filter(([from, to]) => isSeen(seen, from) && isSeen(seen, to))
    .map(([from, to, scopes]) => ({from: things[from] ?? '', to: things[to] ?? '', scopes}))
}

interface Memory {
  readonly things: Map<string, Sighted>
  readonly relations: Map<string, Sighted>
  /** When each scope last looked. */
  readonly days: Map<string, string>
}

/** The rule, told once more as plainly as can be. */
function remember(memory: Memory, seen: Sightings, observedAt: string): void {
  const newest = (scopes: readonly string[]): string =>
    scopes
      .map((scope) => memory.days.get(scope) ?? '')
      .toSorted()
      .at(-1) ?? ''
  const next = (before: Map<string, Sighted>, now: ReadonlyMap<string, readonly string[]>): void => {
    for (const key of new Set([...before.keys(), ...now.keys()])) {
      const was = before.get(key)
      const left = (was?.scopes ?? []).filter((scope) => !seen.complete.includes(scope))
      const sees = now.get(key)
      if (sees) before.set(key, {scopes: [...new Set([...sees, ...left])].toSorted()})
      else if (left.length === 0) before.delete(key)
      else before.set(key, {scopes: left, lastSeen: was?.lastSeen ?? newest(was?.scopes ?? [])})
    }
  }
  next(memory.things, new Map(things.flatMap((id, at) => (isSeen(seen, at) ? [[id, seen.things[at] ?? []]] : []))))
  next(memory.relations, new Map(relationsSeen(seen).map(({from, to, scopes}) => [`${from} ${to}`, scopes])))
  for (const key of memory.relations.keys())
    if (key.split(' ').some((id) => !memory.things.has(id))) memory.relations.delete(key)
  for (const scope of [...seen.complete, ...seen.things.flat(), ...relationsSeen(seen).flatMap(({scopes}) => scopes)])
    memory.days.set(scope, observedAt)
}

async function toldBy(store: GraphStore): Promise<object> {
  const sighted = ({scopes, lastSeen}: {scopes?: readonly string[] | undefined; lastSeen?: string}): Sighted => ({
    scopes: scopes ?? [],
    ...(lastSeen !== undefined && {lastSeen}),
  })
  const told = {
    things: new Map<string, Sighted>(),
    relations: new Map<string, Sighted>(),
    days: expect.any(Map),
  }
  for await (const node of store.getNodes(things)) told.things.set(node.id, sighted(node))
  for (const id of told.things.keys())
    for (const one of await store.neighbours(id, {direction: 'out', limit: 10}))
      told.relations.set(`${id} ${one.node.id}`, sighted(one))
  return told
}
