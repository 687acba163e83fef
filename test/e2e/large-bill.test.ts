import {createWriteStream, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {createGzip} from 'node:zlib'
import {afterAll, describe, expect, it} from '@jest/globals'
import {csvOf} from '../collect/focus/bills.ts'
import {runDomesday} from './run-domesday.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-large-bill-'))
afterAll(() => rmSync(folder, {recursive: true}))

const rows = 100_000
/** What records of all these charges would take several times over, were they kept. */
const heapMegabytes = 128

describe('a large bill', () => {
  it('of charges that are all unlike is read from gzip in little memory', async () => {
    function* pieces(): Generator<string> {
      for (let at = 0; at < rows; at += 1000) {
        const charges = Array.from({length: 1000}, (_, more) => ({ResourceId: `arn:aws:s3:::tide-tables-${at + more}`}))
        yield csvOf(charges).slice(at === 0 ? 0 : csvOf([]).length)
      }
    }
    await pipeline(
      Readable.from(pieces(), {objectMode: false}),
      createGzip(),
      createWriteStream(join(folder, 'bill.csv.gz')),
    )
    const {status, stdout, stderr} = await runDomesday(
      ['import', 'focus', 'bill.csv.gz', '--organisation', 'tides', '--out', 'bill.jsonl', '--json'],
      {cwd: folder, node: [`--max-old-space-size=${heapMegabytes}`]},
    )

    expect([status, stderr.slice(-500)]).toEqual([0, expect.any(String)])
    expect(JSON.parse(stdout)).toMatchObject({counts: {cost: rows, resource: rows, account: 1, relation: rows}})
  }, 300_000)
})
