import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {found} from '../scan.ts'

it('formats have fields of the screen, and messages their format and what comes next', async () => {
  const text = [
    '* A SCREEN OF TIDES',
    'TIDEFMT  FMT',
    '         DEV   TYPE=(3270,2),FEAT=IGNORE',
    '         DIV   TYPE=INOUT',
    "         DFLD  'PORT',POS=(1,2)",
    'PORT     DFLD  POS=(1,8),LTH=8',
    'HEIGHT   DFLD  POS=(2,8),LTH=4',
    '         FMTEND',
    `${'TIDEMID  MSG   TYPE=INPUT,'.padEnd(71)}X`,
    '               SOR=(TIDEFMT,IGNORE),NXT=TIDEMOD',
    '         SEG',
    '         MFLD  PORT,LTH=8',
    '         MSGEND',
    'TIDEMOD  MSG   TYPE=OUTPUT,SOR=TIDEFMT,NXT=TIDEMID',
    '         MFLD  PORT,LTH=8',
    '         MFLD  HEIGHT,LTH=4          WITH A REMARK, NXT=NONE',
    '         MSGEND',
    '         END',
  ].join('\n')

  expect((await found('TIDES.mfs', text)).facts).toEqual([
    {is: 'mfs', kind: 'format', name: 'TIDEFMT', fields: 2, line: 2},
    {is: 'mfs', kind: 'input', name: 'TIDEMID', format: 'TIDEFMT', next: 'TIDEMOD', fields: 1, line: 9},
    {is: 'mfs', kind: 'output', name: 'TIDEMOD', format: 'TIDEFMT', next: 'TIDEMID', fields: 2, line: 14},
  ])
  expect(scannerOf('MFS/TIDES', text)?.id).toBe('mfs')
})

describe('hostile sources', () => {
  it.each([
    ['a line of 10 MB', `A        FMT   ${'X'.repeat(10_000_000)}`],
    ['NULs', 'A        FMT\n\0\0\0 \0'],
    ['a definition that is cut', `${'A        MSG   TYPE=INPUT,'.padEnd(71)}X`],
    ['100,000 fields', `A        FMT\n${'F        DFLD  LTH=1\n'.repeat(100_000)}`],
  ])('with %s keep the rest', async (_, text) => {
    const {facts} = await found('A.mfs', `${text}\n\nLAST     MSG   TYPE=OUTPUT\n`)

    expect(facts.at(-1)).toMatchObject({is: 'mfs', kind: 'output', name: 'LAST'})
  })
})
