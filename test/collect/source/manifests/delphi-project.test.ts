import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const program = `program Licences;
uses
  Forms,
  Main in 'Main.pas' {frmMain};
{$R *.res}
begin
  Application.Run;
end.
`
const unit = `unit Main;
interface
uses Classes, IniFiles, ZConnection;
type
  TfrmMain = class(TForm)
    ZConnection1: TZConnection;
    Query1: TZQuery;
  end;
implementation
{$R *.dfm}
procedure Load;
begin
  ZConnection1.HostName := TIniFile.Create('licences.ini').ReadString('Register', 'Server', '');
end;
end.
`

describe('a project of Delphi', () => {
  it('is an application, with the version that its options say', async () => {
    const {applications, uses} = await scanned({
      'desk/Licences.dpr': program,
      'desk/Licences.dof': '[FileVersion]\r\nVersion=7.0\r\n',
      'desk/Main.pas': unit,
      'new/Rates.dpr': 'library Rates;\nbegin\nend.\n',
      'new/Rates.dproj': '<Project>\n<PropertyGroup>\n<ProjectVersion>18.8</ProjectVersion></PropertyGroup></Project>',
      'new/Broken.dproj': '<Project>',
    })

    expect(applications).toEqual(['./desk/Licences.dpr', './new/Rates.dpr'])
    expect(uses).toEqual([
      './desk/Licences.dpr delphi-7 at desk/Licences.dof:2',
      './new/Rates.dpr delphi-10-3 at new/Rates.dproj:3',
    ])
  })

  it('reaches the machine that its INI file names, and writes its tables', async () => {
    const {records} = await scanned({
      'desk/Licences.dpr': program,
      'desk/Main.pas': unit.replace('end;\nend.', "  Query1.SQL.Text := 'update LICENCES set PAID = 1';\nend;\nend."),
      'desk/Main.dfm':
        "object frmMain: TfrmMain\n  object Query1: TZQuery\n    SQL.Strings = (\n      'select * from HOLDERS')\n  end\nend\n",
      'desk/licences.ini': '[Register]\r\nServer=REGISTERDB\r\nPassword=hunter2\r\n',
    })
    const relations = records.flatMap((record) =>
      record.record === 'relation' && /^(?:CALLS|READS|WRITES|IMPORTS)$/.test(record.type)
        ? [
            `${record.from.replace(/^.*\//, '')} ${record.type} ${record.to.replace(/^.*[/#]/, '').replace(/-[\da-f]{8}$/, '')}`,
          ]
        : [],
    )

    expect(relations.toSorted()).toEqual([
      'Licences.dpr IMPORTS Main.pas',
      'Main.dfm READS holders',
      'Main.pas CALLS registerdb',
      'Main.pas CALLS sql-database',
      'Main.pas IMPORTS Main.dfm',
      'Main.pas WRITES licences',
    ])
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('is none without its head, and what is cut is told', async () => {
    const {applications, problems} = await scanned({
      'a/Cut.dpr': '// nothing but a remark\n',
      'b/Cut.dpr': 'program Cut;\nbegin\nend.\n',
      'b/Cut.dproj': '<Project><PropertyGroup>',
    })

    expect(applications).toEqual(['./b/Cut.dpr'])
    expect(problems).toEqual([
      'a/Cut.dpr bad-manifest: no project of Delphi: it has no line program, library or package',
      'b/Cut.dproj:1 bad-manifest: this is no sound XML: unclosed tag: PropertyGroup',
    ])
  })
})
