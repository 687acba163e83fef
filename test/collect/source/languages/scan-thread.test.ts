import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {afterAll, describe, expect, it} from '@jest/globals'
import {scanThread} from '../../../../src/collect/source/languages/scan-thread.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-thread-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** A scanner that does what the text of its file says. */
const script = join(folder, 'worker.mjs')
writeFileSync(
  script,
  `import {parentPort} from 'node:worker_threads'
parentPort.on('message', (order) => {
  for (const {text} of order) {
    if (text === 'hang') for (;;);
    if (text === 'crash') throw new RangeError(text)
    if (text === 'exit') process.exit(3)
    parentPort.postMessage({found: {imports: [], declares: [text], facts: []}})
  }
})`,
)

async function scanned(texts: readonly string[]): Promise<readonly string[]> {
  const told: string[] = []
  const thread = scanThread({
    told: ({path}, answer) => told.push(`${path} ${'failed' in answer ? answer.failed : answer.found.declares.join()}`),
    limitMs: 300,
    script: pathToFileURL(script),
  })
  texts.forEach((text, at) => thread.add({path: `${at}`, text, sha256: ''}))
  await thread.finish()
  await thread.end()
  return told
}

describe('a scanner', () => {
  it('that hangs or crashes at a file costs that file alone', async () => {
    expect(await scanned(['a', 'hang', 'b', 'crash', 'c', 'exit', 'd'])).toEqual([
      '0 a',
      '1 took longer than 0.3 seconds',
      '2 b',
      '3 RangeError',
      '4 c',
      '5 its thread ended',
      '6 d',
    ])
  })

  it('takes more files than one order holds, and tells of them in their order', async () => {
    const texts = Array.from({length: 100}, (_, at) => (at === 40 ? 'crash' : `${at}`))

    expect(await scanned(texts)).toEqual(texts.map((text, at) => `${at} ${at === 40 ? 'RangeError' : text}`))
  })
})
