import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkDelphi} from '../../../../../src/collect/source/languages/delphi/imports.ts'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {fileWithoutSecrets} from '../../../../../src/collect/source/without-secrets.ts'
import {factsOf, found} from '../scan.ts'

async function said<K extends Fact['is']>(kind: K, text: string, path = 'Claims.pas') {
  return (await factsOf(kind, path, text)).map(({is: _, ...rest}) => rest)
}

/** A unit whose one procedure does this; the first line of it is the ninth. */
const doing = (body: string, fields = ''): string =>
  `unit Claims;
interface
type
  TfrmClaims = class(TForm)
    ${fields}
  end;
implementation
procedure TfrmClaims.Work; begin
${body}
end;
end.`

const fileOf = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})
const sql = {of: 'tables', reads: [], writes: [], calls: []}

describe('units of Delphi', () => {
  it('declare their name, and import units, includes, forms and libraries', async () => {
    const text = `{ unit Old; }
unit Shared.Claims;
interface
uses
  SysUtils, Shared.Rates in '..\\shared\\Rates.pas', {Gone,} (* Gone2, *) Forms;
{$I limits.inc}
{$R *.dfm}
const RATES = 'rates.dll';
function Rate(s: PChar): Integer; stdcall; external RATES name 'RateA';
procedure Sum; external 'sums.dll';
implementation
uses Printers;
initialization
  LoadLibrary(PChar('late.dll'));
end.`

    expect(await found('desk/Claims.pas', text)).toEqual({
      imports: [
        {specifier: '..\\shared\\Rates.pas', line: 5},
        {specifier: 'limits.inc', line: 6},
        {specifier: 'Claims.dfm', line: 7},
        {specifier: 'rates.dll', line: 9},
        {specifier: 'sums.dll', line: 10},
        {specifier: 'late.dll', line: 14},
      ],
      declares: ['Shared.Claims'],
      uses: 'sysutils:5 shared.rates:5 forms:5 printers:12',
      facts: [],
    })
  })

  it('lead to the files that they name, to the one unit of a name, and to the project of a library', async () => {
    const files = await Promise.all([
      fileOf('desk/Desk.dpr', "program Desk;\nuses Main in 'Main.pas', Data in '..\\shared\\Data.pas';\nbegin\nend."),
      fileOf('desk/Main.pas', 'unit Main;\ninterface\nuses Data, Grid, Twice, Near;\n{$R *.dfm}\nimplementation\nend.'),
      fileOf('desk/Main.dfm', 'object Main: TMain\nend'),
      fileOf('desk/Near.pas', 'unit Near;\ninterface\nimplementation\nend.'),
      fileOf('other/Near.pas', 'unit Near;\ninterface\nimplementation\nend.'),
      fileOf('shared/Data.pas', "unit Data;\ninterface\nprocedure R; external 'Rates.dll';\nimplementation\nend."),
      fileOf('older/Data.pas', 'unit Data;\ninterface\nimplementation\nend.'),
      fileOf('shared/Grid.pas', 'unit Grid;\ninterface\nimplementation\nend.'),
      fileOf('a/Twice.pas', 'unit Twice;\ninterface\nimplementation\nend.'),
      fileOf('b/Twice.pas', 'unit Twice;\ninterface\nimplementation\nend.'),
      fileOf('rates/Rates.dpr', 'library Rates;\nbegin\nend.'),
    ])

    expect(linkDelphi(files).map(({from, to, line}) => `${from}:${line} ${to}`)).toEqual([
      'desk/Desk.dpr:2 desk/Main.pas',
      'desk/Desk.dpr:2 shared/Data.pas',
      'desk/Main.pas:4 desk/Main.dfm',
      'desk/Main.pas:3 shared/Data.pas',
      'desk/Main.pas:3 shared/Grid.pas',
      'desk/Main.pas:3 desk/Near.pas',
      'shared/Data.pas:3 rates/Rates.dpr',
    ])
  })

  it('are told as cut where nothing ends them, and read all the same', async () => {
    const text = doing("  q.SQL.Text := 'delete from OLD_CLAIMS';").replace(/end;\nend\.$/, '')

    expect(await found('Claims.pas', text)).toMatchObject({
      fault: {line: 1, message: 'syntax error: nothing ends this unit (end.): it may be cut'},
      facts: [{is: 'sql', writes: ['OLD_CLAIMS']}],
    })
  })

  it('may be included files, which are told from those of PHP by what stands in them', () => {
    expect(scannerOf('a.inc', '{$IFDEF DEMO}\nconst A = 1;\n{$ENDIF}')?.id).toBe('delphi')
    expect(scannerOf('a.inc', 'procedure Rate(var a: Integer);\nbegin\nend;')?.id).toBe('delphi')
    expect(scannerOf('a.inc', '<?php\nfunction rate($a) { return 1; }')?.id).toBe('php')
    expect(scannerOf('a.inc', 'plain words')?.id).toBe('php')
  })
})

describe('SQL of Delphi', () => {
  it('is put together from the lines that are added to a list, those of every branch', async () => {
    const body = `  with Query1 do begin
    Close; SQL.Clear;
    SQL.Add('Select c.ID, Name');
    SQL.Add('from CLAIMS c' + #13#10);
    if Old then SQL.Add('join OLD_CLAIMS o on o.ID = c.ID')
    else SQL.Add('join ' + Other[1] + ' x on x.ID = c.ID');
    SQL.Add('where c.ID = :ID');
    Open;
    SQL.Clear;
    SQL.Add('Update CLAIMS');
    SQL.Text := SQL.Text + ' set PAID = ' + IntToStr(Paid * 2);
  end;`

    expect(await said('sql', doing(body))).toEqual([
      {...sql, reads: ['CLAIMS', 'OLD_CLAIMS'], isPartial: true, line: 11},
      {...sql, writes: ['CLAIMS'], line: 18},
    ])
  })

  it('is followed to constants, and to variables that are set once', async () => {
    const body = `  S := 'select * from ' + TABLE_NAME + ' where A = 1';
  T := 'insert into LOG (A)';
  T := T + ' values (1)';
  if S = 'select * from NEVER' then Exit;
  // S := 'select * from REMARK';
  Memo1.Text := 'Select one from the list';
  Q.SQL.Text := Format('select * from %s', [Name]);`
    const text = doing(body).replace('implementation', "implementation\nconst\n  TABLE_NAME = 'RATES';")

    expect(await said('sql', text)).toEqual([
      {...sql, reads: ['RATES'], line: 11},
      {...sql, writes: ['LOG'], line: 12},
      {...sql, reads: ['NEVER'], line: 14},
      {...sql, isPartial: true, line: 17},
    ])
  })

  it('may begin as a sentence does where its name says that it is SQL', async () => {
    const body = `  SQLText := 'Select * from RATES';
  (Form1 as TForm1).CommandText := 'Update B set C = 1';
  Hint := 'Select a name from C';
  S := 'UPDATE OR INSERT INTO D (ID) VALUES (1) MATCHING (ID)';`

    expect(await said('sql', doing(body))).toEqual([
      {...sql, reads: ['RATES'], line: 9},
      {...sql, writes: ['B'], line: 10},
      {...sql, writes: ['D'], line: 12},
    ])
  })

  it('names tables and procedures by properties of components', async () => {
    const fields = 'tblRates: TTable; procPay, procOld: TADOStoredProc;'
    const body = `  tblRates.TableName := 'RATES.DB';
  procPay.ProcedureName := 'pay_claim;1';
  tblRates.TableName := Edit1.Text;
  tblRates.Open;`

    expect(await said('sql', doing(body, fields))).toEqual([
      {...sql, reads: ['RATES'], line: 9},
      {...sql, calls: ['pay_claim'], line: 10},
      {...sql, isPartial: true, line: 11},
    ])
  })
})

describe('what else Delphi reaches', () => {
  it('are databases by connection strings and parameters, without users and passwords', async () => {
    const fields = 'Conn: TADOConnection; Fd: TFDConnection; Zc: TZConnection; Ib: TIBDatabase; Db: TDatabase;'
    const body = `  Conn.ConnectionString := 'Provider=SQLOLEDB;Data Source=SQLCLAIMS;User ID=sa;Password=hunter2';
  Fd.Params.Values['Server'] := 'fdserver';
  Fd.Params.Add('Password=hunter2');
  Zc.HostName := 'zserver';
  Ib.DatabaseName := 'ibserver:C:\\data\\claims.gdb';
  Db.AliasName := 'CLAIMS';`
    const {facts} = fileWithoutSecrets(await found('Claims.pas', doing(body, fields)))

    expect(facts).toEqual([
      {is: 'database', product: 'mssqlserver', connection: {literal: ''}, line: 9},
      {is: 'address', host: 'sqlclaims', protocol: 'sqlserver', line: 9},
      {is: 'database', product: 'sql', line: 10},
      {is: 'address', host: 'fdserver', protocol: 'database', line: 10},
      {is: 'database', product: 'sql', line: 12},
      {is: 'address', host: 'zserver', protocol: 'database', line: 12},
      {is: 'database', product: 'interbase', line: 13},
      {is: 'address', host: 'ibserver', protocol: 'interbase', line: 13},
      {is: 'database', product: 'borland-database-engine', operation: 'alias CLAIMS', line: 14},
    ])
  })

  it('are programs, files, mail, FTP, HTTP, COM and settings', async () => {
    const fields = 'IdSMTP1: TIdSMTP; IdFTP1: TIdFTP; IdHTTP1: TIdHTTP; Reg: TRegistry;'
    const body = `  ShellExecute(Handle, 'open', PChar('C:\\tools\\rate.exe'), nil, nil, SW_SHOW);
  WinExec('calc.exe', 0);
  AssignFile(F, '\\\\files\\out\\claims.txt'); Rewrite(F);
  List := TStringList.Create; List.LoadFromFile('D:\\in\\rates.csv');
  IdSMTP1.Host := 'mail.claims.example';
  IdFTP1.Host := 'ftp.claims.example';
  IdHTTP1.Get('https://rates.claims.example/v1');
  Excel := CreateOleObject('ADODB.Connection');
  Excel.Open('Provider=MSDAORA;Data Source=ORACLAIMS');
  Reg.OpenKey('\\Software\\Claims', True);
  Path := GetEnvironmentVariable('CLAIMS_HOME');
  Url := 'https://help.claims.example/';`
    const {facts} = await found('Claims.pas', doing(body, fields))

    expect(facts).toEqual([
      {is: 'process', program: {literal: 'C:\\tools\\rate.exe'}, line: 9},
      {is: 'process', program: {literal: 'calc.exe'}, line: 10},
      {
        ...{is: 'file', protocol: 'smb', server: {literal: 'files'}, line: 11},
        ...{path: {literal: '\\\\files\\out\\claims.txt'}, does: 'writes'},
      },
      {is: 'file', protocol: 'local', path: {literal: 'D:\\in\\rates.csv'}, does: 'reads', line: 12},
      {is: 'mail', server: {literal: 'mail.claims.example'}, line: 13},
      {is: 'address', host: 'mail.claims.example', protocol: 'smtp', line: 13},
      {is: 'file', protocol: 'ftp', server: {literal: 'ftp.claims.example'}, line: 14},
      {is: 'http', operation: 'GET', url: {literal: 'https://rates.claims.example/v1'}, line: 15},
      {is: 'address', host: 'rates.claims.example', protocol: 'https', standing: 'named', line: 15},
      {is: 'database', product: 'sql', line: 16},
      {
        is: 'database',
        product: 'oracle-database',
        connection: {literal: 'Provider=MSDAORA;Data Source=ORACLAIMS'},
        line: 17,
      },
      {is: 'address', host: 'oraclaims', protocol: 'oracle', line: 17},
      {is: 'setting', from: 'configuration', key: '\\Software\\Claims', line: 18},
      {is: 'setting', from: 'environment', key: 'CLAIMS_HOME', line: 19},
      {is: 'address', host: 'help.claims.example', protocol: 'https', standing: 'address', line: 20},
    ])
  })

  it('gets through a statement of 300,000 words, and lists that never end', async () => {
    const long = doing(`  x := TQuery${' + a'.repeat(150_000)};`)
    const lists = doing("  Q.SQL.Add('select * from');\n".repeat(20_000))

    expect((await found('Long.pas', long)).facts).toEqual([])
    expect((await found('Lists.pas', lists)).fault).toBeUndefined()
  })

  it('is told apart on both sides of a condition of the compiler', async () => {
    const text = `unit A;
interface
implementation
procedure One;
begin
{$IFDEF OLD} if a then begin {$ELSE} if b then begin {$ENDIF}
end;
end;
type TData = class
  tblRates: TTable;
end;
procedure Two(tblClaims: TTable);
begin
  case n of
    1: tblClaims.TableName := 'CLAIMS';
  end;
  tblRates.TableName := 'RATES';
end;
end.`

    expect(await said('sql', text)).toEqual([{...sql, reads: ['CLAIMS'], line: 15}])
  })
})

describe('forms of Delphi', () => {
  const form = `object dmClaims: TdmClaims
  Caption = 'Delete from the list'
  object Conn: TADOConnection
    ConnectionString = 
      'Provider=SQLOLEDB;Data Source=SQL' +
      'CLAIMS;Password=hunter2;Initial Catalog=Claims'
  end
  object Fd: TFDConnection
    Params.Strings = (
      'DriverID=PG'
      'Server=pg.claims.example'
      'Port=5433'
      'Database=claims'
      'Password=hunter2')
  end
  object Query1: TQuery
    DatabaseName = 'CLAIMS'
    SQL.Strings = (
      'Select * '
      'from CLAIMS where NAME = '#39'x'#39)
    Left = 8
    ParamData = <
      item
        Name = 'delete from NEVER'
      end>
  end
  object Image: TImage
    Picture.Data = {
      0A544A504547}
    object Rates: TnxeTable
      TableName = 'RATES'
    end
  end
  inherited Set1: TADODataSet
    CommandType = cmdStoredProc
    CommandText = 'dbo.list_claims;1'
  end
end
`

  it('say connections, SQL and tables, and no passwords', async () => {
    const {facts} = fileWithoutSecrets(await found('Claims.dfm', form))

    expect(facts).toEqual([
      {is: 'database', product: 'mssqlserver', connection: {literal: ''}, line: 4},
      {is: 'address', host: 'sqlclaims', protocol: 'sqlserver', database: 'Claims', line: 4},
      {is: 'database', product: 'postgresql', line: 9},
      {is: 'address', host: 'pg.claims.example', protocol: 'postgresql', port: '5433', database: 'claims', line: 9},
      {is: 'database', product: 'borland-database-engine', operation: 'alias CLAIMS', line: 17},
      {is: 'sql', ...sql, reads: ['CLAIMS'], line: 18},
      {is: 'sql', ...sql, reads: ['RATES'], line: 31},
      {is: 'sql', ...sql, calls: ['dbo.list_claims'], line: 36},
    ])
  })

  it('are told as cut where nothing ends them', async () => {
    expect(await found('Claims.dfm', form.slice(0, 300))).toMatchObject({
      fault: {line: 1, message: 'syntax error: this form never ends: it may be cut'},
    })
  })
})
