"""Cards of one ИНН and КПП are named where they come to be, and on «Проблемы» until somebody decides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.journal import Change
from clientbase_xl.base.store import Base
from clientbase_xl.workflows.certain_doubles import MOST_NAMED, doubles_of_state, open_doubles
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.known_rows import current_rows
from clientbase_xl.workflows.pair_decisions import keep_apart, merge_clients, unmerge_client
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.send import ground_of
from clientbase_xl.workflows.send_plan import Plan, make_plan
from clientbase_xl.workflows.state import load_state
from clientbase_xl.workflows.workbook_edits import Edits, RowEdit
from tests.support.office import NOW, TODAY
from tests.support.twins import Twins

pytestmark = pytest.mark.long

INN, KPP = "9601000019", "960101001"
CARDS = "Код клиента;Наименование;ИНН;КПП;Телефон\n"
SAME = f"тот же ИНН {INN} и КПП {KPP}"


def bring(twins: Twins, *rows: str) -> list[str]:
    """Import a file of cards and return what is said of it."""
    outcome = twins.bring(twins.folder / "карточки.csv", CARDS + "".join(f"{row}\n" for row in rows))
    return [f"{one.message}. {one.remedy}" for one in outcome.problems]


def shown(twins: Twins, manager: str = "") -> list[str]:
    """Return what a workbook would tell."""
    return [one.message for one in doubles_of_state(twins.base, load_state(twins.base, TODAY), manager)]


def register(twins: Twins, *codes: str) -> None:
    """Give cards the same registration."""
    for code in codes:
        twins.put(*twins.cells(code, inn=INN, kpp=KPP))


def test_an_import_that_gives_a_known_card_the_registration_of_another_names_both(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    register(twins, "К1")
    (said,) = bring(twins, f"К3;Ладья;{INN};{KPP};", "К2;Ромашка ООО;;;8 900 000-00-05")
    assert said == (
        f"Клиенты К1 «ООО «Ромашка»» и К3 «Ладья»: {SAME}. Если это один клиент: clientbase duplicates --merge К1 К3 "
        "--why «…»; если разные: clientbase duplicates --not-duplicate К1 К3 --why «…»."
    )
    assert bring(twins, f"К3;Ладья;{INN};{KPP};") == [], "nothing has changed"
    (said,) = bring(twins, f"К3;Ладья и К;{INN};{KPP};")
    assert SAME in said
    keep_apart(twins.base, ("К1", "К3"), why="разные", now=twins.now(), user="рожкова")
    assert bring(twins, f"К3;Ладья;{INN};{KPP};") == []


def test_the_first_load_of_cards_names_certain_pairs_and_a_new_client_is_named_once(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "база", at=NOW, by="тест")
    path = tmp_path / "первые.csv"
    path.write_text(CARDS + f"К1;Юг;{INN};{KPP};\nК2;Север;{INN};{KPP};\nК3;Запад;{INN};;\n", encoding="utf-8")
    order = ImportOrder((path,), "1С")

    def said() -> list[str]:
        (outcome,) = import_files(base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: ("", ""))
        return [one.message for one in outcome.problems]

    assert said() == [f"Клиенты К1 «Юг» и К2 «Север»: {SAME}"]
    path.write_text(CARDS + f"К4;Восток;{INN};{KPP};\n", encoding="utf-8")
    (message,) = said()
    assert message.startswith("Новый клиент К4 «Восток» похож на К1 «Юг»")


def test_a_workbook_names_open_pairs_until_they_are_decided(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    assert shown(twins) == []
    register(twins, "К1", "К2", "К3")
    assert [message.partition(":")[0] for message in shown(twins)] == [
        "Клиенты К1 «ООО «Ромашка»» и К2 «Ромашка ООО»",
        "Клиенты К1 «ООО «Ромашка»» и К3 «Ладья»",
        "Клиенты К2 «Ромашка ООО» и К3 «Ладья»",
    ]
    merge_clients(twins.base, ("К1", "К2"), why="одна", now=twins.now(), user="рожкова")
    assert shown(twins) == [f"Клиенты К1 «ООО «Ромашка»» и К3 «Ладья»: {SAME}"]
    keep_apart(twins.base, ("К1", "К3"), why="разные", now=twins.now(), user="рожкова")
    assert shown(twins) == []
    unmerge_client(twins.base, "К2", why="ошиблись", now=twins.now(), user="рожкова")
    assert len(shown(twins)) == 2
    (problem, _) = doubles_of_state(twins.base, load_state(twins.base, TODAY))
    assert (problem.sheet, problem.column, problem.client_code) == ("Клиенты", "ИНН", "К1")


def test_a_manager_is_told_of_his_clients_without_the_names_of_others(tmp_path: Path) -> None:
    twins = Twins(tmp_path, is_staffed=True)
    twins.put(Change("clients", ("К3",), "manager", "Иванова", "Петров"))
    register(twins, "К1", "К3")
    state = load_state(twins.base, TODAY)
    for manager, code, other in (("Иванова", "К1 «ООО «Ромашка»»", "К3 (Петров)"), ("Петров", "К3 «Ладья»", "К1 (")):
        (problem,) = doubles_of_state(twins.base, state, manager)
        assert problem.message.startswith(f"Клиенты {code} и {other}")
        assert problem.client_code == code[:2]
        assert "попросите РОП" in problem.remedy
    assert doubles_of_state(twins.base, state, "Сидоров") == ()


def planned(twins: Twins, column_key: str, old: str | None, new: str) -> Plan:
    """Return what becomes of a cell of К3 that Иванова types into her workbook."""
    edit = RowEdit("clients", ("К3",), (Change("clients", ("К3",), column_key, old, new),))
    with twins.base.reading() as connection:
        person = person_of(twins.base, "иванова", connection)
        ground = ground_of(twins.base, connection, person, current_rows(connection), ())
        return make_plan(Edits((edit,), (), ()), ground)


def test_a_sent_cell_that_gives_two_cards_one_registration_is_told(tmp_path: Path) -> None:
    twins = Twins(tmp_path, is_staffed=True)
    register(twins, "К1")
    twins.put(*twins.cells("К3", inn=INN))
    said = [f"Клиенты К1 «ООО «Ромашка»» и К3 «Ладья»: {SAME}"]
    plan = planned(twins, "kpp", None, KPP)
    assert (len(plan.asked), [one.message for one in plan.problems]) == (1, said), "asked for, not there yet"
    assert planned(twins, "kpp", None, "960101002").problems == []
    twins.put(*twins.cells("К3", kpp=KPP))
    assert [one.message for one in planned(twins, "phone", None, "8 900 000-00-07").problems] == said
    assert planned(twins, "comment", None, "звонить").problems == []
    keep_apart(twins.base, ("К1", "К3"), why="разные", now=twins.now(), user="рожкова")
    assert planned(twins, "phone", None, "8 900 000-00-07").problems == []


@pytest.mark.parametrize(("first", "second", "is_told"), [(False, True, True), (True, True, False)])
def test_two_cards_of_the_archive_ask_for_nothing(first: bool, second: bool, is_told: bool) -> None:
    cards = pd.DataFrame(
        [(code, code, "", INN, KPP, flag) for code, flag in (("К1", first), ("К2", second))],
        columns=["client_code", "client_name", "manager", "inn", "kpp", "is_archived"],
        dtype=object,
    )
    none = pd.DataFrame(columns=["first_code", "second_code", "decision", "kind"], dtype=object)
    told = open_doubles(cards, none, {})
    assert [one.message for one in told] == ([f"Клиенты К1 «К1» и К2 «К2»: {SAME}; К2 в архиве"] if is_told else [])


def test_the_last_of_very_many_pairs_stands_for_the_rest() -> None:
    cards = pd.DataFrame(
        [(f"К{number:03}", None, None, INN, KPP, False) for number in range(MOST_NAMED + 5)],
        columns=["client_code", "client_name", "manager", "inn", "kpp", "is_archived"],
        dtype=object,
    )
    none = pd.DataFrame(columns=["first_code", "second_code", "decision", "kind"], dtype=object)
    told = open_doubles(cards, none, {})
    assert len(told) == MOST_NAMED
    assert sum(one.count for one in told) == MOST_NAMED + 4
