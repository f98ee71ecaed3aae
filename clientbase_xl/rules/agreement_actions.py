"""«Начало»: documents, plans, talks and clients that left: what to do about them today.

METHOD section 13: warnings at 60, 30 and 0 days, talks before the year ends, plan against fact, next touches. The
contracts themselves stand among the other actions (`today_actions`, by the day of `paper_ends`): here are the other
papers.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers
from clientbase_xl.rules.plan_documents import running_plans
from clientbase_xl.rules.today_action import Action, Steps
from clientbase_xl.rules.today_actions import CONTRACT_STEPS_DAYS
from clientbase_xl.schemas.agreements import (
    AGREEMENTS,
    CONTRACT,
    EXPIRED,
    LETTER,
    STAGES,
    TALKS,
    UP_TO_30,
    UP_TO_60,
)
from clientbase_xl.schemas.client_plans import CLIENT_POOL
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.settings import Settings

_DIGITS = 9


def agreement_actions(
    agreements: pd.DataFrame,
    is_latest: pd.Series[bool],
    pool: pd.DataFrame,
    touches: pd.DataFrame,
    clients: pd.DataFrame,
    called: Collection[str],
    today: date,
    settings: Settings,
) -> tuple[Action, ...]:
    """Return the actions of section 13, one per kind; those that concern nobody have no amounts.

    METHOD 13. In: AGREEMENTS with `is_latest` (`document_states`) of the same index; CLIENT_POOL; NEXT_TOUCHES; CLIENTS
    of the workbook; the clients on «Реактивация», who are called anyway. Papers are those of clients in work, each
    client once per action, roubles their turnover of 12 months; contracts are left to `today_actions`, a letter of
    intent is left out (talks go on to the addendum). A touch is due on its day. The pool without a letter of intent is
    named from `year_end_month` on. Of each client only the plan that runs (`running_plans`) can be behind: when the
    fact is below the plan to date by more than `plan_gap_share`; roubles are the gap.
    """
    turnover = dict(zip(clients["client_code"], as_numbers(clients["turnover_12m_rub"]), strict=True))
    stopped = clients["is_stopped"].fillna(value=False).astype(bool)
    in_work = set(clients.loc[~stopped, "client_code"])
    mine = agreements["client_code"].isin(in_work)
    is_paper = mine & is_latest & ~agreements["document_kind"].isin((CONTRACT, LETTER))
    near, far = CONTRACT_STEPS_DAYS
    steps = (
        (EXPIRED, "paper_over", "Обновите доверенности и соглашения: срок истёк"),
        (UP_TO_30, "paper_near", f"Продлите доверенности и соглашения: осталось не больше {words.days(near)}"),
        (
            UP_TO_60,
            "paper_far",
            f"Подготовьте продление доверенностей и соглашений: до {words.days(far)}",
        ),
    )
    papers = (
        _of_documents(text, key, agreements[is_paper & (agreements["state"] == state)], turnover)
        for state, key, text in steps
    )
    return (
        *papers,
        _behind(agreements[mine & running_plans(agreements)], settings),
        _talks(pool[pool["client_code"].isin(in_work)], today, settings),
        _touches(touches[~touches["client_code"].isin(list(called))]),
    )


def _of_documents(text: str, key: str, chosen: pd.DataFrame, turnover: dict[str, float]) -> Action:
    amounts = chosen["client_code"].map(turnover).astype("float64")
    # A client with two papers over is one client with one turnover; his card names the paper of the earlier day.
    table, amounts = chosen.drop_duplicates("client_code"), amounts[~chosen["client_code"].duplicated()]
    return Action(
        text,
        amounts,
        _names(table),
        AGREEMENTS.key,
        "Оборот этих клиентов за 12 мес.",
        Steps(key, table["client_code"], table["renew"], table["reason"]),
    )


def _behind(table: pd.DataFrame, settings: Settings) -> Action:
    share = settings.agreements.plan_gap_share
    done = as_numbers(table["plan_share"]).round(_DIGITS)
    late = table[done < round(1 - share, _DIGITS)]
    gap = as_numbers(late["plan_to_date_rub"]) - as_numbers(late["fact_rub"])
    late = late.assign(gap=gap).sort_values("gap", ascending=False, kind="stable")
    return Action(
        "Поговорите с клиентами, которые отстают от согласованного плана",
        late["gap"],
        _names(late),
        AGREEMENTS.key,
        f"Не хватает до плана на дату; отстают больше чем на {words.share(share)}",
        Steps("plan_behind", late["client_code"], _same("Поговорите об отставании от плана", late), late["reason"]),
    )


def _talks(pool: pd.DataFrame, today: date, settings: Settings) -> Action:
    is_time = today.month >= settings.agreements.year_end_month
    is_open = [not isinstance(stage, str) or stage == TALKS for stage in pool["stage"]]
    chosen = pool[pd.Series(is_open, index=pool.index, dtype=bool)] if is_time else pool.iloc[:0]
    return Action(
        "Договоритесь о плане года с пулом клиентов: соглашения о намерениях ещё нет",
        as_numbers(chosen["turnover_year_rub"]),
        _names(chosen),
        CLIENT_POOL.key,
        f"Их оборот за 12 полных мес.; порядок: {', '.join(STAGES)}",
        Steps("year_plan", chosen["client_code"], chosen["next_step"], chosen["reason"]),
    )


def _touches(table: pd.DataFrame) -> Action:
    due = table[table["overdue_days"].notna()]
    return Action(
        "Напомните о себе ушедшим: срок касания пришёл",
        as_numbers(due["amount_rub"]),
        _names(due),
        NEXT_TOUCHES.key,
        "Их оборот за 12 мес. до ухода; кто напоминает, первым узнаёт о переменах",
        Steps("touch", due["client_code"], _same("Напомните о себе: клиент ушёл", due), due["reason"]),
    )


def _same(text: str, table: pd.DataFrame) -> pd.Series[str]:
    return pd.Series(text, index=table.index, dtype=object)


def _names(table: pd.DataFrame) -> pd.Series[str]:
    names: pd.Series[str] = table["client_name"].where(table["client_name"].notna(), table["client_code"])
    return names
