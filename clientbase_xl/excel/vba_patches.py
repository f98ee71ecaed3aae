"""xlwings' VBA, taken from the installed wheel and cut to what the add-in needs (EXCEL.md, security).

Kept: starting Python's server and talking to it, and the call by AppleScript on macOS. Taken out: RunPython and the
shell of Windows, configuration from the open workbook or its folder, code on sheets, import of functions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from clientbase_xl.errors import ClientbaseError

SOURCE = "xlwings_custom_addin.bas"
MODULE = "xlwings"
KEPT = (
    "ExecuteMac",
    "CleanUp",
    "XLPyCommand",
    "XLPyLoadDLL",
    "XLPy",
    "KillPy",
    "WScript",
    "FileExists",
    "FileExistsOnWindows",
    "FileOrFolderExistsOnMac",
    "ParentFolder",
    "KillFileOnMac",
    "ToMacPath",
    "GetMacDir",
    "ToPosixPath",
    "ShowError",
    "ExpandEnvironmentStrings",
    "ReadFile",
    "SheetExists",
)
"""Procedures that the add-in has of xlwings, in their order."""
TAKEN_OUT = (
    "RunPython",
    "ExecuteWindows",
    "RunFrozenPython",
    "GetUdfModules",
    "NDims",
    "ImportPythonUDFsBase",
    "ImportPythonUDFs",
    "ImportPythonUDFsToAddin",
    "ImportXlwingsUdfsModule",
    "GetDLLVersion",
    "GetDirectoryPath",
    "GetConfigFilePath",
    "GetDirectoryConfigFilePath",
    "GetConfigFromSheet",
    "GetConfig",
    "SaveConfigToFile",
    "GetConfigFromFile",
    "IsFullName",
    "GetDirectory",
    "GetBaseName",
    "has_dynamic_array",
    "CreateGUID",
    "CheckConda",
    "GetFullName",
)
FORBIDDEN = (
    "runpython_embedded_code",
    "LICENSE",
    "licenseKey",
    '".py"',
    "ActiveWorkbook.FullName",
    "cmd.exe",
    "prepare_sys_path",
    "libc.dylib",
)
"""What must not be left: each is a way by which a workbook could choose what runs, or the paid part."""
_EXCEL_ONLY = '#If App = "Microsoft Excel" Then\n'
_PROCEDURE = re.compile(r"^(?:Public |Private )?(?:Function|Sub) (\w+)\(", re.MULTILINE)


class BuildRefused(ClientbaseError):
    """The add-in cannot be built; nothing was written."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One replacement in xlwings' VBA: what it is for, the text that must stand there exactly once, the new text."""

    why: str
    old: str
    new: str


_COMMAND = """Function XLPyCommand()
    'A fixed program with a safe path (-P): neither the workbook nor its folder says what is run.
    If LCase$(CStr(GetConfig("DEBUG UDFS", "False"))) = "true" Then
        XLPyCommand = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
    Else
        XLPyCommand = Chr(34) & GetConfig("INTERPRETER_WIN") & Chr(34) & " -P -B -m clientbase_xl.excel.serve $(CLSID)"
    End If
End Function
"""
_LOAD = """Private Sub XLPyLoadDLL()
    'Only from the folder of our own Python: a library of that name beside a workbook must not be loaded.
    Dim python As String, folder As String
    python = CStr(GetConfig("INTERPRETER_WIN"))
    If python = "" Then Err.Raise vbObjectError + 513, , RussianText("no_python")
    If Not FileExists(python) Then Err.Raise vbObjectError + 513, , RussianText("no_python")
    folder = ParentFolder(python)
    If LoadLibrary(folder + "\\" + XLPyDLLName) = 0 Then
        If LoadLibrary(ParentFolder(folder) + "\\" + XLPyDLLName) = 0 Then
            Err.Raise vbObjectError + 514, , RussianText("no_library")
        End If
    End If
End Sub
"""
PATCHES = (
    Patch(
        "the settings' names begin with the project",
        'Public Const PROJECT_NAME As String = "myaddin"\n',
        'Public Const PROJECT_NAME As String = "clientbase"\n',
    ),
    Patch(
        "nobody calls the shell of macOS (Office of 2011 and later)",
        "    #If Mac Then\n        Private Declare PtrSafe Function system Lib "
        '"libc.dylib" (ByVal Command As String) As Long\n    #End If\n',
        "",
    ),
    Patch(
        "nobody calls the shell of macOS (older Office)",
        "    #If Mac Then\n        Private Declare Function system Lib "
        '"libc.dylib" (ByVal Command As String) As Long\n    #End If\n',
        "",
    ),
    Patch(
        "people read Russian",
        "MsgBox \"To enable RunPython, please run 'xlwings runpython install' in a terminal once and try again.\", "
        "vbCritical",
        'ShowMessage RussianText("mac_script"), vbCritical, RussianText("title")',
    ),
    Patch(
        "a failed press says what to do before its details",
        "        Content = ReadFile(FileName)\n",
        '        Content = RussianText("press_failed") & vbLf & vbLf & ReadFile(FileName)\n',
    ),
)
"""Replacements of lines; whole procedures are replaced by `REPLACED`."""
REPLACED = {"XLPyCommand": _COMMAND, "XLPyLoadDLL": _LOAD}


def stock_vba() -> str:
    """Return xlwings' module as the installed wheel has it, lines ending in LF; BuildRefused when it is not there."""
    spec = find_spec("xlwings")
    file = Path(spec.origin).with_name(SOURCE) if spec is not None and spec.origin else None
    if file is None or not file.is_file():
        raise BuildRefused(
            f"В установленном пакете xlwings нет файла {SOURCE}: надстройку собрать не из чего.",
            "пакет xlwings той версии, что названа в требованиях программы",
            "Переустановите программу: pip install --force-reinstall 'clientbase-xl[excel]'.",
        )
    return file.read_text(encoding="ascii").replace("\r\n", "\n")


def patched_vba(stock: str) -> str:
    """Return the module of the add-in made of xlwings' own; BuildRefused when a patch does not fit exactly once."""
    _require_known(stock)
    text = stock
    for patch in PATCHES:
        text = _once(text, re.compile(re.escape(patch.old)), patch.new, patch.why)
    for name in TAKEN_OUT:
        text = _once(text, _whole(name), "", name)
    for name, new in REPLACED.items():
        text = _once(text, _whole(name), new, name)
    left = [word for word in FORBIDDEN if word in text]
    if left:
        raise _mismatch(f"осталось лишнее: {', '.join(left)}")
    return text


def _require_known(stock: str) -> None:
    """Refuse a wheel with procedures that nobody has judged."""
    names = set(_PROCEDURE.findall(stock))
    unknown, missing = names - {*KEPT, *TAKEN_OUT}, {*KEPT, *TAKEN_OUT} - names
    if unknown or missing:
        raise _mismatch(
            "; ".join(
                f"{words}: {', '.join(sorted(found))}"
                for words, found in (("новые процедуры", unknown), ("нет процедур", missing))
                if found
            )
        )


def _whole(name: str) -> re.Pattern[str]:
    """Match a whole procedure, with the condition around it or around its two headings."""
    heading = rf"(?:Public |Private )?(?:Function|Sub) {name}\([^\n]*\n"
    two = rf"{re.escape(_EXCEL_ONLY)}{heading}#Else\n{heading}#End If\n"
    body = r"(?:(?!End (?:Function|Sub)\n)[^\n]*\n)*End (?:Function|Sub)\n"
    wrapped = rf"{re.escape(_EXCEL_ONLY)}{heading}{body}#End If\n"
    return re.compile(rf"^(?:{two}{body}|{wrapped}|{heading}{body})", re.MULTILINE)


def _once(text: str, pattern: re.Pattern[str], new: str, what: str) -> str:
    text, count = pattern.subn(lambda _: new, text)
    if count != 1:
        raise _mismatch(f"«{what}» найдено {count} раз вместо одного")
    return text


def _mismatch(what: str) -> BuildRefused:
    return BuildRefused(
        f"Надстройка не собрана: код VBA из пакета xlwings не такой, как ожидалось ({what}).",
        "пакет xlwings той версии, что названа в требованиях программы",
        "Установите её: pip install -c constraints.txt 'clientbase-xl[excel]' — или сообщите разработчикам.",
    )
