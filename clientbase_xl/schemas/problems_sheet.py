"""«Проблемы»: findings in the data, in the words of the message and of the command's output."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

PROBLEMS = Sheet(
    key="problems",
    title="Проблемы",
    grain="One finding in the data.",
    purpose="Что не так в данных и что с этим сделать.",
    group=Group.SERVICE,
    empty_text="Проблем не найдено.",
    is_stored=True,
    columns=(
        Column("severity", "Важность", Kind.TEXT, "ошибка, предупреждение, сведение.", required=True),
        Column("message", "Что не так", Kind.TEXT, "Находка.", required=True, is_wrapped=True),
        Column("remedy", "Что сделать", Kind.TEXT, "Как исправить.", required=True, is_wrapped=True),
        Column("file", "Файл", Kind.TEXT, "Где найдено."),
        Column("sheet", "Лист", Kind.TEXT, "Лист файла."),
        Column("row", "Строка", Kind.INTEGER, "Номер строки в файле.", minimum=1),
        Column("column", "Столбец", Kind.TEXT, "Заголовок столбца."),
        Column("value", "Значение", Kind.TEXT, "Что стояло в ячейке."),
        Column("count", "Строк", Kind.INTEGER, "Сколько строк такие же.", minimum=1),
    ),
)
