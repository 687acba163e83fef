VERSION 5.00
Object = "{5E9E78A0-531B-11CF-91F6-C2863C385E30}#1.0#0"; "MSFLXGRD.OCX"
Begin VB.Form frmPlan
   Caption         =   "Closures of the next ten days"
   ClientHeight    =   6015
   ClientWidth     =   9120
   StartUpPosition =   2  'CenterScreen
   Begin MSFlexGridLib.MSFlexGrid grdPlan
      Height          =   4815
      Left            =   120
      TabIndex        =   0
      Top             =   120
      Width           =   8895
   End
   Begin VB.CommandButton cmdExcel
      Caption         =   "To &Excel"
      Height          =   375
      Left            =   7560
      TabIndex        =   1
      Top             =   5280
      Width           =   1455
   End
End
Attribute VB_Name = "frmPlan"
Option Explicit

Private Sub cmdExcel_Click()
    Dim xl As Object
    Set xl = CreateObject("Excel.Application")
    xl.Workbooks.Open "P:\Barriers\plan.xlt"
    xl.Visible = True
End Sub

Private Sub grdPlan_DblClick()
    If ShipsInside(grdPlan.Text) > 0 Then frmClose.Show vbModal
End Sub
