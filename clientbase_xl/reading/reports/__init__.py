"""Reports of accounting systems that are no flat table: each reader is a declaration with its golden pair in tests."""

from clientbase_xl.reading.reports import (
    account_turnovers,
    distributor_shipments,
    gross_profit_managers,
    gross_profit_months,
    gross_profit_tree,
    settlements,
)
from clientbase_xl.reading.reports.model import ReportReader

# In the order in which they are asked; the first that identifies a sheet reads it.
READERS: tuple[ReportReader, ...] = (
    account_turnovers.READER,
    settlements.READER,
    gross_profit_months.READER,
    distributor_shipments.READER,
    gross_profit_tree.READER,
    gross_profit_managers.READER,
)
