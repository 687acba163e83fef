import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const target =
  'Save Format v3.0(19990112)\nappname "claims";\napplib "claims.pbl";\nLibList "claims.pbl;base.pbl";\ntype "pb";\n'
const object = (name: string): string =>
  `HA$PBExportHeader$${name}.sra\nforward\nglobal type ${name} from application\nend type\nend forward\nglobal type ${name} from application\nend type\n`

describe('a target of PowerBuilder', () => {
  it('is an application, as is an application object of no target', async () => {
    const {applications, uses, problems} = await scanned({
      'claims/claims.pbt': target,
      'claims/claims.sra': object('claims'),
      'rates/rates.sra': object('rates'),
      'cut/cut.pbt': 'Save Format v3.0(19990112)\n',
    })

    expect(applications).toEqual(['./rates/rates.sra', 'claims/claims.pbt'])
    expect(uses).toEqual([
      './rates/rates.sra powerbuilder at rates/rates.sra:3',
      'claims/claims.pbt powerbuilder at claims/claims.pbt:2',
    ])
    expect(problems).toEqual(['cut/cut.pbt bad-manifest: no target of PowerBuilder: it has no line appname'])
  })

  it('has the tables of its DataWindows, and tells that its libraries are not read', async () => {
    const {records, notes} = await scanned({
      'claims/claims.pbt': target,
      'claims/claims.pbl': Uint8Array.from([...Buffer.from('HDR*'), 0, 0, 0]),
      'claims/d_claims.srd':
        '$PBExportHeader$d_claims.srd\nrelease 12.6;\ntable(column=(type=long name=id)\n retrieve="PBSELECT( VERSION(400) TABLE(NAME=~"claims~" ) )" update="claims" updatewhere=1 )\n',
    })
    const relations = records.flatMap((record) =>
      record.record === 'relation' && /^(?:READS|WRITES)$/.test(record.type)
        ? [
            `${record.from.replace(/^.*#/, '')} ${record.type} ${record.to.replace(/^.*\//, '').replace(/-[\da-f]{8}$/, '')}`,
          ]
        : [],
    )

    expect(relations.toSorted()).toEqual(['claims/d_claims.srd READS claims', 'claims/d_claims.srd WRITES claims'])
    expect(notes.filter((note) => note.includes('PowerBuilder'))).toEqual([expect.stringMatching(/PowerBuilder/)])
  })
})
