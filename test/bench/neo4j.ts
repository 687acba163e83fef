/**
 * Loads of Neo4j over Bolt beside its peers, each into a fresh server: 100,000 things and 500,000 relations, scopes kept.
 * Prints one JSON value. Needs Java and Maven.
 */
import {execFileSync} from 'node:child_process'
import {createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {once} from 'node:events'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import neo4j from 'neo4j-driver'
import {loadEstate} from '../../src/graph/load-estate.ts'
import type {Estate} from '../../src/model/estate.ts'
import type {RelationType} from '../../src/model/relation-types.ts'
import {estateOf, relation, system} from '../estates.ts'
import {javaFor, libraries, longSupport, startNeo4j} from '../e2e/neo4j-server.ts'
import {storeAt} from '../e2e/neo4j-stores.ts'

const [things, relations] = [100_000, 500_000]
const types: readonly RelationType[] = ['DEPENDS_ON', 'CALLS', 'USES', 'RUNS_ON', 'READS']
const scopes = ['tides/estate#s1']

/** A few are needed by many, as in estates that people have. */
function estate(changed: number): Estate {
  let seed = 1
  const chance = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647
  const id = (at: number): string => `department-for-tides/system-number-${at}`
  const nodes = Array.from({length: things}, (_, at) => ({
    ...system(id(at), {
      description: `What system ${at} does`,
      owner: at % 100 < changed ? 'A new team' : `Team ${at % 50}`,
    }),
    scopes,
  }))
  const edges = new Map(
    Array.from({length: relations}, (_, at) => {
      const one = relation(
        id(Math.floor(chance() * things)),
        types[at % 5] ?? 'CALLS',
        id(Math.floor(things * chance() ** 3)),
      )
      return [one.id, {...one, scopes, evidence: [at % 100 < changed ? `f${at}` : `e${at}`]}] as const
    }),
  )
  const coverage = scopes.map((one) => ({record: 'coverage', id: one, scope: {}, status: 'complete'}) as const)
  return {...estateOf(...coverage), entities: nodes, relations: [...edges.values()]}
}

async function timed<T>(work: () => Promise<T>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

async function ours(first: Estate, second: Estate) {
  const server = await startNeo4j({heap: '2g', isMeasured: true})
  const load = async (one: Estate): Promise<void> => {
    const store = storeAt(server.uri)
    await loadEstate(store, one)
    await store.close()
  }
  const loaded = await timed(() => load(first))
  const again = await timed(() => load(second))
  const topology = await timed(async () => {
    const store = storeAt(server.uri)
    await store.topology()
    await store.close()
  })
  await server.close()
  return {loaded, again, topology}
}

/** As a script of an afternoon would: MERGE by the id, a row each, in batches of 10,000; and one statement for each. */
async function merges({entities, relations: edges}: Estate) {
  const server = await startNeo4j({heap: '2g', isMeasured: true})
  const driver = neo4j.driver(server.uri)
  const session = driver.session()
  await session.run('CREATE CONSTRAINT FOR (n:Thing) REQUIRE n.id IS UNIQUE')
  const write = async (text: string, rows: readonly object[]): Promise<void> => {
    for (let start = 0; start < rows.length; start += 10_000)
      await session.executeWrite((tx) => tx.run(text, {rows: rows.slice(start, start + 10_000)}))
  }
  const nodes = entities.map(({id, name, kind, organisation, attributes}) => ({
    id,
    props: {name, kind, organisation, scopes, attributes: JSON.stringify(attributes)},
  }))
  const batched = await timed(async () => {
    await write('UNWIND $rows AS r MERGE (n:Thing {id: r.id}) SET n += r.props', nodes)
    for (const type of types)
      await write(
        `UNWIND $rows AS r MATCH (a:Thing {id: r.from}) MATCH (b:Thing {id: r.to}) MERGE (a)-[x:${type}]->(b) SET x += r.props`,
        edges
          .filter((one) => one.type === type)
          .map(({from, to, certainty, evidence}) => ({from, to, props: {certainty, evidence, scopes}})),
      )
  })
  const tried = 500
  const single = await timed(async () => {
    for (const {from, to} of edges.slice(0, tried))
      await session.run('MATCH (a:Thing {id: $from}) MATCH (b:Thing {id: $to}) MERGE (a)-[:SINGLE]->(b)', {from, to})
  })
  await driver.close()
  await server.close()
  return {batched, single: (single / tried) * (entities.length + edges.length)}
}

/** Writes the CSV files that neo4j-admin wants, and has it import them. */
async function imported({entities, relations: edges}: Estate): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'domesday-import-'))
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const seconds = await timed(async () => {
    const lines = async (name: string, header: string, rows: Iterable<string>): Promise<void> => {
      const file = createWriteStream(join(home, name))
      let text = `${header}\n`
      for (const row of rows) {
        text += `${row}\n`
        if (text.length < 1 << 18) continue
        if (!file.write(text)) await once(file, 'drain')
        text = ''
      }
      file.end(text)
      await once(file, 'finish')
    }
    await lines(
      'n.csv',
      'id:ID,name,kind,organisation,attributes,scopes:string[],:LABEL',
      entities.map(({id, name, kind, organisation, attributes}) =>
        [id, name, kind, organisation, JSON.stringify(attributes), scopes.join(';'), 'Entity;System']
          .map(quoted)
          .join(),
      ),
    )
    await lines(
      'r.csv',
      ':START_ID,:END_ID,:TYPE,certainty,evidence:string[],scopes:string[]',
      edges.map(({from, to, type, certainty, evidence}) =>
        [from, to, type, certainty, evidence.join(';'), scopes.join(';')].map(quoted).join(),
      ),
    )
    mkdirSync(join(home, 'conf'))
    writeFileSync(join(home, 'conf', 'neo4j.conf'), '')
    const files = ['--nodes', join(home, 'n.csv'), '--relationships', join(home, 'r.csv')]
    execFileSync(
      javaFor(longSupport) ?? 'java',
      [
        '-cp',
        `${libraries(longSupport)}/*`,
        'org.neo4j.cli.AdminTool',
        'database',
        'import',
        'full',
        'neo4j',
        ...files,
      ],
      {cwd: home, stdio: 'pipe', env: {...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf')}},
    )
  })
  rmSync(home, {recursive: true, force: true})
  return seconds
}

const first = estate(0)
const result = {...(await ours(first, estate(1))), ...(await merges(first)), imported: await imported(first)}
process.stdout.write(`${JSON.stringify(result)}\n`)
