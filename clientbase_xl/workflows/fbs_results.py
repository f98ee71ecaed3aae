"""Sheets of the results of the FBS stress test: absences, map, substitutions, team, trainings (METHOD section 15)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.fbs_absences_table import fbs_absences_table
from clientbase_xl.rules.fbs_core import fbs_core
from clientbase_xl.rules.fbs_fair_load import fbs_fair_load
from clientbase_xl.rules.fbs_functions_table import fbs_functions_table
from clientbase_xl.rules.fbs_map_table import fbs_map_table
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_no_plan import fbs_no_plan
from clientbase_xl.rules.fbs_substitutions_table import fbs_substitutions_table
from clientbase_xl.rules.fbs_team_matrix import team_matrix, team_vacations
from clientbase_xl.rules.fbs_team_table import fbs_team_table
from clientbase_xl.rules.fbs_trainings import fbs_trainings
from clientbase_xl.rules.fbs_trainings_table import fbs_trainings_table
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.working_days import WorkingCalendar, read_calendar
from clientbase_xl.schemas.fbs_absences import FBS_ABSENCES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_map import FBS_MAP
from clientbase_xl.schemas.fbs_matrix import FBS_ROLES
from clientbase_xl.schemas.fbs_substitutions import FBS_SUBSTITUTIONS
from clientbase_xl.schemas.fbs_team import FBS_TEAM
from clientbase_xl.schemas.fbs_trainings import FBS_TRAININGS
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.schemas.vacations import VACATIONS
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.state import State, once

RESULTS = (FBS_ABSENCES.key, FBS_MAP.key, FBS_SUBSTITUTIONS.key, FBS_TEAM.key, FBS_TRAININGS.key)
"""Sheets of the results, in the order of their tabs."""
CORE_SECONDS, FAIR_SECONDS, TRAINING_SECONDS, WHY_SECONDS = 0.75, 0.75, 2.0, 0.1
"""Time allowed to a search: a button waits for all of them; the bound says what was not proven."""


@once
def team_of_state(state: State) -> tuple[FbsMatrix, tuple[Vacation, ...], WorkingCalendar]:
    """Return the matrix of those who work, their absences and the working calendar of a state."""
    functions = fbs_functions_table(state.records[FBS_FUNCTIONS.key])
    matrix = team_matrix(functions, state.records[FBS_ROLES.key], state.lists)
    return matrix, team_vacations(state.records[VACATIONS.key]), read_calendar(state.lists)[0]


@once
def fbs_results(state: State) -> dict[str, pd.DataFrame]:
    """Return the five sheets by key and, under that of SHEET_LINES, the lines above them.

    METHOD section 15. They are the same in every workbook, as the matrix is.
    """
    matrix, vacations, calendar = team_of_state(state)
    settings = state.settings.fbs
    found = {
        FBS_ABSENCES.key: fbs_absences_table(matrix, vacations, state.today, settings, calendar),
        FBS_MAP.key: fbs_map_table(matrix, settings),
        FBS_SUBSTITUTIONS.key: fbs_substitutions_table(matrix, vacations, state.today, calendar),
        **solved_tables(matrix, settings),
    }
    lines = [(key, line) for key, (_, line) in found.items() if line]
    return {
        **{key: table for key, (table, _) in found.items()},
        SHEET_LINES.key: pd.DataFrame(lines, columns=list(SHEET_LINES.keys), dtype=object),
    }


def solved_tables(matrix: FbsMatrix, settings: FbsSettings) -> dict[str, tuple[pd.DataFrame, str]]:
    """Return «FBS команда» and «FBS обучение» with the lines above them: what a solver is asked for."""
    core = fbs_core(matrix, CORE_SECONDS)
    fair = fbs_fair_load(matrix, settings, FAIR_SECONDS)
    plan = fbs_trainings(matrix, settings, seconds_max=TRAINING_SECONDS)
    why_not = fbs_no_plan(matrix, settings, seconds_max=WHY_SECONDS) if plan.is_possible is False else ()
    return {
        FBS_TEAM.key: fbs_team_table(matrix, core, fair, settings),
        FBS_TRAININGS.key: fbs_trainings_table(matrix, plan, why_not, settings),
    }
