from __future__ import annotations

import re

import pytest
import xlwings

from clientbase_xl.errors import BadUse
from clientbase_xl.excel import serve
from clientbase_xl.excel.serve import ATTACHED_CLSID
from clientbase_xl.excel.vba_patches import patched_vba, stock_vba

CLSID = "{0123ABCD-0000-4000-8000-00000000abcd}"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    classes: list[str] = []
    monkeypatch.setattr(xlwings, "serve", classes.append)
    return classes


def test_the_class_that_excel_asks_for_is_served(served: list[str]) -> None:
    serve.main([CLSID])
    assert served == [CLSID]


def test_without_a_class_the_one_of_the_attach_mode_is_served(served: list[str]) -> None:
    serve.main([])
    assert served == [ATTACHED_CLSID]
    assert re.findall(r"\{[0-9a-f-]{36}\}", patched_vba(stock_vba())) == [ATTACHED_CLSID]


@pytest.mark.parametrize("arguments", [["$(CLSID)"], ["x"], [CLSID, "--more"], [f"{CLSID};import os"], [""]])
def test_anything_else_is_refused(served: list[str], arguments: list[str]) -> None:
    with pytest.raises(BadUse, match="Сервер функций запущен неверно"):
        serve.main(arguments)
    assert served == []
