"""The base on the weekly pages: bridge, second purchases, returns, products, contacts due (METHOD 0, 5, 8, 9)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.schemas.akb_bridge import BRIDGE_PERIODS, IN_WORK
from clientbase_xl.schemas.base_kpis import DIMENSIONS
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import DATE_FORMAT, MONEY_FORMAT, MUTED, SHARE_FORMAT
from clientbase_xl.writing.weekly_content import Leaf, WeeklyContent
from clientbase_xl.writing.weekly_paper import LAST, Paper, Place, height_of
from clientbase_xl.writing.weekly_sections import COUNT_FORMAT, Headed, client, shown_of, table

_BRIDGED = BRIDGE_PERIODS[:2]
"""The week and the month: the longer periods stand on «Движение базы»."""
_GROUPED = DIMENSIONS[:2]
"""Brands and categories: single products stand on «АА и нулевые по товарам»."""
_CHANGE_FORMAT = "+0%;-0%;0%"


def bridge(paper: Paper, leaf: Leaf) -> None:
    """Write how the clients in work became more or fewer: было + новые + вернувшиеся − уснувшие − ушедшие = стало."""
    if leaf.bridge is None:
        return
    chosen = leaf.bridge[(leaf.bridge["base"] == IN_WORK) & leaf.bridge["period"].isin(_BRIDGED)]
    headed: list[Headed] = [
        (Place(0, 0, is_bold=True), "Период"),
        (Place(1, 1, COUNT_FORMAT, "center"), "Было"),
        (Place(2, 2, COUNT_FORMAT, "center"), "+ новые"),
        (Place(3, 3, COUNT_FORMAT, "center"), "+ вернулись"),
        (Place(4, 4, COUNT_FORMAT, "center"), "− уснули"),
        (Place(5, 5, COUNT_FORMAT, "center"), "− ушли"),
        (Place(6, LAST, is_wrapped=True, is_small=True, is_bold=True, indent=1), "Стало"),
    ]
    keys = ("count_before", "count_new", "count_returned", "count_lapsed", "count_left")
    rows = [(one["period"], *(one[key] for key in keys), _after(one)) for one in chosen.to_dict("records")]
    if rows:
        remark = "клиенты в работе: новые, действующие, засыпающие"
        table(paper, "Движение базы (АКБ)", headed, rows, "", remark, is_kept_together=True)


def _after(record: dict[Any, Any]) -> str:
    """Return the end of the bridge, with the rarer terms that it needs to add up."""
    change = int(record["count_change"])
    moved = f"{change:+d}" if change else "без изменений"
    parts = [f"{int(record['count_after'])} ({moved})"]
    rarer = (
        ("count_received", "приняты +"),
        ("count_stopped", "прекращена работа −"),
        ("count_handed", "переданы −"),
    )
    for key, title in rarer:
        count = plain(record[key])
        if isinstance(count, int | float) and count:
            parts.append(f"{title}{int(count)}")
    return "; ".join(parts)


def coming_back(paper: Paper, content: WeeklyContent) -> None:
    """Write second purchases and conversion of reactivation with numerator, denominator and what they mean."""
    rows: list[tuple[Any, ...]] = []
    if content.retention is not None:
        rows += [
            (
                f"Вторые покупки: {one['client_group']}",
                one["count_second"],
                one["count_first"],
                _share(one["share_second"]),
                str(plain(one["reason"]) or ""),  # it ends with the verdict
            )
            for one in content.retention.to_dict("records")
        ]
    if content.conversion is not None:
        rows += [
            (
                "Реактивация: вернулись",
                one["count_returned"],
                one["count_over"],
                _share(one["conversion"]),
                "; ".join(str(part) for key in ("reason", "mark") if (part := plain(one[key]))),
            )
            for one in content.conversion.tail(1).to_dict("records")  # all managers together
        ]
    if not rows:
        return
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Что"),
        (Place(1, 1, COUNT_FORMAT, "center"), "Числитель"),
        (Place(2, 2, COUNT_FORMAT, "center"), "Знаменатель"),
        (Place(3, 3, SHARE_FORMAT, "center", is_bold=True), "Доля"),
        (Place(4, LAST, is_wrapped=True, is_small=True, indent=1), "Что это значит"),
    ]
    table(paper, "Удержание и реактивация", headed, rows, "", is_kept_together=True)


def _share(value: Any) -> Any:
    return "нет данных" if plain(value) is None else value


def products(paper: Paper, content: WeeklyContent, count: int) -> None:
    """Write active addresses and zero clients of the largest brands and categories, so many of each."""
    if content.products is None:
        return
    grouped = content.products[content.products["dimension"].isin(_GROUPED)]
    chosen = pd.concat([grouped[grouped["dimension"] == name].head(count) for name in _GROUPED])
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Бренд, категория"),
        (Place(1, 1, COUNT_FORMAT, "center"), "АА"),
        (Place(2, 2, COUNT_FORMAT, "center"), "АА месяц назад"),
        (Place(3, 3, COUNT_FORMAT, "center"), "Нулевых"),
        (Place(4, 5, MONEY_FORMAT, "right"), "Оборот, ₽"),
        (Place(6, LAST, is_wrapped=True, is_small=True, indent=1), "К прошлому периоду; доля базы"),
    ]
    rows = [
        (
            one["product"],
            one["count_addresses"],
            one["count_addresses_before"],
            one["count_zero"],
            one["turnover_rub"],
            _trend(one),
        )
        for one in chosen.to_dict("records")
    ]
    if rows:
        table(paper, "АА и нулевые по брендам и категориям", headed, rows, "", shown_of(len(rows), len(grouped)))


def _trend(record: dict[Any, Any]) -> str:
    parts = [str(record["dimension"])]
    change = plain(record["change_turnover"])
    if isinstance(change, int | float):
        parts.append(f"оборот {words.change(float(change))}")
    covered = plain(record["share_covered"])
    if isinstance(covered, int | float):
        parts.append(f"берут {words.share(float(covered))}")
    return "; ".join(parts)


def due(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write whom to visit and to call by the end of the week, what is late and large first; and whether it all fits."""
    if leaf.due is None:
        return
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Клиент"),
        (Place(1, 1, is_small=True, is_shrunk=True), "Телефон"),
        (Place(2, 2, DATE_FORMAT, "center"), "Не позже"),
        (Place(3, 3, align="center"), "Что"),
        (Place(4, 4, align="center"), "Кат."),
        (Place(5, LAST, is_wrapped=True, is_small=True, indent=1), "Почему"),
    ]
    rows = [
        (
            client(one),
            plain(one["phone"]),
            one["due_on"],
            one["contact_kind"],
            plain(one["category_approved"]),
            one["reason"],
        )
        for one in leaf.due.head(count).to_dict("records")
    ]
    empty = "Плановых контактов на этой неделе нет."
    table(paper, "Контакты по плану", headed, rows, empty, shown_of(len(rows), len(leaf.due)))
    load_line(paper, leaf)


def load_line(paper: Paper, leaf: Leaf) -> None:
    """Write whether the contacts of the month fit the hours."""
    if leaf.load is None or leaf.load.empty:
        return
    (one,) = leaf.load.head(1).to_dict("records")
    text = f"Нагрузка месяца: {one['state']}. {plain(one['reason']) or ''}"
    place = Place(0, LAST, is_wrapped=True, is_small=True)
    row = paper.advance(height_of([(place, text)]))
    paper.write(row, place, text, font_color=MUTED)
    paper.gap()
