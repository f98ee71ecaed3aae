"""The registry of imports: which Parquet parts of the ledger count, from which source and for which period."""

from clientbase_xl.schemas.model import Column, Kind, Sheet

VAT_CHOICES = ("с НДС", "без НДС", "не указано")

IMPORTS = Sheet(
    key="imports",
    title="Загрузки",
    grain="One accepted file of sales lines.",
    purpose="Какие файлы загружены, за какой период и что из них исключено.",
    is_shown=False,
    is_stored=True,
    key_columns=("import_id",),
    columns=(
        Column("import_id", "№", Kind.INTEGER, "Номер загрузки.", required=True, unique=True),
        Column("imported_at", "Загружен", Kind.MOMENT, "Когда загружен.", required=True),
        Column("imported_by", "Кем", Kind.TEXT, "Кто загрузил."),
        Column("file_name", "Файл", Kind.TEXT, "Имя файла без папки.", required=True),
        Column("source", "Источник", Kind.TEXT, "Источник продаж.", required=True),
        Column("content_sha256", "Отпечаток", Kind.CODE, "SHA-256 содержимого файла.", required=True),
        Column("part_name", "Часть", Kind.CODE, "Имя файла в папке ledger.", required=True),
        Column("period_from", "Период с", Kind.DATE, "Первый день периода.", required=True),
        Column("period_to", "Период по", Kind.DATE, "Последний день периода.", required=True),
        Column("count_read", "Прочитано строк", Kind.INTEGER, "Строк в файле.", required=True, minimum=0),
        Column("count_accepted", "Принято строк", Kind.INTEGER, "Строк в базе.", required=True, minimum=1),
        Column("excluded", "Исключено", Kind.TEXT, "Причины исключения и число строк (JSON).", required=True),
        Column("amount_rub", "Сумма, ₽", Kind.MONEY, "Сумма принятых строк за вычетом возвратов.", unit="₽"),
        Column("amount_vat", "Суммы", Kind.CHOICE, "С НДС или без.", choices=VAT_CHOICES),
        Column("cost_vat", "Себестоимость", Kind.CHOICE, "С НДС или без.", choices=VAT_CHOICES),
        Column("undone_at", "Отменён", Kind.MOMENT, "Когда загрузка отменена; пусто — действует."),
    ),
)
