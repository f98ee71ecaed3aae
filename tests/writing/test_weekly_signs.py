"""Warning signs, gaps of the FBS and the diagnosis on the head's page (METHOD sections 14, 15, 18, 19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from clientbase_xl.rules.fbs_week import FbsGap, FbsWeek
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.warning_signs import WARNING_SIGNS
from clientbase_xl.writing.weekly import write_weekly
from clientbase_xl.writing.weekly_content import WeeklyContent
from clientbase_xl.writing.weekly_paper import LAST, MOST_LINES, Place
from clientbase_xl.writing.widths import wrapped_lines
from tests.support.opened import opened
from tests.support.weekly_method_sample import diagnosis, fbs_week, signs
from tests.support.weekly_sample import PEOPLE, empty, weekly_content

pytestmark = pytest.mark.long

SIGNS, GAPS, ANSWERS = "Тревожные признаки", "FBS: 23–29 ноября", "Диагностика"
WEEK = FbsWeek(date(2026, 11, 23), (), (), 19)
BAD = "FFFBE3D6"


def write(folder: Path, content: WeeklyContent) -> Workbook:
    """Write a week and open it."""
    write_weekly(folder / "Неделя.xlsx", content)
    return opened(folder / "Неделя.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return a week with the three blocks and room for all their rows."""
    content = weekly_content(warning_signs=signs(), fbs_week=fbs_week(PEOPLE), diagnosis=diagnosis())
    return write(tmp_path_factory.mktemp("weekly"), content)


def block(book: Workbook, name: str) -> list[list[object]]:
    """Return the rows under a heading with its remark; empty cells left out."""
    page = book["Отдел"]
    start = next(cell.row for cell in page["A"] if str(cell.value).replace("\xa0", " ") == name)
    found = []
    for row in page.iter_rows(min_row=start, values_only=True):
        if row[0] is None:
            break
        found.append([str(value).replace("\xa0", " ") for value in row if value is not None])
    return found


def fill(book: Workbook, text: str) -> str:
    """Return the colour of the cell that begins with a text."""
    cell = next(cell for cell in book["Отдел"]["A"] if str(cell.value).replace("\xa0", " ").startswith(text))
    return str(cell.fill.fgColor.rgb)


def test_a_pair_that_warns_has_a_row_with_cause_and_loss_and_the_others_a_line(book: Workbook) -> None:
    heading, warned, calm, unknown = block(book, SIGNS)
    assert heading == [SIGNS, "предупреждений: 2"]
    assert warned == [
        "Тотальное снижение цены → резкое падение рентабельности",
        "Начато скидок: за 3 мес. 14, за столько же до них 7 (+100 %), порог 50 %; "
        "средняя скидка: за 3 мес. 5 %, за столько же до них 5 % (0 п.п.), порог 2 п.п.",
        "Рентабельность: август – октябрь 2026 19 %, год назад 22 % (−3 п.п.), порог 3 п.п.",
    ]
    assert calm[0].startswith("Спокойно: контактов на менеджера — за 4 нед. 2,4 в рабочий день")
    assert unknown[0].startswith("Нет данных: оборот вне целевого сегмента — целевой сегмент не отмечен")
    assert fill(book, warned[0]) == BAD


def test_of_a_pair_the_side_that_warns_stands_out_and_an_unknown_figure_has_no_threshold(tmp_path: Path) -> None:
    found = signs()
    is_loss = found["measure"] == "Рентабельность"
    found.loc[is_loss, "is_warning"] = pd.NA
    found.loc[is_loss, "reason"] = "валовая прибыль не известна"
    made = write(tmp_path, weekly_content(warning_signs=found))
    _, (pair, cause, loss), *_ = block(made, SIGNS)
    assert loss == "Рентабельность: валовая прибыль не известна"
    fills = {
        str(cell.value).replace("\xa0", " "): str(cell.fill.fgColor.rgb)
        for row in made["Отдел"].iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert (fills[pair], fills[cause]) == (BAD, BAD)
    assert fills[loss] != BAD


def test_a_pair_with_one_figure_fills_the_row(tmp_path: Path) -> None:
    found = signs()
    found["is_warning"] = found["sign"] == "демотивация"
    _, row, *_ = block(write(tmp_path, weekly_content(warning_signs=found)), SIGNS)
    assert row == [
        "Мобилизация персонала продаж → демотивация",
        "Контактов на менеджера: за 4 нед. 2,4 в рабочий день, за 4 нед. до них 2,5 (−4 %), порог 25 %",
    ]


def test_figures_that_are_unknown_for_one_reason_say_it_once(tmp_path: Path) -> None:
    found = signs()
    found["is_warning"] = pd.NA
    found["reason"] = found["reason"].mask(found["side"] == "отчего", "в «Скидка» ничего не записано")
    _, line = block(write(tmp_path, weekly_content(warning_signs=found)), SIGNS)
    assert line[0].startswith(
        "Нет данных: начато скидок, средняя скидка — в «Скидка» ничего не записано; рентабельность"
    )


def test_without_a_warning_the_block_says_so(tmp_path: Path) -> None:
    calm = signs().query("is_warning == False")
    heading, line = block(write(tmp_path, weekly_content(warning_signs=calm)), SIGNS)
    assert heading == [SIGNS, "предупреждений нет"]
    assert line[0].startswith("Спокойно: ")


def test_uncovered_functions_stand_out_and_come_before_what_somebody_takes_over(book: Workbook) -> None:
    heading, first, second, third, nobody = block(book, GAPS)
    assert heading == [GAPS, "без прикрытия 2 из 19 функций; показаны все: 3"]
    assert first[0] == "23–24 ноября нет: Иванова Анна, Иванова Анна"
    assert first[1].startswith("без прикрытия: «Холодные звонки» (Высший), «Приём заявок» (Высший); замещает Волков")
    assert second[1].startswith("замещает Волков Егор: «Регулярный аудит отношений с клиентами 0», «")
    assert "и ещё 7; замещает Иванова Анна: " in second[1]
    assert nobody == ["Некому и без отпусков (лист «FBS матрица»): «Сервис и решение проблем» (Средний)."]
    assert fill(book, first[0]) == BAD
    assert fill(book, third[0]) != BAD


def test_a_week_in_which_all_is_covered_says_so(tmp_path: Path) -> None:
    heading, line = block(write(tmp_path, weekly_content(fbs_week=WEEK)), GAPS)
    assert heading == [GAPS, "все функции прикрыты"]
    assert line[0].startswith("Подменять никого не надо")


def test_substitutions_without_a_gap_are_listed_and_all_is_covered(tmp_path: Path) -> None:
    gap = FbsGap(("Иванова Анна",), date(2026, 11, 30), date(2026, 12, 1), (), (("Петров Борис", ((1, "Звонки"),)),))
    heading, row = block(write(tmp_path, weekly_content(fbs_week=replace(WEEK, gaps=(gap,)))), GAPS)
    assert heading[1] == "все функции прикрыты; показаны все: 1"
    assert row == ["30 ноября – 1 декабря нет: Иванова Анна", "замещает Петров Борис: «Звонки» (Высший)"]


def test_more_than_four_people_away_together_are_counted(tmp_path: Path) -> None:
    people = tuple(f"Сотрудник {number}" for number in range(6))
    gap = FbsGap(people, date(2026, 11, 23), date(2026, 11, 23), ((3, "Отчёты"),), ())
    rows = block(write(tmp_path, weekly_content(fbs_week=replace(WEEK, gaps=(gap,)))), GAPS)
    assert rows[1][0] == "23 ноября нет: Сотрудник 0, Сотрудник 1, Сотрудник 2, Сотрудник 3 и ещё 2"


def test_a_row_names_fewer_functions_rather_than_be_cut_off(tmp_path: Path) -> None:
    name = "Напоминания об оплате, работа с просроченной дебиторской задолженностью"
    functions = tuple((1, f"{name} {number}") for number in range(4))
    people = tuple((f"Константинопольская Александра Владимировна {number}", functions) for number in range(3))
    gap = FbsGap(("Анна",), date(2026, 11, 23), date(2026, 11, 23), functions, people)
    row = block(write(tmp_path, weekly_content(fbs_week=replace(WEEK, gaps=(gap,)))), GAPS)[1]
    assert row[1].count("«Напоминания") >= 1
    assert row[1].endswith("замещает Константинопольская Александра Владимировна 2: 4 функции")
    assert wrapped_lines(row[1], Place(2, LAST, is_small=True).width) <= MOST_LINES


def test_the_diagnosis_shows_what_the_base_contradicts_then_the_symptoms(book: Workbook) -> None:
    heading, columns, *rows = block(book, ANSWERS)
    assert heading == [ANSWERS, "симптомов 5, расхождений с базой 1; показаны все: 5"]
    assert columns == ["Вопрос", "Вы", "База", "Почему"]
    assert [row[0][:2] for row in rows] == ["8.", "2.", "3.", "4.", "5."]
    assert rows[0][1:3] == ["нет", "да"]
    assert rows[1][1:3] == ["—", "да"]


def test_a_diagnosis_without_symptoms_is_one_line_and_an_unanswered_one_none(tmp_path: Path) -> None:
    table = diagnosis().assign(symptom="нет", agreement="сходится")
    assert block(write(tmp_path, weekly_content(diagnosis=table)), ANSWERS)[0] == [
        ANSWERS,
        "симптомов и расхождений с базой нет",
    ]
    silent = table.assign(symptom=None, agreement="нет данных")
    texts = [cell.value for cell in write(tmp_path, weekly_content(diagnosis=silent))["Отдел"]["A"]]
    assert ANSWERS not in texts


@pytest.mark.parametrize(
    "parts", [{}, {"warning_signs": empty(WARNING_SIGNS), "diagnosis": empty(DIAGNOSIS), "fbs_week": None}]
)
def test_without_data_the_blocks_are_left_out_and_managers_never_have_them(
    tmp_path: Path, book: Workbook, parts: dict[str, pd.DataFrame | None]
) -> None:
    without = write(tmp_path, weekly_content(**parts))
    for page in (without["Отдел"], *(book[name] for name in PEOPLE)):
        assert not {SIGNS, GAPS, ANSWERS} & {str(cell.value).replace("\xa0", " ") for cell in page["A"]}
