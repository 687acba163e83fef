import {describe, expect, it} from '@jest/globals'
import {factsOf} from '../scan.ts'

describe('what schedulers export', () => {
  it('of Control-M says which jobs wait for conditions that others give', async () => {
    const text = `<?xml version="1.0"?>
<DEFTABLE><FOLDER FOLDER_NAME="DAILY">
<JOB JOBNAME="LOAD" MEMNAME="LOAD" DAYS="ALL" TIMETO="23:00">
<OUTCOND NAME="LOAD-OK" SIGN="+" />
</JOB>
<JOB JOBNAME="DAILY" MEMNAME="DAILY">
<INCOND NAME="LOAD-OK" />
<OUTCOND NAME="LOAD-OK" SIGN="-" />
</JOB></FOLDER></DEFTABLE>`

    expect(await factsOf('scheduled', 'clm.controlm', text)).toEqual([
      {is: 'scheduled', product: 'control-m', job: 'LOAD', after: [], when: 'DAYS ALL, TIMETO 23:00', line: 3},
      {is: 'scheduled', product: 'control-m', job: 'DAILY', after: ['LOAD'], line: 6},
    ])
  })

  it('of CA-7 says which jobs a job triggers', async () => {
    const text = `1LJOB,JOB=LOAD,LIST=ALL
JOB=LOAD LIST=ALL             DATE=06.198    PAGE 0001
        ----------- JOB INFORMATION -----------
        . OWNER= *NONE*  JCLLIB=&LIB
        ----------- TRIGGERED JOBS ------------
           JOB=DAILY SCHID=030      QTM=0100
`

    expect(await factsOf('scheduled', 'clm.ca7', text)).toEqual([
      {is: 'scheduled', product: 'ca-7', job: 'LOAD', after: [], line: 1},
      {is: 'scheduled', product: 'ca-7', job: 'DAILY', after: ['LOAD'], line: 6},
    ])
  })
})
