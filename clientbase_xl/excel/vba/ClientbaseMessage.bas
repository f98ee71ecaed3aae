Option Explicit
'A message in any alphabet: MsgBox knows the letters of the system's own code page only.

#If Mac Then
#Else
Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal owner As LongPtr, ByVal words As LongPtr, ByVal title As LongPtr, ByVal kind As Long) As Long
#End If

Public Sub ShowMessage(ByVal words As String, ByVal kind As Long, ByVal title As String)
#If Mac Then
    MsgBox words, kind, title
#Else
    MessageBoxW Application.Hwnd, StrPtr(words), StrPtr(title), kind
#End If
End Sub
