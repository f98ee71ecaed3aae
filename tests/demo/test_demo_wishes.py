"""Changes that the managers of the demo ask for."""

from __future__ import annotations

from datetime import date

from clientbase_xl.demo import words
from clientbase_xl.demo.wishes import make_wishes
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import ChangeClass

TODAY = date(2026, 11, 20)


def test_every_wish_is_another_managers_and_needs_approval() -> None:
    cards = {f"1{place}": {"manager": name} for place, name in enumerate(words.MANAGERS)}
    wishes = list(make_wishes(cards, TODAY))
    assert [wish.by for wish in wishes] == list(words.MANAGERS[:4])
    assert [wish.client_code for wish in wishes] == ["10", "11", "12", "13"]
    assert {CLIENTS[wish.column_key].change_class for wish in wishes} == {ChangeClass.APPROVAL}
    assert wishes[0].new != wishes[0].by, "nobody backs up himself"
    assert wishes[1].new == "2027-11-20"


def test_a_field_that_is_empty_comes_first_and_a_potential_grows() -> None:
    name = words.MANAGERS[2]
    cards = {"1": {"manager": name, "potential_rub": "250000"}}
    (wish,) = make_wishes(cards, TODAY)
    assert (wish.column_key, wish.new) == ("potential_rub", "1100000")
    (empty,) = make_wishes(cards | {"2": {"manager": name}}, TODAY)
    assert (empty.client_code, empty.new) == ("2", "900000")


def test_without_clients_nobody_asks() -> None:
    assert list(make_wishes({}, TODAY)) == []
