"""A workbook with macros and a tab, made of one without (EXCEL.md): the same content gives the same bytes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pyopenvba import ExcelFile
from pyopenvba.exceptions import PyOpenVBAError

from clientbase_xl.excel.addin_file import ADDIN_TYPE, RIBBON_PART, TYPES_PART
from clientbase_xl.excel.vba_patches import BuildRefused

_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "_rels/.rels"
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_STAMP = (1980, 1, 1, 0, 0, 0)


class MacroKind(StrEnum):
    """A file with macros by the content type of its workbook."""

    WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ADDIN = ADDIN_TYPE


def with_macros(xlsx: bytes, kind: MacroKind, modules: Mapping[str, str], events: str, ribbon: str) -> bytes:
    """Return a workbook with a VBA project and a tab.

    In: a workbook without macros, standard modules (name → text), the events of the workbook's own module, the
    customUI. Raises BuildRefused when the library cannot write the project.
    """
    parts = _parts(xlsx)
    parts[TYPES_PART] = _replaced(parts[TYPES_PART], _MAIN, MacroKind.WORKBOOK)
    parts = _parts(_with_project(_packed(parts), modules, events))
    parts[TYPES_PART] = _replaced(parts[TYPES_PART], MacroKind.WORKBOOK, kind)
    parts[RIBBON_PART] = ribbon.encode()
    relation = f'<Relationship Id="clientbaseRibbon" Type="{_RIBBON_RELATION}" Target="{RIBBON_PART}"/>'
    parts[_RELATIONS] = _replaced(parts[_RELATIONS], "</Relationships>", f"{relation}</Relationships>")
    return _packed(parts)


def _with_project(xlsm: bytes, modules: Mapping[str, str], events: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="clientbase-") as folder:
        file = Path(folder) / "book.xlsm"
        file.write_bytes(xlsm)
        try:
            with ExcelFile(file) as book:
                project = book.add_vba_project()
                own = project.get_module("ThisWorkbook")
                own.body = _crlf(events)
                for name, text in modules.items():
                    project.add_module(name, _crlf(text))
                book.save()
                faults = book.validate()
        except (PyOpenVBAError, ValueError) as error:
            raise BuildRefused(f"Надстройка не собрана: проект VBA не записался ({error}).") from error
        if faults:
            raise BuildRefused(f"Надстройка не собрана: проект VBA записан с ошибками ({'; '.join(faults)}).")
        return file.read_bytes()


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, content)
    return packed.getvalue()


def _replaced(part: bytes, old: str, new: str) -> bytes:
    text = part.decode()
    if text.count(old) != 1:
        raise BuildRefused(f"Надстройка не собрана: в книге «{old}» встречается {text.count(old)} раз вместо одного.")
    return text.replace(old, new).encode()
