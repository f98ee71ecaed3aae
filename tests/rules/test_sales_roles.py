"""Roles of each type of sales: every role of a structure has its tasks, and the lines stand beside their type."""

from __future__ import annotations

import re

from clientbase_xl.rules.sales_roles import RETENTION, ROLES, STRUCTURES, sales_roles
from clientbase_xl.schemas.sales_types import SALES_ROLES, SALES_TYPES
from clientbase_xl.schemas.validation import check_table


def test_every_type_has_structure_retention_and_roles() -> None:
    assert set(STRUCTURES) == set(RETENTION) == set(ROLES) == set(SALES_TYPES)
    for name, roles in ROLES.items():
        named = re.sub(r"[()]", " ", STRUCTURES[name])
        for role, tasks, _ in roles:
            assert role.partition(" (")[0] in named, (name, role)
            assert tasks
        words = set(re.findall(r"[А-Я]{2,3}", named))
        assert words <= {role.partition(" (")[0] for role, _, _ in roles}, name


def test_the_lines_stand_beside_the_type_by_which_they_are_sold() -> None:
    table = sales_roles({"Станки": SALES_TYPES[2], "Клей": SALES_TYPES[0], "Бумага": SALES_TYPES[0]})
    assert check_table(table, SALES_ROLES) == ()
    assert table["sales_type"].unique().tolist() == list(SALES_TYPES)
    lines = table.drop_duplicates("sales_type")["lines"].tolist()
    assert lines == ["Бумага; Клей", None, "Станки", None, None]


def test_who_called_the_lapsed_has_the_task_in_his_role() -> None:
    table = sales_roles({}).set_index(["sales_type", "role"])["tasks"]
    assert "реактивация" in table[SALES_TYPES[1], "СР"]
    assert "звонит отпавшим" in table[SALES_TYPES[0], "СОП"]
    assert "реактивация" in table[SALES_TYPES[2], "КМ"]
    assert "возвращает отпавших" in table[SALES_TYPES[4], "активный менеджер"]
