"""What makes a file the add-in: the content type of its workbook and the part with its tab."""

from __future__ import annotations

import io
import zipfile
import zlib

from clientbase_xl.errors import BadFile

ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
TYPES_PART, RIBBON_PART = "[Content_Types].xml", "customUI/customUI14.xml"
_REMEDY = "Возьмите clientbase.xlam из сборки: clientbase build --out ПАПКА."


def require_addin(content: bytes) -> None:
    """Raise BadFile unless a file is a whole add-in with a tab: Excel opens whatever lies in XLSTART."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            damaged = archive.testzip()
            names = set(archive.namelist())
            types = archive.read(TYPES_PART) if TYPES_PART in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadFile("Файл надстройки повреждён: это не книга Excel.", remedy=_REMEDY) from error
    if damaged is not None:
        raise BadFile(f"Файл надстройки повреждён: не читается часть «{damaged}».", remedy=_REMEDY)
    if ADDIN_TYPE.encode() not in types:
        raise BadFile("Это не надстройка Excel, а другой файл.", "clientbase.xlam", _REMEDY)
    if RIBBON_PART not in names:
        raise BadFile("Это другая надстройка Excel: в ней нет нашей вкладки.", "clientbase.xlam", _REMEDY)
