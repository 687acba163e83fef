import {copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {openEmbeddedStore} from '../../../src/graph/embedded/open-store.ts'
import {loadEstate} from '../../../src/graph/load-estate.ts'
import {openDatabase} from '../../../src/graph/embedded/sqlite.ts'
import type {GraphStore, NodeRecord} from '../../../src/graph/store.ts'
import type {Coverage} from '../../../src/model/inventory.ts'
import {entity, estateOf, relation, system} from '../../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-open-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** Made by the version that wrote domesday/graph@1: four things, seen by `clocks/estate#s1` and `clocks/cloud#s1`. */
const older = join(import.meta.dirname, 'fixtures', 'graph-1.db')

function coverage(id: string, status: Coverage['status']): Coverage {
  return {record: 'coverage', id, scope: {}, status}
}

async function nodesOf(store: GraphStore, ids: readonly string[]): Promise<readonly NodeRecord[]> {
  const nodes: NodeRecord[] = []
  for await (const node of store.getNodes(ids)) nodes.push(node)
  return nodes
}

describe('a graph of an older form', () => {
  it('is not read, and it is said what to do', async () => {
    const store = await openEmbeddedStore(older, {readOnly: true})

    await expect(store.countByKind()).rejects.toMatchObject({
      code: 'graph-other-form',
      message: `${older} is of the form 'domesday/graph@1', not 'domesday/graph@3'.`,
      hint: 'Make it anew from the estate: domesday graph load',
    })
    await store.close()
  })

  it('keeps in the next load what scopes saw that could not be looked at', async () => {
    const path = join(folder, 'older.db')
    copyFileSync(older, path)
    const store = await openEmbeddedStore(path)
    const estate = estateOf(
      {...system('clocks/chimes'), scopes: ['clocks/estate#s1']},
      coverage('clocks/estate#s1', 'complete'),
      coverage('clocks/cloud#s1', 'denied'),
    )
    const {nodes, edges} = await loadEstate(store, estate)
    const kept = await nodesOf(store, ['clocks/chimes', 'resource:clocks/tower', 'clocks/time-service'])
    const [runsOn] = await store.neighbours('clocks/chimes', {direction: 'out', limit: 5})
    await store.close()

    expect({nodes, edges}).toEqual({nodes: 2, edges: 1})
    expect(kept).toMatchObject([
      {id: 'clocks/chimes', scopes: ['clocks/cloud#s1', 'clocks/estate#s1']},
      {id: 'resource:clocks/tower', kind: 'resource', scopes: ['clocks/cloud#s1'], lastSeen: '2026-10-30T00:00:00Z'},
    ])
    expect(runsOn).toMatchObject({type: 'RUNS_ON', evidence: ['e1'], scopes: ['clocks/cloud#s1']})
  })
})

describe('a graph of a newer form', () => {
  async function newer(name: string): Promise<GraphStore> {
    const path = join(folder, name)
    const store = await openEmbeddedStore(path)
    await loadEstate(store, estateOf({...system('m/a'), scopes: ['m/estate#s1']}))
    await store.close()
    const db = openDatabase(path)
    db.exec("UPDATE meta SET v = 'domesday/graph@9' WHERE k = 'schema'")
    db.close()
    return store
  }

  it('is made anew by a load that has nothing to keep, which says of what form it was', async () => {
    const store = await newer('newer.db')
    const notes: string[] = []
    await loadEstate(store, estateOf(system('m/b'), coverage('m/estate#s1', 'complete')), {
      note: (message) => notes.push(message),
    })
    const found = await nodesOf(store, ['m/a', 'm/b'])
    await store.close()

    expect(found).toMatchObject([{id: 'm/b'}])
    expect(notes).toEqual([
      `${join(folder, 'newer.db')} is of the form 'domesday/graph@9', not 'domesday/graph@3'. It is made anew; nothing that it kept is carried over.`,
    ])
  })

  it('is left as it is where it may hold what must stay', async () => {
    const store = await newer('newer-kept.db')
    const load = loadEstate(store, estateOf(system('m/b'), coverage('m/estate#s1', 'denied')))

    await expect(load).rejects.toMatchObject({code: 'graph-before-corrupt', exitStatus: 5})
    await store.close()
  })
})

describe('a damaged graph', () => {
  async function damaged(name: string): Promise<GraphStore> {
    const path = join(folder, name)
    const store = await openEmbeddedStore(path)
    const things = Array.from({length: 500}, (_, at) => ({...system(`m/s${at}`), scopes: ['m/estate#s1']}))
    await loadEstate(store, estateOf(...things))
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xa5, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2)))
    return store
  }

  it('is replaced by a load that has nothing to keep, which says so', async () => {
    const store = await damaged('replaced.db')
    const notes: string[] = []
    const {nodes} = await loadEstate(store, estateOf(system('m/a'), coverage('m/estate#s1', 'complete')), {
      note: (message) => notes.push(message),
    })
    await store.close()

    expect(nodes).toBe(1)
    expect(notes).toEqual([expect.stringMatching(/replaced\.db.* damaged.* It is made anew; nothing that it kept/)])
  })

  it('is not forgotten without a word where it may hold what must stay', async () => {
    const store = await damaged('kept.db')
    const load = loadEstate(store, estateOf(system('m/a'), coverage('m/estate#s1', 'failed')))

    await expect(load).rejects.toMatchObject({code: 'graph-before-corrupt', exitStatus: 5})
    await store.close()
    expect(readdirSync(folder).filter((name) => name.startsWith('kept'))).toEqual(['kept.db'])
  })
})

describe('a graph that is read while a load runs', () => {
  it('is the old one until the load has finished, and the new one then', async () => {
    const path = join(folder, 'read.db')
    const store = await openEmbeddedStore(path)
    await loadEstate(store, estateOf(system('m/a'), system('m/b'), relation('m/a', 'CALLS', 'm/b')))
    const reader = await openEmbeddedStore(path, {readOnly: true})
    const loader = await store.beginLoad({coverage: []})
    await loader.addEntities([entity('host', 'host:m/h'), system('m/c')])

    const during = [await reader.countByKind(), await reader.countByType()]
    await loader.finish()
    const sameReader = await reader.countByKind()
    await reader.close()
    const after = await reader.countByKind()
    await Promise.all([reader.close(), store.close()])

    expect(during).toEqual([[{kind: 'system', count: 2}], [{type: 'CALLS', count: 1}]])
    expect(sameReader).toEqual([{kind: 'system', count: 2}])
    expect(after).toEqual([
      {kind: 'host', count: 1},
      {kind: 'system', count: 1},
    ])
  })

  it('is left as it was by a load that is given up', async () => {
    const path = join(folder, 'given-up.db')
    const store = await openEmbeddedStore(path)
    await loadEstate(store, estateOf(system('m/a')))
    const given = new AbortController()
    const loader = await store.beginLoad({coverage: [], signal: given.signal})
    await loader.addEntities([system('m/b')])
    given.abort(new Error('given up'))

    await expect(loader.finish()).rejects.toThrow('given up')
    expect(await nodesOf(store, ['m/a', 'm/b'])).toMatchObject([{id: 'm/a'}])
    expect(readdirSync(folder).filter((name) => name.startsWith('given-up'))).toEqual(['given-up.db'])
    await store.close()
  })
})
