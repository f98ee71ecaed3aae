"""A report of settlements meets the cards of the base: overdue debt and credit limit of the clients it names.

EXPORTS, layout F; METHOD section 1 (ПДЗ, кредитный лимит, отсрочка).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.open_debts import OpenDebt, OpenDebts
from clientbase_xl.reading.results import ReadCards
from clientbase_xl.rules.client_names import SURVIVOR, CardNames
from clientbase_xl.rules.overdue_debt import overdue_debt
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.workflows.client_names import MOST_NAMED, doubtful_names

OF_CARDS = ("client_code", "client_name", "inn", "kpp", "payment_delay_days", "overdue_rub")
FIELDS = ("overdue_rub", "credit_limit_rub")
UNKNOWN, DOUBTFUL, TWICE, NOTHING = (
    "нет карточки с таким именем",
    "имя нескольких карточек",
    "несколько имён одной карточки",
    "ни просрочка, ни лимит не известны",
)
REMEDIES = {
    UNKNOWN: "Если это клиент: проверьте наименование и ИНН в карточке или заведите её, потом загрузите отчёт снова.",
    TWICE: "В учётной системе это разные контрагенты: впишите их общий долг в карточку сами.",
}


class Why(NamedTuple):
    """Why the overdue debt of a client is not known, and what to do."""

    message: str
    remedy: str


NO_DOCUMENTS = Why(
    "Сколько просрочено, из отчёта не видно: долг не разложен по документам с датами",
    "Выгрузите ведомость с группировкой «Документ расчётов» или со столбцом «Просрочено».",
)
NO_DELAY = Why(
    "Сколько просрочено, не известно: нет отсрочки ни в отчёте, ни в карточке",
    f"Впишите «{CLIENTS['payment_delay_days'].title}» в карточку (0 — без отсрочки) и загрузите отчёт снова.",
)
NO_PERIOD = Why(
    "Сколько просрочено, не известно: в отчёте нет периода", "Выгрузите ведомость со строкой «Период» над таблицей."
)


def join_cards(content: ReadCards, cards: pd.DataFrame) -> ReadCards:
    """Return the fields that a report of settlements changes, under the codes of the cards that its names mean.

    In: OF_CARDS of the cards that are shown. Only `overdue_rub` and `credit_limit_rub` are brought; names without one
    card are excluded by reason and told. A file of cards, which has codes or makes clients, is returned as it is.
    """
    debts = content.open_debts
    if debts is None:
        return content
    known = CardNames(cards)
    frame = content.cards
    found = {name: known.find(name) for name in frame["client_code"]}
    counts = Counter(hits[0].client_code for hits in found.values() if len(hits) == 1)
    reasons = {
        name: UNKNOWN if not hits else DOUBTFUL if len(hits) > 1 else TWICE if counts[hits[0].client_code] > 1 else ""
        for name, hits in found.items()
    }
    delays = dict(zip(cards["client_code"], cards["payment_delay_days"], strict=True))
    unknown: dict[Why, list[str]] = {}
    rows: list[dict[str, Any]] = []
    for row in frame.to_dict("records"):
        name = str(row["client_code"])
        if reasons[name]:
            continue
        code = found[name][0].client_code
        fields = {key: row.get(key) for key in FIELDS if key in frame}
        if pd.isna(fields["overdue_rub"]):
            overdue = _overdue(debts.by_client[name], debts.as_of, delays.get(code))
            if isinstance(overdue, Why):
                unknown.setdefault(overdue, []).append(name)
            else:
                fields["overdue_rub"] = float(overdue)
        if all(pd.isna(value) for value in fields.values()):
            reasons[name] = NOTHING
        else:
            rows.append({"client_code": code, **fields})
    joined = pd.DataFrame(rows, columns=["client_code", *(key for key in FIELDS if key in frame)])
    left_out = Counter(reason for reason in reasons.values() if reason)
    problems = (
        *_left_out(reasons, UNKNOWN, "Контрагента нет среди карточек: его долг не принят", content, debts),
        *doubtful_names({name: found[name] for name, why in reasons.items() if why == DOUBTFUL}, content.file_name),
        *_left_out(reasons, TWICE, "Несколько контрагентов отчёта подходят к одной карточке", content, debts),
        *(problem for why, names in unknown.items() for problem in _listed(names, why, content, debts)),
        *_not_named(joined, cards, content),
    )
    return replace(
        content,
        cards=joined,
        problems=(*content.problems, *problems),
        excluded={**content.excluded, **left_out},
    )


def refuse_nothing(content: ReadCards) -> None:
    """Raise BadFile for a report of settlements that concerns no card: nothing would be imported (EXPORTS)."""
    if content.open_debts is not None and content.cards.empty:
        reasons = "; ".join(f"{reason} — {count}" for reason, count in content.excluded.items())
        examples = " ".join(problem.sentence() for problem in content.problems[:2])
        raise BadFile(
            f"Из ведомости «{content.file_name}» ни одной карточке ничего не досталось: {reasons}. {examples}",
            "наименования (или ИНН) контрагентов, у которых в базе есть карточки",
            "Загрузите сначала продажи или карточки клиентов; проверьте наименования и отсрочку в карточках.",
        )


def _overdue(debt: OpenDebt, as_of: date | None, card_delay: Any) -> Decimal | Why:
    """Return what is overdue on the last day of the report; who owes nothing has nothing overdue."""
    if debt.debt_rub <= 0:
        return Decimal(0)
    if debt.documents is None:
        return NO_DOCUMENTS
    if as_of is None:
        return NO_PERIOD
    of_card = None if pd.isna(card_delay) else int(card_delay)
    delays = [of_card if one.delay_days is None else one.delay_days for one in debt.documents]
    if any(delay is None and one.open_rub > 0 for one, delay in zip(debt.documents, delays, strict=True)):
        return NO_DELAY
    documents = zip(debt.documents, delays, strict=True)
    return overdue_debt(((one.day, one.open_rub, delay or 0) for one, delay in documents), as_of)


def _left_out(
    reasons: dict[str, str], reason: str, message: str, content: ReadCards, debts: OpenDebts
) -> tuple[Problem, ...]:
    names = [name for name, found in reasons.items() if found == reason]
    return _listed(names, Why(message, REMEDIES[reason]), content, debts)


def _listed(names: Iterable[str], why: Why, content: ReadCards, debts: OpenDebts) -> tuple[Problem, ...]:
    """Return a problem for each of the first 20 names and one that counts the rest."""
    every = [
        Problem(
            why.message,
            why.remedy,
            file=content.file_name,
            sheet=content.sheet,
            row=debts.by_client[name].row_number,
            value=name,
        )
        for name in names
    ]
    shown, rest = every[:MOST_NAMED], every[MOST_NAMED:]
    return (*shown, *((replace(rest[0], count=len(rest)),) if rest else ()))


def _not_named(joined: pd.DataFrame, cards: pd.DataFrame, content: ReadCards) -> tuple[Problem, ...]:
    """Return a notice of cards with an overdue debt that the report does not name: they stay as they are."""
    owing = cards[pd.to_numeric(cards["overdue_rub"]).gt(0) & ~cards["client_code"].isin(joined["client_code"])]
    if SURVIVOR in owing:
        owing = owing[owing[SURVIVOR].isna()]
    if owing.empty:
        return ()
    return (
        Problem(
            "Карточки с просроченным долгом, которых отчёт не назвал, остались как были",
            "Если долг погашен, выгрузите ведомость без отбора или исправьте карточку.",
            Severity.NOTICE,
            content.file_name,
            value=f"{owing['client_name'].iloc[0] or owing['client_code'].iloc[0]}",
            count=len(owing),
        ),
    )
