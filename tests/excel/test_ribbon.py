from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from clientbase_xl.excel.declared import BY_KEY, DECLARED
from clientbase_xl.excel.ribbon import (
    ADDIN_MODULE,
    BOOK_MODULE,
    GROUPS,
    LOOKS,
    MOST_KEYTIP,
    MOST_SCREENTIP,
    MOST_SUPERTIP,
    NAMESPACE,
    RIBBON_FILE,
    TAB_KEYTIP,
    ribbon_xml,
)

TAG = f"{{{NAMESPACE}}}"
ICONS = {
    line
    for line in Path(__file__).with_name("image_mso.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
}


@pytest.fixture(scope="module")
def tab() -> ElementTree.Element:
    found = ElementTree.fromstring(RIBBON_FILE.read_text(encoding="utf-8")).find(f"{TAG}ribbon/{TAG}tabs/{TAG}tab")
    assert found is not None
    return found


def buttons(tab: ElementTree.Element) -> list[ElementTree.Element]:
    return list(tab.iter(f"{TAG}button"))


def test_the_kept_file_is_what_the_declaration_says() -> None:
    assert RIBBON_FILE.read_text(encoding="utf-8") == ribbon_xml(ADDIN_MODULE)


def test_every_declared_button_stands_on_the_ribbon_once_with_its_words(tab: ElementTree.Element) -> None:
    shown = {one.get("id"): one for one in buttons(tab)}
    assert len(shown) == len(buttons(tab))
    assert set(shown) == {one.key for one in DECLARED} == set(LOOKS)
    for key, button in shown.items():
        declared = BY_KEY[str(key)]
        assert button.get("label") == declared.label
        assert button.get("supertip") == declared.does
        assert str(button.get("screentip")).startswith(declared.label)
        assert declared.changes.value in str(button.get("screentip"))


def test_every_button_calls_the_one_callback_and_is_always_enabled(tab: ElementTree.Element) -> None:
    assert {one.get("onAction") for one in buttons(tab)} == {"ClientbaseAddin.PressButton"}
    assert not [name for one in buttons(tab) for name in one.attrib if name in ("enabled", "getEnabled", "getVisible")]


def test_groups_stand_in_the_order_of_work_and_are_named(tab: ElementTree.Element) -> None:
    labels = [group.get("label") for group in tab.iter(f"{TAG}group")]
    assert labels == ["Данные", "Пересчёт", "Команда и совещание", "Изменения", "Программа"]
    assert [key for _, _, keys in GROUPS for key in keys] == [one.get("id") for one in buttons(tab)]


def test_key_tips_have_one_to_three_signs_and_none_begins_another(tab: ElementTree.Element) -> None:
    tips = [str(one.get("keytip")) for one in buttons(tab)]
    assert all(1 <= len(tip) <= MOST_KEYTIP for tip in [*tips, TAB_KEYTIP])
    assert len(set(tips)) == len(tips)
    assert not [(one, other) for one in tips for other in tips if one != other and other.startswith(one)]


def test_every_icon_is_on_the_published_list(tab: ElementTree.Element) -> None:
    used = [str(one.get("imageMso")) for one in buttons(tab)]
    assert set(used) <= ICONS
    assert len(set(used)) == len(used), "two buttons look alike"


def test_words_fit_where_office_cuts_them(tab: ElementTree.Element) -> None:
    assert all(len(str(one.get("screentip"))) <= MOST_SCREENTIP for one in buttons(tab))
    assert all(len(str(one.get("supertip"))) <= MOST_SUPERTIP for one in buttons(tab))


def test_the_tab_of_the_self_contained_workbook_may_hide_and_shares_no_callback_with_the_add_in() -> None:
    text = ribbon_xml(BOOK_MODULE, hides=True)
    assert 'getVisible="ClientbaseBook.ShowTab"' in text
    assert ADDIN_MODULE not in text
    assert "getVisible" not in ribbon_xml(ADDIN_MODULE)
