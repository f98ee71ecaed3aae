"""What stands in large letters above the heading of a sheet: the one thing that its rows add up to."""

from clientbase_xl.schemas.model import Column, Kind, Sheet

SHEET_LINES = Sheet(
    key="sheet_lines",
    title="Строки над таблицами",
    grain="One sheet of the workbook.",
    purpose="Итог листа одной строкой: стоит над заголовком таблицы.",
    is_shown=False,
    key_columns=("sheet_key",),
    columns=(
        Column("sheet_key", "Лист", Kind.CODE, "Ключ листа в каталоге.", required=True, unique=True),
        Column("line", "Строка", Kind.TEXT, "Что стоит над таблицей; пусто — ничего."),
    ),
)
