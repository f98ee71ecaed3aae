"""What to do next with each client, in order of the roubles at stake: the card's «Что сделать дальше».

METHOD section 1 («Карточка», «Начало») and the sources of each action: sections 8 (call the lapsed), 0 (dozing off),
3 (loss: reprice first; potential not known; backup of A and B; undervalued clients), 5 (contacts of the matrix),
13 (contracts), 10 (overdue debt), [P] (a finger on the client's pulse: a promised touch).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.card_fields import NO_DATA
from clientbase_xl.rules.category import FLAG_ASK_POTENTIAL, FLAG_NO_BACKUP
from clientbase_xl.rules.joined import as_numbers, present, settle, texts
from clientbase_xl.rules.profit_level import FLAG_RETURNS
from clientbase_xl.rules.today_action import Action, client_rows
from clientbase_xl.rules.today_actions import CONTRACT_STEPS_DAYS, planned_contacts
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS
from clientbase_xl.schemas.clients import CLIENTS, LETTERS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import VISIT
from clientbase_xl.schemas.reactivation import REACTIVATION

_WITH_CONTRACT = ("A", "B", "C")
_KEYS = (
    "client_code",
    "status",
    "status_reason",
    "category",
    "category_approved",
    "category_range",
    "flags",
    "turnover_12m_rub",
    "profitability_12m_rub",
    "overdue_rub",
    "contract_until",
    "is_stopped",
)
_AFTER_OWN = 1_000
Row = dict[Any, Any]
Words = Callable[[Row], str]


def client_actions(
    clients: pd.DataFrame,
    reactivation: pd.DataFrame,
    contacts: pd.DataFrame,
    today: date,
    *,
    due: pd.DataFrame | None = None,
    undervalued: pd.DataFrame | None = None,
    more: Sequence[Action] = (),
) -> pd.DataFrame:
    """Return the next actions of every client: CLIENT_ACTIONS, by client, largest roubles first.

    METHOD section 1. In: CLIENTS and REACTIVATION of `today`; CONTACTS; CONTACTS_DUE of this week and UNDERVALUED
    where they are computed; `more` actions of other rules. The conditions and roubles of an action are those of
    «Начало» (`today_actions`), so its sums are found here client by client; one more action is a touch that was
    promised for `today` or earlier and has not happened: no contact since the last promise. Roubles unknown count as 0;
    equal roubles in the order of the list below. `order` counts from 1 in each client.
    """
    table = settle(clients, CLIENTS, _KEYS)
    parts = [
        pd.DataFrame(
            {
                "client_code": chosen["client_code"],
                "action_key": key,
                "kind": kind,
                "action": texts(map(action, rows := chosen.to_dict("records")), chosen.index),
                "amount_rub": amounts,
                "reason": texts(map(reason, rows), chosen.index),
            }
        )
        for kind, (key, chosen, amounts, action, reason) in enumerate(
            (*_kinds(table, reactivation, contacts, today), *_of_lists(due, undervalued))
        )
        if len(chosen)
    ]
    others = (client_rows(one).assign(kind=_AFTER_OWN + kind) for kind, one in enumerate(more))
    parts += [one for one in others if len(one)]
    if not parts:
        return present(pd.DataFrame(columns=list(CLIENT_ACTIONS.keys)), CLIENT_ACTIONS)
    found = pd.concat(parts, ignore_index=True)
    found["place"] = -found["amount_rub"].fillna(0)
    found = found.sort_values(["client_code", "place", "kind"], kind="stable", ignore_index=True)
    found["order"] = found.groupby("client_code").cumcount() + 1
    return present(found, CLIENT_ACTIONS)


def _kinds(
    table: pd.DataFrame, reactivation: pd.DataFrame, contacts: pd.DataFrame, today: date
) -> Iterator[tuple[str, pd.DataFrame, pd.Series[float], Words, Words]]:
    """Yield each kind of action: its key, the rows it concerns, their roubles, the words of action and reason."""
    in_work, turnover = ~table["is_stopped"], table["turnover_12m_rub"]
    is_loss = in_work & (table["category"] == "E")
    flags = table["flags"].fillna("").astype(str)

    def of(key: str, mask: pd.Series[bool], amounts: pd.Series[float], action: str, reason: Words) -> Any:
        return key, table[mask], amounts[mask], lambda _: action, reason

    yield _lapsed(reactivation)
    yield of(
        "dozing",
        table["status"] == "засыпает",
        turnover,
        "Позвоните с предложением, пока клиент ещё покупает",
        lambda row: row["status_reason"] or "Покупает реже своего обычного",
    )
    yield of(
        "loss",
        is_loss,
        -table["profitability_12m_rub"],
        "Пересмотрите цены и условия; не поможет — предложите прекратить работу",
        lambda row: f"Убыток за 12 мес. {_rub(-row['profitability_12m_rub'])}",
    )
    yield of(
        "ask",
        in_work & flags.str.contains(FLAG_ASK_POTENTIAL, regex=False) & ~is_loss,
        turnover,
        "Спросите о потенциале",
        _range_words,
    )
    yield of(
        "backup",
        in_work & flags.str.contains(FLAG_NO_BACKUP, regex=False),
        turnover,
        "Назначьте дублёра",
        lambda row: f"Категория {_letter(row) or 'A или B'}, а клиента знает один человек",
    )
    yield of(
        "returns",
        in_work & flags.str.contains(FLAG_RETURNS, regex=False),
        -turnover,
        "Выясните причины возвратов",
        lambda row: f"За 12 мес. вернули больше, чем купили, на {_rub(-row['turnover_12m_rub'])}",
    )
    yield from _contracts(table, in_work, today, of)
    yield of(
        "overdue",
        table["overdue_rub"] > 0,
        table["overdue_rub"],
        "Напомните о просроченной оплате",
        lambda row: f"Просрочено по карточке {_rub(row['overdue_rub'])}",
    )
    yield _promised(table, contacts, today)


def _of_lists(
    due: pd.DataFrame | None, undervalued: pd.DataFrame | None
) -> Iterator[tuple[str, pd.DataFrame, pd.Series[float], Words, Words]]:
    """Yield what the lists of other sheets ask for: the contacts of the matrix, the undervalued."""
    if due is not None:
        chosen, worth = planned_contacts(due)
        yield "due", chosen, worth, _due_words, lambda row: row["reason"]
    if undervalued is not None:
        yield (
            "undervalued",
            undervalued,
            as_numbers(undervalued["untapped_rub"]),
            lambda row: f"Предложите то, что берёт у других: {row['bought_elsewhere'] or 'спросите, что именно'}",
            lambda row: row["reason"],
        )


def _due_words(row: Row) -> str:
    return f"{'Навестите' if row['contact_kind'] == VISIT else 'Позвоните'} по плану: срок {words.day(row['due_on'])}"


def _lapsed(reactivation: pd.DataFrame) -> tuple[str, pd.DataFrame, pd.Series[float], Words, Words]:
    calls = settle(reactivation, REACTIVATION)
    return (
        "lapsed",
        calls,
        calls["amount_9m_rub"],
        lambda row: f"Позвоните уснувшему: место {words.number(row['rank'])} в списке «{REACTIVATION.title}»",
        lambda row: row["reason"] or "Недавно перестал покупать",
    )


def _contracts(table: pd.DataFrame, in_work: pd.Series[bool], today: date, of: Callable[..., Any]) -> Iterator[Any]:
    """Yield the actions of contracts of A–C: expired the day after the last day, up to 30 and up to 60 days left."""
    days_left = (table["contract_until"] - pd.Timestamp(today)).dt.days
    letter = table["category_approved"].where(table["category_approved"].notna(), table["category"])
    chosen = in_work & letter.isin(_WITH_CONTRACT)
    near, far = CONTRACT_STEPS_DAYS
    turnover = table["turnover_12m_rub"]

    def until(row: Row) -> str:
        left = (row["contract_until"].date() - today).days
        ending = f"осталось {words.days(left)}" if left >= 0 else "срок прошёл"
        return f"Последний день договора {words.day(row['contract_until'])}, {ending}"

    yield of("contract_over", chosen & (days_left < 0), turnover, "Перезаключите договор: срок истёк", until)
    yield of("contract_near", chosen & days_left.between(0, near), turnover, "Продлите договор", until)
    is_far = chosen & (days_left > near) & (days_left <= far)
    yield of("contract_far", is_far, turnover, "Подготовьте продление договора", until)


def _promised(
    table: pd.DataFrame, contacts: pd.DataFrame, today: date
) -> tuple[str, pd.DataFrame, pd.Series[float], Words, Words]:
    """Return the clients whose last contact promised a touch for today or earlier."""
    talks = settle(contacts, CONTACTS)
    talks = talks[talks["contacted_on"].notna() & (talks["contacted_on"] <= pd.Timestamp(today))]
    last = talks.sort_values("contacted_on", kind="stable").drop_duplicates("client_code", keep="last")
    last = last[last["next_touch_on"].notna() & (last["next_touch_on"] <= pd.Timestamp(today))]
    amounts = dict(zip(table["client_code"], table["turnover_12m_rub"], strict=True))
    in_work = set(table.loc[~table["is_stopped"], "client_code"])
    due = last[last["client_code"].isin(in_work)]
    return (
        "promised",
        due,
        due["client_code"].map(amounts).astype("float64"),
        lambda row: f"Вернитесь к клиенту: обещали {words.day(row['next_touch_on'])}",
        lambda row: row["next_step"] or f"Последний разговор {words.day(row['contacted_on'])}, с тех пор тишина",
    )


def _range_words(row: Row) -> str:
    span = row["category_range"]
    if span in LETTERS:  # the whole row of the grid has one letter: only the roubles are not known
        of_range = f"категория {span} при любом потенциале, не известно, сколько ещё можно взять"
    else:
        of_range = f"пока категория известна только диапазоном {span}" if span else "без потенциала категория не точна"
    return f"Оборот за 12 мес. {_rub(row['turnover_12m_rub'])}; {of_range}"


def _letter(row: Row) -> str | None:
    letter: str | None = row["category_approved"] or row["category"]
    return letter


def _rub(value: float) -> str:
    return words.rub(value) if value == value else NO_DATA
