"""More sales for an office: what an open workbook does not know yet."""

from __future__ import annotations

from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from tests.support.desk import HEADER, line
from tests.support.office import Office


def more_sales(office: Office) -> None:
    """Import a sale to a new client and a large one to an old client."""
    export = office.folder / "ещё.csv"
    rows = [line("20.05.2026", "9", "900,00", manager="Градова")]
    rows += [line("21.05.2026", "2", "80000,00", manager="Градова")]
    export.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    order = ImportOrder((export,), "ещё", vat="без НДС", cost_vat="без НДС")
    import_files(
        office.base,
        order,
        now=office.now(),
        user="загрузка",
        confirm=lambda _: True,
        ask_vat=lambda _: ("без НДС", "без НДС"),
    )
