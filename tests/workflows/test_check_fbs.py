"""The check of a matrix: findings at their cells, what one absence leaves, which sheet is meant (METHOD section 15)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Severity
from clientbase_xl.reading.matrix import Rows, read_matrix
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.check_fbs import FbsChecked, as_records, check_fbs, choose_matrix, team_of
from clientbase_xl.workflows.fbs_words import absence_lines, found_line, matrix_lines, team_lines

OWNER, FIRST, SECOND = "Владелец", "1 бэкапер", "2 бэкапер"
HEADING = ("Функция", "Уровень", "Аня", "Боря", "Вера")
FBS: Rows = [
    (1, ("Наш отдел",)),
    (3, HEADING),
    (4, ("Звонки", 1, OWNER, FIRST, SECOND)),
    (5, ("Заявки", 1, OWNER, FIRST, None)),
    (6, ("Отгрузка", 2, "Владелец; 1 бэкапер", None, "хозяин")),
    (7, ("Отчёты", 3, None, None, OWNER)),
    (8, ("Склад", "главный", OWNER, OWNER, None)),
]
RACI: Rows = [(1, ("Task", "Ann", "Bob")), (2, ("Plan", "A", "R")), (3, ("Build", "R", "R")), (4, ("Ship", "A", "A"))]


def checked(grid: Rows, settings: FbsSettings | None = None, staff: list[str] | None = None) -> FbsChecked:
    """Return the check of a sheet."""
    matrix = read_matrix("Матрица", grid)
    assert matrix is not None
    return check_fbs(matrix, settings or FbsSettings(), "книга.xlsx", staff)


def found(report: FbsChecked) -> list[tuple[str, str, str]]:
    """Return the findings: how bad, where, what."""
    return [(one.severity.value, one.cell, one.message) for one in report.problems]


def plain(lines: Any) -> str:
    """Return lines as one text with plain spaces."""
    return "\n".join(lines).replace("\u00a0", " ")


def test_every_finding_stands_at_its_cell_errors_first() -> None:
    report = checked(FBS)
    assert found(report) == [
        ("ошибка", "A5", "«Заявки»: бэкаперов 1 из 2"),
        ("ошибка", "E6", "«Отгрузка»: роль не распознана: хозяин"),
        ("ошибка", "A6", "«Отгрузка»: бэкаперов 0 из 1"),
        ("ошибка", "C6", "«Отгрузка»: владелец сам себе бэкапер: Аня"),
        ("ошибка", "B8", "«Склад»: уровень не распознан: главный"),
        ("предупреждение", "A8", "«Склад»: владельцев 2"),
    ]
    assert all(one.remedy.endswith(".") for one in report.problems)
    assert (report.count(Severity.ERROR), report.count(Severity.WARNING)) == (5, 1)
    assert found_line(report).replace("\u00a0", " ") == "Ошибок — 5, предупреждений — 1."
    place = "книга.xlsx, лист «Матрица», ячейка E6"
    assert report.problems[1].place() == place


def test_severity_and_backups_are_those_of_the_settings() -> None:
    settings = FbsSettings(several_owners="ошибка", unknown_role="предупреждение", backups_high=1)
    said = found(checked(FBS, settings))
    assert ("ошибка", "A8", "«Склад»: владельцев 2") in said
    assert ("предупреждение", "E6", "«Отгрузка»: роль не распознана: хозяин") in said
    assert not [one for one in said if "Заявки" in one[2]]


def test_a_person_outside_the_list_of_employees_is_found_at_every_role() -> None:
    said = found(checked(FBS, staff=["аня", "Боря"]))
    assert [cell for _, cell, text in said if text.endswith("нет в списке сотрудников: Вера")] == ["E4", "E7"]


def test_raci_letters_have_findings_of_their_own_words_and_no_demand_of_backups() -> None:
    report = checked(RACI)
    assert found(report) == [
        ("ошибка", "A3", "«Build»: нет владельца"),
        ("предупреждение", "A4", "«Ship»: владельцев 2"),
        ("сведение", "A1", "столбца «Уровень» нет: сколько нужно бэкаперов, не проверено"),
    ]
    assert report.problems[0].remedy == "Назначьте, кто отвечает за результат (A)."


def test_one_absence_is_told_by_name_the_worst_first() -> None:
    report = checked(FBS)
    assert plain(absence_lines(report)) == (
        "Если нет одного сотрудника, некому выполнить:\n"
        "  Аня — 1 (Средний — 1): «Отгрузка»\n"
        "  Вера — 1 (Обычный — 1): «Отчёты»\n"
        "Заменить есть кем, но без владельца останутся функции, если нет сотрудника: Аня — 2"
    )
    assert plain(absence_lines(report, 1)).splitlines()[2] == "  … и ещё 1 сотрудник"
    assert plain(absence_lines(checked(RACI))) == (
        "Любого одного сотрудника есть кем заменить: без исполнителя ничего не остаётся.\n"
        "Заменить есть кем, но без владельца останутся функции, если нет сотрудника: Ann — 1"
    )


def test_what_nobody_can_do_at_all_is_told_apart() -> None:
    report = checked([(1, HEADING), (2, ("Звонки", 3, OWNER, None, None)), (3, ("Отчёты", 3, None, None, None))])
    assert plain(absence_lines(report)).startswith("Некому выполнить и сейчас — 1: «Отчёты»\nЕсли нет одного")


def test_the_lines_of_a_matrix_say_what_was_read_and_left_out() -> None:
    grid: Rows = [*FBS, (9, ("Итого", None, 5, 3, 2)), (11, ("Раздел",)), (12, ("Ещё раздел",))]
    assert plain(matrix_lines(checked(grid).matrix)).splitlines() == [
        "Лист «Матрица»: слова FBS, 5 функций, 3 сотрудника (имена в строке 3, столбцы C–E)",
        "  Пропущены строки — названия и пояснения над матрицей: 1",
        "  Пропущены строки — итоги: 9",
        "  Пропущены строки — разделы (в строке нет ролей): 11–12",
    ]
    assert "A — владелец, R — умеет" in plain(matrix_lines(checked(RACI).matrix))


def test_the_team_is_told_in_sentences() -> None:
    said = plain(team_lines(team_of(checked(FBS).matrix.arrays(), FbsSettings())))
    assert "Если нет двоих: пар, без которых что-то некому выполнить, — 3 из 3." in said
    assert "Ядро команды — 1 (меньшим числом не обойтись), умеют все функции уровня Высший: Аня" in said
    assert "Аня — 8 (+3,5): владелец 4, бэкапер 0, умеет только он — 1" in said
    assert (
        "Если передать владение, наибольшая нагрузка — 5 вместо 8 (меньше без обучения нельзя):\n"
        "  «Звонки»: Аня → Вера\n  «Заявки»: Аня → Боря\n"
    ) in said
    assert "Не хватает бэкаперов — 2. Обучений — 2 (дешевле нельзя):" in said
    assert "Вера: «Заявки», «Отгрузка»" in said


def test_a_team_that_cannot_be_trained_is_told_why() -> None:
    said = plain(team_lines(team_of(checked(FBS).matrix.arrays(), FbsSettings(new_functions_max=0))))
    assert "Не хватает бэкаперов — 2, и обучить их этой командой нельзя.\n  Мешает предел новых функций" in said


def test_what_was_not_proven_in_time_is_not_called_proven() -> None:
    team = team_of(checked(FBS).matrix.arrays(), FbsSettings())
    unknown = replace(team.trainings, is_possible=None, is_exact=False)
    assert "план обучения за отведённое время не найден" in plain(team_lines(replace(team, trainings=unknown)))
    open_gap = replace(team.trainings, is_exact=False, bound=1.0, gap=1.0)
    core = replace(team.core, is_exact=False, bound=1)
    fair = replace(team.fair, is_exact=False, bound=4.5)
    said = plain(team_lines(replace(team, trainings=open_gap, core=core, fair=fair)))
    assert "Обучений — 2 (не меньше 1, разрыв 1):" in said
    assert "Ядро команды — 1 (не меньше 1)" in said
    assert "— 5 вместо 8 (не меньше 4,5)" in said


def test_other_programs_get_plain_values() -> None:
    report = checked(FBS)
    for settings in (FbsSettings(), FbsSettings(new_functions_max=0)):
        record = as_records(report, team_of(report.matrix.arrays(), settings))
        again = json.loads(json.dumps(record, allow_nan=False))
        assert again == record
    assert record["findings"][1] == {
        "severity": "ошибка",
        "sheet": "Матрица",
        "cell": "E6",
        "message": "«Отгрузка»: роль не распознана: хозяин",
        "remedy": "Впишите «Владелец», «1 бэкапер» или «2 бэкапер».",
    }
    assert record["skipped"] == {"title": [1]}
    assert record["one_absent"][0]["absent"] == ["Аня"]
    assert record["trainings"]["cost"] is None


@pytest.mark.parametrize(
    ("active", "chosen"), [("Вторая", "Вторая"), ("Пусто", "fbs матрица"), ("нет такого", "fbs матрица")]
)
def test_the_active_sheet_counts_then_one_named_fbs(active: str, chosen: str) -> None:
    grids = {"Первая": RACI, "Вторая": RACI, "Пусто": [], "FBS функции": [], "fbs матрица": FBS}
    assert choose_matrix(grids, active, "книга").sheet == chosen


def test_else_the_first_matrix_counts_and_without_any_people_are_told_what_one_is() -> None:
    assert choose_matrix({"Пусто": [], "Первая": RACI, "Вторая": FBS}, "Пусто", "книга").sheet == "Первая"
    with pytest.raises(BadUse, match="В книге «книга» нет матрицы FBS") as refused:
        choose_matrix({"Пусто": []}, "Пусто", "книга")
    assert "«Владелец», «1 бэкапер»" in refused.value.allowed
