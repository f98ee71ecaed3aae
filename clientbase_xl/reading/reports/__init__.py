"""Reports of accounting systems that are no flat table: each reader is a declaration with its golden pair in tests."""

from clientbase_xl.reading.reports.account_turnovers import ACCOUNT_TURNOVERS
from clientbase_xl.reading.reports.model import ReportReader
from clientbase_xl.reading.reports.settlements import SETTLEMENTS

# In the order in which they are asked; the first that identifies a sheet reads it.
READERS: tuple[ReportReader, ...] = (SETTLEMENTS, ACCOUNT_TURNOVERS)
