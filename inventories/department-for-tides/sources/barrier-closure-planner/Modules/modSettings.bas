Attribute VB_Name = "modSettings"
Option Explicit

Private Declare Function GetPrivateProfileString Lib "kernel32" Alias "GetPrivateProfileStringA" _
    (ByVal lpApplicationName As String, ByVal lpKeyName As Any, ByVal lpDefault As String, _
     ByVal lpReturnedString As String, ByVal nSize As Long, ByVal lpFileName As String) As Long

Public Function Setting(ByVal sSection As String, ByVal sKey As String) As String
    Dim sBuffer As String
    Dim nLength As Long
    sBuffer = Space$(255)
    nLength = GetPrivateProfileString(sSection, sKey, "", sBuffer, 255, App.Path & "\planner.ini")
    Setting = Left$(sBuffer, nLength)
End Function
