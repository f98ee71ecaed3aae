"""Completeness of a prospect's 8 results and of a client's card: what is filled, what is missing.

METHOD sections 6 [K 3] (8 results), 1 (mandatory set, ours) and 7 [K 4] (completeness = filled ÷ mandatory).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.new_client import is_legal_person, missing_of
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.settings import latin_letter

PROSPECT_RESULTS = (
    "реквизиты и контактные данные",
    "присвоена категория A или B",
    "определён потенциал, ₽",
    "запланированы личные встречи",
    "есть история контактов",
    "есть история отказов",
    "включён в рассылку новостей",
    "высылаются предложения о маркетинговой активности",
)
_CATEGORY = 1
CATEGORY_RESULT = PROSPECT_RESULTS[_CATEGORY]
"""The result that follows from the potential: work on a prospect cannot bring it about."""
_KEPT_LETTERS = ("A", "B")
_NO = frozenset({"", "нет", "0", "-", "−", "–", "—"})
_DECIDERS = frozenset({"ЛПР", "ЛВР"})
_CARD_KEYS = (
    ("client_name",),
    ("inn",),
    ("kpp",),
    ("channel",),
    ("manager",),
    ("backup_manager",),
    ("contact_name",),
    ("contact_role",),
    ("phone", "email"),
    ("delivery_address",),
    ("category_approved",),
    ("potential_rub",),
    ("contract_no",),
    ("contract_until",),
    ("payment_delay_days",),
    ("credit_limit_rub",),
    ("status",),
)
Parameters = Sequence[tuple[str, tuple[str, ...]]]
"""Mandatory parameters: words, and the columns of CLIENTS of which one must be filled."""
CARD_PARAMETERS = tuple((" или ".join(CLIENTS[key].title for key in keys), keys) for keys in _CARD_KEYS)
"""The mandatory set of a card (ours): words, and the columns of CLIENTS of which one must be filled."""
_KEY_BY_TITLE = {column.title.casefold(): column.key for column in CLIENTS}


def missing_results(results: Sequence[str]) -> tuple[str, ...]:
    """Return which of the 8 results a prospect lacks.

    METHOD section 6. In: eight cells as texts in the order of PROSPECT_RESULTS. A result is there when its cell says
    anything but «нет», 0 or a dash («отказов не было» is a result); the category must be A or B or «да», because only
    these stay in work. Raises BadUse for another number of cells.
    """
    if len(results) != len(PROSPECT_RESULTS):
        raise BadUse(f"Для ПК нужно {len(PROSPECT_RESULTS)} ячеек с результатами, а не {len(results)}")
    return tuple(
        title
        for place, (title, cell) in enumerate(zip(PROSPECT_RESULTS, results, strict=True))
        if not _is_result(place, cell.strip())
    )


def _is_result(place: int, cell: str) -> bool:
    if cell.casefold() in _NO:
        return False
    return place != _CATEGORY or cell.casefold() == "да" or latin_letter(cell) in _KEPT_LETTERS


def missing_card_fields(card: Mapping[str, str], parameters: Parameters = CARD_PARAMETERS) -> tuple[str, ...]:
    """Return the mandatory parameters that a card lacks.

    METHOD sections 1 and 7. In: cells as texts by CLIENTS keys, absent or "" is empty; the mandatory set, where it is
    not the default one. КПП is asked of legal persons only; the role must be ЛПР or ЛВР; a potential of 0 is no
    answer, a delay or a limit of 0 is one.
    """
    cells = dict(card)
    if not _DECIDERS & set(cells.get("contact_role", "").upper().replace(",", " ").split()):
        cells["contact_role"] = ""
    if cells.get("potential_rub", "").strip() in _NO:
        cells["potential_rub"] = ""
    return missing_of(cells, parameters)


def card_by_titles(titles: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return cells by CLIENTS keys; titles of other columns are passed over.

    Raises BadUse where no title belongs to a mandatory column.
    """
    mandatory = {key for keys in _CARD_KEYS for key in keys}
    card = {
        _KEY_BY_TITLE[title.casefold()]: cell
        for title, cell in zip(titles, cells, strict=True)
        if title.casefold() in _KEY_BY_TITLE
    }
    if not mandatory & set(card):
        raise BadUse("Заголовки не похожи на столбцы листа «Клиенты»")
    return card


def count_mandatory(card: Mapping[str, str], parameters: Parameters = CARD_PARAMETERS) -> int:
    """Return how many parameters this card must have: КПП only for a legal person."""
    is_asked = is_legal_person(card)
    return sum(is_asked or keys != ("kpp",) for _, keys in parameters)


def completeness(count_missing: int, count_mandatory: int) -> float:
    """Return filled ÷ mandatory as a fraction of 1; NaN where nothing is mandatory (METHOD sections 6 and 7)."""
    return (count_mandatory - count_missing) / count_mandatory if count_mandatory else float("nan")
