Option Explicit
'Callbacks of the ribbon. Every one catches its errors: an unhandled error would lose the ribbon.

Private RibbonPointer As IRibbonUI

Public Sub RibbonLoaded(ribbon As IRibbonUI)
    On Error GoTo Failed
    Set RibbonPointer = ribbon
    Exit Sub
Failed:
    SayFailed "ribbon_failed", Err.Number, Err.Description
End Sub

Public Sub ShowTab(control As IRibbonControl, ByRef returnedVal As Variant)
    On Error GoTo Failed
    returnedVal = Not AddinIsOpen()
    Exit Sub
Failed:
    returnedVal = True
    SayFailed "ribbon_failed", Err.Number, Err.Description
End Sub

Public Sub PressButton(control As IRibbonControl)
    On Error GoTo Failed
    If ActiveWorkbook Is Nothing Then
        Say "no_book"
    Else
        RunEntryPoint CStr(control.ID)
    End If
    Exit Sub
Failed:
    SayFailed "press_failed", Err.Number, Err.Description
End Sub

Public Sub RefreshTab()
    On Error Resume Next
    If Not RibbonPointer Is Nothing Then RibbonPointer.Invalidate
End Sub
