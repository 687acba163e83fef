import {describe, expect, it} from '@jest/globals'
import {originOfProcedure} from '../../../../src/collect/source/languages/jcl/libraries.ts'
import {scanned} from '../manifests/scan.ts'

const job = `//TIDES    JOB (A),'TIDES'
//LS2WS    EXEC DFHLS2WS,PATHPREF=''
//COMPILE  EXEC IGYWCL,REGION=0M
//OWN      EXEC TIDEPROC
//LIST     EXEC PGM=IDCAMS
`

describe('Procedures that come with the system', () => {
  it('are not missed in a tree, as those of an organisation are, and are told as what their steps run', async () => {
    const {records} = await scanned({'jcl/TIDES.jcl': job})
    const coverage = records.find((record) => record.record === 'coverage')
    const notes = coverage && 'notes' in coverage ? coverage.notes?.filter(({code}) => code === 'not-in-tree') : []
    const one = records.find((record) => record.record === 'entity' && record.name === 'TIDES')

    expect(notes).toEqual([
      {
        code: 'not-in-tree',
        what: 'call of a procedure or group of JCL',
        count: 1,
        message: '1 call of a procedure or group of JCL that is not in the tree: what it does is not known',
      },
    ])
    expect(JSON.stringify(one)).toContain('["LS2WS: DFHLS2WS","COMPILE: IGYWCL","OWN","LIST: IDCAMS"]')
    expect(
      JSON.stringify(records.filter((record) => record.record === 'entity' && record.name === 'DFHLS2WS')),
    ).toContain('"value":"CICS"')
  })

  it.each([
    'DFHLS2WS',
    'DFHWS2LS',
    'DFHLS2JS',
    'DFHYITVL',
    'DFHMAPS',
    'IGYWCLG',
    'COBUCLG',
    'IBMZCPLG',
    'ASMACL',
    'DSNHICOB',
    'DSNUPROC',
    'DFSMPR',
    'DLIBATCH',
    'PSBGEN',
    'ELAXFCOC',
  ])('%s is one', (name) => {
    expect(originOfProcedure(name)).toBeDefined()
  })

  it.each(['TIDEPROC', 'IGYTIDE', 'DFHTIDES', 'IMSTIDE', 'COBOLC', 'SENDFTP', 'DB2PROC', 'BUILD'])(
    '%s may be anybody\u2019s',
    (name) => {
      expect(originOfProcedure(name)).toBeUndefined()
    },
  )
})
