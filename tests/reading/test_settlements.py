"""Layout F: settlements reconcile row by row, and give debts, limits and open documents of clients."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import ReadCards, read_export
from clientbase_xl.reading.open_debts import OpenDebt, OpenDocument
from clientbase_xl.reading.reports import settlements as reader
from clientbase_xl.reading.reports.settlement_header import foreign_money_in
from tests.support.drawn_report import DrawnReport
from tests.support.reports_f import GROUPINGS, Entry, sample, settlements

GOLDEN = Path(__file__).parent / "golden_reports"
TWO = GROUPINGS[:2]
DAMAGE = (None, "", " ", "x", "-5", "1 000,5", -7.0, 1e15, 0.005, "€")
MORE = ((3000.25, 50_000, 14), (None, 0, None), (None, None, 30))


def read(report: DrawnReport, tmp_path: Path) -> ReadCards:
    found = read_export(report.write(tmp_path / "ведомость.xlsx"))
    assert isinstance(found, ReadCards)
    return found


def debts(report: DrawnReport, tmp_path: Path) -> dict[str, OpenDebt]:
    found = read(report, tmp_path).open_debts
    assert found is not None
    return dict(found.by_client)


def refusal(report: DrawnReport, tmp_path: Path) -> str:
    with pytest.raises(BadFile) as caught:
        read(report, tmp_path)
    return str(caught.value)


def as_text(found: ReadCards) -> str:
    assert found.open_debts is not None
    lines = [f"на {found.open_debts.as_of}", f"прочитано {found.count_read}"]
    for row in found.cards.itertuples(index=False):
        lines.append("; ".join("" if pd.isna(cell) else str(cell) for cell in row))
        debt = found.open_debts.by_client[str(row[0])]
        lines.append(f"  строка {debt.row_number}, долг {debt.debt_rub}")
        lines += [f"  {one.day} {one.open_rub} отсрочка {one.delay_days}" for one in debt.documents or ()]
    return "\n".join([*lines, *(one.sentence() for one in found.problems)]) + "\n"


@pytest.mark.parametrize("by_spaces", [False, True])
def test_settlements_give_the_debts_beside_them(tmp_path: Path, by_spaces: bool) -> None:
    report = settlements(
        [Entry(one.name, below=one.below, more=more) for one, more in zip(sample(), MORE, strict=True)],
        more=("Просрочено, руб.", "Кредитный лимит", "Отсрочка, дней"),
        total_more=(3000.25,),
        by_spaces=by_spaces,
    )
    found = as_text(read(report, tmp_path))
    assert found == (GOLDEN / "settlements.txt").read_text(encoding="utf-8")


def test_without_levels_they_are_restored_by_sums(tmp_path: Path) -> None:
    with_levels = debts(settlements(sample()), tmp_path)
    assert debts(settlements(sample()).flat(), tmp_path) == with_levels


@pytest.mark.parametrize("name", ["Договор № {}", "Реализация 00{} от 0{}.01.2026"])
def test_without_levels_rows_that_cancel_out_are_refused_and_never_become_clients(tmp_path: Path, name: str) -> None:
    balances = ((10.0, 0.0), (0.0, 5.0), (0.0, -5.0))
    below = [Entry(name.format(turn, turn), *one) for turn, one in enumerate(balances, 1)]
    deep = below if "Договор" in name else [Entry("Основной договор", below=below)]
    report = settlements([Entry("ООО «Ромашка»", below=deep), *sample()[1:]], groupings=())
    assert "ООО «Ромашка»" in debts(report, tmp_path)
    assert "встаёт рядом с контрагентами" in refusal(report.flat(), tmp_path)


def test_a_closing_balance_that_does_not_follow_is_refused_with_row_and_difference(tmp_path: Path) -> None:
    report = settlements(sample())
    report.rows[report.find("Реализация 000050 от 01.03.2026")][4] = 950.01
    text = refusal(report, tmp_path)
    assert "строка 21 «Реализация 000050 от 01.03.2026»" in text
    assert "«нач. остаток» + «приход» − «расход» = 950,00, а «кон. остаток» 950,01, разница 0,01" in text


def test_a_total_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    report = settlements(sample())
    total = report.rows[report.find("Итого")]
    total[2], total[4] = float(str(total[2])) + 5, float(str(total[4])) + 5
    text = refusal(report, tmp_path)
    assert (
        "строка «Итого», строка 22, столбец «приход»: в отчёте 2 855,10, сумма строк отчёта 2 850,10"
        in text.replace("\u00a0", " ")
    )


def test_a_group_that_is_not_the_sum_of_its_rows_is_refused(tmp_path: Path) -> None:
    report = settlements(sample())
    row = report.rows[report.find("Основной договор")]
    row[1], row[4] = 1.0, 701.1
    assert "группа «" in refusal(report, tmp_path)


@pytest.mark.parametrize("what", ["total", "rows"])
def test_a_report_without_a_total_or_without_rows_is_refused(tmp_path: Path, what: str) -> None:
    report = settlements(sample() if what == "total" else [])
    if what == "total":
        report.drop(report.find("Итого"))
    assert {"total": "нет строки «Итого»", "rows": "нет ни одного контрагента"}[what] in refusal(report, tmp_path)


def test_advances_are_debts_below_zero(tmp_path: Path) -> None:
    debt = debts(settlements(sample()), tmp_path)["Ладья ООО"]
    assert debt.debt_rub == Decimal("-300.00")
    assert debt.documents == (OpenDocument(date(2026, 3, 10), Decimal("-300.00")),)


def test_a_client_under_two_contracts_is_one_client(tmp_path: Path) -> None:
    rows = [
        Entry("Договор А", below=[Entry("ООО «Ромашка»", 100, 50, more=(10, 500)), Entry("Ладья", 0, 5, more=(0, 7))]),
        Entry("Договор Б", below=[Entry("ООО «Ромашка»", 0, 20, 30, more=(0, 300))]),
    ]
    report = settlements(
        rows, groupings=("Договор контрагента", "Контрагент"), more=("Долг просрочен", "Допустимая задолженность")
    )
    found = read(report, tmp_path)
    assert found.cards.to_dict("records") == [
        {
            "client_code": "ООО «Ромашка»",
            "client_name": "ООО «Ромашка»",
            "credit_limit_rub": 800.0,
            "overdue_rub": 10.0,
        },
        {"client_code": "Ладья", "client_name": "Ладья", "credit_limit_rub": 7.0, "overdue_rub": 0.0},
    ]
    assert found.open_debts is not None
    assert found.open_debts.by_client["ООО «Ромашка»"].debt_rub == Decimal("140.00")


def test_two_clients_of_one_name_are_set_aside(tmp_path: Path) -> None:
    rows = [Entry("Ладья", 1, more=(1,)), Entry("Заря", 2, more=(2,)), Entry("Ладья", 3, more=(0,))]
    found = read(settlements(rows, groupings=("Контрагент",), more=("Просрочено",)), tmp_path)
    assert found.cards["client_name"].tolist() == ["Заря"]
    (problem,) = found.problems
    assert "несколько раз (строки 10, 12)" in problem.message


@pytest.mark.parametrize("contract", ["Договор 7 (USD)", "Договор в у.е.", "Контракт, евро", "Договор $"])
def test_a_contract_in_other_money_sets_its_client_aside(tmp_path: Path, contract: str) -> None:
    rows = [Entry("Ладья", below=[Entry(contract, 5, more=(5,)), Entry("Договор 8", 6)]), Entry("Заря", 1)]
    report = settlements(rows, groupings=TWO, more=("Просрочено",), indicators="Показатели: Сумма взаиморасчетов;")
    for name in ("Ладья", contract):
        report.rows[report.find(name)][5:] = [5]
    found = read(report, tmp_path)
    assert found.cards["client_name"].tolist() == ["Заря"]
    assert contract in found.problems[0].message


def test_where_the_report_is_in_roubles_the_money_of_contracts_does_not_matter(tmp_path: Path) -> None:
    rows = [Entry("Ладья", below=[Entry("Договор 7 (USD)", 5)])]
    found = read(settlements(rows, groupings=TWO, more=("Просрочено",)), tmp_path)
    assert found.cards["client_name"].tolist() == ["Ладья"]


def test_a_report_in_other_money_is_refused(tmp_path: Path) -> None:
    report = settlements(sample(), indicators="Показатели: Сумма (USD);")
    assert "в валюте (USD), а не в рублях" in refusal(report, tmp_path)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Договор 5 USD", "USD"),
        ("Договор EUR-12", "EUR"),
        ("в долл. США", "долл."),
        ("Евросеть, основной", ""),
        ("Лира, договор", ""),
        ("try again", ""),
        ("Сумма (руб.), USD по курсу", ""),
        ("ООО УЕЗД", ""),
    ],
)
def test_money_is_told_by_codes_in_capitals_and_whole_words(text: str, word: str) -> None:
    assert foreign_money_in(text) == word


def test_documents_that_only_move_the_balance_say_nothing_of_what_is_open(tmp_path: Path) -> None:
    contract = Entry("Договор", 100, 50, 30)
    report = settlements([Entry("Ладья", below=[contract], more=(7,))], groupings=GROUPINGS, more=("Просрочено",))
    report.rows[report.find("Итого")][5:] = [7]
    place = report.find("Договор") + 1
    moves = [
        ("Реализация 1 от 05.01.2026", 100.0, 50.0, None, 150.0),
        ("Оплата 2 от 07.01.2026", 150.0, None, 30.0, 120.0),
    ]
    for shift, row in enumerate(moves):
        report.rows.insert(place + shift, list(row))
        report.outlines.insert(place + shift, 0)
        report.indents[place + shift, 0] = 4
    assert debts(report, tmp_path)["Ладья"] == OpenDebt("Ладья", 10, Decimal("120.00"), None)
    for shift in range(2):
        report.rows[place + shift][1] = report.rows[place + shift][4] = None
    assert debts(report, tmp_path)["Ладья"].documents is None
    report.rows[place][2] = 51.0
    assert "столбец «приход»" in refusal(report, tmp_path)


def test_the_deferral_of_a_contract_is_that_of_its_documents(tmp_path: Path) -> None:
    rows = [
        Entry("Ладья", more=(30,), below=[
            Entry("Договор 1", more=(7,), below=[Entry("Реализация 1 от 05.01.2026", 10)]),
            Entry("Договор 2", below=[Entry("Реализация 2 от 06.01.2026", 20)]),
        ])
    ]  # fmt: skip
    found = debts(settlements(rows, more=("Дней отсрочки",)), tmp_path)["Ладья"]
    assert found.documents == (
        OpenDocument(date(2026, 1, 5), Decimal("10.00"), 7),
        OpenDocument(date(2026, 1, 6), Decimal("20.00"), 30),
    )


def test_more_overdue_than_owed_is_accepted_and_told(tmp_path: Path) -> None:
    found = read(settlements([Entry("Ладья", 5, more=(7,))], groupings=("Контрагент",), more=("ПДЗ",)), tmp_path)
    assert found.cards["overdue_rub"].tolist() == [7.0]
    assert "Просрочено больше, чем клиент должен (7.00 и 5.00 ₽)" in found.problems[0].message


def test_a_limit_that_some_contracts_lack_is_not_known(tmp_path: Path) -> None:
    rows = [
        Entry("Ладья", below=[Entry("Договор 1", 1, more=(100,)), Entry("Договор 2", 2)]),
        Entry("Заря", 1, more=(5,)),
    ]
    found = read(settlements(rows, groupings=TWO, more=("Лимит",)), tmp_path)
    assert found.cards["credit_limit_rub"].isna().tolist() == [True, False]
    assert "не у всех договоров" in found.problems[0].message


def test_a_limit_that_is_no_number_is_told_and_unknown(tmp_path: Path) -> None:
    rows = [Entry("Ладья", 1, more=("без лимита",)), Entry("Заря", 1, more=("1 000,50",))]
    found = read(settlements(rows, groupings=("Контрагент",), more=("Лимит",)), tmp_path)
    assert found.cards["credit_limit_rub"].tolist()[1] == 1000.5
    assert [one.message for one in found.problems] == ["Не принято значение «без лимита»"]


@pytest.mark.parametrize("rows", [[Entry("Ладья", below=[Entry("Договор № 8 от 01.02.2025", 5)])]])
def test_contracts_with_a_date_are_no_documents_and_nothing_for_cards_is_refused(
    tmp_path: Path, rows: Sequence[Entry]
) -> None:
    assert "нет ничего для карточек" in refusal(settlements(rows, groupings=TWO), tmp_path)
    assert "нет ничего для карточек" in refusal(settlements(rows, groupings=()), tmp_path)


def test_folders_of_clients_and_a_report_without_clients_are_refused(tmp_path: Path) -> None:
    rows = [Entry("Опт", below=[Entry("Ладья", below=[Entry("Договор", 5)])])]
    assert "контрагенты разложены по папкам" in refusal(settlements(rows, groupings=TWO), tmp_path)
    assert "сгруппированы без контрагентов" in refusal(settlements(rows, groupings=("Организация",)), tmp_path)


def test_rows_whose_client_was_deleted_are_refused(tmp_path: Path) -> None:
    report = settlements(sample())
    report.drop(report.find("ООО «Ромашка»"))
    text = refusal(report, tmp_path)
    assert "строка 11 «Реализация товаров 000007 от 20.12.2025 12:00:00» не относится ни к одному контрагенту" in text


def test_a_text_among_the_figures_is_refused(tmp_path: Path) -> None:
    report = settlements(sample())
    report.rows[report.find("Основной договор")][2] = "много"
    assert "вместо числа" in refusal(report, tmp_path)


def test_the_same_columns_of_a_report_on_goods_are_not_settlements() -> None:
    report = settlements(sample())
    report.rows[0][0] = "Ведомость по товарам на складах"
    assert not reader.identify(report.peek())
    assert reader.identify(settlements(sample()).peek())


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_refused_or_told_and_never_breaks_the_reader(seed: int) -> None:
    draw = random.Random(seed)
    rows = [Entry(one.name, below=one.below, more=more) for one, more in zip(sample(), MORE, strict=True)]
    columns = ("Просрочено, руб.", "Кредитный лимит", "Отсрочка, дней")
    report = settlements(rows, more=columns, total_more=(3000.25,))
    whole = sum((one.balances()[3] for one in rows), 0.0)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(report.rows))
        cells = report.rows[place]
        if draw.random() < 0.2:
            report.drop(place)
        elif cells:
            cells[draw.randrange(len(cells))] = draw.choice(
                [None, "", " ", "x", "-5", "1 000,5", -7.0, 1e15, 0.005, "€"]
            )
    try:
        found = reader.READER.read(report.grid(), "в.xlsx")
    except BadFile:
        return
    assert found.open_debts is not None
    read_rub = sum(debt.debt_rub for debt in found.open_debts.by_client.values())
    assert found.problems or read_rub == Decimal(str(round(whole, 2)))
