import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {checkServer} from '../../src/graph/neo4j/check-server.ts'
import {cypherQuery} from '../../src/graph/neo4j/cypher-query.ts'
import type {DryRun} from '../../src/model/dry-run.ts'
import {estateSize} from './estate-size.ts'
import {longSupport, type Neo4jServer, startNeo4j} from './neo4j-server.ts'
import {skipped, suiteWith} from './neo4j-suite.ts'
import {repository, type Run, runDomesday} from './run-domesday.ts'

const password = 'only-for-this-test'

suiteWith(longSupport)(`the commands with Neo4j, a password set (${skipped})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-neo4j-audit-'))
  let server: Neo4jServer
  beforeAll(async () => {
    server = await startNeo4j({password})
    for (const name of ['domesday.yaml', 'inventories', 'evidence', 'plugins'])
      cpSync(join(repository, name), join(folder, name), {recursive: true})
    const settings = readFileSync(join(folder, 'domesday.yaml'), 'utf8')
    const store = `store: {kind: neo4j, uri: '${server.uri}', database: neo4j}`
    writeFileSync(join(folder, 'domesday.yaml'), settings.replace(/^store:\n {2}kind: embedded$/m, store))
  })
  afterAll(async () => {
    await server?.close()
    rmSync(folder, {recursive: true, force: true})
  })

  const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
    runDomesday(args, {cwd: folder, env: {NEO4J_USERNAME: 'neo4j', NEO4J_PASSWORD: password, ...env}})
  const ask = (text: string) =>
    cypherQuery({uri: server.uri, database: 'neo4j'}, {username: 'neo4j', password}, text, {
      limit: 10,
      timeoutSeconds: 20,
    })
  const json = async (...args: string[]): Promise<unknown> => {
    const {status, stdout, stderr} = await run([...args, '--json'])
    if (status !== 0) throw new Error(`${args.join(' ')}: ${status} ${stderr}${stdout}`)
    return JSON.parse(stdout)
  }

  it('load the estate, say what would come before, and write nothing the second time', async () => {
    await run(['resolve', '--quiet'])
    const dry = await json('graph', 'load', '--dry-run')
    const {status, stdout} = await run(['graph', 'load'])
    const again = await run(['graph', 'load'])

    const {nodes, edges} = estateSize(folder)
    const counts = {added: nodes, changed: 0, removed: 0, kept: 0}
    expect(dry).toMatchObject({graph: {nodes: counts, removed: []}})
    expect({status, stdout}).toEqual({
      status: 0,
      stdout: `${nodes} nodes, ${edges} relations
  nodes: ${nodes} new, 0 changed, 0 gone
  relations: ${edges} new, 0 changed, 0 gone
`,
    })
    expect(again.stdout).toBe(`${nodes} nodes, ${edges} relations\n`)
    expect(again.stderr).toMatch(/load +neo4j at 127\.0\.0\.1:\d+ +unchanged/)
  })

  it('say what would come and go after an edit, before the estate is resolved anew, and write nothing', async () => {
    const edited = mkdtempSync(join(tmpdir(), 'domesday-edited-'))
    const write = (path: string, lines: readonly string[]): void => writeFileSync(join(edited, path), lines.join('\n'))
    write('domesday.yaml', [
      'schema: domesday/settings@1',
      'organisations: [{id: ministry-of-clocks, name: Clocks}]',
      `store: {kind: neo4j, uri: '${server.uri}'}`,
      'sources: [{id: new, import: declared, organisation: ministry-of-clocks, file: new.yaml}]',
    ])
    write('new.yaml', [
      'schema: domesday/declared@1',
      'organisation: ministry-of-clocks',
      'systems: [{id: new-bells, name: New bells}]',
    ])

    const args = ['graph', 'load', '--dry-run', '--json', '-C', edited]
    const {stages, graph} = (await json(...args)) as DryRun // what the command promises
    const files = readdirSync(edited)
    rmSync(edited, {recursive: true})

    expect(files).toEqual(['domesday.yaml', 'new.yaml'])
    expect(stages.map(({stage, does}) => [stage, does])).toEqual([
      ['resolve', 'runs'],
      ['load', 'runs'],
    ])
    expect(graph).toMatchObject({nodes: {added: 1, changed: 1}, added: ['ministry-of-clocks/new-bells']})
  })

  it.each([
    ['graph', 'stats'],
    ['graph', 'structure'],
    ['graph', 'impact', 'identity-hub'],
    ['graph', 'path', 'identity-hub', 'payroll-gateway'],
    ['graph', 'path', 'payroll-gateway', 'identity-hub', '--undirected'],
    ['graph', 'export', '--format=cytoscape'],
    ['graph', 'export', '--format=graphml', '--around=identity-hub', '--depth=2'],
    ['graph', 'export', '--format=mermaid', '--named=red-sharing-stores'],
  ])('%s %s gives what it gives with the embedded store', async (...args) => {
    expect(await json(...args)).toEqual(await json(...args, '--store', 'embedded'))
  })

  it('ask in Cypher', async () => {
    const text =
      "MATCH (a:System)-[x:DEPENDS_ON]->(b:System {id: 'ministry-of-clocks/time-service'}) RETURN a.id AS id, x.kind AS kind, a.owner IS NULL AS nobody ORDER BY id LIMIT 1"

    expect(await json('graph', 'query', text)).toMatchObject({columns: ['id', 'kind', 'nobody'], more: false})
  })

  it.each([
    'CREATE (n:Entity) RETURN n',
    'MATCH (n:DomesdayEntity) SET n.name = 1 RETURN n.id',
    'MATCH (n:DomesdayEntity) DETACH DELETE n',
    "MERGE (n:Entity {id: 'x'}) RETURN n",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    'CREATE CONSTRAINT x FOR (n:X) REQUIRE n.x IS UNIQUE',
    'CREATE USER u SET PASSWORD "12345678"',
    'CALL dbms.killTransaction("neo4j-transaction-1")',
    'CALL db.createLabel("X")',
    'CALL { MATCH (n) DETACH DELETE n } IN TRANSACTIONS',
    'TERMINATE TRANSACTIONS "neo4j-transaction-1"',
    'SHOW USERS',
    'PROFILE MATCH (n) SET n.x = 1',
    'nonsense',
    '',
  ])('refuse %s, and nothing is changed', async (text) => {
    const counts = 'MATCH (n) RETURN count(n) AS n, count(n.x) AS x, count(n.name) AS names'
    const before = await ask(counts)

    await expect(ask(text)).rejects.toMatchObject({code: 'query-refused'})
    expect(await ask(counts)).toEqual(before)
  })

  it('show what has parts as JSON, and no more than the limit', async () => {
    expect(
      await ask(
        "UNWIND range(1, 20) AS n RETURN n, {a: [n, true, date('2026-11-01')]} AS parts, n = 1 AS isOne, null AS none",
      ),
    ).toMatchObject({
      columns: ['n', 'parts', 'isOne', 'none'],
      rows: [[1, '{"a":[1,true,"2026-11-01"]}', 'true', null], ...Array<unknown>(9).fill(expect.anything())],
      more: true,
    })
  })

  it('doctor says what the server is and has, and that the user may write', async () => {
    const {nodes, edges} = estateSize(folder)
    const {status, stdout} = await run(['doctor', 'neo4j'])

    expect(stdout.replace(/\d+ s from/, '0 s from').replace(/2026-\S+Z/, '<date>')).toBe(
      `  Server          works  Neo4j ${longSupport.version}, community
  Database        works  'neo4j' is online, read-write
  Clock           works  0 s from this machine's
  Constraints     works  all are there
  Rights          works  the user may write
  Graph           works  ${nodes} nodes, ${edges} relations, seen until
                         <date>
`,
    )
    expect(status).toBe(0)
  })

  it('doctor tells once what stands against every check, with a mend', async () => {
    const {status, stdout} = await run(['doctor', 'neo4j'], {NEO4J_PASSWORD: 'wrong-password'})

    expect({status, lines: stdout.trim().split('\n').length}).toEqual({status: 2, lines: 5})
    expect(stdout).toMatch(/Server +FAILS[\s\S]*NEO4J_USERNAME/)
  })

  it('doctor names the databases that there are, where there is none of the name', async () => {
    const place = {uri: server.uri, database: 'nowhere'}

    expect(await checkServer(place, {username: 'neo4j', password}, () => new Date())).toEqual([
      {
        what: 'Server',
        outcome: 'fails',
        detail: `${server.uri} has no database 'nowhere'.`,
        mend: 'The server has neo4j. Mend `database` under `store` in domesday.yaml.',
      },
    ])
  })

  it('end a query that never ends', async () => {
    const endless = 'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b % 7) AS s'
    const {status, stderr} = await run(['graph', 'query', endless, '--timeout', '1'])

    expect({status, stderr}).toEqual({status: 5, stderr: expect.stringContaining('stopped after 1 s')})
  })

  it.each([
    ['a wrong password', {NEO4J_PASSWORD: 'wrong-password'}, [], 5, 'does not accept the user name and password'],
    ['half of the credentials', {NEO4J_PASSWORD: ''}, [], 2, 'NEO4J_PASSWORD is not set'],
    ['no database of that name', {}, ['--store', '$uri/nowhere'], 5, "no database 'nowhere'"],
    ['no server there', {}, ['--store', 'bolt://127.0.0.1:1'], 5, 'cannot be reached'],
    ['TLS where there is none', {}, ['--store', '$uri+s'], 5, 'TLS'],
    ['a user in the address', {}, ['--store', 'bolt://neo4j:secret-word@127.0.0.1:1'], 2, 'names a user'],
  ] as const)('tell %s with a mend', async (_what, env, args, status, words) => {
    const given = args.map((word) =>
      word === '$uri+s' ? server.uri.replace('bolt:', 'bolt+s:') : word.replace('$uri', server.uri),
    )
    const told = await run(['graph', 'load', '--quiet', ...given], env)

    expect(told).toMatchObject({status, stderr: expect.stringContaining(words)})
    expect(told.stderr).not.toMatch(/wrong-password|only-for-this-test|secret-word| at .*\.js/)
  })
})
