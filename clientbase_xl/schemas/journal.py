"""«Журнал изменений»: who changed what and when; append-only (METHOD section 7)."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

JOURNAL_ROWS = 1_000
"""The sheet shows this many last changes; the base keeps them all."""

JOURNAL = Sheet(
    key="journal",
    title="Журнал изменений",
    grain="One change of one cell, or what one act did to a column of many rows.",
    purpose="Кто, когда и что изменил: последнее сверху; изменённое разом у многих записей — одной строкой.",
    group=Group.BASE,
    frozen_columns=2,
    empty_text="Изменений пока нет.",
    columns=(
        Column("entry_id", "№", Kind.INTEGER, "Номер записи журнала; одно действие — одна запись.", required=True),
        Column("changed_at", "Когда", Kind.MOMENT, "Когда изменено.", required=True),
        Column("changed_by", "Кто", Kind.TEXT, "Кто изменил.", required=True),
        Column("source", "Источник", Kind.TEXT, "Отправка книги, утверждение, импорт, команда."),
        Column("sheet_title", "Лист", Kind.TEXT, "На каком листе."),
        Column("row_name", "Запись", Kind.TEXT, "Клиент, настройка или строка."),
        Column("column_title", "Поле", Kind.TEXT, "Столбец."),
        Column("old", "Было", Kind.TEXT, "Прежнее значение; пусто — ничего не стояло или изменено разом."),
        Column("new", "Стало", Kind.TEXT, "Новое значение; пусто — стёрли."),
        Column("request_id", "Заявка", Kind.INTEGER, "По какой заявке; пусто — без заявки.", minimum=1),
        Column("reason", "Почему", Kind.TEXT, "Основание.", is_wrapped=True),
        Column("entry_hash", "Отпечаток", Kind.CODE, "Начало отпечатка записи; цепочку проверяет команда verify."),
    ),
)
