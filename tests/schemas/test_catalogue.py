"""The catalogue keeps its own rules: names, units, titles, and what a spreadsheet allows."""

from __future__ import annotations

import re
from itertools import groupby

import pyarrow as pa
import pytest

from clientbase_xl.reading.header import compact
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY, INTERNAL_TABLES
from clientbase_xl.schemas.clients import CLIENTS, LETTERS, NOT_STORED
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS
from clientbase_xl.schemas.model import NO, ROW_ID, YES, ChangeClass, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.requests import REQUESTS
from clientbase_xl.schemas.sales_lines import SALES_LINES
from clientbase_xl.schemas.settings_sheet import SETTINGS

TABLES = (*ALL_SHEETS, *INTERNAL_TABLES)
each_table = pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.key)
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KEY_OF_KIND = {
    Kind.MONEY: re.compile(r"\w+_rub"),
    Kind.DATE: re.compile(r"\w+_(on|from|to|until)"),
    Kind.MOMENT: re.compile(r"\w+_at"),
    Kind.FLAG: re.compile(r"is_\w+"),
    Kind.INTEGER: re.compile(r"count(_\w+)?|rank(_\w+)?|order|row|\w+_(days|skus|id)|(nps_)?score(_\w+)?"),
}
EXCEL_LIST_CHARACTERS = 255
NAMED_CHOICES = (MONITORING["block"],)
"""Words too long for a cell's own list: they stand under a name of the workbook (`writing/long_choices.py`)."""
EXCEL_SHEET_CHARACTERS = 31


@each_table
def test_a_key_is_latin_and_says_kind_and_unit(sheet: Sheet) -> None:
    for column in sheet:
        assert SNAKE.fullmatch(column.key), column.key
        pattern = KEY_OF_KIND.get(column.kind)
        assert pattern is None or pattern.fullmatch(column.key), column.key


@each_table
def test_a_column_is_explained_in_a_russian_sentence(sheet: Sheet) -> None:
    for column in sheet:
        assert re.search(r"[А-Яа-яё₽№A-Z]", column.title), column.key
        assert len(column.title) <= EXCEL_LIST_CHARACTERS, column.key
        assert column.title == column.title.strip(), column.key
        assert column.note.endswith("."), column.key


@each_table
def test_live_columns_and_only_they_have_a_formula_of_cells_of_their_row(sheet: Sheet) -> None:
    for column in sheet:
        assert bool(column.formula) == (column.mode is Mode.LIVE), column.key
        used = set(re.findall(r"{(\w*)}", column.formula))
        assert used <= set(sheet.keys), column.key
        assert column.key not in used, column.key
        assert column.formula.count("(") == column.formula.count(")"), column.key


@each_table
def test_a_choice_has_its_values_or_a_list_of_the_product(sheet: Sheet) -> None:
    for column in sheet:
        if column.kind is Kind.CHOICE:
            assert bool(column.choices) != bool(column.list_key), column.key
        if column.list_key:
            assert column.list_key in LIST_TITLES, column.key
        if column.kind is Kind.LETTER:
            assert column.choices in ((), LETTERS), column.key
        if column.kind is Kind.FLAG and column.is_typed:
            assert column.choices == (YES, NO), column.key
        assert len(set(column.choices)) == len(column.choices), column.key
        if column not in NAMED_CHOICES:
            assert len(",".join(column.choices)) <= EXCEL_LIST_CHARACTERS, column.key
            assert not any("," in choice for choice in column.choices), column.key


@each_table
def test_bounds_stand_on_numbers_only_and_in_order(sheet: Sheet) -> None:
    for column in sheet:
        bounds = [bound for bound in (column.minimum, column.maximum) if bound is not None]
        assert not bounds or column.kind in (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER), (
            column.key
        )
        assert bounds == sorted(bounds), column.key
        if column.kind is Kind.MONEY:
            assert column.unit.startswith("₽"), column.key


@each_table
def test_a_sheet_and_its_table_have_names_that_excel_takes(sheet: Sheet) -> None:
    assert SNAKE.fullmatch(sheet.key)
    assert 0 < len(sheet.title) <= EXCEL_SHEET_CHARACTERS
    assert not set(sheet.title) & set("[]:*?/\\")
    assert re.fullmatch(r"t_[a-z0-9_]{1,250}", sheet.table_name)
    assert sheet.grain.endswith(".")
    assert sheet.purpose.endswith(".")
    assert sheet.empty_text.endswith(".")


@each_table
def test_a_heading_that_two_columns_claim_belongs_to_the_one_that_names_it_earlier(sheet: Sheet) -> None:
    claims: dict[str, list[int]] = {}
    for column in sheet:
        assert all(alias == alias.casefold().strip() for alias in column.aliases), column.key
        for rank, heading in enumerate((column.title.casefold(), *column.aliases)):
            claims.setdefault(heading, []).append(rank)
    shared = {heading: sorted(ranks) for heading, ranks in claims.items() if len(ranks) > 1}
    assert not {heading: ranks for heading, ranks in shared.items() if ranks[0] == 0 or ranks[0] == ranks[1]}


@each_table
def test_no_two_headings_are_one_to_the_reader(sheet: Sheet) -> None:
    # A heading is found whatever its case, spaces and unit: «Скидка» and «Скидка, %» would be one column.
    headings = [compact(column.title) for column in sheet]
    assert len(set(headings)) == len(headings)


@each_table
def test_columns_of_a_band_stand_side_by_side(sheet: Sheet) -> None:
    bands = [band for band, _ in groupby(sheet, key=lambda column: column.band)]
    assert len(bands) == len(set(bands))
    assert 0 <= sheet.frozen_columns <= len(sheet.columns)


def test_keys_and_titles_of_tables_are_unique() -> None:
    assert len(BY_KEY) == len(TABLES)
    titles = [sheet.title.casefold() for sheet in ALL_SHEETS]
    assert len(set(titles)) == len(titles)
    assert all(sheet.is_shown for sheet in ALL_SHEETS)
    assert not any(sheet.is_shown for sheet in INTERNAL_TABLES)


def test_the_tabs_of_a_group_stand_together_in_the_order_of_the_groups() -> None:
    groups = [list(Group).index(sheet.group) for sheet in ALL_SHEETS]
    assert groups == sorted(groups)


def test_the_sheets_stand_in_the_order_of_the_method() -> None:
    assert [sheet.title for sheet in ALL_SHEETS] == [
        "Начало",
        "Клиенты",
        "Карточка",
        "Контактные лица",
        "Профиль клиента",
        "Кого спросить",
        "Недооценённые клиенты",
        "Крупные, но невыгодные",
        "Потенциальные клиенты",
        "Итоги по ПК",
        "Каналы продаж",
        "Сверка",
        "Заявки на изменения",
        "Журнал изменений",
        "Матрица мероприятий",
        "Нагрузка",
        "На телефон",
        "Задачи",
        "Контакты",
        "Контакты недели",
        "Пять задач КМ",
        "Опрос NPS",
        "Показатели базы",
        "АА и нулевые по товарам",
        "Движение базы",
        "Движение клиентов",
        "Реактивация",
        "Итоги реактивации",
        "Конверсия реактивации",
        "Следующее касание",
        "Удержание",
        "Мониторинг",
        "Кого опросить",
        "Сокращают закупки",
        "Платёжеспособность",
        "Предложение клиенту",
        "Предложение (печать)",
        "Запасы клиента",
        "Программы",
        "Условия программ",
        "Соглашения",
        "Пул клиентов",
        "План по клиентам",
        "План и прогноз",
        "Прогноз недели",
        "Скидка",
        "Скидки менеджеров",
        "Сокращение затрат",
        "FBS функции",
        "FBS матрица",
        "FBS сотрудники",
        "Отпуска",
        "FBS отсутствия",
        "FBS карта",
        "FBS замены",
        "FBS команда",
        "FBS обучение",
        "Хронометраж",
        "Время менеджеров",
        "Технический помощник",
        "Тип продаж",
        "Роли по типам продаж",
        "Диагностика",
        "Неделя",
        "Настройки",
        "Справочники",
        "Проблемы",
    ]


def test_typed_cells_are_kept_or_carried_out_and_their_rows_can_be_found_again() -> None:
    with_typed = [sheet for sheet in ALL_SHEETS if sheet.typed]
    assert with_typed
    for sheet in with_typed:
        assert sheet.is_stored != sheet.is_command, sheet.key
        assert sheet.key_columns, sheet.key
    assert [sheet.key for sheet in ALL_SHEETS if sheet.is_command] == ["requests"]
    assert all(CLIENTS[key].is_typed for key in NOT_STORED)


def test_rows_without_a_natural_key_are_numbered_by_the_program() -> None:
    numbered = [sheet for sheet in ALL_SHEETS if sheet.has_row_ids]
    assert {"contact_persons", "profiles", "tasks", "contacts", "fbs_functions", "vacations"} <= {
        sheet.key for sheet in numbered
    }
    for sheet in numbered:
        # In the matrix the number stands behind the employees: it ends the cells that the check reads.
        assert sheet.keys[0] == ROW_ID or (sheet.wide and sheet.wide.before == ROW_ID), sheet.key
        assert sheet[ROW_ID].mode is Mode.COMPUTED


def test_a_field_of_the_procedure_is_not_free() -> None:
    classes = {
        column.key: column.change_class for column in CLIENTS.typed if column.change_class is not ChangeClass.FREE
    }
    assert {key for key, one in classes.items() if one is ChangeClass.HEAD} == {
        "payment_delay_days",
        "credit_limit_rub",
        "is_stopped",
        "is_archived",
    }
    assert {"client_name", "manager", "backup_manager", "channel", "inn", "kpp", "potential_rub"} < classes.keys()
    assert not {"phone", "email", "contact_name", "delivery_address", "route_day", "comment"} & classes.keys()
    assert CLIENTS["category_approved"].change_class is ChangeClass.HEAD
    for sheet in (SETTINGS, LISTS, REQUESTS):
        assert {column.change_class for column in sheet.typed} == {ChangeClass.HEAD}, sheet.key


def test_every_list_has_a_title_and_values_that_do_not_repeat() -> None:
    assert list(DEFAULT_VALUES) == list(LIST_TITLES)
    for values in DEFAULT_VALUES.values():
        names = [name.casefold() for name, _ in values]
        assert len(set(names)) == len(names)


def test_personal_cells_are_marked() -> None:
    personal = {sheet.key: [one.key for one in sheet if one.is_personal and one.is_typed] for sheet in ALL_SHEETS}
    assert {key: names for key, names in personal.items() if names} == {
        "clients": ["contact_name", "phone", "email"],
        "contact_persons": ["person_name", "phone", "email"],
        "profiles": ["decision"],
        "contacts": ["person_name"],
        "prospects": ["contact_name", "phone", "email"],
        "monitoring": ["who_when"],
    }


def test_problems_have_a_column_for_every_field_of_a_problem() -> None:
    from clientbase_xl.problems import FIELDS

    assert set(PROBLEMS.keys) == set(FIELDS)


def test_money_of_the_ledger_is_decimal_and_flags_are_bool() -> None:
    schema = arrow_schema(SALES_LINES)
    assert schema.names == list(SALES_LINES.keys)
    assert schema.field("amount_rub").type == pa.decimal128(18, 2)
    assert schema.field("quantity").type == pa.decimal128(18, 4)
    assert schema.field("sold_on").type == pa.date32()
    assert schema.field("is_return").type == pa.bool_()
    assert schema.field("client_code").type == pa.string()
    assert arrow_schema(IMPORTS).field("imported_at").type == pa.timestamp("us")


def test_a_declaration_that_contradicts_itself_is_refused() -> None:
    column = Column("code", "Код", Kind.CODE, "Код.")
    same_title = Column("other", "КОД", Kind.CODE, "Код.")

    def declare(*columns: Column, key_columns: tuple[str, ...] = ()) -> Sheet:
        return Sheet("s", "Лист", "One row.", "Проба.", columns, key_columns=key_columns)

    with pytest.raises(ValueError, match="s: column code is declared twice"):
        declare(column, column)
    with pytest.raises(ValueError, match="s: two columns share a title"):
        declare(column, same_title)
    with pytest.raises(ValueError, match=r"s: unknown key columns \['absent'\]"):
        declare(column, key_columns=("absent",))
    with pytest.raises(KeyError, match=r"s\.absent"):
        declare(column)["absent"]
    assert "code" in declare(column)
    assert "absent" not in declare(column)
