import {describe, expect, it} from '@jest/globals'
import {scanned} from '../../manifests/scan.ts'
import {factsOf, found} from '../scan.ts'

const dts = 'xmlns:DTS="www.microsoft.com/SqlServer/Dts"'
const manager = (name: string, kind: string, text: string, inner = ''): string =>
  `<DTS:ConnectionManager DTS:refId="Package.ConnectionManagers[${name}]" DTS:CreationName="${kind}" DTS:DTSID="{${name}-1}" DTS:ObjectName="${name}">${inner}
<DTS:ObjectData><DTS:ConnectionManager DTS:ConnectionString="${text}" /></DTS:ObjectData>
</DTS:ConnectionManager>`
const task = (kind: string, name: string, data: string, more = ''): string =>
  `<DTS:Executable DTS:refId="Package\\${name}" DTS:ExecutableType="Microsoft.${kind}" DTS:ObjectName="${name}"${more}>
<DTS:ObjectData>${data}</DTS:ObjectData>
</DTS:Executable>`
const component = (
  kind: string,
  name: string,
  connection: string,
  properties: Readonly<Record<string, string>>,
): string =>
  `<component componentClassID="Microsoft.${kind}" name="${name}">
<properties>${Object.entries(properties)
    .map(([key, value]) => `<property name="${key}">${value}</property>`)
    .join('')}</properties>
<connections><connection connectionManagerID="${connection}" connectionManagerRefId="${connection}" /></connections>
</component>`
const ref = (name: string): string => `Package.ConnectionManagers[${name}]`
const sql = 'xmlns:SQLTask="www.microsoft.com/sqlserver/dts/tasks/sqltask"'

const load = `<?xml version="1.0"?>
<DTS:Executable ${dts} DTS:refId="Package" DTS:ExecutableType="Microsoft.Package" DTS:ObjectName="LoadTides">
<DTS:ConnectionManagers>
${manager('Source', 'OLEDB', 'Data Source=sql01.tides.example.gov.uk;User ID=loader;Password=made-up-word;Initial Catalog=Tides;Provider=SQLNCLI11.1;')}
${manager('Warehouse', 'OLEDB', 'Data Source=dw01.tides.example.gov.uk;Initial Catalog=Warehouse;Provider=SQLNCLI11.1;')}
${manager('Drop', 'FLATFILE', 'D:\\drop\\ships.csv')}
${manager('Elsewhere', 'OLEDB', 'Data Source=dev09;Initial Catalog=Tides;', '<DTS:PropertyExpression DTS:Name="ServerName">@[$Package::Server]</DTS:PropertyExpression>')}
</DTS:ConnectionManagers>
<DTS:Executables>
${task('ExecuteSQLTask', 'Empty', `<SQLTask:SqlTaskData SQLTask:Connection="{Warehouse-1}" SQLTask:SqlStatementSource="TRUNCATE TABLE dbo.Ships; EXEC dbo.note_load" ${sql} />`)}
<DTS:Executable DTS:refId="Package\\All" DTS:ExecutableType="STOCK:SEQUENCE" DTS:ObjectName="All">
<DTS:Executables>
${task(
  'Pipeline',
  'Flow',
  `<pipeline><components>
${component('OLEDBSource', 'From ships', ref('Source'), {AccessMode: '2', OpenRowset: '', SqlCommand: 'SELECT s.id FROM dbo.Ships s JOIN Berths b ON b.id = s.berth'})}
${component('Lookup', 'Rate', ref('Source'), {SqlCommand: 'select * from [dbo].[Rates]'})}
${component('OLEDBDestination', 'To ships', ref('Warehouse'), {AccessMode: '3', OpenRowset: '[dbo].[Ships]', SqlCommand: ''})}
${component('FlatFileDestination', 'To file', ref('Drop'), {Header: ''})}
${component('OLEDBSource', 'By variable', ref('Source'), {AccessMode: '3', OpenRowset: '', SqlCommandVariable: 'User::Sql'})}
${component('OLEDBSource', 'Of project', 'Project.ConnectionManagers[Ledger]', {AccessMode: '0', OpenRowset: '[dbo].[Ledger]'})}
</components></pipeline>`,
)}
</DTS:Executables>
</DTS:Executable>
${task('ExecuteProcess', 'Pack', '<ExecuteProcessData Executable="C:\\tools\\pack.exe" Arguments="-k made-up-word" />')}
${task('ExecutePackageTask', 'Next', '<ExecutePackageTask><UseProjectReference>True</UseProjectReference><PackageName>Report.dtsx</PackageName></ExecutePackageTask>')}
${task('ExecuteSQLTask', 'Dynamic', `<SQLTask:SqlTaskData SQLTask:Connection="{Elsewhere-1}" SQLTask:SqlStmtSourceType="Variable" SQLTask:SqlStatementSource="User::Sql" ${sql} />`)}
${task('ExecuteSQLTask', 'Off', `<SQLTask:SqlTaskData SQLTask:SqlStatementSource="DELETE FROM dbo.Old" ${sql} />`, ' DTS:Disabled="True"')}
</DTS:Executables>
</DTS:Executable>
`
const report = `<DTS:Executable ${dts} DTS:ExecutableType="Microsoft.Package" DTS:ObjectName="Report"></DTS:Executable>`
const ledger = `<?xml version="1.0"?>
<DTS:ConnectionManager ${dts} DTS:ObjectName="Ledger" DTS:CreationName="OLEDB"><DTS:ObjectData>
<DTS:ConnectionManager DTS:ConnectionString="Data Source=led01.tides.example.gov.uk;Initial Catalog=Ledger;Provider=SQLNCLI11.1;" />
</DTS:ObjectData></DTS:ConnectionManager>`

async function tellings(files: Readonly<Record<string, string>>, ...types: readonly string[]) {
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

const project = {'etl/LoadTides.dtsx': load, 'etl/Report.dtsx': report, 'etl/Ledger.conmgr': ledger}

describe('packages of Integration Services', () => {
  it('say which step and which part of a data flow reads and writes what, where', async () => {
    const {told} = await tellings(project, 'READS', 'WRITES', 'CALLS')

    expect(told).toEqual(
      [
        'All\\Flow\\By variable CALLS mssqlserver database',
        'All\\Flow\\By variable CALLS sql01.tides.example.gov.uk',
        'All\\Flow\\From ships CALLS mssqlserver database',
        'All\\Flow\\From ships CALLS sql01.tides.example.gov.uk',
        'All\\Flow\\From ships READS Tides.dbo.Berths',
        'All\\Flow\\From ships READS Tides.dbo.Ships',
        'All\\Flow\\Of project CALLS led01.tides.example.gov.uk',
        'All\\Flow\\Of project CALLS sql database',
        'All\\Flow\\Of project READS dbo.Ledger',
        'All\\Flow\\Rate CALLS mssqlserver database',
        'All\\Flow\\Rate CALLS sql01.tides.example.gov.uk',
        'All\\Flow\\Rate READS Tides.dbo.Rates',
        'All\\Flow\\To file WRITES D:\\drop\\ships.csv',
        'All\\Flow\\To ships CALLS dw01.tides.example.gov.uk',
        'All\\Flow\\To ships CALLS mssqlserver database',
        'All\\Flow\\To ships WRITES Warehouse.dbo.Ships',
        'Dynamic CALLS sql database',
        'Empty CALLS dbo.note_load',
        'Empty CALLS dw01.tides.example.gov.uk',
        'Empty CALLS mssqlserver database',
        'Empty WRITES Warehouse.dbo.Ships',
        'Next CALLS Report',
      ].toSorted(),
    )
  })

  it('are jobs with their steps, and lead to the packages that they execute', async () => {
    const {told, records} = await tellings(project, 'PART_OF', 'IMPORTS')

    expect(told).toEqual(
      expect.arrayContaining([
        'All\\Flow\\Rate PART_OF LoadTides',
        'LoadTides PART_OF t',
        'etl/LoadTides.dtsx IMPORTS etl/Report.dtsx',
      ]),
    )
    expect(records.find((record) => record.record === 'entity' && record.name === 'LoadTides')).toMatchObject({
      attributes: {steps: [{value: ['Empty', 'All\\Flow', 'Pack', 'Next', 'Dynamic']}]},
    })
  })

  it('keep no password, and tell where one stands', async () => {
    const {records} = await tellings(project)
    const text = JSON.stringify(records)

    expect(text).not.toContain('made-up-word')
    expect(text).not.toContain('loader')
    expect(text).toContain('hard-coded user names and passwords')
  })

  it('of the form before 2012 are read, too', async () => {
    const old = `<DTS:Executable ${dts} DTS:ExecutableType="SSIS.Package.2">
<DTS:Property DTS:Name="ObjectName">Old</DTS:Property>
<DTS:ConnectionManager><DTS:Property DTS:Name="ObjectName">O</DTS:Property><DTS:Property DTS:Name="DTSID">{9}</DTS:Property>
<DTS:Property DTS:Name="CreationName">OLEDB</DTS:Property>
<DTS:ObjectData><DTS:ConnectionManager><DTS:Property DTS:Name="ConnectionString">Data Source=ora01.example.gov.uk:1521/PAY;Provider=MSDAORA;</DTS:Property></DTS:ConnectionManager></DTS:ObjectData></DTS:ConnectionManager>
<DTS:Executable DTS:ExecutableType="Microsoft.SqlServer.Dts.Tasks.ExecuteSQLTask.ExecuteSQLTask, Microsoft.SqlServer.SQLTask, Version=9.0"><DTS:Property DTS:Name="ObjectName">Close</DTS:Property>
<DTS:ObjectData><SQLTask:SqlTaskData SQLTask:Connection="{9}" SQLTask:SqlStatementSource="UPDATE PAY.CLAIMS SET x = 1" ${sql} /></DTS:ObjectData></DTS:Executable>
</DTS:Executable>`

    expect((await found('Old.dtsx', old)).facts.filter(({is}) => is !== 'database')).toEqual([
      {
        ...{is: 'part', kind: 'job', name: 'Old', language: 'Integration Services', product: 'ssis', line: 1, until: 7},
        steps: ['Close'],
      },
      {
        ...{is: 'part', kind: 'step', name: 'Close', within: 'Old', language: 'Integration Services'},
        ...{runs: 'ExecuteSQLTask', line: 6, until: 7},
      },
      {is: 'address', host: 'ora01.example.gov.uk', protocol: 'oracle', port: '1521', database: 'PAY', line: 6},
      {is: 'sql', of: 'tables', reads: [], writes: ['PAY.CLAIMS'], calls: [], line: 6},
    ])
  })

  it('that are no sound XML are a problem', async () => {
    const {problems} = await tellings({...project, 'etl/bad.dtsx': '<DTS:Executable>', 'etl/no.dtsx': '<a/>'})

    expect(problems).toEqual([
      expect.stringMatching(/^etl\/bad\.dtsx:1 syntax-error: this is no sound XML/),
      'etl/no.dtsx:1 syntax-error: this is no package of Integration Services',
    ])
  })

  it.each([
    ['a.bat', 'dtexec /F "D:\\etl\\LoadTides.dtsx"'],
    [
      'a.tsql',
      "EXEC sp_add_job @job_name='n'\nEXEC sp_add_jobstep @job_name='n', @step_name='s', @subsystem='SSIS', @command='/ISSERVER \"\\\"\\SSISDB\\Tides\\Etl\\LoadTides.dtsx\\\"\" /SERVER sql01'",
    ],
  ])('are found by those that execute them, as %s', async (path, text) => {
    expect((await factsOf('part-use', path, text)).map(({kind, name}) => [kind, name])).toEqual([
      ['ssis-package', 'LoadTides.dtsx'],
    ])
  })
})
