"""The one number of retention: second ÷ first purchases over all clients, and the verdict on those that had time.

METHOD section 9 [B]: headline over all clients, verdict on «созревшие»; fewer than 20 → «мало данных»; the clients of
the first months of the ledger are shown apart.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.retention import dated_clients, judged, share_second
from clientbase_xl.schemas.retention import HOLE, NO_DATA, RETENTION_HEADLINE
from clientbase_xl.settings import RetentionSettings, Settings

ALL_CLIENTS, MATURE, BEGINNING = "Все клиенты", "Созревшие", "Начало истории"


def retention_headline(
    purchases: pd.DataFrame, cards: pd.DataFrame, first_line_on: date | None, today: date, settings: Settings
) -> pd.DataFrame:
    """Return three rows: all clients, those mature and known, those of the beginning of the ledger.

    METHOD section 9 [B]. In: as `retention`. Out: RETENTION_HEADLINE. «Созревшие» (first purchase `mature_days` ago or
    earlier, counted by client, not by cohort) carry the verdict; a share without clients is missing («нет данных»).
    """
    rules = settings.retention
    clients = dated_clients(purchases, cards, first_line_on, today, rules)
    groups = {
        ALL_CLIENTS: clients,
        MATURE: clients[clients["is_known"] & clients["is_grown"]],
        BEGINNING: clients[~clients["is_known"]],
    }
    rows = [_row(name, group, rules) for name, group in groups.items()]
    return present(pd.DataFrame(rows), RETENTION_HEADLINE)


def headline_text(headline: pd.DataFrame) -> str:
    """Return the headline as one line for a page: «Созревшие: 300 из 402, 74 % ≥ 67 % — дыры нет. …»."""
    by_group = headline.set_index("client_group")["reason"]
    order = [name for name in (MATURE, ALL_CLIENTS, BEGINNING) if name in by_group.index]
    return ". ".join(f"{name}: {by_group[name]}" for name in order)


def _row(name: str, group: pd.DataFrame, rules: RetentionSettings) -> dict[str, object]:
    count, again = len(group), int(group["second_on"].notna().sum())
    verdict = None
    if name == MATURE:
        verdict = judged(count, again, rules) if count else NO_DATA
    return {
        "client_group": name,
        "count_first": count,
        "count_second": again,
        "share_second": share_second(count, again),
        "verdict": verdict,
        "reason": _reason(count, again, verdict, rules),
    }


def _reason(count: int, again: int, verdict: str | None, rules: RetentionSettings) -> str:
    if not count:
        return NO_DATA
    share = again / count
    text = f"{words.grouped(again)} из {words.grouped(count)}, {words.share(share)}"
    if verdict is None:
        return text
    if count < rules.min_clients:
        return f"{text} — {verdict}, клиентов меньше {rules.min_clients}"
    return f"{text} {'<' if verdict == HOLE else '≥'} {words.share(rules.hole_share)} — {verdict}"
