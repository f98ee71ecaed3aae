"""A report of settlements changes overdue debts and limits of the cards that it names, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import add_user
from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Severity
from clientbase_xl.schemas.users import ADMINISTRATOR, MANAGER
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from tests.support.engines import Engine
from tests.support.office import NOW
from tests.support.reports_f import Entry, sample, settlements

CARDS = (
    "Код;Клиент;Менеджер;Отсрочка, дн.;Кредитный лимит, ₽;Просрочено (ПДЗ), ₽\n"
    "К1;Ромашка;Ветров;14;10000;\n"
    "К2;ООО «Ладья»;Градова;;;77\n"
    "К3;Ветрова А. А. ИП;Ветров;30;;\n"
    "К4;Заря;Ветров;;;500\n"
)


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    base = engine.init(tmp_path / "база", at=NOW)
    (tmp_path / "карточки.csv").write_text(CARDS, encoding="utf-8")
    bring(base, tmp_path / "карточки.csv")
    return base


def bring(base: Base, *files: Path, user: str = "тест") -> ImportOutcome:
    order = ImportOrder(files, "1С", vat="без НДС")
    vat = ("без НДС", "без НДС")
    return import_files(base, order, now=NOW, user=user, confirm=lambda _: True, ask_vat=lambda _: vat)[-1]


def report(folder: Path, entries: Sequence[Entry], **more: object) -> Path:
    return settlements(entries, **more).write(folder / "ведомость.xlsx")  # type: ignore[arg-type]


def card(base: Base, code: str) -> tuple[float | None, float | None]:
    """Return the overdue debt and the limit of a card."""
    row = read_cards(base).set_index("client_code").loc[code]
    return tuple(None if pd.isna(row[key]) else float(row[key]) for key in ("overdue_rub", "credit_limit_rub"))  # type: ignore[return-value]


def test_documents_and_the_deferral_of_the_cards_give_the_overdue_debt(base: Base, tmp_path: Path) -> None:
    before = read_cards(base).drop(columns="overdue_rub")
    outcome = bring(base, report(tmp_path, sample()))
    assert (outcome.kind, outcome.count_read, outcome.count_accepted) == ("долги и лимиты клиентов", 3, 3)
    # 20.12 + 14 and 03.02 + 14 days are past on 31.03, 25.03 + 14 is not: 3 000.25 + 1 200.
    assert card(base, "К1") == (4200.25, 10000.0)
    # He paid ahead: nothing is overdue, whatever the card said; 01.03 + 30 days is the last day itself.
    assert card(base, "К2") == (0.0, None)
    assert card(base, "К3") == (0.0, None)
    pd.testing.assert_frame_equal(read_cards(base).drop(columns="overdue_rub"), before)
    (notice,) = outcome.problems
    assert (notice.severity, notice.count, notice.value) == (Severity.NOTICE, 1, "Заря")
    assert card(base, "К4") == (500.0, None)


def test_what_the_report_says_of_overdue_and_limits_is_taken(base: Base, tmp_path: Path) -> None:
    entries = [Entry("ООО «Ромашка»", 900, more=(100.5, 20_000)), Entry("Ладья", 5, more=(None, None))]
    path = report(tmp_path, entries, groupings=("Контрагент",), more=("Просрочено", "Кредитный лимит"))
    bring(base, path)
    assert card(base, "К1") == (100.5, 20000.0)
    assert card(base, "К2") == (0.0, None)
    again = bring(base, path)
    assert (again.count_accepted, card(base, "К1")) == (2, (100.5, 20000.0))


def test_names_without_a_card_create_none_and_are_listed_with_a_remedy(base: Base, tmp_path: Path) -> None:
    entries = [Entry("Незнакомка", 5, more=(1,)), Entry("Ромашка", 5, more=(2,))]
    outcome = bring(base, report(tmp_path, entries, groupings=("Контрагент",), more=("Просрочено",)))
    assert read_cards(base)["client_code"].tolist() == ["К1", "К2", "К3", "К4"]
    assert outcome.excluded == {"нет карточки с таким именем": 1}
    problem = outcome.problems[0]
    assert (problem.value, problem.row) == ("Незнакомка", 10)
    assert "заведите" in problem.remedy
    assert card(base, "К1")[0] == 2.0


def test_one_name_of_two_cards_and_two_names_of_one_card_are_set_aside(base: Base, tmp_path: Path) -> None:
    (tmp_path / "ещё.csv").write_text("Код;Клиент;Менеджер\nК5;ООО «Заря»;Ветров\n", encoding="utf-8")
    bring(base, tmp_path / "ещё.csv")
    names = ("Заря", "Ромашка", "Ромашка ООО", "Ладья")
    entries = [Entry(name, 5, more=(3,)) for name in names]
    outcome = bring(base, report(tmp_path, entries, groupings=("Контрагент",), more=("Просрочено",)))
    assert outcome.excluded == {"имя нескольких карточек": 1, "несколько имён одной карточки": 2}
    assert [problem.value for problem in outcome.problems] == ["Заря", "Ромашка", "Ромашка ООО", "Заря"]
    assert (card(base, "К1")[0], card(base, "К2")[0], card(base, "К4")[0]) == (None, 3.0, 500.0)


@pytest.mark.parametrize(
    ("entry", "more", "message"),
    [
        (Entry("Ладья", below=[Entry("Договор", below=[Entry("Реализация 1 от 05.01.2026", 5)])]), {}, "нет отсрочки"),
        (
            Entry("Ромашка", below=[Entry("Договор", below=[Entry("Реализация 1 от 05.01.2026", 5)])]),
            {"period": ""},
            "нет периода",
        ),
        (
            Entry("Ромашка", below=[Entry("Договор", below=[Entry("Реализация без даты", 5)])]),
            {},
            "не разложен по документам",
        ),
    ],
)
def test_why_an_overdue_debt_is_not_known_is_told(
    base: Base, tmp_path: Path, entry: Entry, more: dict[str, object], message: str
) -> None:
    known = Entry("ИП Ветрова А. А.", below=[Entry("Договор", below=[Entry("Оплата 1 от 05.01.2026", 0, 0, 5)])])
    outcome = bring(base, report(tmp_path, [entry, known], **more))
    assert outcome.excluded == {"ни просрочка, ни лимит не известны": 1}
    (problem,) = [one for one in outcome.problems if one.value == entry.name]
    assert message in problem.message
    assert card(base, "К3")[0] == 0.0


def test_a_report_that_names_no_card_is_refused_and_changes_nothing(base: Base, tmp_path: Path) -> None:
    before = read_cards(base)
    with pytest.raises(BadFile, match="ни одной карточке ничего не досталось: нет карточки с таким именем — 1"):
        bring(base, report(tmp_path, [Entry("Незнакомка", 5, more=(1,))], more=("Просрочено",)))
    pd.testing.assert_frame_equal(read_cards(base), before)


def test_cards_sales_and_debts_of_one_call_meet(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "новая", at=NOW)
    sales = tmp_path / "продажи.csv"
    sales.write_text("Дата;Контрагент;Товар;Количество;Сумма\n01.03.2026;Ладья, ООО;Сок;1;10\n", encoding="utf-8")
    cards = tmp_path / "карточки.csv"
    cards.write_text(CARDS, encoding="utf-8")
    entries = [Entry("ООО «Ладья»", 5, more=(4,)), Entry("Ромашка", 7, more=(6,))]
    path = report(tmp_path, entries, groupings=("Контрагент",), more=("Просрочено",))
    bring(base, path, sales, cards)
    assert read_cards(base)["client_code"].tolist() == ["К1", "К2", "К3", "К4"]
    assert (card(base, "К2")[0], card(base, "К1")[0]) == (4.0, 6.0)


def test_a_report_of_a_manager_becomes_requests(base: Base, tmp_path: Path) -> None:
    add_user(base, "Админ", ADMINISTRATOR, at=NOW, by="Админ")
    add_user(base, "Ветров", MANAGER, at=NOW, by="Админ", manager="Ветров")
    entries = [Entry("Ромашка", 900, more=(100.5,)), Entry("Ладья", 7, more=(1,))]
    path = report(tmp_path, entries, groupings=("Контрагент",), more=("Просрочено",))
    outcome = bring(base, path, user="Ветров")
    assert card(base, "К1")[0] is None
    requests = list_requests(base)
    assert [(one.change.row_key, one.change.column_key, one.change.new) for one in requests] == [
        (("К1",), "overdue_rub", "100.5")
    ]
    assert any("Ждут решения" in problem.message for problem in outcome.problems)
