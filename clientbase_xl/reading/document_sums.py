"""«Сумма документа» that stands in every line of its document is refused: added up it counts a document many times.

Source: METHOD section 2 (a line's amount is the line's).
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.header import Header, without_unit
from clientbase_xl.rules.words import counted

HEADING = "суммадокумента"


def refuse_document_sums(file_name: str, header: Header, named: Collection[str], lines: pa.Table) -> None:
    """BadFile: such a heading, and every document of several lines repeats one amount; `named` keys are never doubted.

    Lines without documents are grouped by day and client. Amounts that differ within one document are those of lines.
    """
    if "amount_rub" not in header.columns or "amount_rub" in named:
        return
    if without_unit(header.headings["amount_rub"]) != HEADING:
        return
    keys = ["document"] if "document" in header.columns else ["sold_on", "client_code"]
    known = lines.filter(pc.is_valid(lines[keys[-1]]))
    groups = known.group_by(keys).aggregate([("amount_rub", "min"), ("amount_rub", "max"), ("amount_rub", "count")])
    several = groups.filter(pc.greater(groups["amount_rub_count"], 1))
    if not len(several) or not pc.all(pc.equal(several["amount_rub_min"], several["amount_rub_max"])).as_py():
        return
    heading = header.headings["amount_rub"]
    repeated = counted(len(several), "документе", "документах", "документах")
    raise BadFile(
        f"В файле «{file_name}» столбец «{heading}» повторяет одну сумму во всех строках документа (в {repeated} "
        "из нескольких строк): сложенные по строкам, продажи были бы завышены.",
        "сумма каждой строки документа",
        "Выгрузите сумму строки. Если это всё же суммы строк, назовите столбец «Сумма» или укажите "
        f'--map "Сумма, ₽={heading}".',
    )
