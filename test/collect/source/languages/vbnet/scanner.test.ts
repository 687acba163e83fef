import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkVb} from '../../../../../src/collect/source/languages/vbnet/imports.ts'
import {factsOf, found} from '../scan.ts'

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'Claims.vb', text)).map(({is: _, ...rest}) => rest)
}

describe('procedures that Visual Basic calls by their names', () => {
  it('stand beside the type of the command, in the command that has it, or in a call for them', async () => {
    const text = `Imports System.Data
Public Class Claims
  Private Const SP_OLD As String = "spOld"
  Sub A()
    FillTable("GetClaims", CommandType.StoredProcedure, table)
    Data.Run(connection, transaction, "EditClaim", Data.CommandType.StoredProcedure, list)
    Update("", "AddUser", "EditUser", CommandType.StoredProcedure, table)
    SetType(command, CommandType.StoredProcedure, SP_OLD)
    db.ExecuteDataSet(CommandType.StoredProcedure, name)
    Dim made = db.GetStoredProcCommand("AddLog")
  End Sub
  Sub B()
    Dim command As New SqlCommand("spByNew", conn)
    command.CommandType = CommandType.StoredProcedure
    Dim other As SqlCommand = New SqlClient.SqlCommand()
    With other
      .CommandType = CommandType.StoredProcedure
      .CommandText = "spByText"
    End With
    Dim adapter As New SqlDataAdapter(SP_OLD, conn)
    adapter.SelectCommand.CommandType = CommandType.StoredProcedure
  End Sub
  Sub C(ByVal text As String, ByVal type As CommandType)
    third.CommandType = CommandType.StoredProcedure
    third.CommandText = text
    ' FillTable("GetOld", CommandType.StoredProcedure)
  End Sub
End Class`

    const calls = (await said('sql', text)).flatMap((one) =>
      'calls' in one && Array.isArray(one.calls) && one.calls.length > 0 ? [`${one.line} ${one.calls.join(' ')}`] : [],
    )
    expect(calls).toEqual([
      '5 GetClaims',
      '6 EditClaim',
      '7 AddUser EditUser',
      '8 spOld',
      '10 AddLog',
      '14 spByNew',
      '17 spByText',
      '21 spOld',
    ])
  })

  it('are no services of SOAP where they are methods of a page', async () => {
    const text = `Public Class Cases
  <WebMethod()>
  Public Shared Function Suggest(ByVal text As String) As String()
  End Function
End Class`

    expect(await factsOf('serves', 'site/Cases.aspx.vb', text)).toEqual([
      {is: 'serves', method: 'POST', path: {literal: '/Cases.aspx/Suggest'}, line: 2},
    ])
    expect(await factsOf('serves', 'site/Cases.asmx.vb', text)).toEqual([
      {is: 'serves', method: 'SOAP', path: {literal: 'Cases'}, line: 2},
    ])
  })
})

describe('addresses of Visual Basic', () => {
  it('are none where they are names of XML', async () => {
    const text = `<XmlType([Namespace]:="http://www.claims.example/v1")>
Public Class Claim
  Const url As String = "https://api.claims.example/v1"
End Class`

    expect(await said('address', text)).toMatchObject([{host: 'api.claims.example', line: 3}])
  })
})

describe('Visual Basic imports', () => {
  it('and declarations are those of the code, not of its comments and texts', async () => {
    const text = `Imports System.Data.SqlClient, Shop.Data
' Imports Shop.Old
Rem Imports Shop.Older
Imports Mail = System.Net.Mail
Namespace Claims
  <Serializable> Public Partial Class Basket
    Dim s As String = "Class Text"
    Private Class Inner
    End Class
    Private Declare Function Beep Lib "kernel32.dll" (ByVal f As Integer) As Integer
  End Class
  Module Rules
  End Module
End Namespace`

    expect(await found('Basket.vb', text)).toMatchObject({
      imports: [
        {specifier: 'System.Data.SqlClient', line: 1},
        {specifier: 'Shop.Data', line: 1},
        {specifier: 'System.Net.Mail', line: 4},
        {specifier: 'kernel32.dll', line: 10},
      ],
      declares: ['Claims.Basket', 'Claims.Rules'],
    })
  })

  it('lead to the files that declare what is used, below the namespace of the project', async () => {
    const texts = {
      'web/Page.vb': 'Imports claims.data\nClass Page\n  Dim s As New Store()\n  Dim o As Other\nEnd Class',
      'web/Store.vb': 'Namespace Data\n  Class Store\n  End Class\nEnd Namespace',
      'web/Other.vb': 'Namespace Elsewhere\n  Class Other\n  End Class\nEnd Namespace',
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )
    const project = {path: 'web/Web.vbproj', text: '<Project><RootNamespace>Claims</RootNamespace></Project>'}

    expect(linkVb(files, [project])).toEqual([{from: 'web/Page.vb', to: 'web/Store.vb', line: 3}])
  })
})

describe('Visual Basic', () => {
  it('asks databases by connection strings and settings, and names tables in joined texts', async () => {
    const text = `Public Class Store
  Private Const Text As String = "Server=sql01.dept.gov.uk;Database=Claims;User Id=app;Password=s3cret"
  Private ReadOnly cn As New SqlConnection(Text)
  Private adapter As SqlDataAdapter
  Sub Load(id As Integer)
    Dim other As New OleDbConnection(ConfigurationManager.ConnectionStrings("Legacy").ConnectionString)
    Dim old = CreateObject("ADODB.Connection")
    old.Open("Provider=SQLOLEDB;Data Source=SQL02;Password=s3cret")
    Dim sql As String = "SELECT * FROM dbo.Claim c " & _
      "JOIN dbo.Payee p ON p.Id = c.PayeeId " &
      "WHERE c.Id = " & id
    ' Dim no As New SqlConnection("Server=commented")
    adapter.Fill(New DataSet())
    Dim c As New SqlCommand("EXEC dbo.usp_Pay", cn)
  End Sub
End Class`

    expect(await said('database', text)).toEqual([
      {product: 'mssqlserver', connection: {literal: 'Server=sql01.dept.gov.uk;Database=Claims'}, line: 3},
      {product: 'sql', connection: {key: 'ConnectionStrings:Legacy'}, line: 6},
      {product: 'sql', line: 7},
      {product: 'mssqlserver', connection: {literal: 'Provider=SQLOLEDB;Data Source=SQL02'}, line: 8},
      {product: 'mssqlserver', operation: 'fill', line: 13},
    ])
    expect(await said('sql', text)).toEqual([
      {of: 'tables', reads: ['dbo.Claim', 'dbo.Payee'], writes: [], calls: [], line: 9},
      {of: 'tables', reads: [], writes: [], calls: ['dbo.usp_Pay'], line: 14},
    ])
    expect((await said('address', text)).map(({host, database}) => ({host, database}))).toEqual([
      {host: 'sql01.dept.gov.uk', database: 'Claims'},
      {host: 'sql02', database: undefined},
    ])
    expect(JSON.stringify(await found('Store.vb', text))).not.toContain('s3cret')
  })

  it('calls over HTTP, sends mail and messages, exchanges files and starts programs', async () => {
    const text = `Module Jobs
  Sub Main()
    Dim web As New System.Net.WebClient()
    web.DownloadFile("https://files.dept.gov.uk/a.csv", "a.csv")
    Dim smtp As New SmtpClient With {.Host = "smtp.dept.gov.uk"}
    Dim q As New MessageQueue(".\\private$\\claims")
    My.Computer.FileSystem.CopyFile("C:\\out\\a.csv", "\\\\fs01\\bacs\\a.csv")
    System.IO.File.WriteAllText("D:\\data\\b.csv", x)
    Process.Start("excel.exe")
    Shell("C:\\apps\\pay.exe /run")
    Dim url = My.Settings.ServiceUrl & "/claims"
    My.Computer.Network.DownloadFile(url, "c.csv")
    Dim mode = Environment.GetEnvironmentVariable("PAY_MODE")
    Dim r = CType(Activator.GetObject(GetType(I), "tcp://rem.dept.gov.uk:8085/x"), I)
  End Sub
End Module`

    expect(await said('http', text)).toEqual([
      {operation: 'GET', url: {literal: 'https://files.dept.gov.uk/a.csv'}, line: 4},
      {operation: 'GET', url: {key: 'ServiceUrl', rest: '/claims'}, line: 12},
    ])
    expect((await said('mail', text)).map(({server}) => server)).toContainEqual({literal: 'smtp.dept.gov.uk'})
    expect(await said('queue', text)).toEqual([{product: 'msmq', queue: {literal: '.\\private$\\claims'}, line: 6}])
    expect((await said('file', text)).map(({line, protocol, does, path}) => ({line, protocol, does, path}))).toEqual([
      {line: 7, protocol: 'local', does: 'reads', path: {literal: 'C:\\out\\a.csv'}},
      {line: 7, protocol: 'smb', does: 'writes', path: {literal: '\\\\fs01\\bacs\\a.csv'}},
      {line: 8, protocol: 'local', does: 'writes', path: {literal: 'D:\\data\\b.csv'}},
    ])
    expect((await said('process', text)).map(({program}) => program)).toEqual([
      {literal: 'excel.exe'},
      {literal: 'C:\\apps\\pay.exe /run'},
    ])
    expect((await said('setting', text)).map(({from, key}) => `${from} ${key}`)).toEqual([
      'configuration ServiceUrl',
      'environment PAY_MODE',
    ])
  })

  it('serves what its attributes say', async () => {
    const text = `<RoutePrefix("api/claims")>
Public Class ClaimsController
  <HttpGet, Route("{id}")>
  Public Function GetOne(id As Integer) As Claim
  End Function
  <HttpPost()>
  Public Sub Add()
  End Sub
End Class`

    expect(await said('serves', text)).toEqual([
      {method: 'GET', path: {literal: '/api/claims/{id}'}, line: 3},
      {method: 'POST', path: {literal: '/api/claims'}, line: 6},
    ])
    expect(
      await said(
        'serves',
        'Public Class Pay\n  <WebMethod(Description:="x")> _\n  Public Sub Run()\n  End Sub\nEnd Class',
      ),
    ).toEqual([{method: 'SOAP', path: {literal: 'Pay'}, line: 2}])
  })

  it('that is cut in half says so, and gives what stands before', async () => {
    const text = `Class Half
  Dim c As New SqlConnection("Server=sql01.dept.gov.uk")
  Sub Load(`

    expect(await found('Half.vb', text)).toMatchObject({
      fault: {line: 1, message: 'syntax error: this class never ends'},
      facts: [{is: 'database'}, {is: 'address', host: 'sql01.dept.gov.uk'}],
    })
  })

  it('names tables in texts that it hands to a class of its own', async () => {
    const text = `Public Class Staff
  Sub Load()
    grid.DataSource = Own.Rows("select s.name from ms_staff s inner join ms_unit u on u.id = s.unit")
    MsgBox("Select a unit from the list")
  End Sub
End Class`

    expect(await factsOf('sql', 'a.vb', text)).toEqual([
      {is: 'sql', of: 'tables', reads: ['ms_staff', 'ms_unit'], writes: [], calls: [], line: 3},
    ])
  })
})
