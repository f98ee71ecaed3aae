"""What the base itself answers to the questions of the diagnosis, with the numbers.

METHOD section 18 [B]: questions 1–3 and 5–8 are computed from the ledger, profiles, statuses, contacts and channels;
question 4 is not. A question that the base cannot answer has no answer, never «нет» (section 0).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, by_codes
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, months_before
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.schemas.contacts import OUR_SIDE, THEIR_SIDE
from clientbase_xl.schemas.profile_calls import BY_SURVEY
from clientbase_xl.settings import Settings

LEFT = "ушедший"
NO_LEDGER = "Продаж в базе ещё нет"


@dataclass(frozen=True, slots=True)
class DiagnosisInputs:
    """What the answers stand on, all of the same clients.

    FACTS; POTENTIALS; STATUS; stored CONTACTS; `channels` (`client_code`, `channel`); turnovers of two years
    (`client_code`, `turnover_now_rub`, `turnover_before_rub`, `is_client_before`); the active base a year ago and today
    (None: not known); the first day of the ledger.
    """

    facts: pd.DataFrame
    potentials: pd.DataFrame
    statuses: pd.DataFrame
    contacts: pd.DataFrame
    channels: pd.DataFrame
    years: pd.DataFrame
    active_before: int | None
    active_now: int | None
    first_on: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Computed:
    """An answer of the base: yes, no or None; its numbers; why a person may see it otherwise (both sentences)."""

    is_yes: bool | None
    numbers: str
    hint: str = ""


def computed_answers(given: DiagnosisInputs, settings: Settings) -> dict[str, Computed]:
    """Return the answer of the base to each of the eight questions, by number.

    METHOD section 18. 1: turnover of 12 months of clients first bought ≥ 12 months ago > that of newer ones. 2: Σ
    likely potential > Σ turnover of clients with an answered profile. 3: clients that bought in the earlier 12 months:
    last 12 ≤ previous 12. 5: any client is «ушедший». 6: at least `below_median_share` of clients buy below the median
    purchase of their channel. 7: our initiative < `initiative_share` of the contacts whose side is noted. 8: active
    base today ≤ a year ago. A ledger too short for a comparison gives no answer.
    """
    return {
        "1": _old_and_new(given, settings),
        "2": _budget(given),
        "3": _existing(given),
        "4": Computed(None, "Этого в базе нет", "Послушайте разговоры и посмотрите долю в закупках на «Клиенты»"),
        "5": _gone(given, settings),
        "6": _average(given, settings),
        "7": _initiative(given, settings),
        "8": _base(given, settings),
    }


def _covers(given: DiagnosisInputs, months: int) -> str:
    """Return why the ledger is too short to look so many months back; "" where it is not."""
    if given.first_on is None:
        return NO_LEDGER
    if given.first_on <= months_before(given.today, months):
        return ""
    return f"Продажи в базе с {words.day(given.first_on)}, для ответа нужны {words.months(months)}"


def _old_and_new(given: DiagnosisInputs, settings: Settings) -> Computed:
    # Who first appears right after the beginning of the ledger may be an old client.
    if short := _covers(given, MONTHS_IN_YEAR + settings.retention.unknown_months):
        return Computed(None, short)
    border = months_before(given.today, MONTHS_IN_YEAR)
    first, turnover = as_dates(given.facts["first_purchase_on"]), as_numbers(given.facts["turnover_12m_rub"])
    is_old = first <= pd.Timestamp(border)
    old, new = float(turnover[is_old].sum()), float(turnover[first.notna() & ~is_old].sum())
    if old <= 0 and new <= 0:
        return Computed(None, "Оборота за год нет")
    numbers = (
        f"Оборот за год: купившие впервые до {words.day(border)} включительно {words.rub(old)}, новые {words.rub(new)}"
    )
    return Computed(old > new, numbers, "Новый здесь — тот, чья первая покупка моложе года, а не первый договор")


def _budget(given: DiagnosisInputs) -> Computed:
    table = given.potentials
    asked = table[(table["potential_source"] == BY_SURVEY) & table["potential_rub"].notna()]
    if asked.empty:
        return Computed(None, "Ни у кого не спросили о закупках у всех поставщиков")
    codes = pd.Index(asked["client_code"], dtype=object)
    turnover = float(as_numbers(by_codes(given.facts, codes, ("turnover_12m_rub",))["turnover_12m_rub"]).sum())
    budget = float(as_numbers(asked["potential_rub"]).sum())
    numbers = f"По опросам ({words.clients(len(asked))}) бюджет {words.rub(budget)} в год, у нас {words.rub(turnover)}"
    if budget > 0:
        numbers += f" — {per_cent(turnover / budget)}"
    return Computed(budget > turnover, numbers, "База знает бюджет только опрошенных")


def _existing(given: DiagnosisInputs) -> Computed:
    if short := _covers(given, 2 * MONTHS_IN_YEAR):
        return Computed(None, short)
    own = given.years[given.years["is_client_before"].astype(bool)]
    now, before = float(own["turnover_now_rub"].sum()), float(own["turnover_before_rub"].sum())
    if own.empty:
        return Computed(None, "Год назад клиентов не было")
    who = f"Кто покупал 24–12 мес. назад ({words.clients(len(own))})"
    numbers = f"{who}: тогда {words.rub(before)}, за последние 12 мес. {words.rub(now)}"
    if before > 0:
        numbers += f" ({words.change(now / before - 1)})"
    return Computed(now <= before, numbers, "Рост за счёт новых клиентов сюда не входит")


def _gone(given: DiagnosisInputs, settings: Settings) -> Computed:
    status = as_text(given.statuses["status"])
    if not len(status):
        return Computed(None, NO_LEDGER)
    count = int((status == LEFT).sum())
    limit = words.days(settings.reactivation.silent_to_days)
    numbers = f"Ушедших {words.grouped(count)} из {words.grouped(len(status))}: молчат больше {limit}"
    return Computed(count > 0, numbers, "Кто вернулся, ушедшим уже не считается: лист «Итоги реактивации»")


def _average(given: DiagnosisInputs, settings: Settings) -> Computed:
    codes = pd.Index(given.facts["client_code"], dtype=object)
    average = as_numbers(given.facts["average_purchase_rub"]).reset_index(drop=True)
    count = as_numbers(given.facts["count_purchases_12m"]).reset_index(drop=True)
    channel = by_codes(given.channels, codes, ("channel",))["channel"].fillna("")
    is_known = (average > 0) & (count > 0)
    average, count, channel = average[is_known], count[is_known], channel[is_known]
    if average.empty:
        return Computed(None, "Покупок за год нет")
    median = average.groupby(channel).transform("median")
    is_below = average < median
    below = int(is_below.sum())
    missing = float(((median - average) * count)[is_below].sum())
    share = below / len(average)
    numbers = f"Ниже медианы своего канала {words.clients(below)} из {words.grouped(len(average))} — {per_cent(share)}"
    if below:
        numbers += f"; довести их до медианы — {words.rub(missing)} в год при той же частоте"
    hint = f"«Да» — от {per_cent(settings.diagnosis.below_median_share)} клиентов; ниже медианы бывает до половины"
    return Computed(share >= settings.diagnosis.below_median_share, numbers, hint)


def _initiative(given: DiagnosisInputs, settings: Settings) -> Computed:
    rules = settings.diagnosis
    days = as_dates(given.contacts["contacted_on"])
    since, end = pd.Timestamp(months_before(given.today, rules.contact_months)), pd.Timestamp(given.today)
    sides = as_text(given.contacts["started_by"])[days.between(since, end, inclusive="left")]
    ours, theirs = int((sides == OUR_SIDE).sum()), int((sides == THEIR_SIDE).sum())
    if not ours + theirs:
        return Computed(None, f"За {words.months(rules.contact_months)} в «Контакты» не отмечено, кто начал разговор")
    share = ours / (ours + theirs)
    numbers = (
        f"За {words.months(rules.contact_months)} мы начали {ours} из {ours + theirs} контактов — {per_cent(share)}"
    )
    return Computed(share < rules.initiative_share, numbers, "В «Контакты» вписаны не все разговоры")


def _base(given: DiagnosisInputs, settings: Settings) -> Computed:
    months = settings.status.active_months
    if short := _covers(given, MONTHS_IN_YEAR + months):
        return Computed(None, short)
    before, now = given.active_before, given.active_now
    if before is None or now is None:
        return Computed(None, "Движения базы за год нет")
    numbers = f"Активная база: год назад {words.grouped(before)}, сегодня {words.grouped(now)}"
    return Computed(now <= before, numbers, f"В активной базе и тот, кто молчит почти {words.months(months)}")
