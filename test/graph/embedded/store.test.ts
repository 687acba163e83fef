import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {openEmbeddedStore} from '../../../src/graph/embedded/open-store.ts'
import {loadEstateFile} from '../../../src/graph/embedded/load-estate-file.ts'
import {StoreError} from '../../../src/errors.ts'
import {writeEstate} from '../../../src/model/estate-file.ts'
import {compareText} from '../../../src/model/json-lines.ts'
import {entity} from '../../estates.ts'
import {describeStore} from '../store-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-graph-'))
afterAll(() => rmSync(folder, {recursive: true}))

let stores = 0
describeStore('the embedded store', () => openEmbeddedStore(join(folder, `graph${++stores}.db`)))

describeStore(
  'the embedded store, loaded from the document of an estate',
  () => openEmbeddedStore(join(folder, `graph${++stores}.db`)),
  async (store, estate) => {
    const path = join(folder, 'estate.jsonl')
    const inOrder = {...estate, entities: estate.entities.toSorted((a, b) => compareText(a.id, b.id))}
    await writeEstate(path, inOrder)
    const result = await loadEstateFile(join(folder, `graph${stores}.db`), {path, shownAs: 'estate.jsonl'})
    await store.close() // it is opened anew at the next question
    return result
  },
)

describe('two loads at once', () => {
  it('leave the graph of the later one, and the other says why it counts no more, whichever is done first', async () => {
    for (const laterIsFirst of [true, false]) {
      const path = join(folder, `graph${++stores}.db`)
      const [store, other] = [await openEmbeddedStore(path), await openEmbeddedStore(path)]
      const earlier = await store.beginLoad({coverage: [], observedAt: undefined})
      await earlier.addEntities([entity('host', 'host:earlier')])
      const later = await other.beginLoad({coverage: [], observedAt: undefined})
      await later.addEntities([entity('host', 'host:later')])
      const overtaken = () =>
        expect(earlier.finish()).rejects.toMatchObject({code: 'graph-load-overtaken', exitStatus: 5})
      if (!laterIsFirst) await overtaken()
      await later.finish()
      if (laterIsFirst) await overtaken()

      const labels = []
      for await (const {id} of other.findNodes({})) labels.push(id)
      expect(labels).toEqual(['host:later'])
      for (const one of [store, other]) await one.close()
    }
  })
})

describe('a file that is no graph', () => {
  it('is refused with what to do, and left as it was', async () => {
    const path = join(folder, 'letter.db')
    writeFileSync(path, 'my letter, which is long enough to be no database at all '.repeat(50))

    const opened = openEmbeddedStore(path, {readOnly: true}).then(async (store) => {
      await store.countByKind()
      await store.close()
    })

    await expect(opened).rejects.toThrow(StoreError)
    expect(existsSync(path)).toBe(true)
  })
})
