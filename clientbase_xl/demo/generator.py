"""The demo: a distributor of household goods, tools and car chemistry that does not exist, 30 months of its sales.

About 600 clients, 6 managers, 300 SKU. The same day and seed give the same data on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from clientbase_xl.demo.activity import channel_records, matrix_records, with_frequencies
from clientbase_xl.demo.agreements import agreement_records
from clientbase_xl.demo.cards import cards_frame, hidden_potentials
from clientbase_xl.demo.client_stocks import stock_records
from clientbase_xl.demo.documents import Line, make_lines
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.export import export_frame
from clientbase_xl.demo.faulty_cards import CARDS_FILE, plant_in_cards
from clientbase_xl.demo.fbs import fbs_records
from clientbase_xl.demo.files import ExportFile, Odd, make_files
from clientbase_xl.demo.identities import Identity, make_identity
from clientbase_xl.demo.loyalty import loyalty_records
from clientbase_xl.demo.plan_forecasts import Saved, make_forecasts
from clientbase_xl.demo.plans import ClientPlan, make_plans
from clientbase_xl.demo.planted import PlantedProblem
from clientbase_xl.demo.price_decisions import decision_records
from clientbase_xl.demo.products import make_products
from clientbase_xl.demo.profiles import Truth, make_profiles
from clientbase_xl.demo.prospects import with_prospects
from clientbase_xl.demo.records import make_records
from clientbase_xl.demo.returns import make_results
from clientbase_xl.demo.selling import selling_records
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.watch import watch_records
from clientbase_xl.rules.periods import months_before
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.sales_channels import SALES_CHANNELS

DEMO_TODAY = date(2026, 11, 20)
DEMO_SEED = 7
DEMO_BASE_NAME = "Демонстрационная база"

# Names that a spreadsheet would take for formulas; they must arrive as text.
_FORMULA_LIKE_NAMES = ("=Стройдвор+Склад", "+7 Инструмент", "-Хозяин- ИП Туесков Е. И.", "@Белогор.Маркет")


@dataclass(frozen=True)
class DemoData:
    """The demo's data: `sales` is the export without faults, `files` is the same as people saved it.

    `sales` and the frames of `files` have the headings `export.HEADINGS`, dtype object (date, int, float, str, None).
    `cards` has the titles of the typed columns of «Клиенты»; `stories` is client code → its story. `records` are the
    typed records that no export has: sheet key → the stored columns of the sheet under their keys. `forecasts` are
    plans and forecasts cell by cell in the order in which they were saved.
    """

    today: date
    sales: pd.DataFrame
    cards: pd.DataFrame
    files: tuple[ExportFile, ...]
    cards_file_name: str
    planted: tuple[PlantedProblem, ...]
    stories: Mapping[str, Story]
    records: Mapping[str, pd.DataFrame]
    forecasts: tuple[Saved, ...]


def generate(today: date = DEMO_TODAY, seed: int = DEMO_SEED) -> DemoData:
    """Return 30 calendar months of sales that end the day before `today`, the cards, and the planted problems."""
    products = make_products(today, seed)
    plans = make_plans(today, seed)
    identities = _identities(plans, seed)
    lines = [line for plan in plans for line in make_lines(plan, products, today, seed)]
    sales = export_frame(lines, {code: identity.name for code, identity in identities.items()})
    calm = _calm(plans, lines)
    odd = Odd(*(plan.code for plan in calm[-7:-4]))
    files, planted = make_files(sales, [plan.code for plan in calm[:-7]], odd, today, seed)
    turnover_rub = _turnover_rub(lines, months_before(today, 12))
    cards, planted_cards = plant_in_cards(cards_frame(plans, identities, turnover_rub, today, seed), turnover_rub)
    cards = with_frequencies(cards, plans, seed)
    first_days = _first_days(lines)
    return DemoData(
        today=today,
        sales=sales,
        cards=cards,
        files=files,
        cards_file_name=CARDS_FILE,
        planted=planted + planted_cards,
        stories={plan.code: plan.story for plan in plans},
        records={
            **with_prospects(make_records(plans, identities, today, seed), plans, identities, first_days, today, seed),
            **loyalty_records(plans, first_days, today, seed),
            PROFILES.key: make_profiles(
                plans, _truths(plans, identities, lines, turnover_rub, today, seed), _potentials(cards), today, seed
            ),
            ACTIVITY_MATRIX.key: matrix_records(),
            SALES_CHANNELS.key: channel_records(),
            **make_results(plans, lines, today, seed),
            **selling_records(today, seed),
            **watch_records(plans, first_days, _overdue(cards), today, seed),
            **decision_records(plans, lines, today, seed),
            **fbs_records(today),
            **stock_records(plans, lines, today, seed),
            **agreement_records(plans, _contract_ends(cards), today, seed),
        },
        forecasts=make_forecasts(lines, today, seed),
    )


def _truths(
    plans: tuple[ClientPlan, ...],
    identities: Mapping[str, Identity],
    lines: Iterable[Line],
    turnover_rub: Mapping[str, float],
    today: date,
    seed: int,
) -> dict[str, Truth]:
    """Return client code → what a survey would find out if everybody knew and told everything."""
    from_on = months_before(today, 12)
    days: dict[str, set[date]] = {}
    for line in lines:
        if line.sold_on >= from_on and line.quantity > 0:
            days.setdefault(line.plan.code, set()).add(line.sold_on)
    hidden = hidden_potentials(plans, identities, turnover_rub, today, seed)
    return {
        code: Truth(potential, turnover_rub.get(code, 0.0), len(days.get(code, ())))
        for code, potential in hidden.items()
    }


def _potentials(cards: pd.DataFrame) -> dict[str, float]:
    """Return client code → the potential typed in its card, where it is a number."""
    pairs = zip(cards[CLIENTS["client_code"].title], cards[CLIENTS["potential_rub"].title], strict=True)
    return {str(code): value for code, value in pairs if isinstance(value, float)}


def _contract_ends(cards: pd.DataFrame) -> dict[str, date]:
    """Return client code → the last day of the contract typed in its card, where it is a day."""
    pairs = zip(cards[CLIENTS["client_code"].title], cards[CLIENTS["contract_until"].title], strict=True)
    return {str(code): value for code, value in pairs if isinstance(value, date)}


def _overdue(cards: pd.DataFrame) -> dict[str, float]:
    """Return client code → the overdue debt typed in its card, where there is any."""
    pairs = zip(cards[CLIENTS["client_code"].title], cards[CLIENTS["overdue_rub"].title], strict=True)
    return {str(code): value for code, value in pairs if isinstance(value, float) and value > 0}


def _identities(plans: tuple[ClientPlan, ...], seed: int) -> dict[str, Identity]:
    """Return client code → identity; four names in the middle of the list look like formulas."""
    taken: set[str] = set()
    identities = {plan.code: make_identity(plan.segment, Draws(seed, "identity", plan.code), taken) for plan in plans}
    steady = [plan.code for plan in plans if plan.story is Story.STEADY and not plan.is_loss]
    for code, name in zip(steady[20::40], _FORMULA_LIKE_NAMES, strict=False):
        identities[code] = replace(identities[code], name=name)
    return identities


def _calm(plans: Iterable[ClientPlan], lines: Iterable[Line]) -> list[ClientPlan]:
    """Return steady clients with many lines in the order of codes."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.plan.code] = counts.get(line.plan.code, 0) + 1
    return [plan for plan in plans if plan.story is Story.STEADY and not plan.is_loss and counts[plan.code] >= 60]


def _first_days(lines: Iterable[Line]) -> dict[str, date]:
    """Return client code → the day of its first purchase."""
    days: dict[str, date] = {}
    for line in lines:
        if line.quantity > 0:
            days[line.plan.code] = min(line.sold_on, days.get(line.plan.code, line.sold_on))
    return days


def _turnover_rub(lines: Iterable[Line], from_on: date) -> dict[str, float]:
    """Return client code → roubles from `from_on` on, net of returns."""
    kopecks: dict[str, int] = {}
    for line in lines:
        if line.sold_on >= from_on:
            kopecks[line.plan.code] = kopecks.get(line.plan.code, 0) + line.quantity * line.price_kop
    return {code: value / 100 for code, value in kopecks.items()}
