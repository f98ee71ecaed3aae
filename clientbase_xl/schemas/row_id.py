"""The columns that sheets of typed records share: the number of the record and whose record it is."""

from clientbase_xl.schemas.model import ROW_ID, Column, Kind, Mode

ROW_ID_COLUMN = Column(
    ROW_ID,
    "№ записи",
    Kind.CODE,
    "Ставит программа. По нему она узнаёт строку; новые записи вносят в пустые строки, у которых № уже есть.",
    required=True,
    unique=True,
)
CLIENT_NAME_COLUMN = Column("client_name", "Клиент", Kind.TEXT, "Наименование из карточки.")


def client_code_column(note: str, *, required: bool) -> Column:
    """Return the typed code of the client that a record is about."""
    return Column("client_code", "Код клиента", Kind.CODE, note, Mode.TYPED, required=required)
