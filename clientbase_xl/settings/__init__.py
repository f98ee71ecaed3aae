"""Every threshold of the method in one model: default, bounds, unit and where it comes from.

A setting's address is `group.name`, for example `reactivation.silent_from_days`. «Настройки» shows all of them;
rules receive the group they need as an argument. Sources: K activity matrix, P presentation, S article, B book,
"ours" a company rule that the sources do not contain.
"""

from clientbase_xl.settings.clients import CategorySettings, FactsSettings, GridSettings
from clientbase_xl.settings.decisions import DiscountSettings
from clientbase_xl.settings.development import ManagerTaskSettings, ProspectSettings
from clientbase_xl.settings.duplicates import DuplicateSettings
from clientbase_xl.settings.group import OURS, SalesType, latin_letter
from clientbase_xl.settings.meeting import WarningSettings
from clientbase_xl.settings.reconciliation import ReconciliationSettings
from clientbase_xl.settings.team import DiagnosisSettings, FbsSettings, TimePhotoSettings
from clientbase_xl.settings.watch import FallingSettings, MonitoringSettings
from clientbase_xl.settings.whole import SettingRow, Settings, from_values, rows
from clientbase_xl.settings.work import (
    BaseKpiSettings,
    CapacitySettings,
    OfferSettings,
    PlanSettings,
    ProfileSettings,
    ReactivationSettings,
    RetentionSettings,
    WeeklySettings,
)

__all__ = [
    "OURS",
    "BaseKpiSettings",
    "CapacitySettings",
    "CategorySettings",
    "DiagnosisSettings",
    "DiscountSettings",
    "DuplicateSettings",
    "FactsSettings",
    "FallingSettings",
    "FbsSettings",
    "GridSettings",
    "ManagerTaskSettings",
    "MonitoringSettings",
    "OfferSettings",
    "PlanSettings",
    "ProfileSettings",
    "ProspectSettings",
    "ReactivationSettings",
    "ReconciliationSettings",
    "RetentionSettings",
    "SalesType",
    "SettingRow",
    "Settings",
    "TimePhotoSettings",
    "WarningSettings",
    "WeeklySettings",
    "from_values",
    "latin_letter",
    "rows",
]
