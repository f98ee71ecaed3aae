"""What the checks and the stress test of a matrix say to people: lines of the command and of the button «FBS»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from clientbase_xl.problems import Severity
from clientbase_xl.reading.matrix import ReadMatrix
from clientbase_xl.rules.fbs_fair_load import FbsFairLoad
from clientbase_xl.rules.fbs_matrix import LEVEL_KEYS
from clientbase_xl.rules.fbs_roles import LEVELS
from clientbase_xl.rules.fbs_stress import LOST
from clientbase_xl.rules.words import MINUS, counted, grouped, number
from clientbase_xl.workflows.check_fbs import FbsChecked, FbsTeam

MOST_NAMED = 5
MOST_PAIRS = 3
_RACI_MEANS = "Буквы RACI: A — владелец, R — умеет выполнить (бэкапер), C, I и S никого не подменяют."


def matrix_lines(matrix: ReadMatrix) -> Iterator[str]:
    """Yield what was read, and the rows that were left out."""
    words = "буквы RACI" if matrix.is_raci else "слова FBS"
    functions = counted(len(matrix.rows), "функция", "функции", "функций")
    people = counted(len(matrix.people), "сотрудник", "сотрудника", "сотрудников")
    first, last = matrix.columns[0], matrix.columns[-1]
    yield (
        f"Лист «{matrix.sheet}»: {words}, {functions}, {people} (имена в строке {matrix.heading_row}, "
        f"столбцы {first}–{last})"
    )
    if matrix.is_raci:
        yield f"  {_RACI_MEANS}"
    for kind, rows in matrix.skipped.items():
        yield f"  Пропущены строки — {kind}: {_ranges(rows)}"


def found_line(checked: FbsChecked) -> str:
    """Return how many errors and warnings there are."""
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    return f"Ошибок — {grouped(errors)}, предупреждений — {grouped(warnings)}."


def absence_lines(checked: FbsChecked, most: int | None = None) -> Iterator[str]:
    """Yield what nobody can do without any one employee, the worst first, and what nobody owns then."""
    matrix = checked.matrix.arrays()
    anyway = matrix.without(())[0]
    if anyway.any():
        nobody = [row.name for row, is_uncovered in zip(checked.matrix.rows, anyway, strict=True) if is_uncovered]
        yield f"Некому выполнить и сейчас — {grouped(len(nobody))}: {_named(nobody)}"
    lost = checked.one_absent[checked.one_absent["lost"] > 0]
    if len(lost):
        yield "Если нет одного сотрудника, некому выполнить:"
    else:
        yield "Любого одного сотрудника есть кем заменить: без исполнителя ничего не остаётся."
    for row in lost[:most].to_dict("records"):
        levels = _by_level([int(row[name]) for name in LOST])
        yield f"  {row['absent'][0]} — {grouped(row['lost'])}{levels}: {_named(row['functions'])}"
    if most is not None and len(lost) > most:
        yield f"  … и ещё {counted(len(lost) - most, 'сотрудник', 'сотрудника', 'сотрудников')}"
    left = checked.one_absent[checked.one_absent["orphaned"] > 0].sort_values(
        "orphaned", ascending=False, kind="stable"
    )
    if len(left):
        shown = left[:most]
        said = ", ".join(
            f"{one[0]} — {grouped(count)}" for one, count in zip(shown["absent"], shown["orphaned"], strict=True)
        )
        more = f" и ещё {len(left) - len(shown)}" if len(left) > len(shown) else ""
        yield f"Заменить есть кем, но без владельца останутся функции, если нет сотрудника: {said}{more}"


def team_lines(team: FbsTeam) -> Iterator[str]:
    """Yield pairs, core, load and trainings."""
    yield from _pair_lines(team.two_absent)
    yield from _core_lines(team)
    yield from _load_lines(team.load)
    yield from _fair_lines(team.fair)
    yield from _training_lines(team)


def _pair_lines(table: pd.DataFrame) -> Iterator[str]:
    lost = table[table["lost"] > 0]
    if not len(table):
        return
    if not len(lost):
        yield "Любых двоих тоже есть кем заменить."
        return
    yield f"Если нет двоих: пар, без которых что-то некому выполнить, — {grouped(len(lost))} из {grouped(len(table))}."
    for absent, count, names in _rows(lost[:MOST_PAIRS]):
        yield f"  {absent[0]} и {absent[1]} — {grouped(count)}: {_named(names)}"


def _core_lines(team: FbsTeam) -> Iterator[str]:
    core = team.core
    what = f"функции уровня {LEVELS[1]}" if core.is_of_level_one else "функции (уровней в матрице нет)"
    if not core.count_functions:
        yield f"Ядро команды: функций уровня {LEVELS[1]} в матрице нет."
        return
    if core.people:
        proof = "меньшим числом не обойтись" if core.is_exact else f"не меньше {core.bound}"
        yield f"Ядро команды — {len(core.people)} ({proof}), умеют все {what}: {', '.join(core.people)}"
    if core.impossible:
        yield f"  Кроме тех, что некому выполнить: {_named(core.impossible)}"


def _load_lines(table: pd.DataFrame) -> Iterator[str]:
    if not table["load"].any():
        return
    fair = float(table["load_fair"].iloc[0])
    yield f"Нагрузка в баллах, поровну было бы {number(fair)}:"
    for row in table.sort_values("load", ascending=False, kind="stable").to_dict("records"):
        over = float(row["load_over"])
        sign = "+" if over > 0 else MINUS
        owned = sum(int(row[f"owned_{key}"]) for key in LEVEL_KEYS.values())
        backed = sum(int(row[f"backed_{key}"]) for key in LEVEL_KEYS.values())
        yield (
            f"  {row['employee']} — {number(row['load'])} ({sign}{number(abs(over))}): владелец {owned}, "
            f"бэкапер {backed}, умеет только он — {row['count_key']}"
        )


def _fair_lines(fair: FbsFairLoad) -> Iterator[str]:
    if not fair.moves or fair.load_fair >= fair.load_now:
        return
    proof = "меньше без обучения нельзя" if fair.is_exact else f"не меньше {number(fair.bound)}"
    yield (
        f"Если передать владение, наибольшая нагрузка — {number(fair.load_fair)} вместо {number(fair.load_now)} "
        f"({proof}):"
    )
    for one in fair.moves:
        yield f"  «{one.function}»: {one.owner or 'никто'} → {one.new_owner}"


def _training_lines(team: FbsTeam) -> Iterator[str]:
    plan = team.trainings
    if not plan.count_missing:
        yield "Обучать некого: бэкаперов столько, сколько требуют уровни."
        return
    if plan.is_possible is None:
        yield f"Не хватает бэкаперов — {grouped(plan.count_missing)}; план обучения за отведённое время не найден."
        return
    if not plan.is_possible:
        yield f"Не хватает бэкаперов — {grouped(plan.count_missing)}, и обучить их этой командой нельзя."
        yield from (f"  {sentence}" for sentence in team.why_not)
        return
    proof = "дешевле нельзя" if plan.is_exact else f"не меньше {number(plan.bound)}, разрыв {number(plan.gap)}"
    yield f"Не хватает бэкаперов — {grouped(plan.count_missing)}. Обучений — {len(plan.trainings)} ({proof}):"
    learnt: dict[str, list[str]] = {}
    for one in plan.trainings:
        learnt.setdefault(one.employee, []).append(one.function)
    for employee, functions in learnt.items():
        yield f"  {employee}: {', '.join(f'«{name}»' for name in functions)}"


def _rows(table: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], int, tuple[str, ...]]]:
    yield from zip(table["absent"], table["lost"], table["functions"], strict=True)


def _by_level(counts: Sequence[int]) -> str:
    """Return how many functions of each known level there are: « (Высший — 1, Обычный — 2)»."""
    named = zip(LEVEL_KEYS, counts, strict=True)
    said = ", ".join(f"{LEVELS[level]} — {count}" for level, count in named if count and level in LEVELS)
    return f" ({said})" if said else ""


def _named(names: Sequence[str]) -> str:
    """Return names in quotes, the first few."""
    shown = ", ".join(f"«{name}»" for name in names[:MOST_NAMED])
    return shown + (f" и ещё {len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else "")


def _ranges(rows: Sequence[int]) -> str:
    """Return rows as people write them: «1–3, 7»."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)
