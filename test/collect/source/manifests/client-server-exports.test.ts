import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

describe('exports of client and server', () => {
  it('say by which release they were written, at its line', async () => {
    const {uses} = await scanned({
      'pb/d_claims.srd': '$PBExportHeader$d_claims.srd\r\nrelease 12.5;\r\ndatawindow(units=0 )\r\n',
      'forms/CLAIMS_fmb.xml':
        '<?xml version="1.0"?>\n<Module version="122010400" xmlns="http://xmlns.oracle.com/Forms">\n <FormModule Name="CLAIMS"/>\n</Module>\n',
    })

    expect(uses.map((line) => line.replace('component:msti/', ''))).toEqual([
      't oracle-forms-12-2-1-4 at forms/CLAIMS_fmb.xml:2',
      't powerbuilder-12-5 at pb/d_claims.srd:2',
    ])
  })

  it('tell nothing where their head tells no release, or is another’s; a target tells the product', async () => {
    const {uses, problems} = await scanned({
      'pb/claims.pbt': 'Save Format v3.0(19990112)\nappname "claims";\n',
      'pb/cut.srd': '$PBExportHeader$cut.srd\n',
      'forms/OTHER_fmb.xml': '<Module version="1.0"><A/></Module>\n',
      'forms/CUT_fmb.xml': '<Module version="1220',
    })

    expect(uses).toEqual(['pb/claims.pbt powerbuilder at pb/claims.pbt:2'])
    expect(problems).toEqual([])
  })
})
