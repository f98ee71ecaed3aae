"""Why a client of the last act is not in this one (METHOD section 7)."""

from __future__ import annotations

from pathlib import Path

from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.store import Base
from clientbase_xl.workflows.gone_clients import gone_reasons
from tests.support.governed import NOON, card, change, put


def test_merged_archived_and_undone_clients_are_told_apart_as_of_the_act(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "база", at=NOON, by="я")
    for code, name in (("1", "Ладья"), ("2", "Ладья ООО"), ("3", "Пешка"), ("4", "Ферзь")):
        put(base, *card(code, client_name=name))
    pair = {"decision": "объединить", "kept_code": "1"}
    put(base, *(Change("client_pairs", ("1", "2"), key, None, text) for key, text in pair.items()))
    put(base, change("3", "is_archived", None, "да"))
    entry = head(base)[0]
    put(base, change("3", "is_archived", "да", "нет"))
    assert gone_reasons(base, ["2", "3", "4", "5"], entry) == {
        "2": "объединён с 1 «Ладья»",
        "3": "в архиве",
        "4": "покупок до дня акта больше нет: их загрузка отменена",
        "5": "карточки больше нет: её загрузка отменена",
    }
