"""Reports of accounting systems that are no flat table: each reader is a declaration with its golden pair in tests."""

from clientbase_xl.reading.reports import layout_a
from clientbase_xl.reading.reports.model import ReportReader

# In the order in which they are asked; the first that identifies a sheet reads it.
READERS: tuple[ReportReader, ...] = (layout_a.READER,)
