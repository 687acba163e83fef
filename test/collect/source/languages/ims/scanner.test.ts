import {expect, it} from '@jest/globals'
import {found} from '../scan.ts'

it('a PSB tells the databases of its PCBs, a DBD its segments', async () => {
  const psb = `CLMPCB   PCB   TYPE=DB,DBDNAME=CLMDB,PROCOPT=A,KEYLEN=14
         SENSEG  NAME=CLAIM,PARENT=0
         SENSEG  NAME=PAYMENT,PARENT=CLAIM
         PSBGEN  LANG=COBOL,PSBNAME=CLMPSB
         END`
  const dbd = `       DBD     NAME=CLMDB,ACCESS=(HIDAM,VSAM),                         C
               VERSION=
DSG001 DATASET DD1=CLMDD,SIZE=(4096)
       SEGM    NAME=CLAIM,PARENT=0,BYTES=100
       FIELD   NAME=(CLAIMID,SEQ,U),START=1,BYTES=6
       DBDGEN`

  expect((await found('CLMPSB.psb', psb)).facts).toEqual([
    {
      is: 'psb',
      name: 'CLMPSB',
      pcbs: [{database: 'CLMDB', type: 'DB', options: 'A', segments: ['CLAIM', 'PAYMENT'], line: 1}],
      line: 1,
    },
  ])
  expect((await found('CLMDB.dbd', dbd)).facts).toEqual([
    {is: 'dbd', name: 'CLMDB', access: 'HIDAM', segments: ['CLAIM'], dds: ['CLMDD'], line: 1},
  ])
})
