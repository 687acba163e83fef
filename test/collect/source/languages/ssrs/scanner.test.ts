import {describe, expect, it} from '@jest/globals'
import {scanned} from '../../manifests/scan.ts'
import {found} from '../scan.ts'

const report = `<?xml version="1.0"?>
<Report xmlns="http://schemas.microsoft.com/sqlserver/reporting/2008/01/reportdefinition">
<DataSources>
<DataSource Name="Own"><ConnectionProperties><DataProvider>SQL</DataProvider><ConnectString>Data Source=sql01.tides.example.gov.uk;Initial Catalog=Tides</ConnectString></ConnectionProperties></DataSource>
<DataSource Name="Shared"><DataSourceReference>Ledger</DataSourceReference></DataSource>
</DataSources>
<DataSets>
<DataSet Name="Ships"><Query><DataSourceName>Own</DataSourceName><CommandText>SELECT id FROM dbo.Ships</CommandText></Query></DataSet>
<DataSet Name="Late"><Query><DataSourceName>Own</DataSourceName><CommandType>StoredProcedure</CommandType><CommandText>[dbo].[late_ships]</CommandText></Query></DataSet>
<DataSet Name="Any"><Query><DataSourceName>Own</DataSourceName><CommandText>="SELECT " &amp; Parameters!x.Value</CommandText></Query></DataSet>
</DataSets>
</Report>`
const source = `<RptDataSource Name="Ledger"><ConnectionProperties><Extension>SQL</Extension>
<ConnectString>Data Source=led01.tides.example.gov.uk;Initial Catalog=Ledger</ConnectString></ConnectionProperties></RptDataSource>`

describe('reports of Reporting Services', () => {
  it('say what they ask which database for', async () => {
    const {facts} = await found('late.rdl', report)

    expect(facts.filter(({is}) => is === 'sql' || is === 'address')).toEqual([
      {is: 'address', host: 'sql01.tides.example.gov.uk', protocol: 'sqlserver', database: 'Tides', line: 4},
      {is: 'sql', of: 'tables', reads: ['dbo.Ships'], writes: [], calls: [], line: 8},
      {is: 'sql', of: 'tables', reads: [], writes: [], calls: ['dbo.late_ships'], line: 9},
      {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true, line: 10},
    ])
  })

  it('ask SQL Server where the source is called SQL, and what the connection says by OLE DB', async () => {
    const products = async (text: string) =>
      (await found('late.rdl', text)).facts.flatMap((fact) => (fact.is === 'database' ? [fact.product] : []))

    expect(await products(report)).toEqual(['mssqlserver', 'sql'])
    expect(
      await products(
        report
          .replace('>SQL<', '>OLEDB<')
          .replace('<ConnectString>', '<ConnectString>Provider=MSDAORA;')
          .replace(/<DataSource Name="Shared">.*/, ''),
      ),
    ).toEqual(['oracle-database'])
    expect(await products(report.replace(/<ConnectString>[^<]*/, '<ConnectString>=Parameters!c.Value'))).toContain(
      'mssqlserver',
    )
  })

  it('find the source that they share in its file', async () => {
    const {records} = await scanned({'r/late.rdl': report, 'r/Ledger.rds': source})

    expect(
      records.flatMap((record) => (record.record === 'relation' && record.type === 'CALLS' ? [record.to] : [])),
    ).toContain('host:msti/led01-tides-example-gov-uk')
  })

  it('take the name of a service of Oracle that they share for no machine', async () => {
    const hosts = async (connect: string) => {
      const shared = source.replace('>SQL<', '>ORACLE<').replace(/<ConnectString>[^<]*/, `<ConnectString>${connect}`)
      const {records} = await scanned({'r/late.rdl': report, 'r/Ledger.rds': shared})
      return records.flatMap(({record, ...one}) =>
        record === 'entity' && 'kind' in one && one.kind === 'host' ? [one.name] : [],
      )
    }

    expect(await hosts('Data Source=LEDGER')).toEqual(['sql01.tides.example.gov.uk'])
    expect(await hosts('Data Source=led02.tides.example.gov.uk:1521/LEDG')).toEqual([
      'led02.tides.example.gov.uk',
      'sql01.tides.example.gov.uk',
    ])
  })
})
