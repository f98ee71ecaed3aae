"""The functions that cells call in Excel on Windows: what the add-in's VBA asks xlwings' server for.

Imported by that server only: `xlwings.udfs` speaks COM and exists on Windows alone.
"""

from __future__ import annotations

import xlwings.udfs

from clientbase_xl.excel.function_desk import answer_here
from clientbase_xl.excel.udf_functions import make_functions

globals().update(make_functions(xlwings.udfs, answer_here))
