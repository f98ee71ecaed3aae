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

NUMBER_FORM = "[0-9a-f]{8}-([0-9]{1,9}|[0-9a-f]{12})(-[0-9a-f]{4})?"
"""A number that a workbook gives: its mark, then a count or a digest of the row, then the mark of a copy.

A regular expression that Python and PostgreSQL understand alike.
"""
_COUNT = re.compile(r"(?<=-)\d+")
_NUMBER = re.compile(NUMBER_FORM)


def number_order(number: str) -> str:
    """Return the text by which numbers of records sort as people count them: 9 stands before 10.

    A number is the mark of a workbook, a dash and a count, with a mark of its own behind it where two copies of the
    workbook used it (METHOD section 7).
    """
    return _COUNT.sub(lambda found: found[0].zfill(9), number)


def is_row_number(number: str) -> bool:
    """Tell whether a workbook gives such numbers to its rows: a number of another form was typed over it."""
    return _NUMBER.fullmatch(number) is not None


def client_code_column(note: str, *, required: bool, refers_to: str = "") -> Column:
    """Return the typed code of the client that a record is about; a number of the sheet `refers_to` may stand there."""
    return Column("client_code", "Код клиента", Kind.CODE, note, Mode.TYPED, required=required, refers_to=refers_to)
