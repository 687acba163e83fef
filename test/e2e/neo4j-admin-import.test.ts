import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {loadEstate} from '../../src/graph/load-estate.ts'
import {graphStats} from '../../src/graph/graph-stats.ts'
import {adminImport} from '../../src/graph/neo4j/admin-import.ts'
import {EntityKind} from '../../src/model/entity.ts'
import {
  entityFields,
  labelOfKind,
  neo4jConstraints,
  neo4jLabels,
  neo4jOwnProperties,
  relationFields,
} from '../../src/model/graph-schema.ts'
import {attributesOfKind, attributesOfRelation} from '../../src/model/known-attributes.ts'
import {relationTypeNames} from '../../src/model/relation-types.ts'
import {entity, estateOf, relation, system} from '../estates.ts'
import {hostileNames} from '../hostile-names.ts'
import {estateSize} from './estate-size.ts'
import {longSupport, type Neo4jServer, startNeo4j} from './neo4j-server.ts'
import {cypher, emptyGraph, graphAt, storeAt} from './neo4j-stores.ts'
import {skipped, suiteWith} from './neo4j-suite.ts'
import {repository, runDomesday} from './run-domesday.ts'

/** Things of hostile names, and attributes of every form, some of which are text here and a number there. */
function hostileEstate() {
  const names = [...new Set(hostileNames.map((name) => name.toWellFormed()))]
  const things = names.map((name, at) => ({
    ...entity(EntityKind.options[at % EntityKind.options.length] ?? 'system', `thing:m/${at}`, {
      owner: name,
      [name]: name,
      years: at % 3 === 0 ? at : at % 3 === 1 ? at + 0.5 : name,
      large: 2 ** 60,
      used: at % 2 === 0,
      list: [name, 'b;c', `${name},"d"`],
      none: [],
      blank: '',
      nothing: null,
      parts: {a: [1, 'b']},
      kind: 'another',
    }),
    name,
    organisation: name,
    scopes: [`m/${at}#s1`, 'm/estate#s1'],
  }))
  const relations = things.slice(1).map(({id, name}, at) => ({
    ...relation(
      things[at]?.id ?? '',
      relationTypeNames[at % relationTypeNames.length] ?? 'CALLS',
      id,
      at % 2 === 0 ? {how: name, port: at} : {},
    ),
    evidence: at % 3 === 0 ? [] : [`e${at}`, 'e1'],
    ...(at % 5 === 0 && {scopes: ['m/estate#s1']}),
  }))
  const coverage = {record: 'coverage', id: 'm/estate#s1', scope: {}, status: 'complete'} as const
  const long = system('m/long', {description: 'x'.repeat(5_000_000)})
  return {...estateOf(coverage), entities: [long, ...things], relations}
}

suiteWith(longSupport)(`the files for neo4j-admin (${skipped})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-admin-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  describe('of an estate of hostile names', () => {
    const estate = hostileEstate()
    let server: Neo4jServer
    beforeAll(async () => {
      const files = join(folder, 'hostile')
      mkdirSync(files)
      const written = adminImport(estate)
      for (const {name, content} of written.files) writeFileSync(join(files, name), [...content].join(''))
      server = await startNeo4j({
        admin: {cwd: files, args: ['database', 'import', 'full', 'neo4j', ...written.arguments]},
      })
    })
    afterAll(() => server?.close())

    it('give the graph that a load gives, so that a load finds nothing to change', async () => {
      const imported = await graphAt(server.uri)
      const store = storeAt(server.uri)
      const {changes} = await loadEstate(store, estate)
      const loaded = await graphAt(server.uri)
      await emptyGraph(server.uri)
      await loadEstate(store, estate)
      const fresh = await graphAt(server.uri)
      await store.close()

      const none = {added: 0, changed: 0, removed: 0, kept: 0}
      expect(changes).toEqual({nodes: none, edges: none})
      expect([imported.nodes.length, imported.relations.length]).toEqual([
        estate.entities.length,
        estate.relations.length,
      ])
      expect(imported).toEqual(fresh)
      expect(loaded).toEqual(imported)
    })
  })

  describe('of the sample', () => {
    const audit = join(folder, 'audit')
    let server: Neo4jServer
    let told = ''
    const run = (...args: readonly string[]) => runDomesday(args, {cwd: audit})
    beforeAll(async () => {
      for (const name of ['domesday.yaml', 'inventories', 'evidence', 'plugins'])
        cpSync(join(repository, name), join(audit, name), {recursive: true})
      told = (await run('graph', 'export', '--neo4j-admin', 'import')).stdout
      const command = /^ {2}neo4j-admin (.*)$/m.exec(told)?.[1] ?? ''
      server = await startNeo4j({admin: {cwd: join(audit, 'import'), args: command.split(' ')}})
    })
    afterAll(() => server?.close())

    it('are read by the command that is printed, and a load finds nothing to change', async () => {
      const load = await run('graph', 'load', '--store', server.uri)
      const again = await run('graph', 'load', '--store', server.uri)

      const {nodes, edges} = estateSize(audit)
      expect(told).toMatch(new RegExp(`^${nodes} nodes and ${edges} relations, in \\d+ files in `))
      expect(load.stdout).toBe(
        `${nodes} nodes, ${edges} relations\n  nodes: 0 new, 0 changed, 0 gone\n  relations: 0 new, 0 changed, 0 gone\n`,
      )
      expect(again.stderr).toMatch(/load +neo4j at 127\.0\.0\.1:\d+ +unchanged/)
    })

    it('give the answers of the embedded store', async () => {
      const store = storeAt(server.uri)
      const stats = await graphStats(store)
      await store.close()
      const {stdout} = await run('graph', 'stats', '--json', '--store', 'embedded')

      expect(JSON.parse(stdout)).toEqual(stats)
    })

    it('and the load give the server the schema that is declared', async () => {
      const texts = async (text: string): Promise<readonly string[]> =>
        (await cypher(server.uri, text)).map((row) => String(row['found']))
      const labels = [...EntityKind.options.map(labelOfKind), ...Object.values(neo4jLabels)]
      const known = (meanings: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
        Object.values(meanings).flatMap((attributes) => Object.keys(attributes))
      const nodeKeys = [...Object.keys({...entityFields, ...neo4jOwnProperties}), ...known(attributesOfKind)]
      const relationKeys = [...Object.keys(relationFields), ...known(attributesOfRelation)]
      const strange = async (text: string, declared: readonly string[]) =>
        (await texts(text)).filter((found) => !declared.includes(found))

      expect(await strange('MATCH (n) UNWIND labels(n) AS found RETURN DISTINCT found', labels)).toEqual([])
      expect(await strange('MATCH ()-[x]->() RETURN DISTINCT type(x) AS found', relationTypeNames)).toEqual([])
      expect(await strange('MATCH (n:DomesdayEntity) UNWIND keys(n) AS found RETURN DISTINCT found', nodeKeys)).toEqual(
        [],
      )
      expect(await strange('MATCH ()-[x]->() UNWIND keys(x) AS found RETURN DISTINCT found', relationKeys)).toEqual([])
      expect(
        await cypher(
          server.uri,
          'SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes[0] AS label, properties[0] AS property ORDER BY name',
        ),
      ).toEqual(neo4jConstraints.map(({name, label, property}) => ({name, label, property})))
    })

    it('are written over an earlier export, and over nothing else', async () => {
      const before = readFileSync(join(audit, 'import', 'things-system.csv'), 'utf8')
      const again = await run('graph', 'export', '--neo4j-admin', 'import')
      const files = readdirSync(join(audit, 'inventories'))
      const others = await run('graph', 'export', '--neo4j-admin', 'inventories')

      expect([again.status, readFileSync(join(audit, 'import', 'things-system.csv'), 'utf8') === before]).toEqual([
        0,
        true,
      ])
      expect(others).toMatchObject({status: 2, stderr: expect.stringContaining('is not empty')})
      expect(readdirSync(join(audit, 'inventories'))).toEqual(files)
      expect(existsSync(join(audit, 'inventories', 'neo4j-admin.args'))).toBe(false)
    })
  })
})
