import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {runDomesday} from './run-domesday.ts'

const cwd = mkdtempSync(join(tmpdir(), 'domesday-layout-'))
beforeAll(() => {
  for (const folder of ['cbl', 'cpy']) mkdirSync(join(cwd, folder))
  writeFileSync(
    join(cwd, 'cbl', 'CLM.cbl'),
    '       WORKING-STORAGE SECTION.\n       01 R.\n           COPY PART.\n         05 T OCCURS 3 PIC S9(4) COMP.\n',
  )
  writeFileSync(join(cwd, 'cpy', 'PART.cpy'), '         05 KEY-1 PIC X(6).\n         05 SUM-1 PIC S9(5)V99 COMP-3.\n')
})
afterAll(() => rmSync(cwd, {recursive: true}))

it('layout shows the records of a program with the copybooks beside it', async () => {
  expect(await runDomesday(['layout', 'cbl/CLM.cbl'], {cwd})).toEqual({
    status: 0,
    stderr: '',
    stdout: `R, 16 bytes
  offset  length  field
      0       16  01 R                                group
      0        6    05 KEY-1                          text X(6)
      6        4    05 SUM-1                          packed decimal 5.2, signed
     10        2    05 T                              binary 4, signed
                       3 times
`,
  })
})

it('layout tells a file that is not there', async () => {
  const {status, stderr} = await runDomesday(['layout', 'cbl/NONE.cbl'], {cwd})

  expect(status).toBe(4)
  expect(stderr).toContain('cannot be read')
})
