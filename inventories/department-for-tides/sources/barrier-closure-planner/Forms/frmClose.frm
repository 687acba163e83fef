VERSION 5.00
Object = "{648A5603-2C6E-101B-82B6-000000000014}#1.1#0"; "MSCOMM32.OCX"
Begin VB.Form frmClose
   Caption         =   "Close a barrier"
   ClientHeight    =   2415
   ClientWidth     =   4680
   Begin MSCommLib.MSComm comArm
      Left            =   120
      Top             =   120
      CommPort        =   2
   End
   Begin VB.CommandButton cmdClose
      Caption         =   "&Close"
      Height          =   375
      Left            =   3120
      TabIndex        =   0
      Top             =   1920
      Width           =   1455
   End
End
Attribute VB_Name = "frmClose"
Option Explicit

Private Sub cmdClose_Click()
    Dim oBarrier As New CBarrier
    oBarrier.Load Me.Tag
    oBarrier.Order Now, "High water above the sill"
    comArm.PortOpen = True
    comArm.Output = "CLOSE" & vbCr
    comArm.PortOpen = False
    Printer.Print "Closed " & Me.Tag & " at " & Now
    Printer.EndDoc
End Sub
