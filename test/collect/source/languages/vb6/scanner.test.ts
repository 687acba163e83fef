import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkVb6} from '../../../../../src/collect/source/languages/vb6/imports.ts'
import {factsOf, found} from '../scan.ts'

async function said<K extends Fact['is']>(kind: K, text: string, path = 'modClaims.bas') {
  return (await factsOf(kind, path, text)).map(({is: _, ...rest}) => rest)
}

const fileOf = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})

describe('modules of Visual Basic 6', () => {
  it('declare their name and what they offer, and import libraries of Windows', async () => {
    const text = `Attribute VB_Name = "modClaims"
Option Explicit
' Private Declare Sub Gone Lib "old.dll" ()
Public Const LIMIT = 5, _
  LEVEL = 6
Private mCount&, mName$
Private Declare Function Calc Lib "ratecalc.dll" Alias "RateCalcA" (ByVal s As String) As Long
Public Type Claim
  Id As Long
End Type
Public Sub Report(ByVal id As Long)
  Print "Sub Text()": Rem Public Sub Old()
End Sub
Private Function Inner() As String: End Function`

    expect(await found('modClaims.bas', text)).toMatchObject({
      imports: [{specifier: 'ratecalc.dll', line: 7}],
      declares: ['modClaims', 'modClaims.report', 'modClaims.limit', 'modClaims.level', 'modClaims.claim'],
    })
  })

  it('lead to the modules, classes and forms of their project that they name, and to no others', async () => {
    const files = await Promise.all([
      fileOf(
        'desk/frmMain.frm',
        'VERSION 5.00\nBegin VB.Form frmMain\n   Begin VB.Label Rates\n   End\nEnd\nAttribute VB_Name = "frmMain"\nPrivate Sub Form_Load()\n  Dim c As New clsClaim, Helper\n  Call Report(1)\n  c.Totals\n  Helper = Rates\n  Unknown\nEnd Sub',
      ),
      fileOf(
        'desk/clsClaim.cls',
        'VERSION 1.0 CLASS\nBEGIN\nEND\nAttribute VB_Name = "clsClaim"\nPublic Sub Totals()\nEnd Sub',
      ),
      fileOf(
        'shared/modReport.bas',
        'Attribute VB_Name = "modReport"\nSub Report(n)\nEnd Sub\nSub Totals()\nEnd Sub\nSub Helper()\nEnd Sub',
      ),
      fileOf(
        'other/modReport2.bas',
        'Attribute VB_Name = "modReport2"\nSub Report(n)\nEnd Sub\nSub Unknown()\nEnd Sub',
      ),
      fileOf('desk/Rates.bas', 'Attribute VB_Name = "Rates"\nSub Rate()\nEnd Sub'),
    ])
    const project = {
      path: 'desk/Claims.vbp',
      text: 'Type=Exe\r\nForm=frmMain.frm\r\nClass=clsClaim; CLSCLAIM.cls\r\nModule=modReport; ..\\shared\\modReport.bas\r\nModule=Rates; Rates.bas\r\n[MS Transaction Server]\r\nModule=x; ..\\other\\modReport2.bas',
    }

    expect(linkVb6(files, [project])).toEqual([
      {from: 'desk/frmMain.frm', to: 'desk/clsClaim.cls', line: 8},
      {from: 'desk/frmMain.frm', to: 'shared/modReport.bas', line: 9},
    ])
  })
})

describe('databases of Visual Basic 6', () => {
  it('are those of connection strings in literals, constants and joined texts, without users and passwords', async () => {
    const text = `Private Const CONN = "Provider=SQLOLEDB;Data Source=SQLCLAIMS;"
Public cn As ADODB.Connection
Sub Connect()
  Dim s As String
  ' s = "Provider=MSDAORA;Data Source=OLD"
  s = CONN & "Initial Catalog=Claims;User ID=sa;Password=hunter2"
  Set cn = New ADODB.Connection
  cn.Open s
End Sub
Sub Local_()
  With DBEngine.OpenDatabase("C:\\data\\claims.mdb")
  End With
End Sub`

    const databases = await said('database', text)
    expect(databases).toContainEqual({
      product: 'mssqlserver',
      connection: {literal: 'Provider=SQLOLEDB;Data Source=SQLCLAIMS;Initial Catalog=Claims'},
      line: 8,
    })
    expect(databases).toContainEqual({
      product: 'microsoft-access',
      connection: {literal: 'C:\\data\\claims.mdb'},
      line: 11,
    })
    expect(await said('address', text)).toEqual([
      {host: 'sqlclaims', protocol: 'sqlserver', line: 1},
      {host: 'sqlclaims', protocol: 'sqlserver', database: 'Claims', line: 8},
    ])
    expect(JSON.stringify(await found('modClaims.bas', text))).not.toMatch(/hunter2|OLD/)
  })

  it('are those of Oracle by machine and service, where no file of names has them', async () => {
    const text = `Sub Connect()
  Dim cn As New ADODB.Connection
  cn.Open "Provider=MSDAORA;Data Source=ora01.dept.example:1521/CLAIMS;User ID=clerk;Password=hunter2"
End Sub`

    expect(await said('address', text)).toEqual([
      {host: 'ora01.dept.example', protocol: 'oracle', port: '1521', database: 'CLAIMS', line: 3},
    ])
  })

  it('keep a connection that a run decides open, and take no file for a machine', async () => {
    const text = `Sub A(name As String)
  Dim cn As New ADODB.Connection
  cn.Open name
End Sub
Sub B()
  Dim c2 As New ADODB.Connection
  c2.ConnectionString = "Provider=Microsoft.Jet.OLEDB.4.0;Data Source=claims.mdb"
  name = "Provider=SQLOLEDB;Data Source=elsewhere"
End Sub`

    expect(await said('database', text)).toEqual([
      {product: 'sql', line: 2},
      {product: 'sql', connection: {unresolved: 'decided at run time'}, line: 3},
      {product: 'sql', line: 6},
      {
        product: 'microsoft-access',
        connection: {literal: 'Provider=Microsoft.Jet.OLEDB.4.0;Data Source=claims.mdb'},
        line: 7,
      },
      {product: 'mssqlserver', connection: {literal: 'Provider=SQLOLEDB;Data Source=elsewhere'}, line: 8},
    ])
    expect(await said('address', text)).toEqual([{host: 'elsewhere', protocol: 'sqlserver', line: 8}])
  })

  it('have recordsets of the smaller library, and SQL that begins with a capital or behind nothing', async () => {
    const text = `Dim rs As New ADOR.Recordset
Sub Load()
  sql = ""
  sql = sql & " Select a.Id, b.Name"
  sql = sql & " from (Certs a inner join Names b on a.Id = b.Id)"
  rs.Open sql, cn, adOpenDynamic
  MsgBox "Select an office from the list"
End Sub`

    expect((await said('sql', text)).map(({line, reads}) => `${line} ${reads.join(' ')}`)).toEqual(['3 Certs Names'])
    expect((await said('database', text)).map(({line}) => line)).toContain(6)
  })

  it('have tables by SQL that is put together over several statements, by names alone and by procedures', async () => {
    const text = `Dim db As DAO.Database
Sub Load(id)
  Dim rs As New ADODB.Recordset, cmd As New ADODB.Command
  sql = "SELECT c.Id, p.Name "
  sql = sql & "FROM Claims c INNER JOIN Payees p ON p.Id = c.Payee "
  sql = sql & "WHERE c.Id = " & id
  rs.Open sql, cn, adOpenStatic
  rs.Open "Rates", cn, , , adCmdTable
  rs.Open "Unsure", cn
  Set rs2 = db.OpenRecordset("Offices")
  cn.Execute "INSERT INTO Audit (Who) VALUES ('" & who & "')"
  With cmd
    .CommandText = "usp_CloseClaim"
    .CommandType = adCmdStoredProc
  End With
  MsgBox "Select an office from the list"
End Sub`

    expect(await said('sql', text)).toEqual([
      {of: 'tables', reads: ['Claims', 'Payees'], writes: [], calls: [], line: 4},
      {of: 'tables', reads: ['Rates'], writes: [], calls: [], line: 8},
      {of: 'tables', reads: ['Offices'], writes: [], calls: [], line: 10},
      {of: 'tables', reads: [], writes: ['Audit'], calls: [], line: 11},
      {of: 'tables', reads: [], writes: [], calls: ['usp_CloseClaim'], line: 13},
    ])
  })

  it('write the only table of a recordset that is opened once and then changed', async () => {
    const text = `Sub Add()
  Dim rs As New ADODB.Recordset
  rs.Open "SELECT * FROM Claims WHERE Id = " & id, cn, 1, 3
  rs.AddNew
  rs!Name = "a"
  rs.Update
End Sub
Sub Drop(db As DAO.Database)
  Set r = db.OpenRecordset("Offices")
  If Not r.EOF Then r.Delete
  r.Close
  Set r = Nothing
End Sub
Sub Within()
  Set rs = CreateObject("ADODB.Recordset")
  sql = "SELECT * FROM Rates"
  With rs
    .Open sql, cn, adOpenKeyset, adLockOptimistic
    .Fields("a") = 1
    .Update
  End With
End Sub`

    expect(
      (await said('sql', text)).map(({line, reads, writes}) => `${line} reads ${reads.join()} writes ${writes.join()}`),
    ).toEqual([
      '3 reads Claims writes ',
      '4 reads  writes Claims',
      '9 reads Offices writes ',
      '10 reads  writes Offices',
      '16 reads Rates writes ',
      '20 reads  writes Rates',
    ])
  })

  it.each([
    ['is opened twice', 'rs.Open "SELECT * FROM a", cn, 1, 3\nrs.Close\nrs.Open "SELECT * FROM b", cn\nrs.AddNew'],
    ['has two tables', 'rs.Open "SELECT * FROM a, b", cn, 1, 3\nrs.AddNew'],
    ['has a table that a run names', 'rs.Open "SELECT * FROM " & t, cn, 1, 3\nrs.AddNew'],
    ['may not be changed', 'rs.Open "SELECT * FROM a", cn, adOpenStatic, adLockReadOnly\nrs.AddNew'],
    ['is kept in memory', 'rs.Open "SELECT * FROM a", cn, 3, 4\nrs.AddNew\nrs.Update'],
    ['lets go of its connection', 'rs.Open "SELECT * FROM a", cn, 3, 3\nSet rs.ActiveConnection = Nothing\nrs.Delete'],
    ['is another one', 'rs.Open "SELECT * FROM a", cn, 1, 3\nother.AddNew\nother.Update'],
    ['is set by something else', 'rs.Open "SELECT * FROM a", cn, 1, 3\nSet rs = Given()\nrs.AddNew'],
    ['is changed elsewhere', 'rs.Open "SELECT * FROM a", cn, 1, 3\nEnd Sub\nSub B()\nrs.AddNew'],
  ])('are not written through a recordset that %s', async (_, body) => {
    const facts = await said('sql', `Dim rs As ADODB.Recordset\nSub A()\n${body}\nEnd Sub`)

    expect(facts.flatMap(({writes}) => writes)).toEqual([])
  })

  it('have procedures that are called by CALL with values', async () => {
    const text = `Sub A()
  rs.Open "call GetLatestCompany ('" & name & "', 1)", cn
  cn.Execute "Call dbo.CloseClaim(" & id & ")"
  cn.Execute "{call ListClaims}"
  MsgBox "call support (if it fails)"
  MsgBox "Call us (by day)"
End Sub`

    expect((await said('sql', text)).map(({line, calls}) => `${line} ${calls.join()}`)).toEqual([
      '2 GetLatestCompany',
      '3 dbo.CloseClaim',
      '4 ListClaims',
    ])
  })

  it('are seen behind numbers of lines too', async () => {
    expect(
      await said('sql', 'Sub A()\n10 Dim rs As New ADODB.Recordset\n20 rs.Open "Rates", cn, , , 2\nEnd Sub'),
    ).toEqual([{of: 'tables', reads: ['Rates'], writes: [], calls: [], line: 3}])
  })

  it('stand in the headers of forms, of which the binary parts are never read', async () => {
    const text = `VERSION 5.00
Begin VB.Form frmOffices
   Caption         =   "Select * from nowhere"
   Icon            =   "frmOffices.frx":0000
   Begin VB.Data Data1
      Connect         =   "Access"
      DatabaseName    =   "\\\\files01\\claims\\offices.mdb"
      RecordSource    =   "Offices"
   End
   Begin Crystal.CrystalReport Report1
      ReportFileName  =   "\\\\files01\\reports\\offices.rpt"
   End
   Begin MSAdodcLib.Adodc Adodc1
      ConnectionString=   "Provider=SQLOLEDB.1;Password=hunter2;User ID=sa;Initial Catalog=Claims;Data Source=SQLCLAIMS"
      RecordSource    =   "select Id from Claims"
   End
End
Attribute VB_Name = "frmOffices"
Private Sub Form_Load()
  Winsock1.Connect "gate.dept.gov.uk", 8080
  Report1.ReportFileName = "\\\\files01\\reports\\one.rpt"
End Sub
`
    const {facts} = await found('frmOffices.frm', text)

    expect(facts).toEqual([
      {is: 'database', product: 'microsoft-access', connection: {literal: '\\\\files01\\claims\\offices.mdb'}, line: 7},
      {
        is: 'file',
        protocol: 'smb',
        server: {literal: 'files01'},
        path: {literal: '\\\\files01\\claims\\offices.mdb'},
        line: 7,
      },
      {is: 'sql', of: 'tables', reads: ['Offices'], writes: [], calls: [], line: 8},
      {
        is: 'file',
        protocol: 'smb',
        server: {literal: 'files01'},
        path: {literal: '\\\\files01\\reports\\offices.rpt'},
        does: 'reads',
        line: 11,
      },
      {
        is: 'database',
        product: 'mssqlserver',
        connection: {literal: 'Provider=SQLOLEDB.1;Initial Catalog=Claims;Data Source=SQLCLAIMS'},
        line: 14,
      },
      {is: 'address', host: 'sqlclaims', protocol: 'sqlserver', database: 'Claims', line: 14},
      {is: 'sql', of: 'tables', reads: ['Claims'], writes: [], calls: [], line: 15},
      {
        is: 'file',
        protocol: 'smb',
        server: {literal: 'files01'},
        path: {literal: '\\\\files01\\reports\\one.rpt'},
        does: 'reads',
        line: 21,
      },
      {is: 'report-use', report: 'offices.rpt', line: 11},
      {is: 'report-use', report: 'one.rpt', line: 21},
    ])
  })
})

describe('what Visual Basic 6 exchanges', () => {
  it('is told: files, programs, mail, queues, FTP, addresses, the registry', async () => {
    const text = `Private Declare Function OpenFtp Lib "wininet" Alias "InternetConnectA" (ByVal h As Long) As Long
Sub Send()
  Dim q As New MSMQ.MSMQQueueInfo, sess As MSMAPI.MAPISession, net As New InetCtlsObjects.Inet
  Open "X:\\out\\claims.txt" For Output As #1
  Open App.Path & "\\log.txt" For Append As #2
  FileCopy "X:\\out\\claims.txt", "\\\\files01\\inbox\\claims.txt"
  Shell "C:\\tools\\upload.exe /p secret", vbHide
  q.PathName = ".\\private$\\claims"
  sess.SignOn
  h = OpenFtp(hOpen, "ftp.dept.gov.uk", 21, "user", "hunter2", INTERNET_SERVICE_FTP, 0, 0)
  SaveSetting "Claims", "Window", "Left", 1
  text = net.OpenURL("https://rates.dept.gov.uk/today")
  Set mail = CreateObject("CDO.Message"): mail.Send
End Sub`
    const {facts} = await found('modSend.bas', text)

    expect(facts).toEqual([
      {is: 'file', protocol: 'local', path: {literal: 'X:\\out\\claims.txt'}, does: 'writes', line: 4},
      {is: 'file', protocol: 'local', path: {literal: 'X:\\out\\claims.txt'}, does: 'reads', line: 6},
      {
        is: 'file',
        protocol: 'smb',
        server: {literal: 'files01'},
        path: {literal: '\\\\files01\\inbox\\claims.txt'},
        does: 'writes',
        line: 6,
      },
      {is: 'process', program: {literal: 'C:\\tools\\upload.exe /p secret'}, line: 7},
      {is: 'queue', product: 'msmq', queue: {literal: '.\\private$\\claims'}, line: 8},
      {is: 'mail', line: 9},
      {is: 'file', protocol: 'ftp', server: {literal: 'ftp.dept.gov.uk'}, line: 10},
      {is: 'setting', from: 'configuration', key: 'Claims\\Window\\Left', line: 11},
      {is: 'http', url: {literal: 'https://rates.dept.gov.uk/today'}, line: 12},
      {is: 'address', host: 'rates.dept.gov.uk', protocol: 'https', line: 12},
      {is: 'mail', line: 13},
    ])
  })

  it('asks INI files for keys, by Windows or by a function of its own, and follows what they give', async () => {
    const text = `Declare Function GetIni Lib "kernel32" Alias "GetPrivateProfileStringA" (ByVal a As String) As Long
Private mServer As String
Function ReadIni(ByVal section As String, key As String) As String
  Dim buf As String, n As Long
  buf = Space$(255)
  n = GetIni(section, key, "", buf, 255, App.Path & "\\claims.ini")
  ReadIni = Left$(buf, n)
End Function
Sub Connect()
  Dim answer As String, cn As New ADODB.Connection
  mServer = ReadIni("Database", "Server")
  cn.Open "Provider=SQLOLEDB;Data Source=" & mServer & ";Initial Catalog=Claims"
  answer = String(255, 0)
  n = GetIni("Paths", "Export", "", answer, 255, "claims.ini")
  Open Left(answer, n) For Output As #1
End Sub`

    expect((await said('setting', text)).map(({key, line}) => `${line} ${key}`)).toEqual([
      '11 Database.Server',
      '14 Paths.Export',
    ])
    expect(await said('database', text)).toContainEqual({
      product: 'mssqlserver',
      connection: {key: 'Database.Server'},
      line: 12,
    })
  })
})

describe('files that are not sound', () => {
  it.each([
    [
      'cut in its header',
      'VERSION 5.00\nBegin VB.Form frmA\n   Begin VB.TextBox Te',
      'the form has no code behind its header: it may be cut',
      1,
    ],
    ['cut in a procedure', 'Attribute VB_Name = "a"\nSub A()\n  x = "never', 'this procedure never ends', 2],
  ])('a form %s is told, and read for the rest', async (_, text, message, line) => {
    expect((await found('frmA.frm', text)).fault).toEqual({line, message: `syntax error: ${message}`})
  })

  it.each([
    ['a name of 10,000 characters', `Sub ${'a'.repeat(10_000)}()\nEnd Sub`],
    ['calls nested 5,000 deep', `Sub A()\nx = ${'f('.repeat(5000)}1${')'.repeat(5000)}\nEnd Sub`],
    ['bytes of another encoding', 'Sub A()\n\u0000\ufffd\u0093 "\u0000"\nEnd Sub'],
    ['ten megabytes on one line', `x = "${`${'a'.repeat(100)}" & b & "`.repeat(100_000)}"`],
    ['With in With without an end', 'With a\n.b.c "x"\n'.repeat(5000)],
  ])('gets through %s', async (_, text) => {
    const {facts} = await found('a.bas', text)
    expect(facts).toEqual([])
  })

  it('of other languages with the same ending say nothing', async () => {
    expect(await found('article.cls', '\\NeedsTeXFormat{LaTeX2e}\n\\def\\x{"http://a.dept.gov.uk"}')).toEqual({
      imports: [],
      declares: [],
      facts: [],
    })
  })
})
