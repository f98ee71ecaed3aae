"""The columns that sheets of typed records share: the number of the record and whose record it is."""

import re

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

_COUNT = re.compile(r"(?<=-)\d+")


def number_order(number: str) -> str:
    """Return the text by which numbers of records sort as people count them: 9 stands before 10.

    A number is the mark of a workbook, a dash and a count, with a mark of its own behind it where two copies of the
    workbook used it (METHOD section 7).
    """
    return _COUNT.sub(lambda found: found[0].zfill(9), number)


def client_code_column(note: str, *, required: bool, refers_to: str = "") -> Column:
    """Return the typed code of the client that a record is about; a number of the sheet `refers_to` may stand there."""
    return Column("client_code", "Код клиента", Kind.CODE, note, Mode.TYPED, required=required, refers_to=refers_to)
