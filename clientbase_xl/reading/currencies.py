"""Lines of several currencies: what is known not to be roubles is set aside, never added to them (METHOD section 0)."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.problems import Severity
from clientbase_xl.reading.foreign_money import is_foreign
from clientbase_xl.reading.header import shown
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.reading.text import by_unique, clean_codes

ROUBLES = ("rub", "rur", "р", "руб", "рубль", "рубли", "рублей", "российский рубль", "₽", "643", "810")
"""How exports write roubles: letters, words, the sign, the numbers of the classifier; in small letters, no last dot."""
OTHER_CURRENCY = "другая валюта"
MAX_SHOWN = 6


def set_aside_currencies(sifter: Sifter) -> None:
    """Exclude lines in another currency than roubles; where nothing tells which are roubles only warn of several.

    METHOD section 0: money is roubles, one currency. Where roubles are named, a line with another code is not in them.
    An empty code is one of the firm's own, in roubles: beside roubles, and beside a code that is known to be foreign.
    Codes that name no currency at all (keys of another program), or several foreign ones without any roubles (a firm
    abroad), tell nothing about the amounts: the lines stay and a warning counts them. The column is not stored.
    """
    position = sifter.header.currency
    if position is None:
        return
    codes = clean_codes(sifter.table.columns[position])
    named = pc.unique(codes.filter(pa.array(~sifter.is_blank))).to_pylist()
    found = sorted(code for code in named if code)
    roubles = [code for code in found if code.strip().casefold().rstrip(". ") in ROUBLES]
    foreign = sorted(set(found) - set(roubles))
    # A total or a broken row has no currency either: only lines count.
    has_empty = bool((codes.is_null().to_numpy(zero_copy_only=False) & sifter.is_open).any())
    if not foreign or len(found) + has_empty < 2:
        return
    heading = shown(sifter.header.cells[position])
    money = "amount_rub" if "amount_rub" in sifter.header.columns else "unit_price"
    if not roubles and not (has_empty and any(map(is_foreign, foreign))):
        empty = ", а в части строк пусто" if has_empty else ""
        sifter.report_once(
            sifter.is_open.copy(),
            money,
            f"В столбце «{heading}» несколько валют ({_listed(foreign)}{empty}), рублей среди них нет: "
            "суммы сложены так, как будто валюта одна.",
            "Выгрузите суммы в рублях.",
            Severity.WARNING,
        )
        return
    other = pa.array(foreign, pa.string())
    is_other = by_unique(codes, lambda distinct: pc.is_in(distinct, value_set=other)).fill_null(False)
    newly = sifter.exclude(is_other.to_numpy(zero_copy_only=False), OTHER_CURRENCY)
    sifter.report(
        newly,
        money,
        f"Сумма не в рублях: в столбце «{heading}» стоит {_listed(foreign)}. Строка не принята",
        "Выгрузите суммы в рублях и загрузите файл заново.",
        Severity.ERROR,
    )


def _listed(codes: list[str]) -> str:
    return ", ".join(codes[:MAX_SHOWN]) + (" и другие" if len(codes) > MAX_SHOWN else "")
