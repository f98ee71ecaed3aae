"""The weekly workbook read back by another library: what stands where, as values only."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.rules.week_state import week_state
from clientbase_xl.rules.week_summary import week_summary
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.facts import FACTS, MANAGER_MONTHS, MANAGER_WEEKS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.start import START
from clientbase_xl.schemas.week import WEEK, WEEK_CHANGES
from clientbase_xl.settings import Settings, WeeklySettings
from clientbase_xl.writing.weekly import write_weekly
from clientbase_xl.writing.weekly_content import WeeklyContent
from clientbase_xl.writing.weekly_indicators import CATEGORIES, MOVES
from clientbase_xl.writing.weekly_ranking import ranked_columns
from tests.support.opened import opened
from tests.support.weekly_sample import PEOPLE, TODAY, changes, empty, reactivation, week_table, weekly_content

pytestmark = pytest.mark.long


def write(tmp_path: Path, content: WeeklyContent) -> Path:
    """Write a week and return its file."""
    path = tmp_path / "Неделя.xlsx"
    write_weekly(path, content)
    return path


def rows_under(sheet: Worksheet, section: str) -> list[dict[str, object]]:
    """Return the rows of a block as heading → value, without its empty cells."""
    start = next(cell.row for cell in sheet["A"] if cell.value == section)
    headings = {cell.column: cell.value for cell in sheet[start + 1] if cell.value is not None}
    found = []
    for row in sheet.iter_rows(min_row=start + 2):
        if row[0].value is None:
            break
        found.append({headings[cell.column]: cell.value for cell in row if cell.column in headings})
    return found


def texts(sheet: Worksheet) -> set[str]:
    """Return every text of a sheet."""
    return {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}


def part(path: Path, name: str) -> str:
    """Return one part of the file as text."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_there_is_a_sheet_for_the_head_and_one_for_each_manager(tmp_path: Path) -> None:
    book = opened(write(tmp_path, weekly_content()))
    assert book.sheetnames == ["Отдел", *PEOPLE, "Оборот по неделям"]
    assert book.active is not None
    assert book.active.title == "Отдел"


def test_nothing_is_a_formula(tmp_path: Path) -> None:
    path = write(tmp_path, weekly_content())
    for sheet in opened(path):
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_page_says_which_week_and_where_the_numbers_come_from(tmp_path: Path) -> None:
    sheet = opened(write(tmp_path, weekly_content()))["Иванова Анна"]
    assert sheet["A1"].value == "Иванова Анна"
    assert "Неделя 47: 16–22 ноября 2026 г." in texts(sheet)
    assert str(sheet["A2"].value).split("; ") == [
        "На 21.11.2026",
        "последняя продажа в базе 20.11.2026",
        "сравнение: те же правила на 14.11.2026",
        "неделя не закончена.",
    ]


def test_a_week_that_is_over_is_not_called_open(tmp_path: Path) -> None:
    monday_after = dt.date(2026, 11, 23)
    sheet = opened(write(tmp_path, weekly_content(today=monday_after, last_sale_on=None)))["Отдел"]
    assert sheet["A2"].value == "На 23.11.2026; сравнение: те же правила на 16.11.2026."


def test_an_indicator_stands_with_a_week_ago_the_change_and_its_note(tmp_path: Path) -> None:
    sheet = opened(write(tmp_path, weekly_content()))["Отдел"]
    assert rows_under(sheet, "Показатели")[0] == {
        "Показатель": "Оборот последней полной недели",
        "Сейчас": 1_900_000,
        "Неделю назад": 2_150_000,
        "Изменение": -250_000,
        "Пояснение": "09.11.2026–15.11.2026 против недели раньше",
    }


def test_what_is_not_known_is_said_and_what_has_no_last_week_is_a_dash(tmp_path: Path) -> None:
    sheet = opened(write(tmp_path, weekly_content()))["Отдел"]
    by_name = {row["Показатель"]: row for row in rows_under(sheet, "Показатели")}
    assert by_name["Оборот тех же дней год назад"]["Сейчас"] == "нет данных"
    assert by_name["Оборот недели к дате"]["Неделю назад"] == "—"


@pytest.mark.parametrize(
    ("indicator", "change", "is_marked"),
    [
        ("Оборот последней полной недели", -1.0, True),
        ("Оборот последней полной недели", 1.0, False),
        ("Нулевые клиенты за 30\xa0дн.", 1.0, True),
        ("Нулевые клиенты за 30\xa0дн.", -1.0, False),
        ("Активная база", 0.0, False),
        ("Незнакомый показатель", -1.0, False),
    ],
)
def test_only_a_change_for_the_worse_is_marked(tmp_path: Path, indicator: str, change: float, is_marked: bool) -> None:
    table = pd.DataFrame([("Отдел", indicator, "клиентов", 5.0, 5.0 - change, change, "")], columns=list(WEEK.keys))
    sheet = opened(write(tmp_path, weekly_content((), week_table=table)))["Отдел"]
    row = next(cell.row for cell in sheet["A"] if cell.value == indicator)
    assert (sheet.cell(row, 4).fill.fgColor.rgb == "FFFBE3D6") is is_marked


def test_categories_and_movement_stand_side_by_side_not_in_the_list(tmp_path: Path) -> None:
    sheet = opened(write(tmp_path, weekly_content()))["Отдел"]
    assert not [row for row in rows_under(sheet, "Показатели") if str(row["Показатель"]).startswith("Категория")]
    start = next(cell.row for cell in sheet["A"] if cell.value == "Клиентов по категориям")
    block = [[cell.value for cell in sheet[start + down][1:6]] for down in range(3)]
    assert block == [["A", "B", "C", "D", "E"], [10, 14, 18, 22, 26], [-1, 0, 1, -1, 0]]
    start = next(cell.row for cell in sheet["A"] if cell.value == "Движение за неделю")
    assert [cell.value for cell in sheet[start][1:5]] == ["Новые", "Вернулись", "Уснули", "Ушли"]
    assert [cell.value for cell in sheet[start + 1][1:5]] == [2, 3, 4, 5]


def test_the_head_ranks_managers_by_the_full_week(tmp_path: Path) -> None:
    table = week_table(PEOPLE)
    is_turnover = table["indicator"] == "Оборот последней полной недели"
    order = {person: number for number, person in enumerate(("Орлова Дарья", "Волков Егор", "Иванова Анна"))}
    table.loc[is_turnover, "value"] = [9e6, *(500_000.0 - 100_000 * order.get(person, 3) for person in PEOPLE)]
    sheet = opened(write(tmp_path, weekly_content(week_table=table)))["Отдел"]
    ranked = rows_under(sheet, "Менеджеры")
    assert [row["Менеджер"] for row in ranked] == [
        *order,
        *("Кузнецов Глеб", "Петров Борис", "Сидорова Вера"),  # equal: by name
    ]
    assert ranked[0]["Оборот полной недели, ₽"] == 500_000
    assert {"АА", "Нулевых", "Оборот месяца, ₽", "К неделе раньше, ₽"} <= set(ranked[0])


def test_ranking_and_strips_use_indicators_that_the_rules_make() -> None:
    nothing = week_state(empty(FACTS), empty(CLIENTS), TODAY, Settings())
    made = set(week_summary(nothing, nothing, empty(MANAGER_WEEKS), empty(MANAGER_MONTHS), TODAY)["indicator"])
    assert {indicator for _, indicator, _, _ in ranked_columns(30)} <= made
    assert {*CATEGORIES, *MOVES} <= made


def test_the_call_list_has_telephones_for_the_manager_and_managers_for_the_head(tmp_path: Path) -> None:
    book = opened(write(tmp_path, weekly_content()))
    own = rows_under(book["Петров Борис"], "Реактивация: кому звонить")
    assert len(own) == 6
    assert own[0] == {
        "Клиент": "Торговый дом «Василёк-2-1»",
        "Телефон": "+7 900 000-01-00",
        "Отгрузки в окне, ₽": 598_045.5,
        "Последняя покупка": dt.datetime.combine(TODAY - dt.timedelta(days=67), dt.time()),
        "Молчит, дн.": 67,
        "Кат.": "B",
        "Почему": "За 9 мес. отгружено 598046 ₽; обычно раз в 21 дн., не покупает 67 дн.",
    }
    head = rows_under(book["Отдел"], "Реактивация: кому звонить")
    assert head[0]["Менеджер"] == "Иванова Анна"
    assert "Телефон" not in head[0]


def test_lists_are_as_long_as_the_settings_say_and_the_page_says_of_how_many(tmp_path: Path) -> None:
    settings = WeeklySettings(count_reactivation=2, count_changes=3)
    sheet = opened(write(tmp_path, weekly_content(settings=settings)))["Отдел"]
    assert len(rows_under(sheet, "Реактивация: кому звонить")) == 2
    assert len(rows_under(sheet, "Что изменилось за неделю")) == 3
    assert "показано 3 из 24" in texts(sheet)
    assert any(text.startswith("показано 2 из 36, всего ") for text in texts(sheet))


def test_the_largest_changes_come_first_with_before_after_and_reason(tmp_path: Path) -> None:
    shuffled = changes(PEOPLE).sample(frac=1.0, random_state=3)
    sheet = opened(write(tmp_path, weekly_content(changes=shuffled)))["Отдел"]
    first = rows_under(sheet, "Что изменилось за неделю")[0]
    assert first == {
        "Клиент": "ООО «Ромашка-1-1»",
        "Что случилось": "категория стала ниже",
        "Было → стало": "B → C",
        "Оборот за 12 мес., ₽": 940_000,
        "Менеджер": "Иванова Анна",
        "Почему": "Прибыль за 12 мес. 214 300 ₽: ниже границы 240 000 ₽ уровня «Высокая».",
    }


def test_things_to_do_name_the_sheet_of_the_workbook(tmp_path: Path) -> None:
    first = rows_under(opened(write(tmp_path, weekly_content()))["Отдел"], "Что сделать")[0]
    assert first == {
        "Действие": "Позвонить уснувшим из списка реактивации",
        "Клиентов": 54,
        "₽": 5_280_000,
        "Почему, где в рабочей книге": "Молчат 60–180 дн. (лист «Реактивация»)",
    }


def test_problems_of_the_data_are_counted_on_every_page_as_those_of_the_department(tmp_path: Path) -> None:
    book = opened(write(tmp_path, weekly_content()))
    assert "Проблем в данных: 7. Они названы на листе «Проблемы» рабочей книги." in texts(book["Отдел"])
    for name in PEOPLE:
        assert "Проблем в данных отдела: 7. Они названы на листе «Проблемы» книги отдела." in texts(book[name])


def test_room_left_on_the_page_is_ruled_for_decisions(tmp_path: Path) -> None:
    settings = WeeklySettings(count_reactivation=1, count_changes=1)
    sheet = opened(write(tmp_path, weekly_content(settings=settings)))["Иванова Анна"]
    start = next(cell.row for cell in sheet["A"] if cell.value == "Решения совещания")
    assert [sheet.cell(start + 1, column).value for column in (1, 5, 7)] == ["Что решили", "Кто", "Срок"]
    assert all(cell.value is None for row in sheet.iter_rows(min_row=start + 2) for cell in row)
    assert sheet.cell(start + 2, 1).border.bottom.style == "thin"


@pytest.mark.slow
def test_a_full_page_has_no_lines_for_decisions(tmp_path: Path) -> None:
    people = tuple(f"Менеджер {number}" for number in range(40))
    sheet = opened(write(tmp_path, weekly_content(people)))["Отдел"]
    assert "Решения совещания" not in texts(sheet)


def test_the_turnover_sheet_adds_up_to_the_department(tmp_path: Path) -> None:
    sheet = opened(write(tmp_path, weekly_content()))["Оборот по неделям"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[0] for row in rows] == ["Отдел", *PEOPLE]
    for column in range(1, 14):
        assert rows[0][column] == pytest.approx(sum(row[column] for row in rows[1:]))
    assert rows[1][13] == pytest.approx(sum(rows[1][1:13]))


def test_sparklines_point_at_the_manager_s_own_weeks(tmp_path: Path) -> None:
    path = write(tmp_path, weekly_content())
    sparklines = re.findall(r"<xm:f>(.*?)</xm:f>", part(path, "xl/worksheets/sheet1.xml"))
    assert sorted(sparklines) == sorted(f"'Оборот по неделям'!B{row}:M{row}" for row in range(6, 12))
    second = re.findall(r"<xm:f>(.*?)</xm:f>", part(path, "xl/worksheets/sheet3.xml"))
    sheet = opened(path)["Оборот по неделям"]
    row = next(cell.row for cell in sheet["A"] if cell.value == PEOPLE[1])
    assert second == [f"'Оборот по неделям'!B{row}:M{row}"]


def test_the_head_has_one_chart_of_the_department_s_weeks(tmp_path: Path) -> None:
    path = write(tmp_path, weekly_content())
    chart = part(path, "xl/charts/chart1.xml")
    assert "<c:f>'Оборот по неделям'!$B$5:$M$5</c:f>" in chart
    assert "последняя не закончена" in chart
    with zipfile.ZipFile(path) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 1


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    people = ("=cmd|' /C calc'!A0", "+7 900", "-1", "@SUM(A1)")
    table = reactivation(people)
    table["client_name"] = ["=1+1", "@x", "-2", "+3"] * 6
    path = write(tmp_path, weekly_content(people, reactivation=table))
    book = opened(path)
    names = [row["Клиент"] for row in rows_under(book["Отдел"], "Реактивация: кому звонить")]
    assert names[:4] == ["=1+1", "@x", "-2", "+3"]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                    assert cell.number_format == "@", (sheet.title, cell.coordinate)


def test_an_empty_week_says_so_and_is_no_refusal(tmp_path: Path) -> None:
    content = weekly_content(
        (),
        week_table=empty(WEEK),
        changes=empty(WEEK_CHANGES),
        reactivation=empty(REACTIVATION),
        weeks=empty(MANAGER_WEEKS),
        actions=empty(START),
        problems_count=0,
        last_sale_on=None,
    )
    book = opened(write(tmp_path, content))
    assert book.sheetnames == ["Отдел", "Оборот по неделям"]
    assert {
        "Продаж и клиентов за эти недели нет.",
        "Срочных дел нет.",
        "За неделю ничего не изменилось.",
        "Уснувших клиентов в списке нет.",
        "Проблем в данных не найдено.",
    } <= texts(book["Отдел"])


@pytest.mark.slow
def test_forty_managers_with_equally_beginning_names_have_forty_sheets(tmp_path: Path) -> None:
    people = tuple(f"Старший менеджер отдела оптовых продаж № {number}" for number in range(40))
    book = opened(write(tmp_path, weekly_content(people)))
    assert len(book.sheetnames) == 42
    assert [book[name]["A1"].value for name in book.sheetnames[1:-1]] == list(people)


@pytest.mark.parametrize("people", [PEOPLE[:1], PEOPLE, tuple(f"Менеджер {number}" for number in range(40))])
def test_every_sheet_is_set_to_print_on_a4_and_at_most_two_pages(tmp_path: Path, people: tuple[str, ...]) -> None:
    book = opened(write(tmp_path, weekly_content(people)))
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight in (None, 1, 2)
        assert "&P" in str(sheet.oddFooter.right.text)


def test_a_name_that_begins_with_a_digit_or_holds_an_ampersand_stays_whole_in_the_header(tmp_path: Path) -> None:
    path = write(tmp_path, weekly_content(base_name="2026 год & Ко"))
    assert opened(path)["Отдел"].oddHeader.left.text == "2026 год && Ко"


def test_the_same_week_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_weekly(first, weekly_content())
    write_weekly(second, weekly_content())
    assert first.read_bytes() == second.read_bytes()


def test_a_week_that_does_not_exist_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadUse, match="2025-W53"):
        write_weekly(tmp_path / "week.xlsx", weekly_content(week="2025-W53"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="папки"):
        write_weekly(tmp_path / "нет" / "week.xlsx", weekly_content())
