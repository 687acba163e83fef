import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {loadEstate} from '../../src/graph/load-estate.ts'
import {connect} from '../../src/graph/neo4j/connection.ts'
import {type LoadLock, lockLoads} from '../../src/graph/neo4j/load-lock.ts'
import {pathBetween} from '../../src/graph/path-between.ts'
import type {LoadResult, NodeRecord} from '../../src/graph/store.ts'
import type {Estate, EstateRecord} from '../../src/model/estate.ts'
import type {CoverageStatus} from '../../src/model/inventory.ts'
import {entity, estateOf, relation, system} from '../estates.ts'
import {type Neo4jServer, longSupport, startNeo4j} from './neo4j-server.ts'
import {cypher, cypherAlone, emptyGraph, graphAt, identity, storeAt} from './neo4j-stores.ts'
import {skipped, suiteWith} from './neo4j-suite.ts'
import {runDomesday} from './run-domesday.ts'

function coverage(id: string, status: CoverageStatus = 'complete'): EstateRecord {
  return {record: 'coverage', id, scope: {}, status}
}

function seenBy<T extends EstateRecord>(record: T, ...scopes: readonly string[]): T {
  return {...record, scopes}
}

function observed(estate: Estate, newestObservedAt: string): Estate {
  return {...estate, header: {...estate.header, newestObservedAt}}
}

suiteWith(longSupport)(`loads into Neo4j ${longSupport.version} (${skipped})`, () => {
  let server: Neo4jServer
  beforeAll(async () => {
    server = await startNeo4j()
  })
  afterAll(() => server?.close())
  beforeEach(() => emptyGraph(server.uri))

  async function load(
    estate: Estate,
    {rows = 10_000, stopAfter = Infinity}: {rows?: number; stopAfter?: number} = {},
  ): Promise<LoadResult> {
    const store = storeAt(server.uri, {limits: {rows}})
    const controller = new AbortController()
    let batches = 0
    const move = (): void => {
      batches += 1
      if (batches === stopAfter) controller.abort(new Error('stopped'))
    }
    try {
      return await loadEstate(store, estate, {move, signal: controller.signal})
    } finally {
      await store.close()
    }
  }

  const before = estateOf(
    system('m/a', {owner: 'Team A', people: {needed: 3}}),
    system('m/b', {lifeYears: 12}),
    entity('host', 'host:m/h'),
    entity('technology', 'technology:m/t'),
    relation('m/a', 'DEPENDS_ON', 'm/b', {kind: 'file'}),
    relation('m/b', 'RUNS_ON', 'host:m/h'),
    relation('m/b', 'USES', 'technology:m/t'),
    relation('m/b', 'DEPENDS_ON', 'm/b'),
  )
  const after = estateOf(
    system('m/a', {owner: 'Team B'}),
    {...system('m/b', {lifeYears: 12}), kind: 'component'},
    entity('host', 'host:m/i'),
    entity('technology', 'technology:m/t'),
    relation('m/a', 'DEPENDS_ON', 'm/b', {kind: 'call', how: 'asks it'}),
    relation('m/b', 'RUNS_ON', 'host:m/i'),
    relation('m/a', 'USES', 'technology:m/t'),
    relation('m/b', 'DEPENDS_ON', 'm/b'),
  )

  it('gives nodes the labels and properties that the guide describes', async () => {
    await load(before)

    const {nodes, relations} = await graphAt(server.uri)
    expect(nodes[1]).toMatchObject({
      labels: ['DomesdayEntity', 'Entity', 'System'],
      node: {id: 'm/a', kind: 'system', name: 'a', organisation: 'm', owner: 'Team A'},
    })
    expect(relations[0]).toEqual({
      from: 'm/a',
      type: 'DEPENDS_ON',
      to: 'm/b',
      relation: {certainty: 'declared', evidence: ['e1'], attributes: '{"kind":"file"}', kind: 'file'},
    })
  })

  it('says what it added, changed and removed, and writes nothing the second time', async () => {
    expect((await load(before)).changes?.nodes).toEqual({added: 4, changed: 0, removed: 0, kept: 0})
    const result = await load(after)

    expect(result).toMatchObject({nodes: 4, edges: 4})
    expect(result.changes).toEqual({
      nodes: {added: 1, changed: 2, removed: 1, kept: 0},
      edges: {added: 2, changed: 1, removed: 2, kept: 0},
    })
    expect((await load(after)).changes).toEqual({
      nodes: {added: 0, changed: 0, removed: 0, kept: 0},
      edges: {added: 0, changed: 0, removed: 0, kept: 0},
    })
  })

  it('comes to what a load into an empty server comes to, in batches of any size, stopped after any of them', async () => {
    await load(after)
    const undisturbed = await graphAt(server.uri)
    await emptyGraph(server.uri)

    for (let stopAfter = 1; ; stopAfter += 1) {
      await load(before, {rows: 2})
      const stopped = await load(after, {rows: 2, stopAfter}).then(
        () => false,
        () => true,
      )
      if (!stopped) break
      const store = storeAt(server.uri)
      await expect(store.countByKind()).rejects.toMatchObject({code: 'graph-half-loaded'})
      await store.close()
      await load(after, {rows: 3})
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    }
    expect(await graphAt(server.uri)).toEqual(undisturbed)
  })

  it('leaves alone what others keep in the database, under the same label and the same ids too', async () => {
    await cypher(
      server.uri,
      "CREATE (:Entity {id: 'm/a', nid: 0, name: 'theirs'})-[:DEPENDS_ON {ours: false}]->(:Entity:System {id: 'm/b', nid: 1})",
    )
    const others =
      'MATCH (n:Entity) WHERE NOT n:DomesdayEntity OPTIONAL MATCH (n)-[x]->(m) RETURN n, x, m ORDER BY n.id'
    const theirs = await cypher(server.uri, others)

    await load(before)
    await load(after)
    await load(estateOf())

    expect(await cypher(server.uri, others)).toEqual(theirs)
    await cypher(server.uri, 'MATCH (n:Entity) DETACH DELETE n')
  })

  it('mends what somebody changed of what is its own', async () => {
    await load(before)
    const undisturbed = await graphAt(server.uri)
    await cypher(
      server.uri,
      "MATCH (a:DomesdayEntity {id: 'm/a'})-[x]->(b) CREATE (a)-[:DEPENDS_ON]->(b) WITH DISTINCT a MATCH (n:DomesdayEntity {id: 'm/b'})-[y:USES]->() DELETE y",
    )

    await load(before)

    expect(await graphAt(server.uri)).toEqual(undisturbed)
  })

  describe('where scopes are not complete', () => {
    const whole = observed(
      estateOf(
        seenBy(system('m/a'), 's1'),
        seenBy(system('m/b'), 's1', 's2'),
        seenBy(system('m/c'), 's2'),
        seenBy(relation('m/a', 'DEPENDS_ON', 'm/b'), 's1'),
        seenBy(relation('m/a', 'DEPENDS_ON', 'm/c'), 's2'),
        coverage('s1'),
        coverage('s2'),
      ),
      '2026-10-01T00:00:00Z',
    )
    const withoutTwo = (status: CoverageStatus): Estate =>
      observed(
        estateOf(
          seenBy(system('m/a'), 's1'),
          seenBy(system('m/b'), 's1'),
          seenBy(relation('m/a', 'DEPENDS_ON', 'm/b'), 's1'),
          coverage('s1'),
          coverage('s2', status),
        ),
        '2026-11-01T00:00:00Z',
      )

    async function seen(): Promise<readonly unknown[]> {
      const {nodes, relations} = await graphAt(server.uri)
      return [
        ...nodes.map(({node}) => [node['id'], node['scopes'], node['lastSeen']]),
        ...relations.map(({to, relation: {scopes, lastSeen}}) => [`to ${to}`, scopes, lastSeen]),
      ]
    }

    it.each(['failed', 'denied', 'partial', 'unavailable'] as const)(
      'keeps what one that is %s would have seen, with the date when it was seen',
      async (status) => {
        await load(whole)
        const result = await load(withoutTwo(status))
        await load(withoutTwo(status))

        expect(result).toMatchObject({nodes: 3, edges: 2, changes: {nodes: {kept: 1}, edges: {kept: 1}}})
        expect(await seen()).toEqual([
          ['m/a', ['s1'], undefined],
          ['m/b', ['s1', 's2'], undefined],
          ['m/c', ['s2'], '2026-10-01T00:00:00Z'],
          ['to m/b', ['s1'], undefined],
          ['to m/c', ['s2'], '2026-10-01T00:00:00Z'],
        ])
      },
    )

    it('lets go what every scope that ever saw it has not seen since, each when it was complete', async () => {
      await load(whole)
      await load(withoutTwo('failed'))
      const oneFails = estateOf(coverage('s1', 'failed'), coverage('s2'))
      const result = await load(oneFails)

      expect(result.changes?.nodes).toEqual({added: 0, changed: 0, removed: 1, kept: 2})
      expect((await seen()).slice(0, 2)).toEqual([
        ['m/a', ['s1'], '2026-11-01T00:00:00Z'],
        ['m/b', ['s1'], '2026-11-01T00:00:00Z'],
      ])
      await load(estateOf(coverage('s1'), coverage('s2', 'failed')))
      expect(await seen()).toEqual([])
    })

    it('takes the mark off what is seen again', async () => {
      await load(whole)
      const undisturbed = await graphAt(server.uri)
      await load(withoutTwo('denied'))
      await load(whole)

      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('tells through the store what stays unseen', async () => {
      await load(whole)
      await load(withoutTwo('failed'))
      const store = storeAt(server.uri)
      const nodes: NodeRecord[] = []
      for await (const node of store.getNodes(['m/c', 'm/none', 'm/a'])) nodes.push(node)
      const [neighbour] = await store.neighbours('m/c', {direction: 'in', limit: 5})
      const path = await pathBetween(store, withoutTwo('failed'), ['m/c', 'm/a'], {undirected: false, paths: 1})
      await store.close()

      expect(nodes.map(({id, lastSeen, scopes}) => ({id, lastSeen, scopes}))).toEqual([
        {id: 'm/c', lastSeen: '2026-10-01T00:00:00Z', scopes: ['s2']},
        {id: 'm/a', lastSeen: undefined, scopes: ['s1']},
      ])
      expect(neighbour).toMatchObject({node: {id: 'm/a'}, lastSeen: '2026-10-01T00:00:00Z'})
      expect(path.steps).toMatchObject([{id: 'm/a', via: 'DEPENDS_ON', reads: 'to-before', places: []}])
    })
  })

  it('says what would come and go, and does nothing', async () => {
    await load(before)
    const undisturbed = await graphAt(server.uri)
    const store = storeAt(server.uri)
    const preview = await store.previewLoad(after, {coverage: []})
    await store.close()

    expect(preview).toMatchObject({
      nodes: {added: 1, changed: 2, removed: 1, kept: 0},
      added: ['host:m/i'],
      removed: ['host:m/h'],
    })
    expect(await graphAt(server.uri)).toEqual(undisturbed)
  })

  describe('of an audit folder into a database that holds the graph of another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'domesday-neo4j-other-'))
    const run = (...args: readonly string[]) => runDomesday(args, {cwd: folder})
    beforeAll(async () => {
      const settings = `schema: domesday/settings@1
organisations: [{id: ministry-of-mills, name: Ministry of Mills}]
sources: [{id: mills, import: declared, organisation: ministry-of-mills, file: estate.yaml}]
`
      const declared = `schema: domesday/declared@1
organisation: ministry-of-mills
systems: [{id: grinder, name: Grinder}]
`
      writeFileSync(join(folder, 'domesday.yaml'), settings)
      writeFileSync(join(folder, 'estate.yaml'), declared)
      expect(await run('resolve', '--quiet')).toMatchObject({status: 0})
    })
    afterAll(() => rmSync(folder, {recursive: true, force: true}))

    const everything = () => cypher(server.uri, 'MATCH (n) RETURN labels(n), properties(n) ORDER BY elementId(n)')

    it.each(['graph load', 'graph load --dry-run', 'graph stats'])(
      'is refused by %s, with whose graph it is and what to do, and nothing is written',
      async (command) => {
        await load(before)
        const undisturbed = await everything()

        const {status, stdout, stderr} = await run(...command.split(' '), '--store', server.uri)

        expect({status, stdout}).toEqual({status: 5, stdout: ''})
        expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
          `holds the graph of another audit folder, with none of the organisations of this one. It has: m.`,
        )
        expect(stderr).toContain('`database` under `store`')
        expect(await everything()).toEqual(undisturbed)
        const [statement = ''] = /MATCH .* IN TRANSACTIONS/.exec(stderr.replaceAll(/\s+/g, ' ')) ?? []
        await cypherAlone(server.uri, statement)
        expect(await everything()).toEqual([])
        expect(await run('graph', 'load', '--store', server.uri)).toMatchObject({status: 0})
      },
    )

    it('names the first five organisations where there are more', async () => {
      await load(estateOf(...['g', 'b', 'f', 'a', 'e', 'c', 'd'].map((name) => system(`${name}/x`))))

      await expect(load(before)).rejects.toMatchObject({
        code: 'graph-of-another-folder',
        message: expect.stringContaining('It has: a, b, c, d, e and 2 more.'),
      })
    })

    it('is done where one organisation of several is in both', async () => {
      await load(estateOf(system('m/a'), system('n/a')))

      expect((await load(estateOf(system('m/a'), system('o/a')))).changes?.nodes).toMatchObject({added: 1, removed: 1})
    })

    it('is done where what is there names no organisation, as after a first load that was broken off', async () => {
      await load(before)
      await cypher(server.uri, 'MATCH (n:DomesdayEntity) WHERE NOT n:Technology DETACH DELETE n')
      await cypher(server.uri, "MATCH (n:DomesdayEntity) SET n.organisation = ''")

      expect(await load(before)).toMatchObject({nodes: 4})
    })
  })

  describe('of which two are begun at once', () => {
    const first = identity()
    async function held<T>(use: (lock: LoadLock) => Promise<T>): Promise<T> {
      const connection = connect({uri: server.uri, database: 'neo4j'}, {})
      try {
        return await use(await lockLoads(connection, first))
      } finally {
        await connection.close()
      }
    }

    it('refuses the second while the first is heard of, and writes nothing of it', async () => {
      await load(after)
      const undisturbed = await graphAt(server.uri)
      await held(async (lock) => {
        const second = storeAt(server.uri, {who: {wait: () => lock.hold()}})
        await expect(loadEstate(second, before)).rejects.toThrow(
          `is under way: ${first.host}, process ${first.process}, since`,
        )
        await second.close()
      })
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('lets the second take over from one that is heard of no more, and the first write nothing more', async () => {
      await held(async (lock) => {
        const silence = async (): Promise<void> => {
          await cypher(
            server.uri,
            "MATCH (s:DomesdayStore {key: 'graph'}) SET s.until = datetime() - duration({seconds: 1})",
          )
        }
        const second = storeAt(server.uri, {who: {wait: silence}})
        expect((await loadEstate(second, before)).nodes).toBe(4)
        await second.close()
        await expect(lock.hold()).rejects.toMatchObject({code: 'graph-load-overtaken'})
      })
    })

    it('lets the second take over at once from a process of this machine that has ended', async () => {
      await held(async () => {
        const second = storeAt(server.uri, {
          who: {isRunning: () => false, wait: () => Promise.reject(new Error('waited'))},
        })
        expect((await loadEstate(second, before)).nodes).toBe(4)
        await second.close()
      })
    })
  })

  it('leaves out with a problem what cannot be loaded', async () => {
    const {problems, nodes, edges} = await load(
      estateOf(
        system('m/a'),
        system('m/a'),
        system(`m/${'long'.repeat(3000)}`),
        relation('m/a', 'CALLS', 'm/none'),
        relation('m/a', 'CALLS', 'm/a'),
        relation('m/a', 'CALLS', 'm/a'),
      ),
    )

    expect({nodes, edges}).toEqual({nodes: 1, edges: 1})
    expect(problems.map(({code}) => code).toSorted()).toEqual([
      'duplicate-entity',
      'duplicate-relation',
      'id-too-long',
      'missing-end',
    ])
  })
})
