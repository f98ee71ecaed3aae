"""The refusal of a file whose columns are not recognised: what is seen in it and the way that leads on from there."""

from __future__ import annotations

from collections.abc import Sequence

from clientbase_xl.reading.header import Header, match
from clientbase_xl.reading.money_scale import names_scale
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.reports.report_signs import report_signs
from clientbase_xl.reading.seen_layout import LayoutNotRecognised, SeenLayout, see_layout, sounds_like
from clientbase_xl.schemas.sales_lines import SALES_LINES

MAX_HEADING_CHARACTERS = 200
ALLOWED = (
    "дата, клиент, количество и сумма (или цена) в каждой строке; либо карточки: код или наименование клиента "
    "и хотя бы один столбец листа «Клиенты»; либо справочник товаров: код товара и бренд, категория или название"
)
REMEMBERED = "(слева наш столбец, справа из файла); ответ запомнится для выгрузок с такими заголовками."
IF_OTHER_WORDS = (
    "Если дата, клиент, количество и сумма в файле есть под другими заголовками, назовите их ключом --map "
) + REMEMBERED
IN_ROUBLES = "выберите рубли в настройках отчёта и выгрузите его заново."
IF_NOT_THERE = "Если их нет, выгрузите продажи с ними."


def unknown_layout(
    file_name: str,
    peeks: Sequence[Peek],
    best: Header | None,
    missing: Sequence[tuple[str, ...]],
    product_codes: Sequence[str],
) -> LayoutNotRecognised:
    """Return the refusal of a file that is neither sales nor cards nor products.

    `best` is the fullest header of sales, `missing` the groups of keys that it lacks, `product_codes` headings that
    may be the code of a reference of products. A heading is proposed for `--map` only where its words or values speak
    for it; what looks like a report of 1C is told what to take instead.
    """
    titles = [" или ".join(f"«{SALES_LINES[key].title}»" for key in group) for group in missing]
    seen = see_layout(file_name, peeks, best, missing)
    shown = next((peek for peek in peeks if peek.sheet == seen.sheet), None)
    signs = report_signs(shown.rows) if shown and not (best and "sold_on" in best.columns) else None
    example = _example(seen, is_report=signs is not None)
    remedies = [f'Если это справочник товаров: --map "Код товара={code}".' for code in product_codes]
    if example:
        remedies.insert(0, f'Назовите столбцы: --map "{SALES_LINES[example[0]].title}={example[1]}" {REMEMBERED}')
    elif signs is None:
        remedies += [IF_OTHER_WORDS, IF_NOT_THERE]
    scaled = next((one.heading for one in seen.headings if not one.is_recognised and names_scale(one.heading)), "")
    if scaled and any("amount_rub" in group for group in missing):
        remedies.insert(0, f"Суммы нужны в рублях, а не «{scaled[:MAX_HEADING_CHARACTERS]}»: {IN_ROUBLES}")
    found = [
        f"Столбцы файла «{file_name}» не опознаны: нет {', '.join(titles)}.",
        *(seen.lines() if seen.headings else ["Заголовки файла не найдены."]),
    ]
    if signs is not None:
        found.append(signs.found)
        remedies.append(signs.remedy)
    return LayoutNotRecognised("\n".join(found), ALLOWED, " ".join(remedies), seen)


def _example(seen: SeenLayout, *, is_report: bool) -> tuple[str, str] | None:
    """Return the first missing key that a heading may be, with it: by its values, else by its words alone.

    A heading that is ours needs no name. In a report of 1C only a column of days counts. Nobody types thousands of
    letters after --map.
    """
    free = [
        one
        for one in seen.headings
        if len(one.heading) <= MAX_HEADING_CHARACTERS and not match((one.heading,), SALES_LINES, {}).columns
    ]
    wanted = [key for group in seen.missing for key in group if key == "sold_on" or not is_report]
    fitting = [(key, one.heading) for key in wanted for one in free if one.guess == key]
    sounding = [(key, one.heading) for key in wanted for one in free if sounds_like(one.heading, key)]
    return next(iter(fitting or ([] if is_report else sounding)), None)
