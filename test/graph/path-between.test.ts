import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {openEmbeddedStore} from '../../src/graph/embedded/open-store.ts'
import {loadEstate} from '../../src/graph/load-estate.ts'
import {pathBetween} from '../../src/graph/path-between.ts'
import type {GraphStore} from '../../src/graph/store.ts'
import {renderPath} from '../../src/render/text/graph.ts'
import {entity, estateOf, evidence, relation, system} from '../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-path-'))
const estate = estateOf(
  system('m/a'),
  system('m/b'),
  system('m/c'),
  system('m/alone'),
  ...['base', 'left', 'right', 'top'].map((name) => system(`m/${name}`)),
  entity('host', 'host:m/h'),
  relation('m/a', 'DEPENDS_ON', 'm/b'),
  relation('m/b', 'RUNS_ON', 'host:m/h'),
  relation('m/c', 'RUNS_ON', 'host:m/h'),
  relation('m/top', 'DEPENDS_ON', 'm/base'),
  ...['left', 'right'].flatMap((name) => [
    relation('m/top', 'DEPENDS_ON', `m/${name}`),
    relation(`m/${name}`, 'DEPENDS_ON', 'm/base'),
  ]),
  evidence('e1', 'estate.yaml:7'),
)
let store: GraphStore
beforeAll(async () => {
  store = await openEmbeddedStore(join(folder, 'graph.db'))
  await loadEstate(store, estate)
})
afterAll(async () => {
  await store.close()
  rmSync(folder, {recursive: true})
})

const way = async (from: string, to: string, undirected = false) => {
  const {steps} = await pathBetween(store, estate, [from, to], {undirected, paths: 1})
  return steps?.map(({id, via, reads}) => `${reads === 'from-before' ? '>' : '<'}${via} ${id}`)
}

describe('the way between two things', () => {
  it('is the one by which harm travels, with the reading of each relation', async () => {
    expect(await way('host:m/h', 'm/a')).toEqual(['<RUNS_ON m/b', '<DEPENDS_ON m/a'])
    expect(await way('m/a', 'host:m/h')).toBeUndefined()
  })

  it('goes both ways where it is asked to', async () => {
    expect(await way('m/a', 'm/c', true)).toEqual(['>DEPENDS_ON m/b', '>RUNS_ON host:m/h', '<RUNS_ON m/c'])
    expect(await way('m/a', 'm/alone', true)).toBeUndefined()
  })

  it('is empty from a thing to itself, and an unknown name is told with what may be meant', async () => {
    expect(await way('m/a', 'm/a')).toEqual([])
    await expect(way('m/alome', 'm/a')).rejects.toMatchObject({hint: "Did you mean 'm/alone'?"})
  })

  it('takes a system by the name that another source has for it, and asks where two are called so', async () => {
    const called = (id: string, name: string) => entity('system', id, {otherNames: name})
    const named = {...estate, entities: [called('m/a', 'The Old Ledger'), called('m/b', 'Twin'), called('m/c', 'Twin')]}
    const to = (name: string) => pathBetween(store, named, ['host:m/h', name], {undirected: false, paths: 1})

    expect((await to('the old ledger')).to.id).toBe('m/a')
    await expect(to('Twin')).rejects.toMatchObject({hint: "Did you mean 'm/b' or 'm/c'?"})
  })

  it('is followed by the next shortest where several are asked for, all of which are shown', async () => {
    const between = (paths: number) => pathBetween(store, estate, ['m/base', 'm/top'], {undirected: false, paths})
    const path = await between(3)

    expect([path.steps, ...(path.others ?? [])].map((steps) => steps?.map(({id}) => id))).toEqual([
      ['m/top'],
      ['m/left', 'm/top'],
      ['m/right', 'm/top'],
    ])
    expect(renderPath(path).match(/\d steps? from base to top/g)).toEqual([
      '1 step from base to top',
      '2 steps from base to top',
      '2 steps from base to top',
    ])
    expect((await between(1)).others).toBeUndefined()
  })

  it('shows the place of each step', async () => {
    const path = await pathBetween(store, estate, ['host:m/h', 'm/b'], {undirected: false, paths: 1})

    expect(path.steps?.[0]?.places).toEqual(['estate.yaml:7'])
    expect(renderPath(path)).toContain('estate.yaml:7')
  })
})
