"""Layouts of exports that somebody settled once: which heading is which column (EXPORTS, 1C reports)."""

from clientbase_xl.schemas.model import Column, Kind, Mode, Sheet

EXPORT_LAYOUTS = Sheet(
    key="export_layouts",
    title="Раскладки выгрузок",
    grain="One set of headings of a foreign file and what was answered about it.",
    purpose="Что ответили о столбцах выгрузок: следующая выгрузка с теми же заголовками читается без вопросов.",
    key_columns=("fingerprint",),
    is_shown=False,
    is_stored=True,
    columns=(
        Column(
            "fingerprint",
            "Отпечаток",
            Kind.CODE,
            "SHA-256 заголовков без учёта порядка, регистра и знаков.",
            Mode.TYPED,
            required=True,
            unique=True,
        ),
        Column("layout_id", "№", Kind.INTEGER, "Номер для команды layouts.", Mode.TYPED, required=True, minimum=1),
        Column("headings", "Заголовки", Kind.TEXT, "Заголовки файла (JSON).", Mode.TYPED, required=True),
        Column("answers", "Ответы", Kind.TEXT, "Столбцы и решения о них (JSON).", Mode.TYPED, required=True),
        Column("settled_by", "Кто ответил", Kind.TEXT, "Кто загрузил файл с этим ответом.", Mode.TYPED, required=True),
        Column("settled_at", "Когда", Kind.MOMENT, "Когда ответ запомнен.", Mode.TYPED, required=True),
    ),
)
