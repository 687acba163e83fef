import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'
import {afterAll, beforeAll, expect, it} from '@jest/globals'
import neo4j from 'neo4j-driver'
import {loadEstate} from '../../src/graph/load-estate.ts'
import type {LoadResult} from '../../src/graph/store.ts'
import type {BatchLimits} from '../../src/graph/neo4j/write-plan.ts'
import {entity, estateOf, relation, system} from '../estates.ts'
import {longSupport, type Neo4jServer, startNeo4j} from './neo4j-server.ts'
import {cypher, emptyGraph, graphAt, storeAt} from './neo4j-stores.ts'
import {skipped, suiteWith} from './neo4j-suite.ts'
import {repository, runDomesday} from './run-domesday.ts'

const size = 1500
const estate = estateOf(
  ...Array.from({length: size}, (_, at) => system(`m/s${at}`, {owner: `Team ${at % 7}`, description: 'x'.repeat(200)})),
  entity('host', 'host:m/h'),
  ...Array.from({length: size}, (_, at) => relation(`m/s${at}`, 'RUNS_ON', 'host:m/h')),
  ...Array.from({length: size}, (_, at) =>
    relation(`m/s${at}`, 'DEPENDS_ON', `m/s${Math.floor(at / 2)}`, {how: 'asks'}),
  ),
)

suiteWith(longSupport)(
  `after a fault of Neo4j ${longSupport.version} a load comes to the undisturbed graph (${skipped})`,
  () => {
    let server: Neo4jServer
    let undisturbed: Awaited<ReturnType<typeof graphAt>>
    beforeAll(async () => {
      server = await startNeo4j()
      await load()
      undisturbed = await graphAt(server.uri)
    })
    afterAll(() => server?.close())

    async function load(
      limits: Partial<BatchLimits> = {},
      {batch, then, note}: {batch?: number; then?: () => void; note?: (message: string) => void} = {},
    ): Promise<LoadResult> {
      const store = storeAt(server.uri, {limits, who: {isRunning: () => false}})
      let batches = 0
      const move = (): void => {
        batches += 1
        if (batches === batch) then?.()
      }
      try {
        return await loadEstate(store, estate, {move, note})
      } finally {
        await store.close()
      }
    }

    it('when it is killed and comes back: the load goes on by itself', async () => {
      await emptyGraph(server.uri)
      let back: Promise<void> | undefined
      const result = await load(
        {rows: 300},
        {batch: 5, then: () => (back = server.stop('SIGKILL').then(() => server.start()))},
        // A server that starts slowly fails this test alone, not those behind it.
      ).finally(() => back)

      expect(result).toMatchObject({nodes: size + 1, edges: 2 * size})
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('when it is stopped and stays away: the load says so, and the next one resumes', async () => {
      await emptyGraph(server.uri)
      let away: Promise<void> | undefined
      const stopped = load({rows: 300}, {batch: 4, then: () => (away = server.stop('SIGTERM'))})

      await expect(stopped).rejects.toMatchObject({code: 'neo4j-unreachable', exitStatus: 5})
      await away
      await server.start()
      const {changes} = await load({rows: 300})
      expect(changes?.nodes.added).toBeLessThan(size)
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('where another session holds a lock: the load says so in time, and comes through when it is let go', async () => {
      await cypher(server.uri, "MATCH (n:DomesdayEntity {id: 'm/s7'}) SET n.digest = ''")
      const driver = neo4j.driver(server.uri)
      const session = driver.session()
      const held = session.beginTransaction()
      await held.run("MATCH (n:DomesdayEntity {id: 'm/s7'}) SET n.note = 'mine'")

      await expect(load({timeoutMs: 1000})).rejects.toMatchObject({code: 'neo4j-too-little-room'})
      await held.rollback()
      await driver.close()
      await load({timeoutMs: 60_000})
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('that has too little memory for all rows at once: the load comes through with fewer', async () => {
      await emptyGraph(server.uri)
      await server.stop('SIGTERM')
      await server.start({settings: ['db.memory.transaction.total.max=10m']})
      const notes: string[] = []
      const result = await load({}, {note: (message) => notes.push(message)})

      expect(notes[0]).toBe('the server cannot take 4501 rows at once: trying 2251')
      expect(notes.length).toBeGreaterThan(1)
      expect(result).toMatchObject({nodes: size + 1, edges: 2 * size})
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('that may only be read: nothing is written, and the load says which rights it needs', async () => {
      await server.stop('SIGTERM')
      await server.start({settings: ['server.databases.default_to_read_only=true']})

      await expect(load()).rejects.toMatchObject({code: 'neo4j-no-right', exitStatus: 5})
      await server.stop('SIGTERM')
      await server.start({settings: []})
      expect(await graphAt(server.uri)).toEqual(undisturbed)
    })

    it('when the load itself is killed: the next one takes over at once and resumes', async () => {
      await emptyGraph(server.uri)
      const folder = mkdtempSync(join(tmpdir(), 'domesday-neo4j-killed-'))
      for (const name of ['domesday.yaml', 'inventories', 'evidence', 'plugins'])
        cpSync(join(repository, name), join(folder, name), {recursive: true})
      const args = ['graph', 'load', '--store', server.uri]
      const whole = await runDomesday(args, {cwd: folder})
      const sample = await graphAt(server.uri)
      await cypher(
        server.uri,
        "MATCH (n:DomesdayEntity) DETACH DELETE n WITH count(*) AS n MATCH (s:DomesdayStore {key: 'graph'}) SET s.estate = null",
      )
      const settings = readFileSync(join(folder, 'domesday.yaml'), 'utf8')
      const small = `store: {kind: neo4j, uri: '${server.uri}', batchRows: 5}`
      writeFileSync(join(folder, 'domesday.yaml'), settings.replace(/^store:\n {2}kind: embedded$/m, small))
      let isLoading = false
      const watch = (async () => {
        while (!isLoading) {
          const [row] = await cypher(
            server.uri,
            "MATCH (s:DomesdayStore {key: 'graph'}) RETURN s.state = 'loading' AS loading",
          )
          isLoading = row?.['loading'] === true
          await wait(5)
        }
      })()
      const killed = await runDomesday(args.slice(0, 2), {
        cwd: folder,
        signalWhen: {signal: 'SIGKILL', isTime: () => isLoading},
      })
      await watch
      const [half] = await cypher(server.uri, 'MATCH (n:DomesdayEntity) RETURN count(n) AS nodes')
      const resumed = await runDomesday(args, {cwd: folder})
      rmSync(folder, {recursive: true, force: true})

      expect([whole.status, killed.status, resumed.status]).toEqual([0, null, 0])
      expect(half?.['nodes']).toBeLessThan(sample.nodes.length)
      expect(resumed.stderr).not.toContain('waiting')
      expect(await graphAt(server.uri)).toEqual(sample)
    })
  },
)
