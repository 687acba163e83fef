import {expect, it} from '@jest/globals'
import {factsOf} from '../scan.ts'

it('definitions of CICS tell programs of transactions and datasets of files', async () => {
  const text = `* DEFINE TRANSACTION(NO01) GROUP(CLM) PROGRAM(NEVER)
DEFINE TRANSACTION(CL01) GROUP(CLM)
       DESCRIPTION(CLAIMS) PROGRAM(CLAIMS) TWASIZE(0)
 DEFINE FILE(CLAIMS) GROUP(CLM)
        DSNAME(CLM.CLAIMS.KSDS) ADD(YES)
DELETE GROUP(OLD)`

  expect(await factsOf('cics-definition', 'CLM.csd', text)).toEqual([
    {is: 'cics-definition', kind: 'TRANSACTION', name: 'CL01', group: 'CLM', given: {PROGRAM: 'CLAIMS'}, line: 2},
    {is: 'cics-definition', kind: 'FILE', name: 'CLAIMS', group: 'CLM', given: {DSNAME: 'CLM.CLAIMS.KSDS'}, line: 4},
  ])
})
