import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** What the modules of a tree are said to ask. */
async function databasesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records} = await scanned(files)
  const names = records.flatMap((record) =>
    record.record === 'entity' && record.kind === 'interface' && / database$/.test(record.name) ? [record.name] : [],
  )
  return names.toSorted()
}

const opens = (connection: string) => `Sub Go()\n  Dim cn As New ADODB.Connection\n  cn.Open "${connection}"\nEnd Sub\n`
const asks =
  'Sub Ask(cn As ADODB.Connection)\n  Dim rs As New ADODB.Recordset\n  rs.Open "SELECT a FROM b", cn\nEnd Sub\n'
const project = 'Type=Exe\nModule=A; a.bas\nModule=B; b.bas\nName="Tides"\n'
const sqlServer = 'Provider=SQLOLEDB;Data Source=db1;Initial Catalog=Tides'

describe('A database that a library only knows to take SQL', () => {
  it('is the one product to which all connections of the application lead', async () => {
    expect(await databasesOf({'tides.vbp': project, 'a.bas': opens(sqlServer), 'b.bas': asks})).toEqual([
      'mssqlserver database',
    ])
  })

  it('is that of its own file where the application has several', async () => {
    expect(
      await databasesOf({
        'tides.vbp': project,
        'a.bas': opens(sqlServer) + asks,
        'b.bas': opens('Provider=MSDAORA;Data Source=ora1'),
      }),
    ).toEqual(['mssqlserver database', 'oracle-database database'])
  })

  it('stays unknown where a connection leads to something that nobody knows', async () => {
    expect(
      await databasesOf({'tides.vbp': project, 'a.bas': opens(sqlServer), 'b.bas': opens('DSN=ledger') + asks}),
    ).toEqual(['mssqlserver database', 'sql database'])
    expect(await databasesOf({'tides.vbp': project, 'a.bas': asks})).toEqual(['sql database'])
  })
})
