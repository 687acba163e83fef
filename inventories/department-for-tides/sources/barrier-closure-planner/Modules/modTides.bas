Attribute VB_Name = "modTides"
Option Explicit

' Heights of the next ten days, as the engine foretold them.

Private Declare Function GetPrivateProfileString Lib "kernel32" Alias "GetPrivateProfileStringA" _
    (ByVal lpApplicationName As String, ByVal lpKeyName As Any, ByVal lpDefault As String, _
     ByVal lpReturnedString As String, ByVal nSize As Long, ByVal lpFileName As String) As Long

Public Function OpenTides(ByVal sUser As String, ByVal sAnswer As String) As ADODB.Connection
    Dim cn As ADODB.Connection
    Dim sBuffer As String
    sBuffer = Space$(255)
    GetPrivateProfileString "Tides", "Connection", "", sBuffer, 255, App.Path & "\planner.ini"
    Set cn = New ADODB.Connection
    cn.Open Trim$(sBuffer), sUser, sAnswer
    Set OpenTides = cn
End Function

Public Function HighWaters(cn As ADODB.Connection, ByVal sPort As String) As ADODB.Recordset
    Dim rs As ADODB.Recordset
    Set rs = New ADODB.Recordset
    rs.Open "SELECT turns_at, height_m FROM high_water WHERE port_code = '" & sPort & "'" & _
            " AND turns_at BETWEEN SYSDATE AND SYSDATE + 10 ORDER BY turns_at", cn, adOpenForwardOnly, adLockReadOnly
    Set HighWaters = rs
End Function

Public Function SurgeWarning(ByVal sPort As String) As String
    Dim http As Object
    Set http = CreateObject("MSXML2.XMLHTTP")
    http.Open "GET", "https://surge.tides.example/warnings/" & sPort, False
    http.Send
    SurgeWarning = http.responseText
End Function
