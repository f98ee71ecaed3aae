"""Money in thousands or millions is refused: read as roubles, 1,5 of «тыс. руб.» would be one rouble fifty.

Source: METHOD section 0 (money is roubles). Only the person who exports knows the scale, so nothing is multiplied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.header import Header, shown
from clientbase_xl.reading.raw import Peek

KEYS = ("amount_rub", "unit_price", "cost_rub")
_SCALE = re.compile(r"(?i)\b(?:тыс|тысяч\w*|млн|миллион\w*|млрд|миллиард\w*|thousands?|millions?)\b|\bт\.? ?р(?:уб)?\b")
# Above a table a number before the word is an amount («больше 100 тыс. руб.»), not a unit.
_TITLE = re.compile(
    r"(?i)(?<!\d)(?<!\d\s)\b(?:тыс|тысяч|тысячах|млн|миллионах|млрд)\b\.?\s*(?:руб|р\b|₽|rub)"
    r"|[(,;:]\s*(?:в\s)?(?:тыс|млн|млрд|тысячах|миллионах)\b\.?\s*\)?$"
    r"|^(?:тыс|млн|млрд)\.?$|(?<!\d)(?<!\d\s)\bт\.\s?р(?:уб)?\b"
)
ALLOWED = "суммы в рублях"
MAX_CHARACTERS = 200


def names_scale(heading: str) -> bool:
    """Tell whether a heading names thousands or millions."""
    return bool(_SCALE.search(shown(heading)))


def refuse_scaled_money(file_name: str, header: Header, peeks: Sequence[Peek]) -> None:
    """BadFile: a column of money, the row under its heading or a line above the table says thousands or millions."""
    for key in KEYS:
        if key in header.columns and names_scale(heading := header.headings[key]):
            raise BadFile(
                f"Столбец «{heading[:MAX_CHARACTERS]}» файла «{file_name}» — в тысячах или миллионах, а не в рублях: "
                "1,5 стало бы одним рублём пятьюдесятью копейками.",
                ALLOWED,
                "Выгрузите суммы в рублях или добавьте в файл столбец «Сумма» с суммами в рублях. Если они уже в "
                "рублях, исправьте заголовок. Запомненный ответ забывает clientbase layouts --forget.",
            )
    rows = next((peek.rows for peek in peeks if peek.sheet == header.sheet), ())
    places = [header.columns[key] for key in KEYS if key in header.columns]
    below = [row[place] for row in rows[header.row + 1 : header.row + 2] for place in places if place < len(row)]
    for cell in (*(cell for row in rows[: header.row] for cell in row), *below):
        if _TITLE.search(text := shown(cell)):
            raise BadFile(
                f"В файле «{file_name}» возле заголовков сказано «{text[:MAX_CHARACTERS]}»: суммы не в рублях.",
                ALLOWED,
                "Выгрузите суммы в рублях. Если они уже в рублях, уберите эти слова из файла.",
            )
