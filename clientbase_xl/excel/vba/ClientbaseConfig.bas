Option Explicit
'Where Python is: from the hidden sheet of this file, then from the file in the user's own folder. Nothing else is asked:
'neither the open workbook nor its folder says which program runs.

Private Const CONFIG_SHEET As String = "clientbase.conf"
Private Const AS_UNICODE As Long = -1
Private Const FOR_READING As Long = 1

Public Function GetConfigFilePath() As String
#If Mac Then
    GetConfigFilePath = GetMacDir("$HOME", False) & "/clientbase.conf"
#Else
    GetConfigFilePath = WScript.ExpandEnvironmentStrings("%LOCALAPPDATA%") & "\clientbase_xl\excel.conf"
#End If
End Function

Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    Dim found As String
    found = ValueOnSheet(configKey)
    If found = "" Then found = ValueInFile(configKey)
    If found = "" Then found = default
    GetConfig = found
End Function

Private Function ValueOnSheet(ByVal key As String) As String
    Dim cell As Range
    For Each cell In ThisWorkbook.Worksheets(CONFIG_SHEET).UsedRange.Columns(1).Cells
        If UCase$(CStr(cell.Value)) = UCase$(key) Then
            ValueOnSheet = CStr(cell.Offset(0, 1).Value)
            Exit Function
        End If
    Next cell
End Function

Private Function ValueInFile(ByVal key As String) As String
    Dim line As Variant, place As Long
    For Each line In Split(Replace(TextOfFile(GetConfigFilePath()), vbCr, ""), vbLf)
        place = InStr(line, "=")
        If place > 1 Then
            If UCase$(Trim$(Left$(line, place - 1))) = UCase$(key) Then
                ValueInFile = Trim$(Mid$(line, place + 1))
                Exit Function
            End If
        End If
    Next line
End Function

Private Function TextOfFile(ByVal path As String) As String
#If Mac Then
    If FileExists(path) Then TextOfFile = ReadFile(path)
#Else
    Dim files As Object, stream As Object
    Set files = CreateObject("Scripting.FileSystemObject")
    If Not files.FileExists(path) Then Exit Function
    Set stream = files.OpenTextFile(path, FOR_READING, False, AS_UNICODE)
    If Not stream.AtEndOfStream Then TextOfFile = stream.ReadAll
    stream.Close
#End If
End Function
