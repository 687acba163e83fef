import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll} from '@jest/globals'
import {openEmbeddedStore} from '../../src/graph/embedded/open-store.ts'
import {loadEstate} from '../../src/graph/load-estate.ts'
import type {GraphStore} from '../../src/graph/store.ts'
import type {Estate} from '../../src/model/estate.ts'

/** A store that holds an estate while the tests of a file run. */
export function loadedStore(estate: Estate): () => GraphStore {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-graph-'))
  let store: GraphStore | undefined
  beforeAll(async () => {
    store = await openEmbeddedStore(join(folder, 'graph.db'))
    await loadEstate(store, estate)
  })
  afterAll(async () => {
    await store?.close()
    rmSync(folder, {recursive: true})
  })
  return () => {
    if (!store) throw new Error('the store is open only while tests run')
    return store
  }
}
