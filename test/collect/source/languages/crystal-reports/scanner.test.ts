import {describe, expect, it} from '@jest/globals'
import {scanned} from '../../manifests/scan.ts'
import {factsOf} from '../scan.ts'

const report = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.from('password=made-up-word'),
  Buffer.alloc(600),
])

const project = `Type=Exe
Reference=*\\G{B4741C00-45A6-11D1-ABEC-00A0C9274B91}#8.5#0#..\\craxdrt.dll#Crystal Report 8.5 ActiveX Designer Run Time Library
Object={00025600-0000-0000-C000-000000000046}#5.2#0; crystl32.ocx
Form=frmTides.frm
Name="Tides"
`
const form = `VERSION 5.00
Begin VB.Form frmTides
End
Attribute VB_Name = "frmTides"
Private Sub cmdPrint_Click()
  CrystalReport1.ReportFileName = App.Path & "\\reports\\Late.rpt"
  Set r = crxApplication.OpenReport("harbours.rpt", 1)
  ' CrystalReport1.ReportFileName = "old.rpt"
  CrystalReport1.ReportFileName = kind & "_all.rpt"
  Open App.Path & "\\listing.rpt" For Output As #1
End Sub
`

describe('reports of Crystal Reports', () => {
  it('are told where they stand in the tree, and their programs show them', async () => {
    const {records, uses} = await scanned({
      ...{'app/Tides.vbp': project, 'app/frmTides.frm': form, 'app/reports/LATE.RPT': report},
      'app/listing.rpt': 'Late harbours\n1 Low Ferry\n',
    })
    const names = new Map(
      records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
    )
    const told = records.flatMap((record) =>
      record.record === 'relation' && /CALLS|PART_OF/.test(record.type)
        ? [`${names.get(record.from)} ${record.type} ${names.get(record.to)}`]
        : [],
    )

    expect(told.toSorted()).toEqual([
      'LATE.RPT PART_OF Tides',
      'Tides PART_OF t',
      'app/frmTides.frm CALLS LATE.RPT',
      'app/frmTides.frm CALLS harbours.rpt',
      'app/frmTides.frm PART_OF Tides',
      'app/reports/LATE.RPT PART_OF Tides',
    ])
    expect(uses).toContain('app/Tides.vbp crystal-reports-8-5 at app/Tides.vbp:2')
    expect(JSON.stringify(records)).not.toContain('made-up-word')
    expect(JSON.stringify(records)).toContain('products bound by licence')
  })

  it.each([
    ['a.cs', 'var doc = new ReportDocument();\ndoc.Load(Server.MapPath("~/Reports/late.rpt"));', ['late.rpt']],
    ['a.vb', 'Dim r As New ReportDocument\nr.Load(@"c:\\r\\Late Ships.rpt")', ['Late Ships.rpt']],
    ['u.pas', "unit u;\nimplementation\nbegin\n  Crpe1.ReportName := 'late.rpt';\nend.", ['late.rpt']],
    ['w.srw', 'forward\nend forward\nole_report.OpenReport("late.rpt")\n', ['late.rpt']],
    ['m.bas', 'Sub S()\n  ShowReport "late.rpt"\nEnd Sub\n', ['late.rpt']],
    ['m.bas', 'Sub S()\n  f = "late.rpt"\nEnd Sub\n', []],
    ['m.bas', 'Sub S()\n  dlg.Filter = "Reports|*.rpt"\nEnd Sub\n', []],
    ['a.py', 'OpenReport("late.rpt")', []],
  ])('are known by what %s says', async (path, text, reports) => {
    expect((await factsOf('report-use', path, text)).map((fact) => fact.report)).toEqual(reports)
  })

  it('of projects of .NET tell the version of their assemblies', async () => {
    const reference = '<Reference Include="CrystalDecisions.Shared" />'
    const versioned =
      '<Reference Include="CrystalDecisions.CrystalReports.Engine, Version=10.5.3700.0, Culture=neutral" />'
    const {uses} = await scanned({
      'a.csproj': `<Project><PropertyGroup><TargetFrameworkVersion>v4.0</TargetFrameworkVersion></PropertyGroup>
<ItemGroup>${reference}
${versioned}</ItemGroup></Project>`,
    })

    expect(uses.filter((one) => one.includes('crystal'))).toEqual(['./a.csproj crystal-reports-10-5 at a.csproj:3'])
  })
})
