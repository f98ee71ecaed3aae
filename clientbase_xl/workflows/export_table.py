"""Tables for other programs: the result of a rule by file extension."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.call_cards import CALL_KEYS
from clientbase_xl.rules.catalogue import ALL_RULES
from clientbase_xl.rules.plan_proposal import with_reasons
from clientbase_xl.rules.reactivation import COMPUTED_KEYS
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.rules.week_lines import week_lines
from clientbase_xl.rules.week_summary import managers_of, week_summary
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.contact_load import CONTACT_LOAD
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION
from clientbase_xl.workflows.activity_tables import activity, activity_tables
from clientbase_xl.workflows.agreement_tables import agreement_tables
from clientbase_xl.workflows.build_workbook import base_counts, workbook_tables
from clientbase_xl.workflows.card_tables import actions_table
from clientbase_xl.workflows.decision_tables import decision_tables
from clientbase_xl.workflows.export_facts import require_target
from clientbase_xl.workflows.kpi_tables import bridge_tables, kpi_tables, listings_table
from clientbase_xl.workflows.manager_task_tables import tasks_of_base
from clientbase_xl.workflows.offer_tables import kept_lines, stock_table
from clientbase_xl.workflows.plan_tables import plans, proposal_table
from clientbase_xl.workflows.profile_tables import potential_lists, profile_tables
from clientbase_xl.workflows.prospect_tables import prospect_tables
from clientbase_xl.workflows.reactivation_tables import conversion_table, results_table, retention_tables
from clientbase_xl.workflows.selling_tables import diagnosis_table, type_tables
from clientbase_xl.workflows.state import State, load_state
from clientbase_xl.workflows.time_notes import photo_table
from clientbase_xl.workflows.time_tables import time_tables
from clientbase_xl.workflows.warning_tables import warning_table
from clientbase_xl.workflows.watch_tables import watch
from clientbase_xl.writing.table_file import write_table


def _today_actions(base: Base, state: State) -> pd.DataFrame:
    return workbook_tables(base, state, "", has_cards=False)[0]["start"]


def _week(_: Base, state: State) -> pd.DataFrame:
    return week_summary(state.now(), state.a_week_ago(), state.weeks(), state.months(), state.today)


def _activity(state: State, key: str) -> pd.DataFrame:
    return activity_tables(state, state.clients())[0][key]


def _times(state: State, key: str) -> pd.DataFrame:
    load = activity(state, state.clients()).load.table
    conversion = conversion_table(state)
    return time_tables(state, {CONTACT_LOAD.key: load, REACTIVATION_CONVERSION.key: conversion})[0][key]


def _start_counts(base: Base, state: State) -> pd.DataFrame:
    tables, problems = workbook_tables(base, state, "")
    return base_counts(base, state, tables, len(problems))


def _week_lines(base: Base, state: State) -> pd.DataFrame:
    tables = workbook_tables(base, state, "", has_cards=False)[0]
    return week_lines(tables, managers_of(tables["week"]))


def _plan_lines(base: Base, state: State) -> pd.DataFrame:
    found = plans(base, state)
    return found.lines(found.managers)


_RESULTS: dict[str, Callable[[Base, State], pd.DataFrame]] = {
    "offer_lines": lambda _, state: kept_lines(state, state.clients()),
    "client_stock": lambda _, state: stock_table(state),
    "statuses": lambda _, state: state.statuses,
    "categories": lambda _, state: state.categories.table,
    "potentials": lambda _, state: state.potentials.table,
    "profiles": lambda _, state: profile_tables(state, state.clients())["profiles"],
    "profile_calls": lambda _, state: potential_lists(state)["profile_calls"],
    "undervalued": lambda _, state: potential_lists(state)["undervalued"],
    "large_unprofitable": lambda _, state: potential_lists(state)["large_unprofitable"],
    "reactivation": lambda _, state: state.call_list()[[*COMPUTED_KEYS, *CALL_KEYS]],
    "reactivation_results": lambda _, state: results_table(state),
    "reactivation_conversion": lambda _, state: conversion_table(state),
    "retention": lambda _, state: retention_tables(state)["retention"],
    "retention_headline": lambda _, state: retention_tables(state)["retention_headline"],
    "contact_plan": lambda _, state: activity(state, state.clients()).plan,
    "activity_matrix": lambda _, state: _activity(state, "activity_matrix"),
    "contact_load": lambda _, state: _activity(state, "contact_load"),
    "move_to_phone": lambda _, state: _activity(state, "move_to_phone"),
    "contacts_due": lambda _, state: _activity(state, "contacts_due"),
    "sales_channels": lambda _, state: _activity(state, "sales_channels"),
    "sales_types": lambda _, state: type_tables(state)["sales_types"],
    "sales_roles": lambda _, state: type_tables(state)["sales_roles"],
    "diagnosis": lambda base, state: diagnosis_table(state, bridge_tables(base, state)[0]),
    "time_photo": lambda _, state: photo_table(state),
    "time_shares": lambda _, state: _times(state, "time_shares"),
    "assistant_case": lambda _, state: _times(state, "assistant_case"),
    "discounts": lambda _, state: decision_tables(state)[0]["discounts"],
    "discount_managers": lambda _, state: decision_tables(state)[0]["discount_managers"],
    "cost_cuts": lambda _, state: decision_tables(state)[0]["cost_cuts"],
    "clients": lambda _, state: state.clients(),
    "prospects": lambda _, state: prospect_tables(state)[0]["prospects"],
    "prospect_kpis": lambda _, state: prospect_tables(state)[0]["prospect_kpis"],
    "manager_tasks": lambda _, state: tasks_of_base(state),
    "monitoring": lambda _, state: watch(state).tables["monitoring"],
    "survey_calls": lambda _, state: watch(state).tables["survey_calls"],
    "falling_purchases": lambda _, state: watch(state).tables["falling_purchases"],
    "solvency": lambda _, state: watch(state).tables["solvency"],
    "client_actions": lambda _, state: actions_table(state),
    "today_actions": _today_actions,
    "start_counts": _start_counts,
    "week": _week,
    "week_changes": lambda _, state: week_changes(state.now(), state.a_week_ago()),
    "week_lines": _week_lines,
    "warning_signs": lambda _, state: warning_table(state),
    "programmes": lambda _, state: agreement_tables(state)[0]["programmes"],
    "programme_terms": lambda _, state: agreement_tables(state)[0]["programme_terms"],
    "agreements": lambda _, state: agreement_tables(state)[0]["agreements"],
    "client_pool": lambda _, state: agreement_tables(state)[0]["client_pool"],
    "client_plans": lambda _, state: agreement_tables(state)[0]["client_plans"],
    "next_touches": lambda _, state: agreement_tables(state)[0]["next_touches"],
    "base_kpis": lambda base, state: kpi_tables(base, state)["base_kpis"],
    "assortment_kpis": lambda base, state: kpi_tables(base, state)["assortment_kpis"],
    "akb_bridge": lambda base, state: bridge_tables(base, state)[0],
    "akb_moves": lambda base, state: bridge_tables(base, state)[1],
    "listings": lambda _, state: listings_table(state),
    "plan_proposal": lambda _, state: with_reasons(proposal_table(state)),
    "forecast_bias": lambda base, state: plans(base, state).biases,
    "plan_lines": _plan_lines,
}
_WHAT_IF = ("what_if_profit_rub", "what_if_potential_rub", "what_if_category")


def export_rule(
    base: Base, rule: str, path: Path, today: date, moment: datetime | None = None, zone: tzinfo = UTC
) -> int:
    """Write the result of one rule to csv, parquet or xlsx and return its rows; BadUse lists the rules."""
    known = {one.key: one for one in ALL_RULES}
    if rule not in _RESULTS:
        what = f"Своей таблицы у правила «{rule}»" if rule in known else f"Правила «{rule}»"
        raise BadUse(f"{what} нет.", ", ".join(sorted(_RESULTS)))
    require_target(path)
    sheet = BY_KEY[known[rule].table_key]
    frame = _RESULTS[rule](base, load_state(base, today, moment, zone))
    # What people will type into the workbook is no result: the table of the rule does not have it, or has it empty.
    write_table(path, frame[[key for key in sheet.keys if key in frame and key not in _WHAT_IF]], sheet)
    return len(frame)
