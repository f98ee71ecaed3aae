"""Acts of reconciliation: made once, kept, compared (METHOD section 7)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.reconciliations import read_acts
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.workflows.print_act import print_act
from clientbase_xl.workflows.reconcile import KeptAct, reconcile, require_known
from clientbase_xl.workflows.reconcile_words import act_lines, shown_act
from tests.support.governed import NOON, change, put
from tests.support.office import TODAY, Office

pytestmark = pytest.mark.long

JUNE = date(2026, 6, 1)


def act(office: Office, on: date = JUNE, user: str = "тест", today: date = TODAY) -> KeptAct:
    """Make or fetch the act of a day."""
    return reconcile(office.base, on, today, now=office.now(), user=user)


def told(kept: KeptAct) -> str:
    """Return what a person is told of an act."""
    return "\n".join(act_lines(shown_act(kept)))


def test_an_act_holds_every_client_once_and_is_journalled(office: Office) -> None:
    made = act(office)
    assert made.is_new
    assert made.figures["client_code"].tolist() == ["1", "2", "3"]
    assert made.act.entry_id == head(office.base)[0] - 1, "the act knows the entry before its own"
    assert office.is_whole()
    (again,) = read_acts(office.base)
    assert again == made.act


def test_the_same_act_again_changes_nothing(office: Office) -> None:
    act(office)
    before = head(office.base)
    again = act(office)
    assert (again.is_new, again.changed, head(office.base)) == (False, (), before)
    assert "уже составлен" in told(again)


def test_what_has_changed_since_is_named_and_the_act_stays(office: Office) -> None:
    first = act(office)
    put(office.base, change("1", "phone", None, "8 900"))
    again = act(office)
    assert again.changed == ("1",)
    assert again.figures.equals(first.figures)
    assert "изменилось у клиентов: 1 (1)" in told(again)


def test_no_door_changes_an_act(office: Office) -> None:
    old = act(office).figures.set_index("client_code").loc["1", "missing"]
    wrong = Change("reconciliation_figures", ("1", "2026-06-01"), "missing", str(old), "ничего")
    for change_of_act in (wrong, wrong._replace(new=None)):
        with pytest.raises(BadUse, match="акт не меняют"):
            put(office.base, change_of_act)


def test_a_later_act_is_compared_with_the_one_before(office: Office) -> None:
    act(office, JUNE)
    put(office.base, change("1", "phone", None, "8 900"), change("2", "is_archived", None, "да"))
    later = act(office, JUNE + timedelta(days=5), today=JUNE + timedelta(days=5))
    assert later.before is not None
    assert later.before.reconciled_on == JUNE
    found = later.difference
    assert found is not None
    assert (found.count_new, found.count_gone, found.count_up, found.count_down) == (0, 1, 1, 0)
    assert found.gone["client_code"].tolist() == ["2"]
    assert "С акта от 01.06.2026: выбыло 1, полнота выше у 1." in told(later)
    (paper,) = print_act(office.base, later, office.folder / "акт.xlsx")
    book = openpyxl.load_workbook(paper)
    heads, first, *_ = book["Клиенты"].iter_rows(min_row=3, values_only=True)
    assert "полнота +" in str(first[heads.index("С прошлого акта")])
    heads, gone = book["Выбыли"].iter_rows(min_row=3, values_only=True)
    assert (gone[0], gone[heads.index("Почему выбыл")]) == ("2", "в архиве")


def test_acts_are_made_in_their_order_and_not_ahead(office: Office) -> None:
    act(office)
    with pytest.raises(BadUse, match=r"более позднего дня, 01\.06\.2026"):
        act(office, date(2026, 5, 1))
    with pytest.raises(BadUse, match="ещё не наступил"):
        act(office, TODAY + timedelta(days=1))


def test_a_day_before_the_first_sale_is_refused_and_what_an_act_knows_is_said(office: Office) -> None:
    with pytest.raises(BadUse, match=r"первая — 01\.02\.2026"):
        act(office, date(2026, 2, 1))
    assert read_acts(office.base) == []
    later = told(act(office, date(2026, 2, 2)))
    assert "Продажи — до 02.02.2026, карточки и ПК — на 01.06.2026." in later


def test_nothing_is_reconciled_in_a_base_without_clients(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "база", at=NOON, by="тест")
    with pytest.raises(BadUse, match="сверять нечего"):
        reconcile(base, JUNE, TODAY, now=NOON, user="тест")
    assert read_acts(base) == []


def test_a_manager_whom_nobody_knows_is_refused_with_those_there_are(office: Office) -> None:
    require_known(office.base, JUNE, "Ветров")
    with pytest.raises(BadUse, match="Менеджера «Никто» в базе нет") as refused:
        require_known(office.base, JUNE, "Никто")
    assert refused.value.allowed == "Ветров, Градова"


def test_who_came_later_is_not_in_an_act_of_the_past(office: Office) -> None:
    made = act(office, date(2026, 3, 1))
    assert made.figures["client_code"].tolist() == ["3"]


def test_a_manager_sees_an_act_and_makes_none(team: Office) -> None:
    with pytest.raises(BadUse, match="составляет не менеджер"):
        act(team, user="ветров")
    act(team, user="шеф")
    shown = shown_act(act(team, user="ветров"), "Ветров")
    assert {row["manager"] for row in shown.clients} == {"Ветров"}
    assert shown.difference == {}


def test_the_list_of_prospects_is_reconciled_once_after_its_day(office: Office) -> None:
    first = act(office, date(2026, 3, 1))
    second = act(office, date(2026, 4, 1))
    assert (first.prospects is None, second.prospects is None) == (False, True)
