"""A count written into a workbook must not end the program."""

from __future__ import annotations

import zipfile

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.declared_texts import HARMLESS_COUNT, check_declared_texts
from clientbase_xl.reading.export import read_export

ROWS = [["Дата", "Клиент", "Количество", "Сумма"], ["05.01.2026", "А", 1, 1]]


def declaring(path, written, target):
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as damaged:
        for member in sound.infolist():
            part = sound.read(member)
            if member.filename == "xl/sharedStrings.xml":
                before, _, after = part.partition(b' uniqueCount="6"')
                assert after
                part = before + written.encode() + after
            damaged.writestr(member, part)
    return target


@pytest.mark.parametrize(
    "written",
    [
        ' uniqueCount="4294967295"',
        " uniqueCount = '00004294967295'",
        f' uniqueCount="{HARMLESS_COUNT + 1}"',
        ' uniqueCount="1&#48;00000000"',
        f' uniqueCount="{"9" * 5000}"',
    ],
)
def test_more_texts_than_there_is_room_for_are_refused(write_xlsx, tmp_path, written):
    path = declaring(write_xlsx(ROWS), written, tmp_path / "books.xlsx")
    with pytest.raises(BadFile) as refused:
        read_export(path)
    assert "таблица текстов" in refused.value.found
    assert refused.value.remedy


@pytest.mark.parametrize("written", ["", ' uniqueCount="1"', f' uniqueCount="{HARMLESS_COUNT}"'])
def test_a_harmless_count_is_read_however_wrong(write_xlsx, tmp_path, written):
    path = declaring(write_xlsx(ROWS), written, tmp_path / "books.xlsx")
    check_declared_texts(path)
    assert read_export(path).count_read == 1


def test_a_member_whose_own_header_has_a_name_in_no_encoding_is_read(write_xlsx):
    # The reader goes by the table of contents, as Excel does; Python's archives raise UnicodeDecodeError.
    path = write_xlsx(ROWS)
    content = bytearray(path.read_bytes())
    for name in (b"xl/sharedStrings.xml", b"xl/worksheets/sheet1.xml"):
        at = content.index(b"PK\x03\x04" + content[content.index(name) - 26 : content.index(name)])
        content[at + 7] |= 0x08  # the name is UTF-8, says the member itself
        content[at + 30] = 0xFF
    path.write_bytes(bytes(content))
    assert read_export(path).count_read == 1
