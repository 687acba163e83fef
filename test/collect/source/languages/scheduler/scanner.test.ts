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

  it('of Control-M keeps the conditions of each data centre apart, and those of the day before', async () => {
    const job = (name: string, ...conditions: readonly string[]) =>
      `<JOB JOBNAME="${name}">${conditions.join('')}</JOB>`
    const text = `<DEFTABLE>
<SMART_FOLDER DATACENTER="NORTH" FOLDER_NAME="A">
${job('LOAD', '<OUTCOND NAME="OK" SIGN="ADD"/>', '<ON CODE="NOTOK"><DOCOND NAME="BAD" SIGN="+"/></ON>')}
${job('SUM', '<INCOND NAME="OK" ODATE="ODAT"/>', '<INCOND NAME="SENT" ODATE="PREV"/>', '<OUTCOND NAME="OK" SIGN="DEL"/>')}
${job('MEND', '<INCOND NAME="BAD"/>')}
</SMART_FOLDER>
<FOLDER DATACENTER="SOUTH">
${job('SEND', '<INCOND NAME="OK"/>', '<INCOND NAME="NEVER"/>', '<OUTCOND NAME="SENT" SIGN="+"/>')}
</FOLDER>
<FOLDER>
${job('LOOSE', '<INCOND NAME="SENT"/>')}
</FOLDER></DEFTABLE>`
    const all = await factsOf('scheduled', 'clm.controlm', text)

    expect(all.map(({job: name, after, elsewhere, dayBefore}) => [name, after, elsewhere, dayBefore])).toEqual([
      ['LOAD', [], undefined, undefined],
      ['SUM', ['LOAD'], undefined, 1],
      ['MEND', ['LOAD'], undefined, undefined],
      ['SEND', [], 1, undefined],
      ['LOOSE', [], 1, undefined],
    ])
    const alone = await factsOf('scheduled', 'clm.controlm', text.replaceAll('NORTH', 'SOUTH'))
    expect(alone.map(({job: name, after}) => [name, after])).toEqual([
      ['LOAD', []],
      ['SUM', ['LOAD']],
      ['MEND', ['LOAD']],
      ['SEND', ['LOAD']],
      ['LOOSE', ['SEND']],
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
