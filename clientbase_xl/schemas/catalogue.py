"""All tables of the product, in the order in which people meet them."""

from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE, AKB_MOVES
from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS, BASE_KPIS, LISTINGS
from clientbase_xl.schemas.categories import CATEGORIES, STATUS
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS, CLIENT_CARD, CLIENT_CARD_INDEX
from clientbase_xl.schemas.client_offer import CLIENT_OFFER, OFFER_LINES, OFFER_PAGE
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.client_plans import CLIENT_PLANS, CLIENT_POOL
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_load import CONTACT_LOAD, CONTACT_PLAN, MOVE_TO_PHONE
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.discounts import DISCOUNT_MANAGERS, DISCOUNT_VERDICTS, DISCOUNTS
from clientbase_xl.schemas.export_layouts import EXPORT_LAYOUTS
from clientbase_xl.schemas.facts import FACTS, MANAGER_MONTHS, MANAGER_WEEKS
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, SOLVENCY
from clientbase_xl.schemas.fbs_absences import FBS_ABSENCES
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_map import FBS_MAP, FBS_PAIRS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX, FBS_ROLES
from clientbase_xl.schemas.fbs_substitutions import FBS_SUBSTITUTIONS
from clientbase_xl.schemas.fbs_team import FBS_TEAM
from clientbase_xl.schemas.fbs_trainings import FBS_TRAININGS
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.journal import JOURNAL
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS, NPS_ANSWERS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.monitoring import MONITORING, SURVEY_CALLS
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.schemas.plan_forecast import (
    FORECAST_BIAS,
    PLAN_FORECAST,
    PLAN_LINES,
    PLAN_PROPOSAL,
    WEEK_FORECAST,
)
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.profile_calls import LARGE_UNPROFITABLE, POTENTIALS, PROFILE_CALLS, UNDERVALUED
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.programme_terms import PROGRAMME_TERMS
from clientbase_xl.schemas.programmes import PROGRAMMES
from clientbase_xl.schemas.prospects import PROSPECT_KPIS, PROSPECTS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION, REACTIVATION_RESULTS
from clientbase_xl.schemas.reconciliation import (
    RECONCILED_PROSPECTS,
    RECONCILIATION,
    RECONCILIATION_ACTS,
    RECONCILIATION_FIGURES,
)
from clientbase_xl.schemas.requests import REQUESTS
from clientbase_xl.schemas.retention import RETENTION, RETENTION_HEADLINE
from clientbase_xl.schemas.sales_channels import SALES_CHANNELS
from clientbase_xl.schemas.sales_lines import SALES_LINES
from clientbase_xl.schemas.sales_types import SALES_LINES_TYPES, SALES_ROLES
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.schemas.start import START, START_COUNTS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.time_photo import ASSISTANT_CASE, TIME_PHOTO, TIME_SHARES
from clientbase_xl.schemas.users import USERS
from clientbase_xl.schemas.vacations import VACATIONS
from clientbase_xl.schemas.warning_signs import WARNING_SIGNS
from clientbase_xl.schemas.week import WEEK, WEEK_ACTIVITY, WEEK_CHANGES, WEEK_LINES

ALL_SHEETS: tuple[Sheet, ...] = (
    START,
    CLIENTS,
    CLIENT_CARD,
    CONTACT_PERSONS,
    PROFILES,
    PROFILE_CALLS,
    UNDERVALUED,
    LARGE_UNPROFITABLE,
    PROSPECTS,
    PROSPECT_KPIS,
    SALES_CHANNELS,
    RECONCILIATION,
    REQUESTS,
    JOURNAL,
    ACTIVITY_MATRIX,
    CONTACT_LOAD,
    MOVE_TO_PHONE,
    TASKS,
    CONTACTS,
    CONTACTS_DUE,
    MANAGER_TASKS,
    NPS_ANSWERS,
    BASE_KPIS,
    ASSORTMENT_KPIS,
    AKB_BRIDGE,
    AKB_MOVES,
    REACTIVATION,
    REACTIVATION_RESULTS,
    REACTIVATION_CONVERSION,
    NEXT_TOUCHES,
    RETENTION,
    MONITORING,
    SURVEY_CALLS,
    FALLING_PURCHASES,
    SOLVENCY,
    CLIENT_OFFER,
    OFFER_PAGE,
    CLIENT_STOCK,
    PROGRAMMES,
    PROGRAMME_TERMS,
    AGREEMENTS,
    CLIENT_POOL,
    CLIENT_PLANS,
    PLAN_FORECAST,
    WEEK_FORECAST,
    DISCOUNTS,
    DISCOUNT_MANAGERS,
    COST_CUTS,
    FBS_FUNCTIONS,
    FBS_MATRIX,
    FBS_EMPLOYEES,
    VACATIONS,
    FBS_ABSENCES,
    FBS_MAP,
    FBS_SUBSTITUTIONS,
    FBS_TEAM,
    FBS_TRAININGS,
    TIME_PHOTO,
    TIME_SHARES,
    ASSISTANT_CASE,
    SALES_LINES_TYPES,
    SALES_ROLES,
    DIAGNOSIS,
    WEEK,
    SETTINGS,
    LISTS,
    PROBLEMS,
)
"""Sheets of the workbook in the order of their tabs."""

CHOSEN_PAGES: tuple[Sheet, ...] = (CLIENT_CARD, CLIENT_OFFER, OFFER_PAGE)
"""Pages that follow one chosen client: no tables of their own, formulas over hidden ones."""

INTERNAL_TABLES: tuple[Sheet, ...] = (
    SALES_LINES,
    IMPORTS,
    EXPORT_LAYOUTS,
    PRODUCTS,
    CLIENT_PAIRS,
    FACTS,
    MANAGER_WEEKS,
    MANAGER_MONTHS,
    POTENTIALS,
    CATEGORIES,
    STATUS,
    CONTACT_PLAN,
    START_COUNTS,
    WEEK_CHANGES,
    WEEK_ACTIVITY,
    WEEK_LINES,
    WARNING_SIGNS,
    DISCOUNT_VERDICTS,
    RECONCILIATION_ACTS,
    RECONCILIATION_FIGURES,
    RECONCILED_PROSPECTS,
    RETENTION_HEADLINE,
    PLAN_PROPOSAL,
    PLAN_LINES,
    FORECAST_BIAS,
    USERS,
    LISTINGS,
    CLIENT_ACTIONS,
    CLIENT_CARD_INDEX,
    OFFER_LINES,
    FBS_ROLES,
    FBS_PAIRS,
    SHEET_LINES,
)
"""Tables that exist only inside: ledger, registry, results of rules."""

BY_KEY: dict[str, Sheet] = {table.key: table for table in (*ALL_SHEETS, *INTERNAL_TABLES)}
"""Every table by its key."""

HELD_TABLES: tuple[Sheet, ...] = tuple(
    BY_KEY[sheet.typed_wide.table] if sheet.typed_wide else sheet for sheet in ALL_SHEETS
)
"""What a workbook holds of the base, sheet by sheet: for a wide sheet the table of which it is the view."""
