Option Explicit
'Messages, the entry points of Python and answers of functions. Russian words stand on a hidden sheet.

Private Const TEXTS_SHEET As String = "clientbase.texts"
Private Const MOST_DETAIL As Long = 300
Private Const MACROS As String = "clientbase_xl.excel.macros"

Public Function RussianText(ByVal key As String) As String
    Dim cell As Range
    For Each cell In ThisWorkbook.Worksheets(TEXTS_SHEET).UsedRange.Columns(1).Cells
        If CStr(cell.Value) = key Then
            RussianText = CStr(cell.Offset(0, 1).Value)
            Exit Function
        End If
    Next cell
    RussianText = key
End Function

Public Sub Say(ByVal key As String)
    ShowMessage RussianText(key), vbInformation, RussianText("title")
End Sub

Public Sub SayFailed(ByVal key As String, ByVal number As Long, ByVal detail As String)
    On Error GoTo Failed
    ShowMessage RussianText(key) & vbLf & vbLf & RussianText("error_code") & " " & CStr(number) & ": " & Left$(detail, MOST_DETAIL), vbExclamation, RussianText("title")
    Exit Sub
Failed:
    ShowMessage "clientbase: " & key & " " & CStr(number), vbExclamation, "clientbase"
End Sub

Public Sub RunEntryPoint(ByVal entry As String)
    If Not IsEntryPoint(entry) Then Err.Raise 5
#If Mac Then
    'The name of the workbook goes through the shell: signs that the shell obeys are refused.
    If HasShellSign(ActiveWorkbook.Name) Then Err.Raise vbObjectError + 515, , RussianText("bad_name")
    ExecuteMac "from clientbase_xl.excel import macros; macros." & entry & "()", CStr(GetConfig("INTERPRETER_MAC")), "false;;;;;"
#Else
    XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    XLPy.Call XLPy.Module(MACROS), entry, XLPy.Tuple()
#End If
End Sub

Public Function HasShellSign(ByVal name As String) As Boolean
    Dim sign As Variant
    For Each sign In Array("""", "$", "`", "\", "|", "'")
        If InStr(name, sign) > 0 Then HasShellSign = True
    Next sign
End Function

Private Function IsEntryPoint(ByVal entry As String) As Boolean
    Dim place As Long, sign As String
    IsEntryPoint = Len(entry) > 0
    For place = 1 To Len(entry)
        sign = Mid$(entry, place, 1)
        If Not (sign = "_" Or (sign >= "a" And sign <= "z")) Then IsEntryPoint = False
    Next place
End Function

Public Function NoAnswer() As Variant
    On Error GoTo Failed
    NoAnswer = RussianText("function_failed")
    Exit Function
Failed:
    NoAnswer = CVErr(xlErrNA)
End Function

Public Function CellsOut(ByVal answer As Variant) As Variant
    Dim row As Long, col As Long, width As Long
    If Not IsArray(answer) Then
        CellsOut = CellOut(answer)
        Exit Function
    End If
    width = 0
    On Error Resume Next
    width = UBound(answer, 2) - LBound(answer, 2) + 1
    On Error GoTo 0
    If width = 0 Then
        For row = LBound(answer) To UBound(answer)
            answer(row) = CellOut(answer(row))
        Next row
    Else
        For row = LBound(answer, 1) To UBound(answer, 1)
            For col = LBound(answer, 2) To UBound(answer, 2)
                answer(row, col) = CellOut(answer(row, col))
            Next col
        Next row
    End If
    CellsOut = answer
End Function

Private Function CellOut(ByVal value As Variant) As Variant
    CellOut = value
    If VarType(value) <> vbString Then Exit Function
    Select Case value
        Case "#NULL!": CellOut = CVErr(xlErrNull)
        Case "#DIV/0!": CellOut = CVErr(xlErrDiv0)
        Case "#VALUE!": CellOut = CVErr(xlErrValue)
        Case "#REF!": CellOut = CVErr(xlErrRef)
        Case "#NAME?": CellOut = CVErr(xlErrName)
        Case "#NUM!": CellOut = CVErr(xlErrNum)
        Case "#N/A": CellOut = CVErr(xlErrNA)
    End Select
End Function
