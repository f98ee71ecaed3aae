"""How often the interval of 80 % holds: answers of the demo hidden in turn, estimated by the others, compared.

METHOD section 4 estimates who was not asked by the potential ÷ turnover of those who answered; between the 10th and
the 90th percentile of it four clients of five should lie. Run: python benchmarks/potential_interval.py
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules.joined import join_clients
from clientbase_xl.rules.potential_ratio import interval_80, potential_ratios
from clientbase_xl.schemas.profile_calls import BY_CARD, BY_SURVEY
from clientbase_xl.settings import ProfileSettings

FOLDS = 10
EXPECTED = (0.75, 0.85)


def coverage(clients: pd.DataFrame, settings: ProfileSettings, seed: int = 1) -> tuple[float, int]:
    """Return the share of hidden answers inside their interval, and how many were hidden.

    In: `channel`, `turnover_12m_rub`, `potential_rub` (answered, NaN for the others). Every answer of a client with
    turnover is hidden once, in a fold of a tenth of them; a client for whom too few answers are left has no interval
    and counts as a miss.
    """
    is_answered = clients["potential_rub"].notna() & (clients["turnover_12m_rub"] > 0)
    places = np.flatnonzero(is_answered.to_numpy())
    Random(seed).shuffle(order := places.tolist())
    held = 0
    for fold in range(FOLDS):
        hidden = order[fold::FOLDS]
        known = clients.copy()
        known.iloc[hidden, known.columns.get_loc("potential_rub")] = np.nan
        ends = interval_80(known["turnover_12m_rub"], potential_ratios(known, settings)).iloc[hidden]
        truth = clients["potential_rub"].iloc[hidden]
        held += int(((truth >= ends["low_rub"]) & (truth <= ends["high_rub"])).sum())
    return held / max(len(order), 1), len(order)


def answered_clients(state: Any) -> pd.DataFrame:
    """Return the clients of a state with the potential that they or their cards answer, NaN for the others."""
    table = join_clients(state.facts, state.cards, ("channel", "turnover_12m_rub"))
    known = state.potentials.table.set_index("client_code").loc[table["client_code"]].reset_index()
    is_answer = known["potential_source"].isin((BY_SURVEY, BY_CARD))
    return table.assign(potential_rub=known["potential_rub"].where(is_answer))


def main() -> int:
    """Make the demo, hide its answers in turn and print how many intervals held."""
    from clientbase_xl.base.store import Base
    from clientbase_xl.workflows.make_demo import DEMO_TODAY, make_demo
    from clientbase_xl.workflows.state import load_state

    with TemporaryDirectory() as folder:
        make_demo(Path(folder), DEMO_TODAY)
        today: date = DEMO_TODAY
        state = load_state(Base.open(Path(folder) / "base"), today)
        share, count = coverage(answered_clients(state), state.settings.profiles)
    print(f"hidden answers: {count}; inside their interval of 80 %: {share:.1%}")
    return 0 if EXPECTED[0] <= share <= EXPECTED[1] else 1


if __name__ == "__main__":
    sys.exit(main())
