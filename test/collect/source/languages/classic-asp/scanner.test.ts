import {describe, expect, it} from '@jest/globals'
import {linkPages} from '../../../../../src/collect/source/languages/classic-asp/imports.ts'
import {found} from '../scan.ts'

const page = `<%@ Language="VBScript" %>
<!--#include virtual="/inc/db.asp"-->
<!-- #include file="../shared/head.asp" -->
<p>SELECT x FROM html: <%= Title %> <% ' cn.Open "DSN=old" %><% Dim cn %>
<script>fetch("https://browser.dept.gov.uk")</script>
<%
Set cn = Server.CreateObject("ADODB.Connection")
cn.Open "Provider=SQLOLEDB;Data Source=SQLCLAIMS;UID=sa;PWD=hunter2"
Set rs = cn.Execute("SELECT Id FROM Claims WHERE Id = " & Request("id"))
Server.Transfer "done.asp"
%>
<script language="VBScript" runat="server">
Sub Note()
  Set m = CreateObject("CDONTS.NewMail")
  m.Send "a@dept.gov.uk", "b"
End Sub
</script>
`

describe('pages of classic ASP', () => {
  it('say what their VBScript does on the server, and where they stand', async () => {
    const {facts, imports} = await found('site/wwwroot/claims/list.asp', page)

    expect(imports).toEqual([
      {specifier: '/inc/db.asp', line: 2},
      {specifier: '../shared/head.asp', line: 3},
      {specifier: 'done.asp', line: 10},
    ])
    expect(facts).toEqual([
      {is: 'serves', method: 'ANY', path: {literal: '/claims/list.asp'}, line: 1},
      {is: 'database', product: 'sql', line: 7},
      {
        is: 'database',
        product: 'mssqlserver',
        connection: {literal: 'Provider=SQLOLEDB;Data Source=SQLCLAIMS'},
        line: 8,
      },
      {is: 'address', host: 'sqlclaims', protocol: 'sqlserver', line: 8},
      {is: 'database', product: 'sql', operation: 'execute', line: 9},
      {is: 'sql', of: 'tables', reads: ['Claims'], writes: [], calls: [], line: 9},
      {is: 'mail', line: 15},
    ])
  })

  it('lead to what they include, without regard to case', async () => {
    const files = await Promise.all(
      ['site/claims/list.asp', 'site/INC/Db.asp', 'site/shared/head.asp'].map(async (path) => ({
        file: {path, sha256: ''},
        found: await found(path, path.endsWith('list.asp') ? page : ''),
      })),
    )

    expect(linkPages(files)).toEqual([
      {from: 'site/claims/list.asp', to: 'site/INC/Db.asp', line: 2},
      {from: 'site/claims/list.asp', to: 'site/shared/head.asp', line: 3},
    ])
  })

  it('in another language say nothing of what is in them', async () => {
    expect((await found('a.asp', '<%@ Language=JScript %><% var a = "https://a.dept.gov.uk" %>')).facts).toEqual([])
  })
})
