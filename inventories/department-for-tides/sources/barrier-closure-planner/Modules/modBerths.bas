Attribute VB_Name = "modBerths"
Option Explicit

' Ships that lie inside a barrier, from the file that harbour dues leaves each morning.

Private Const BERTHS As String = "\\files01.tides.example\controlroom\berths.dat"

Public Function ShipsInside(ByVal sHarbour As String) As Long
    Dim nFile As Integer
    Dim sLine As String
    nFile = FreeFile
    Open BERTHS For Input As #nFile
    Do While Not EOF(nFile)
        Line Input #nFile, sLine
        If Left$(sLine, 4) = sHarbour Then ShipsInside = ShipsInside + 1
    Loop
    Close #nFile
End Function
