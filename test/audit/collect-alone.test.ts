import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {accountsOfFlags, collectAwsAlone} from '../../src/audit/collect-alone.ts'
import {terminalProgress} from '../../src/audit/progress.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-alone-'))
afterAll(() => rmSync(root, {recursive: true}))

describe('collecting accounts in an audit folder', () => {
  it('for an organisation that domesday.yaml does not have asks nothing and writes nothing', async () => {
    writeFileSync(
      join(root, 'domesday.yaml'),
      'schema: domesday/settings@1\norganisations:\n  - {id: harbours, name: Harbours}\nsources: []\n',
    )

    await expect(
      collectAwsAlone({
        root,
        source: accountsOfFlags({organisation: 'harbors'}),
        fresh: false,
        out: undefined,
        progress: terminalProgress({write: () => true}, () => 0),
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('domesday.yaml has no organisation harbors'),
      hint: expect.stringContaining('harbours'),
    })
    expect(readdirSync(root)).toEqual(['domesday.yaml'])
  })
})
