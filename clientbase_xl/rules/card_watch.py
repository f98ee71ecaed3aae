"""What the card says of the surveys and purchases of clients that stand on no list of those sheets.

METHOD sections 1, 10 and 11: «Кого опросить» holds the active base, «Сокращают закупки» those who cut; what is true of
all others is told, never «не сокращает» of a client that has left or has no baseline.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.schemas.falling_purchases import FALLING, RECOVERED

_GONE = {
    "ушедший": "ушёл",
    "архив": "в архиве",
    "работа прекращена": "работа прекращена",
    "без покупок": "покупок ещё не было",
}
"""Status of a client of whom a cut of purchases is no question → what he is."""
_SAID = {FALLING: FALLING, RECOVERED: "не сокращает"}


def purchase_lines(clients: pd.DataFrame, baselines: pd.DataFrame) -> Iterator[tuple[str, str, bool]]:
    """Yield client code, where his purchases go, whether he buys no more; nobody of whom nothing is known.

    METHOD sections 0, 11. In: `client_code`, `status`, `silence_days` of CLIENTS; columns of `falling_baseline`. A
    client that left, was stopped, archived or never bought is that, whatever the months say; of the others base and now
    are told, of one without a baseline nothing.
    """
    known = {row["client_code"]: row for row in baselines.to_dict("records")}
    cells = (clients["client_code"], as_text(clients["status"]), clients["silence_days"])
    for code, status, silence in zip(*cells, strict=True):
        if status in _GONE:
            quiet = "" if pd.isna(silence) else f", молчит {words.days(float(silence))}"
            yield code, f"{_GONE[status]}{quiet}", True
        elif (row := known.get(code)) is not None and row["state"] in _SAID:
            months = f"{words.rub(row['baseline_rub'])} → {words.rub(row['now_rub'])} в месяц"
            yield code, f"{_SAID[row['state']]}: {months}", False


def survey_lines(monitoring: pd.DataFrame, today: date) -> Iterator[tuple[str, str]]:
    """Yield client code and his last survey, of anybody who was ever asked; a survey ahead of `today` is none.

    METHOD section 10. In: MONITORING. A row without a client, a block or an answer is no survey.
    """
    is_said = as_text(monitoring["block"]).notna() & monitoring["client_code"].notna()
    answers = [as_text(monitoring[key]).notna() for key in ("dynamics", "forecast", "profile_forecast")]
    days = as_dates(monitoring["surveyed_on"])
    asked = is_said & (answers[0] | answers[1] | answers[2]) & (days <= pd.Timestamp(today))
    last: dict[Any, pd.Timestamp] = days[asked].groupby(monitoring.loc[asked, "client_code"]).max().to_dict()
    for code, day in last.items():
        yield str(code), f"{words.day(day)}, {words.days((pd.Timestamp(today) - day).days)} назад; вне активной базы"
