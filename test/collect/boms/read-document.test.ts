import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from '@jest/globals'
import {readDocument} from '../../../src/collect/boms/read-document.ts'

const megabyte = 1024 * 1024
const root = mkdtempSync(join(tmpdir(), 'domesday-documents-'))
afterAll(() => rmSync(root, {recursive: true}))

async function readIn(content: string | Uint8Array, most?: Parameters<typeof readDocument>[2]) {
  writeFileSync(join(root, 'file'), content)
  return readDocument(join(root, 'file'), 'bom.json', most)
}

describe('reading a document', () => {
  it('refuses one that is larger than what is held in memory, and tells the limit, also when it swells out of gzip', async () => {
    const swelling = gzipSync(Buffer.alloc(3 * megabyte, ' '))

    await expect(readIn(swelling, {json: 2 * megabyte, text: megabyte})).rejects.toThrow(
      'it is larger than 2 MB, the most that is read of such a file',
    )
  })

  it('reads less of text than of JSON, which takes less room', async () => {
    const limits = {json: 2 * megabyte, text: megabyte}
    const long = 'x'.repeat(1.5 * megabyte)

    expect((await readIn(JSON.stringify({long}), limits)).value).toEqual({long})
    await expect(readIn(`<a>${long}</a>`, limits)).rejects.toThrow('it is larger than 1 MB')
  })

  it('names the line where JSON is damaged, and quotes nothing of it', async () => {
    const failure = await readIn('{\n"a": 1,\n"secret": hunter2\n}').catch((error: unknown) => error)

    expect(failure).toMatchObject({faults: [{where: 'bom.json:3'}]})
    expect(JSON.stringify(failure)).not.toContain('hunter2')
  })

  it('refuses damaged gzip, a folder and what is not there', async () => {
    await expect(readIn(Uint8Array.of(0x1f, 0x8b, 1, 2, 3))).rejects.toMatchObject({exitStatus: 3})
    await expect(readDocument(root, 'folder')).rejects.toMatchObject({exitStatus: 3})
    await expect(readDocument(join(root, 'none'), 'none')).rejects.toMatchObject({exitStatus: 3})
  })
})
