Option Explicit
'What is done when a workbook opens: functions of ours are entered again, links to another PC's add-in are led to ours.

Public Const ADDIN_FILE As String = "clientbase.xlam"
Private Const FUNCTIONS_SHEET As String = "clientbase.functions"
Private Const FUNCTION_MARK As String = "CB_"
Private Const FIRST_ARGUMENT As Long = 3

Private AreDescribed As Boolean
Private CountRefused As Long
Private RefusedNumber As Long
Private RefusedWords As String

Public Function AddinIsOpen() As Boolean
    Dim book As Workbook
    On Error Resume Next
    Set book = Workbooks(ADDIN_FILE)
    AddinIsOpen = Not book Is Nothing
End Function

Public Function IsOurAddin() As Boolean
    IsOurAddin = (LCase$(ThisWorkbook.Name) = ADDIN_FILE)
End Function

Public Sub BookOpened(ByVal book As Workbook)
    Dim wasSaved As Boolean
    On Error GoTo Failed
    If book.FullName = ThisWorkbook.FullName And IsOurAddin() Then Exit Sub
    wasSaved = book.Saved
    CountRefused = 0
    PointLinksHere book
    EnterFunctionsAgain book
    If wasSaved Then book.Saved = True
    If CountRefused > 0 Then SayFailed "open_failed", RefusedNumber, "(" & CStr(CountRefused) & ") " & RefusedWords
    Exit Sub
Failed:
    SayFailed "open_failed", Err.Number, Err.Description
End Sub

Private Sub Refused(ByVal place As String, ByVal number As Long, ByVal words As String)
    'One link or cell that Excel refuses (a protected sheet, a long array formula) keeps no other waiting; told once.
    CountRefused = CountRefused + 1
    If CountRefused > 1 Then Exit Sub
    RefusedNumber = number
    RefusedWords = place & ": " & words
End Sub

Public Sub PointLinksHere(ByVal book As Workbook)
    Dim links As Variant, link As Variant
    If Not IsOurAddin() Then Exit Sub
    links = book.LinkSources(xlExcelLinks)
    If IsEmpty(links) Then Exit Sub
    For Each link In links
        If IsForeignAddin(CStr(link)) Then PointLinkHere book, CStr(link)
    Next link
End Sub

Private Sub PointLinkHere(ByVal book As Workbook, ByVal link As String)
    On Error GoTo Failed
    book.ChangeLink link, ThisWorkbook.FullName, xlLinkTypeExcelLinks
    Exit Sub
Failed:
    Refused link, Err.Number, Err.Description
End Sub

Public Function IsForeignAddin(ByVal link As String) As Boolean
    Dim place As String
    place = LCase$(Replace(link, "/", "\"))
    IsForeignAddin = (Right$("\" & place, Len(ADDIN_FILE) + 1) = "\" & ADDIN_FILE)
    If place = LCase$(Replace(ThisWorkbook.FullName, "/", "\")) Then IsForeignAddin = False
End Function

Public Sub EnterFunctionsAgain(ByVal book As Workbook)
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        If Not sheet.ProtectContents Then EnterSheetAgain sheet
    Next sheet
End Sub

Private Sub EnterSheetAgain(ByVal sheet As Worksheet)
    Dim found As Range, first As String, cells As Collection, cell As Variant
    On Error GoTo Failed
    Set cells = New Collection
    Set found = sheet.UsedRange.Find(FUNCTION_MARK, , xlFormulas, xlPart, xlByRows, xlNext, True)
    If found Is Nothing Then Exit Sub
    first = found.Address
    Do
        If IsUnbound(found) Then cells.Add found
        Set found = sheet.UsedRange.FindNext(found)
        If found Is Nothing Then Exit Do
    Loop While found.Address <> first
    For Each cell In cells
        EnterAgain cell
    Next cell
    Exit Sub
Failed:
    Refused sheet.Name, Err.Number, Err.Description
End Sub

Private Function IsUnbound(ByVal cell As Range) As Boolean
    If Not cell.HasFormula Then Exit Function
    If Not IsError(cell.Value) Then Exit Function
    IsUnbound = (CStr(cell.Value) = CStr(CVErr(xlErrName)))
End Function

Private Sub EnterAgain(ByVal cell As Range)
    On Error GoTo Failed
    If cell.HasArray Then
        If cell.Address = cell.CurrentArray.Cells(1, 1).Address Then
            cell.CurrentArray.FormulaArray = cell.FormulaArray
        End If
    Else
        EnterOne cell
    End If
    Exit Sub
Failed:
    Refused cell.Parent.Name & "!" & cell.Address, Err.Number, Err.Description
End Sub

Private Sub EnterOne(ByVal cell As Object)
    'Formula2 keeps a formula that spills as it is; Excel before 2021 does not know it.
    On Error GoTo Older
    cell.Formula2 = cell.Formula2
    Exit Sub
Older:
    cell.Formula = cell.Formula
End Sub

Public Sub DescribeFunctions()
    'Excel refuses descriptions while no window is open: the next opened workbook tries again.
    'Descriptions count as no change; what somebody has typed meanwhile still does: Excel has to ask about it.
    Dim row As Long, sheet As Worksheet, wasSaved As Boolean
    If AreDescribed Then Exit Sub
    If ActiveWorkbook Is Nothing Then Exit Sub
    wasSaved = ThisWorkbook.Saved
    On Error GoTo Later
    Set sheet = ThisWorkbook.Worksheets(FUNCTIONS_SHEET)
    For row = 1 To sheet.UsedRange.Rows.Count
        DescribeFunction sheet, row
    Next row
    AreDescribed = True
Later:
    If wasSaved Then ThisWorkbook.Saved = True
End Sub

Private Sub DescribeFunction(ByVal sheet As Worksheet, ByVal row As Long)
    Dim count As Long, place As Long, words() As String, macro As String
    count = CLng(sheet.Cells(row, FIRST_ARGUMENT).Value)
    ReDim words(1 To count)
    For place = 1 To count
        words(place) = CStr(sheet.Cells(row, FIRST_ARGUMENT + place).Value)
    Next place
    macro = "'" & ThisWorkbook.Name & "'!" & CStr(sheet.Cells(row, 1).Value)
    Application.MacroOptions Macro:=macro, Description:=CStr(sheet.Cells(row, 2).Value), Category:=RussianText("title"), ArgumentDescriptions:=words
End Sub
