import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkPowerBuilder} from '../../../../../src/collect/source/languages/powerbuilder/imports.ts'
import {fileWithoutSecrets} from '../../../../../src/collect/source/without-secrets.ts'
import {factsOf, found} from '../scan.ts'

const none = {of: 'tables', reads: [], writes: [], calls: []}

/** A window whose one function does this; its first line is the fifth. */
const doing = (body: string): string =>
  `HA$PBExportHeader$w_claims.srw
global type w_claims from w_base
end type
public function integer of_work ();
${body}
end function
`

async function said<K extends Fact['is']>(kind: K, body: string, path = 'w_claims.srw') {
  return (await factsOf(kind, path, path.endsWith('.srd') ? body : doing(body))).map(({is: _, ...rest}) => rest)
}

const fileOf = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})

describe('objects of PowerBuilder', () => {
  it('lead to those that they inherit from, open and show, of their own library where several have the name', async () => {
    const files = await Promise.all([
      fileOf(
        'claims/w_claims.srw',
        '$PBExportHeader$w_claims.srw\nforward\nglobal type w_claims from w_base\nend type\ntype dw_1 from u_dw within w_claims\nend type\nend forward\ntype dw_1 from u_dw within w_claims\nstring dataobject = "d_claims"\nend type\nevent open;// open(w_gone)\nopen(w_twice)\nlong w_local\nend event\n',
      ),
      fileOf('claims/d_claims.srd', '$PBExportHeader$d_claims.srd\ntable(column=(name=a dddw.name=d_list))'),
      fileOf('claims/d_list.srd', '$PBExportHeader$d_list.srd\ntable()'),
      fileOf('base/w_base.srw', '$PBExportHeader$w_base.srw\n'),
      fileOf('base/u_dw.sru', '$PBExportHeader$u_dw.sru\n'),
      fileOf('base/w_gone.srw', '$PBExportHeader$w_gone.srw\n'),
      fileOf('base/dw_1.sru', '$PBExportHeader$dw_1.sru\n'),
      fileOf('claims/w_twice.srw', '$PBExportHeader$w_twice.srw\n'),
      fileOf('old/w_twice.srw', '$PBExportHeader$w_twice.srw\n'),
      fileOf('ws_objects/base.pbl.src/w_base.srw', '$PBExportHeader$w_base.srw\n'),
    ])

    expect(linkPowerBuilder(files).map(({from, to, line}) => `${from}:${line} ${to}`)).toEqual([
      'claims/w_claims.srw:3 base/w_base.srw',
      'claims/w_claims.srw:5 base/u_dw.sru',
      'claims/w_claims.srw:9 claims/d_claims.srd',
      'claims/w_claims.srw:12 claims/w_twice.srw',
      'claims/d_claims.srd:2 claims/d_list.srd',
    ])
  })

  it('import the libraries whose functions they declare, and know those of Windows under any name', async () => {
    const text = `$PBExportHeader$n_api.sru
type prototypes
function long Rate (string s) library "rates.dll" alias for "RateA;Ansi"
// function long Gone () library "gone.dll"
FUNCTION ulong Start(ulong h, string o, string f, string p, string d, int s) LIBRARY "shell32.dll" ALIAS FOR "ShellExecuteA"
end prototypes
public subroutine of_go ();
Start(0, "open", "claims.exe", "", "", 1)
end subroutine
`

    expect(await found('n_api.sru', text)).toMatchObject({
      imports: [
        {specifier: 'rates.dll', line: 3},
        {specifier: 'shell32.dll', line: 5},
      ],
      declares: ['n_api'],
      facts: [{is: 'process', program: {literal: 'claims.exe'}, line: 8}],
    })
  })

  it('are told as cut where nothing ends', async () => {
    expect(await found('w.srw', 'global type w from window\nevent open;\nSELECT a INTO :b FROM claims;')).toMatchObject(
      {
        fault: {line: 1, message: 'syntax error: no event, function or subroutine ends: the export may be cut'},
        facts: [{is: 'sql', reads: ['claims']}],
      },
    )
  })
})

describe('SQL of PowerBuilder', () => {
  it('stands in the code, over several lines and with its cursors and procedures', async () => {
    const body = `string ls_name; SELECT name // of FROM gone
  INTO :ls_name FROM dbo.claims c /* , gone2 */
  WHERE id = :al_id AND note <> 'a;b' USING itr_claims;
DECLARE c_rates CURSOR FOR SELECT rate FROM rates;
declare p_pay procedure for dbo.pay_claim @id = :al_id;
Update claims Set paid = 1 Where id = :al_id;
Delete old_claims Where id = :al_id; insert into log (id) values (:al_id);
dw_1.Update()
// delete from remark;
if a = 1 then delete from done;
ls_sql = "select x from " + ls_table
EXECUTE IMMEDIATE :ls_sql;`

    expect(await said('sql', body)).toEqual([
      {...none, reads: ['dbo.claims'], line: 5},
      {...none, reads: ['rates'], line: 8},
      {...none, calls: ['dbo.pay_claim'], line: 9},
      {...none, writes: ['claims'], line: 10},
      {...none, writes: ['old_claims'], line: 11},
      {...none, writes: ['log'], line: 11},
      {...none, writes: ['done'], line: 14},
      {...none, isPartial: true, line: 15},
    ])
  })

  it('is put together in texts, with quotes and lines behind a tilde, and goes on behind an ampersand', async () => {
    const body = `string ls_sql = "select ~"name~" ~r~n from claims", ls_other
ls_other = 'delete from ' + &
  "rates"
ls_other = "Update one of the list"
gl_sql = "Insert into log values (~~)"`

    expect(await said('sql', body)).toEqual([
      {...none, reads: ['claims'], line: 5},
      {...none, writes: ['rates'], line: 6},
      {...none, writes: ['log'], line: 9},
    ])
  })

  it('is what a DataWindow retrieves and updates, by tables, SQL or a procedure', async () => {
    const head = 'HA$PBExportHeader$d_x.srd\nrelease 12;\n'
    const graphic = `${head}table(column=(type=long update=yes updatewhereclause=yes name=a dbname="rates.a" )
 retrieve="PBSELECT( VERSION(400) TABLE(NAME=~"rates~" ) TABLE(NAME=~"claims~" ALIAS=~"c~" ) COLUMN(NAME=~"rates.a~") WHERE( EXP1 =~"TABLE~" ) ) " update="rates" updatewhere=1 )`
    const union = `${head}table(column=(name=a)
 retrieve="// keep in step
Select a From x, dbo.y where z = ~~~"q~~~" UNION SELECT b from z" arguments=(("a", number)) )
text(text="select a from gone")`
    const procedure = `${head}table(column=(name=a) procedure="1 execute dbo.list_claims;1 @a = :a" )`

    expect(await said('sql', graphic, 'd_x.srd')).toEqual([
      {...none, reads: ['claims', 'rates'], line: 4},
      {...none, writes: ['rates'], line: 4},
    ])
    expect(await said('sql', union, 'd_x.srd')).toEqual([{...none, reads: ['dbo.y', 'x', 'z'], line: 4}])
    expect(await said('sql', procedure, 'd_x.srd')).toEqual([{...none, calls: ['dbo.list_claims'], line: 3}])
    expect(await found('d_x.srd', union.slice(0, 120))).toMatchObject({
      fault: {line: 1, message: 'syntax error: this DataWindow never ends: it may be cut'},
    })
  })
})

describe('what else PowerBuilder reaches', () => {
  it('are databases by transactions, without users and passwords', async () => {
    const body = `transaction itr_claims
itr_claims = create transaction
SQLCA.DBMS = "SYC Adaptive Server Enterprise"
SQLCA.ServerName = "SYBCLAIMS"
SQLCA.LogPass = "hunter2"
itr_claims.DBMS = "ODBC"
itr_claims.DBParm = "PROVIDER='SQLOLEDB',DATASOURCE='sqlclaims',PROVIDERSTRING='PWD=hunter2'"
itr_claims.ServerName = ProfileString("claims.ini", "Database", "Server", "")`
    const {facts} = fileWithoutSecrets(await found('w_claims.srw', doing(body)))

    expect(facts).toEqual([
      {is: 'database', product: 'sybase-ase', line: 7},
      {is: 'database', product: 'sql', operation: 'server SYBCLAIMS', line: 8},
      {is: 'database', product: 'sql', line: 10},
      {is: 'address', host: 'sqlclaims', protocol: 'sqlserver', line: 11},
      {is: 'database', product: 'mssqlserver', connection: {literal: ''}, line: 11},
      {is: 'database', product: 'sql', connection: {key: 'Database.Server'}, line: 12},
      {is: 'setting', from: 'configuration', key: 'Database.Server', line: 12},
    ])
  })

  it.each<readonly [string, readonly object[]]>([
    [
      "Namespace='System.Data.SqlClient',DataSource='srv\\inst',Database='orders',PWD='hunter2'",
      [
        {
          ...{is: 'database', product: 'mssqlserver', line: 5},
          connection: {literal: ''},
        },
        {is: 'address', host: 'srv', protocol: 'sqlserver', database: 'orders', line: 5},
      ],
    ],
    [
      "Namespace='System.Data.OleDb',Provider='SQLOLEDB',DataSource='srv',Database='orders'",
      [
        {
          ...{is: 'database', product: 'mssqlserver', line: 5},
          connection: {literal: ''},
        },
        {is: 'address', host: 'srv', protocol: 'sqlserver', database: 'orders', line: 5},
      ],
    ],
    [
      "Namespace='Oracle.ManagedDataAccess.Client',DataSource='ORDERS'",
      [{is: 'database', product: 'oracle-database', operation: 'server ORDERS', line: 5}],
    ],
    [
      "ConnectString='DSN=orders;UID=dba;PWD=hunter2'",
      [{is: 'database', product: 'sql', operation: 'DSN orders', connection: {literal: ''}, line: 5}],
    ],
    ["Namespace='Acme.Data.Client',DataSource='srv'", []],
  ])('are what DBParm names: %s', async (parameters, expected) => {
    const {facts} = fileWithoutSecrets(await found('w_claims.srw', doing(`SQLCA.DBParm = "${parameters}"`)))

    expect(facts).toEqual(expected)
  })

  it('are programs, files, mail, HTTP, COM and the registry', async () => {
    const body = `oleobject lole; lole = create oleobject
lole.ConnectToNewObject("ADODB.Connection")
lole.Open("Provider=MSDAORA;Data Source=ORACLAIMS")
Run("C:\\tools\\rate.exe")
FileCopy("D:\\in\\rates.csv", "\\\\files\\out\\rates.csv", true)
mailSession lms; lms.mailSend(msg)
HttpClient lhc; lhc.SendRequest("post", "https://rates.claims.example/v1")
RegistryGet("HKEY_CURRENT_USER\\Software\\Claims", "Server", RegString!, ls_x)`
    const {facts} = await found('w_claims.srw', doing(body))

    expect(facts).toEqual([
      {is: 'database', product: 'sql', line: 6},
      {
        is: 'database',
        product: 'oracle-database',
        connection: {literal: 'Provider=MSDAORA;Data Source=ORACLAIMS'},
        line: 7,
      },
      {is: 'address', host: 'oraclaims', protocol: 'oracle', line: 7},
      {is: 'process', program: {literal: 'C:\\tools\\rate.exe'}, line: 8},
      {is: 'file', protocol: 'local', path: {literal: 'D:\\in\\rates.csv'}, does: 'reads', line: 9},
      {
        ...{is: 'file', protocol: 'smb', server: {literal: 'files'}, line: 9},
        ...{path: {literal: '\\\\files\\out\\rates.csv'}, does: 'writes'},
      },
      {is: 'mail', line: 10},
      {is: 'http', operation: 'POST', url: {literal: 'https://rates.claims.example/v1'}, line: 11},
      {is: 'address', host: 'rates.claims.example', protocol: 'https', standing: 'named', line: 11},
      {is: 'setting', from: 'configuration', key: 'HKEY_CURRENT_USER\\Software\\Claims', line: 12},
    ])
  })
})
