import {describe, expect, it} from '@jest/globals'
import {database} from '../../access/databases.ts'
import {scanned} from '../../manifests/scan.ts'
import {found} from '../scan.ts'

/** Relations as `from TYPE to`, by name, with where they are in it. */
async function tellings(files: Readonly<Record<string, string | Uint8Array>>, ...types: readonly string[]) {
  const {records, ...more} = await scanned(files)
  const names = new Map(
    records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
  )
  const told = records.flatMap((record) =>
    record.record === 'relation' && types.includes(record.type)
      ? [`${names.get(record.from)} ${record.type} ${names.get(record.to)}`]
      : [],
  )
  return {told: told.toSorted(), records, ...more}
}

const both = {'office/Tides.accdb': database('Tides.accdb'), 'office/tides-data.mdb': database('tides-data.mdb')}

describe('databases of Access', () => {
  it('say what their queries, links and forms read, write and need', async () => {
    const {told} = await tellings(both, 'READS', 'WRITES', 'DEPENDS_ON')

    expect(told).toEqual(
      [
        'Claims READS tblClaims',
        'Ledger READS dbo.Ledger',
        'Payments READS dbo.Payments',
        'Payments WRITES dbo.Payments',
        'Rates READS \\\\files01\\rates\\rates.xls',
        'frmClaims DEPENDS_ON Claims',
        'frmClaims READS Settings',
        'office/Tides.accdb WRITES Late Claims',
        'office/Tides.accdb WRITES Settings',
        'office/tides-data.mdb WRITES tblClaims',
        'office/tides-data.mdb WRITES tblHarbours',
        'qryAll READS Late Claims',
        'qryAll READS Settings',
        'qryClose READS dbo.Berths',
        'qryClose READS dbo.Closures',
        'qryClose WRITES dbo.Closures',
        'qryMakeLate READS Late Claims',
        'qryMakeLate WRITES Late Now',
        'qryOpen DEPENDS_ON Claims',
        'qryOpen READS Late Claims',
        'qryOpen READS Settings',
        'qryPay DEPENDS_ON Payments',
        'qryPay DEPENDS_ON qryOpen',
        'qryPurge READS Late Claims',
        'qryPurge WRITES Late Claims',
      ].toSorted(),
    )
  })

  it('call the machines that their links lead to, by the link', async () => {
    expect((await tellings(both, 'CALLS')).told).toEqual(
      expect.arrayContaining([
        'Ledger CALLS sql database',
        'Payments CALLS mssqlserver database',
        'Payments CALLS sql01.tides.example.gov.uk',
        'Rates CALLS files01',
        'qryClose CALLS sql01.tides.example.gov.uk',
      ]),
    )
  })

  it('are an application where they have screens, and then lead to the file that holds their data', async () => {
    const {applications, uses, told, records} = await tellings(both, 'IMPORTS', 'PART_OF')

    expect(applications).toEqual(['./office/Tides.accdb'])
    expect(uses).toEqual(['./office/Tides.accdb microsoft-access at office/Tides.accdb:1 office/tides-data.mdb:1'])
    expect(told).toEqual(
      expect.arrayContaining([
        'Tides PART_OF t',
        'frmClaims PART_OF Tides',
        'office/Tides.accdb IMPORTS office/tides-data.mdb',
        'office/tides-data.mdb PART_OF Tides',
      ]),
    )
    const claims = records.filter((record) => record.record === 'entity' && record.name === 'tblClaims')
    expect(claims).toHaveLength(1)
    expect(claims[0]).toMatchObject({
      attributes: {
        rows: [{value: 2}],
        columns: [{value: ['ClaimID', 'Harbour', 'Largest Ship', 'Paid', 'Remarks']}],
      },
    })
  })

  it('keep the table of a file that is not in the tree apart from their own', async () => {
    const {records} = await tellings({'Tides.accdb': both['office/Tides.accdb']})

    expect(
      records.find(
        (record) => record.record === 'entity' && record.name === 'tblClaims' && record.kind === 'datastore',
      ),
    ).toMatchObject({attributes: {databaseFile: [{value: 'tides-data.mdb'}]}})
  })

  it('in one folder are each an application by itself', async () => {
    const two = {'a/One.accdb': both['office/Tides.accdb'], 'a/Two.accdb': both['office/Tides.accdb']}
    const {told} = await tellings(two, 'PART_OF')

    expect(told).toEqual(expect.arrayContaining(['a/One.accdb PART_OF One', 'a/Two.accdb PART_OF Two']))
  })

  it('tell where a password stands, and nowhere what it is', async () => {
    const {records} = await tellings(both)
    const text = JSON.stringify(records)

    expect(text).not.toContain('made-up-word')
    expect(text).not.toContain('clerk')
    expect(records.flatMap((record) => (record.record === 'entity' ? (record.attributes.blockers ?? []) : []))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({value: 'hard-coded user names and passwords'}),
        expect.objectContaining({value: 'databases of the desktop (Jet, DAO, BDE)'}),
        expect.objectContaining({value: 'absolute paths'}),
      ]),
    )
  })

  it('that cannot be read are a problem, and the rest goes on', async () => {
    const encrypted = database('tides-data.mdb')
    encrypted[0x3e] = (encrypted[0x3e] ?? 0) ^ 0x5a
    const {problems, told} = await tellings({...both, 'old/secret.mdb': encrypted, 'old/no.mdb': 'text'}, 'READS')

    expect(problems).toEqual([
      'old/no.mdb:1 syntax-error: it is no database of Access: nothing of it is read',
      'old/secret.mdb:1 syntax-error: it is encrypted: nothing of it is read',
    ])
    expect(told).toContain('qryPurge READS Late Claims')
  })

  it('tell what of them is damaged', async () => {
    const line = JSON.stringify({is: 'access', made: 'Access 97', tables: 0, damage: ['table A: x', 'table B: y']})

    expect(await found('a.mdb', line)).toEqual({
      ...{imports: [], declares: [], facts: []},
      fault: {
        line: 1,
        message: 'table A: x; table B: y: the rest is read',
        hint: 'Take its password away in a copy, or have Access compact and repair it, and scan that.',
      },
    })
  })

  it('go through links to text files, to SharePoint and to files with passwords', async () => {
    const lines = [
      {is: 'access', made: 'Access 2010', tables: 0},
      {is: 'link', name: 'In', foreign: 'harbours#csv', connect: 'Text;FMT=Delimited;HDR=NO', database: 'D:\\drop'},
      {is: 'link', name: 'List', foreign: 'List', connect: 'WSS;HDR=NO;DATABASE=https://share.example.gov.uk/tides'},
      {is: 'link', name: 'B', foreign: 'B', connect: 'MS Access', database: '\\\\f1\\data\\B.MDB'},
    ]
    const {facts} = await found('a.accdb', lines.map((one) => JSON.stringify(one)).join('\n'))

    expect(facts.filter(({is}) => is !== 'part')).toEqual([
      {is: 'file', protocol: 'local', path: {literal: 'D:\\drop\\harbours.csv'}, does: 'reads', line: 2},
      {is: 'http', url: {literal: 'https://share.example.gov.uk/tides'}, line: 3},
      {is: 'database', product: 'microsoft-access', line: 4},
      {is: 'file', protocol: 'smb', server: {literal: 'f1'}, path: {literal: '\\\\f1\\data\\B.MDB'}, line: 4},
      {is: 'linked-table', table: 'B', file: 'b.mdb', line: 4},
    ])
  })
})
