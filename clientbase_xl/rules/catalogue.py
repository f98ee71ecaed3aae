"""All rules of the method with their words: what `clientbase rules` prints."""

from __future__ import annotations

from clientbase_xl.rules.catalogue_of_agreements import AGREEMENT_RULES
from clientbase_xl.rules.catalogue_of_cells import CELL_RULES
from clientbase_xl.rules.catalogue_of_clients import CLIENT_RULES
from clientbase_xl.rules.catalogue_of_decisions import DECISION_RULES
from clientbase_xl.rules.catalogue_of_development import DEVELOPMENT_RULES
from clientbase_xl.rules.catalogue_of_offers import OFFER_RULES
from clientbase_xl.rules.catalogue_of_pages import PAGE_RULES
from clientbase_xl.rules.catalogue_of_reconciliation import RECONCILIATION_RULES
from clientbase_xl.rules.catalogue_of_selling import SELLING_RULES
from clientbase_xl.rules.catalogue_of_team import TEAM_RULES
from clientbase_xl.rules.catalogue_of_watch import WATCH_RULES
from clientbase_xl.rules.catalogue_of_work import WORK_RULES
from clientbase_xl.rules.rule import Rule

__all__ = ["ALL_RULES", "Rule"]

ALL_RULES: tuple[Rule, ...] = (
    *CLIENT_RULES,
    *WORK_RULES,
    *AGREEMENT_RULES,
    *WATCH_RULES,
    *OFFER_RULES,
    *DEVELOPMENT_RULES,
    *RECONCILIATION_RULES,
    *DECISION_RULES,
    *PAGE_RULES,
    *TEAM_RULES,
    *SELLING_RULES,
    *CELL_RULES,
)
"""Every rule, in the order of the work: what a client is, what to do, what changed, the team, cells."""
