import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const project = `Type=Exe
Reference=*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#..\\..\\WINDOWS\\system32\\stdole2.tlb#OLE Automation
Reference=*\\A..\\rates\\Rates.vbp
Object={831FDD16-0C5C-11D2-A9FC-0000F8754DA1}#2.1#0; MSCOMCTL.OCX
Form=frmMain.frm
Module=modData; modData.bas
Startup="frmMain"
ExeName32="Claims.exe"
Name="Claims"
MajorVer=2
[MS Transaction Server]
AutoRefresh=1
`
const rates = 'Type=OleDll\nClass=Rates; Rates.cls\nName="RateLib"\n'
const form = `VERSION 5.00
Begin VB.Form frmMain
End
Attribute VB_Name = "frmMain"
Private Sub Form_Load()
  OpenClaims
End Sub
`
const data = `Attribute VB_Name = "modData"
Private Declare Function GetPrivateProfileString Lib "kernel32" Alias "GetPrivateProfileStringA" (ByVal a As String) As Long
Sub OpenClaims()
  Dim server As String, cn As New ADODB.Connection
  n = GetPrivateProfileString("Database", "Server", "", server, 255, App.Path & "\\claims.ini")
  cn.Open "Provider=SQLOLEDB;Data Source=" & server & ";Initial Catalog=Claims"
  cn.Execute "UPDATE Claims SET Paid = 1"
End Sub
`

describe('a project of Visual Basic 6', () => {
  it('is an application with its runtime, its components and the projects that it uses', async () => {
    const {applications, uses, needs} = await scanned({
      'desk/Claims.vbp': project,
      'rates/Rates.vbp': rates,
      'rates/Rates.cls': 'VERSION 1.0 CLASS\nBEGIN\nEND\nAttribute VB_Name = "Rates"\n',
    })

    expect(applications).toEqual(['desk/Claims.vbp', 'rates/Rates.vbp'])
    expect(uses).toEqual([
      'desk/Claims.vbp pkg:generic/MSCOMCTL.OCX@2.1 at desk/Claims.vbp:4',
      'desk/Claims.vbp pkg:generic/stdole2.tlb@2.0 at desk/Claims.vbp:2',
      'desk/Claims.vbp visual-basic-6-6-0 at desk/Claims.vbp:1',
      'rates/Rates.vbp visual-basic-6-6-0 at rates/Rates.vbp:1',
    ])
    expect(needs).toEqual(['desk/Claims.vbp needs rates/Rates.vbp at desk/Claims.vbp:3'])
  })

  it('reaches the machine that its INI file names, and writes its tables', async () => {
    const {records} = await scanned({
      'desk/Claims.vbp': project,
      'desk/frmMain.frm': form,
      'desk/modData.bas': data,
      'desk/claims.ini': '[Database]\r\nServer=SQLCLAIMS\r\nPassword=hunter2\r\n',
    })
    const relations = records.flatMap((record) =>
      record.record === 'relation' && record.from.includes('desk/') && /CALLS|WRITES|IMPORTS/.test(record.type)
        ? [
            `${record.from.replace(/^.*\//, '')} ${record.type} ${record.to.replace(/^.*[/#]|-[0-9a-f]{8}$/g, '')} ${record.evidence.length}`,
          ]
        : [],
    )

    expect(relations.toSorted()).toEqual([
      'frmMain.frm IMPORTS modData.bas 1',
      'modData.bas CALLS mssqlserver-database 3',
      'modData.bas CALLS sqlclaims 2',
      'modData.bas WRITES claims 1',
    ])
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('uses what another of its group is built to, and what is built elsewhere it does not', async () => {
    const user = (name: string): string =>
      `Type=Exe\nReference=*\\G{1A2B3C4D-0000-0000-0000-000000000001}#1.0#0#..\\bin\\RateLib.dll#Rates\nObject={5A2B3C4D-0000-0000-0000-000000000001}#1.0#0; Grid.ocx\nName="${name}"\n`
    const {needs, problems} = await scanned({
      'all.vbg':
        'VBGROUP 5.0\nStartupProject=desk\\Claims.vbp\nProject=rates\\Rates.vbp\nProject=grid\\Grid.vbp\nProject=gone\\Gone.vbp\n',
      'desk/Claims.vbp': user('Claims'),
      'rates/Rates.vbp': 'Type=OleDll\nExeName32="ratelib.dll"\nName="Rates"\n',
      'grid/Grid.vbp': 'Type=Control\nName="Grid"\n',
      'other/Other.vbp': user('Other'),
    })

    expect(needs).toEqual([
      'desk/Claims.vbp needs grid/Grid.vbp at desk/Claims.vbp:3',
      'desk/Claims.vbp needs rates/Rates.vbp at desk/Claims.vbp:2',
    ])
    expect(problems).toEqual(['all.vbg:5 project-not-in-tree: names gone/Gone.vbp, which is not in the tree'])
  })

  it('that is none is told', async () => {
    const {problems, applications} = await scanned({'desk/Claims.vbp': 'not a project\u0000', 'a.vbp': 'x=1\n'})

    expect(applications).toEqual([])
    expect(problems).toEqual(['a.vbp bad-manifest: no project of Visual Basic: it has no line Type='])
  })
})
