"""Sales that name their clients without codes go to the cards of these names, and nobody becomes two clients."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.store import Base
from clientbase_xl.problems import Severity
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from tests.support.engines import Engine
from tests.support.office import NOW

VAT = ("без НДС", "без НДС")
CARDS = "Код;Клиент;ИНН\nК1;ООО «Ромашка»;7707083893\nК2;ООО «Ладья»;\nК3;Ёлка;\nК4;АО «Ёлка»;\n"
NAMED = "Дата;Контрагент;Номенклатура;Количество;Сумма\n"


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    return engine.init(tmp_path / "база", at=NOW)


def write(base: Base, name: str, text: str) -> Path:
    path = base.folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def bring(base: Base, *files: Path, **mapping: str) -> list[ImportOutcome]:
    order = ImportOrder(files, "1С", mapping, vat=VAT[0], cost_vat=VAT[1])
    return import_files(base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: VAT)


def sales(*names: str) -> str:
    return NAMED + "".join(f"0{day}.05.2026;{name};Товар;1;10,00\n" for day, name in enumerate(names, 1))


def stored_codes(base: Base) -> list[str]:
    record = list_imports(base)[-1]
    lines = pq.read_table(base.ledger_dir / record.part_name)
    return [str(code) for code in lines.sort_by("sold_on")["client_code"].to_pylist()]


def test_names_get_the_codes_of_their_cards_and_a_note_says_how_many(base: Base) -> None:
    bring(base, write(base, "карточки.csv", CARDS))
    (outcome,) = bring(base, write(base, "май.csv", sales('ООО "РОМАШКА"', "Ладья, ООО", "Новая", "Ладья ООО")))
    assert stored_codes(base) == ["К1", "К2", "Новая", "К2"]
    assert outcome.count_new_clients == 1
    (note,) = outcome.problems
    assert note.severity is Severity.NOTICE
    assert "узнаны по имени или ИНН: 3; например, это К1 «ООО «Ромашка»»" in note.message
    assert (note.count, note.value, note.column) == (3, 'ООО "РОМАШКА"', "Контрагент")
    cards = read_cards(base).set_index("client_code")
    assert cards.loc["К1", "client_name"] == "ООО «Ромашка»", "the name of the card stays"


def test_a_name_of_two_cards_is_joined_to_none_and_both_are_named(base: Base) -> None:
    bring(base, write(base, "карточки.csv", CARDS))
    (outcome,) = bring(base, write(base, "май.csv", sales("АО Ёлка")))
    assert stored_codes(base) == ["АО Ёлка"]
    (problem,) = outcome.problems
    assert problem.severity is Severity.WARNING
    assert "К3 «Ёлка»; К4 «АО «Ёлка»»" in problem.message
    assert problem.value == "АО Ёлка"


def test_an_inn_beside_the_name_finds_the_card(base: Base) -> None:
    bring(base, write(base, "карточки.csv", CARDS))
    bring(base, write(base, "май.csv", sales("Ромашка-Юг (ИНН 7707083893)")))
    assert stored_codes(base) == ["К1"]


def test_cards_and_sales_of_one_call_meet_in_any_order(base: Base) -> None:
    cards, lines = write(base, "карточки.csv", CARDS), write(base, "май.csv", sales("Ромашка"))
    outcomes = bring(base, lines, cards)
    assert [one.kind for one in outcomes] == ["продажи", "карточки клиентов"]
    assert stored_codes(base) == ["К1"]
    assert [one.count_new_clients for one in outcomes] == [0, 4]


def test_a_client_made_from_a_name_is_found_under_another_spelling(base: Base) -> None:
    bring(base, write(base, "май.csv", sales("ООО Заря")))
    (outcome,) = bring(base, write(base, "июнь.csv", sales("ООО «ЗАРЯ»").replace(".05.", ".06.")))
    assert stored_codes(base) == ["ООО Заря"]
    assert outcome.count_new_clients == 0


def test_codes_of_a_file_stay_what_they_are(base: Base) -> None:
    bring(base, write(base, "карточки.csv", CARDS))
    text = "Дата;Код клиента;Контрагент;Номенклатура;Количество;Сумма\n"
    text += "01.05.2026;77;Ромашка;Товар;1;10\n02.05.2026;;Ромашка;Товар;1;10\n03.05.2026;88;;Товар;1;10\n"
    bring(base, write(base, "май.csv", text))
    assert stored_codes(base) == ["77", "К1", "88"]


def test_a_file_of_codes_only_is_never_joined_by_name(base: Base) -> None:
    bring(base, write(base, "карточки.csv", "Код;Клиент;Менеджер\nК1;88;Ветров\n"))
    bring(base, write(base, "май.csv", sales("88").replace("Контрагент", "Код клиента")))
    assert stored_codes(base) == ["88"]


def test_the_same_file_is_known_again_although_a_card_came_meanwhile(base: Base) -> None:
    path = write(base, "май.csv", sales("Ромашка").replace("Контрагент", "Кто взял"))
    bring(base, path, Клиент="Кто взял")
    bring(base, write(base, "карточки.csv", CARDS))
    (again,) = bring(base, path, Клиент="Кто взял")
    assert again.kind == "уже загружен"


def test_what_a_name_means_is_shown_before_anything_changes(base: Base) -> None:
    bring(base, write(base, "карточки.csv", CARDS))
    shown: list[str] = []
    order = ImportOrder((write(base, "май.csv", sales("Ромашка", "Ромашка ООО")),), "1С", vat=VAT[0])
    import_files(
        base,
        order,
        now=NOW,
        user="тест",
        confirm=lambda _: True,
        ask_vat=lambda _: VAT,
        review=lambda incoming: bool(shown.extend(one.report.problems[0].sentence() for one in incoming)) or True,
    )
    assert "узнаны по имени" in shown[0]
    assert (
        pc.count_distinct(pq.read_table(base.ledger_dir / list_imports(base)[-1].part_name)["client_code"]).as_py() == 1
    )
