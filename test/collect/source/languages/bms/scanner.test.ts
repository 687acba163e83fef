import {expect, it} from '@jest/globals'
import {factsOf} from '../scan.ts'

it('a mapset has maps with fields; those without a name are words on the screen', async () => {
  const text = `* NOMAP DFHMDI
CLM01    DFHMSD TYPE=&SYSPARM,MODE=INOUT,                              X
               LANG=COBOL
CLM01A   DFHMDI SIZE=(24,80)
         DFHMDF POS=(1,1),LENGTH=5,INITIAL='CLAIM DFHMDI'
NUMBER   DFHMDF POS=(1,10),LENGTH=8
AMOUNT   DFHMDF POS=(2,10),LENGTH=8
CLM01B   DFHMDI SIZE=(24,80)
         DFHMSD TYPE=FINAL`

  expect(await factsOf('map', 'CLM01.bms', text)).toEqual([
    {is: 'map', mapset: 'CLM01', map: 'CLM01A', fields: 2, line: 4},
    {is: 'map', mapset: 'CLM01', map: 'CLM01B', fields: 0, line: 8},
  ])
})
