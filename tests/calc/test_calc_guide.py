"""What docs/libreoffice.md tells a user is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from clientbase_xl.calc.for_excel import LABEL
from clientbase_xl.calc.oxt.client.places import FILE, worker_file
from clientbase_xl.excel.declared import DECLARED

PROJECT = Path(__file__).resolve().parents[2]
GUIDE = (PROJECT / "docs" / "libreoffice.md").read_text(encoding="utf-8")


def test_the_buttons_that_are_named_are_declared() -> None:
    labels = {one.label for one in DECLARED} | {LABEL}
    numbered = [line for line in GUIDE.splitlines() if re.match(r"\d\. ", line)]
    named = {label for line in numbered for label in re.findall(r"«([^»]+)»", line)}
    assert named == {"Импорт продаж", "Пересчитать всё", "Отправить изменения", "Лист к совещанию"}
    assert named <= labels
    assert {"Вернуть как было", LABEL} <= labels & set(re.findall(r"«([^»]+)»", GUIDE))


def test_the_file_with_the_interpreter_is_named_with_its_places() -> None:
    assert f"`{FILE}`" in GUIDE
    assert f"`~{worker_file('linux', {}, '').removesuffix('/' + FILE)}`" in GUIDE
    assert worker_file("win32", {"LOCALAPPDATA": "C:\\x"}, "").replace("C:\\x", "%LOCALAPPDATA%") == (
        f"%LOCALAPPDATA%\\clientbase_xl\\{FILE}"
    )


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"\]\((img/[^)]+)\)", GUIDE)
    assert len(pictures) == 2
    assert [name for name in pictures if not (PROJECT / "docs" / name).is_file()] == []
