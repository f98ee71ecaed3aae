"""The reference of products beside the sales: who brings it, and which codes one of the two does not know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clientbase_xl.base.imports import valid_parts
from clientbase_xl.base.products import read_products, upsert_products
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.errors import BadUse
from clientbase_xl.ledger.lines import open_all_lines
from clientbase_xl.ledger.products import sku_codes
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.export import Content, ReadLines, ReadProducts
from clientbase_xl.reading.header import compact
from clientbase_xl.reading.look_alikes import names_products, unsure
from clientbase_xl.rules.words import grouped
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.users import DECIDING_ROLES
from clientbase_xl.workflows.ledger_access import as_parts, registry
from clientbase_xl.workflows.procedure import Person

COUNT_EXAMPLES = 3


def require_may_bring(person: Person, contents: Sequence[Content]) -> None:
    """Refuse a менеджер's reference: brands and categories count for the clients of all (METHOD section 7)."""
    if person.role not in DECIDING_ROLES and any(isinstance(one, ReadProducts) for one in contents):
        raise BadUse(
            f"Справочник товаров загружает не менеджер: роль «{person.name}» — {person.role}.",
            ", ".join(DECIDING_ROLES),
        )


def store_products(connection: Connection, content: ReadProducts, *, now: datetime, user: str) -> int:
    """Write the products of a file and return how many are new."""
    return upsert_products(connection, content.products, at=now, by=user, reason=f"Файл «{content.file_name}»")


def product_problems(base: Base, contents: Sequence[Content]) -> dict[int, tuple[Problem, ...]]:
    """Return what is to be told of each of the files, by its place: names that change, codes that do not meet.

    BadFile: a remembered answer alone makes a file products, and half of the codes it shares with the reference would
    get other names. A reference is mended every month, but not half of it.
    """
    held = read_products(base)
    names = dict(zip(held["sku_code"], held["sku_name"], strict=True))
    found: dict[int, tuple[Problem, ...]] = {}
    for at, one in enumerate(contents):
        if isinstance(one, ReadProducts):
            told = one.products.dropna(subset="sku_name")
            own = dict(zip(told["sku_code"], told["sku_name"], strict=True))
            both = [code for code in own if names.get(code)]
            changed = [code for code in both if compact(own[code]) != compact(names[code])]
            examples = [f"«{code}»: «{names[code]}» → «{own[code]}»" for code in changed[:COUNT_EXAMPLES]]
            if changed:
                found[at] = (_renamed(one, changed, examples),)
                if one.read_from.recalled and 2 * len(changed) >= len(both):
                    _refuse_unsure(one, len(changed), examples[0])
            names |= own
    for at, notice in _unmatched_codes(base, contents, set(held["sku_code"])).items():
        found[at] = (*found.get(at, ()), notice)
    return found


def _renamed(content: ReadProducts, codes: Sequence[str], examples: Sequence[str]) -> Problem:
    more = ", …" if len(codes) > len(examples) else ""
    return Problem(
        f"У известных товаров меняются названия — {grouped(len(codes))}: {'; '.join(examples)}{more}",
        "Если это не те же товары, проверьте столбец кода и тот ли это файл.",
        Severity.WARNING,
        content.file_name,
        content.sheet,
        count=len(codes),
    )


def _refuse_unsure(content: ReadProducts, count: int, example: str) -> None:
    recalled = content.read_from.recalled
    if recalled and not names_products(content.read_from.headings):
        why = f"у известных кодов другие названия ({grouped(count)}): {example}"
        raise unsure(content.file_name, why, PRODUCTS, recalled)


def _unmatched_codes(base: Base, contents: Sequence[Content], known: set[str]) -> dict[int, Problem]:
    """Return a notice for each of the files, by its place, whose codes and those of the other side do not meet.

    For a reference: how many of its codes no line has, how many codes of lines it lacks. For sales: how many of their
    codes the reference lacks; nothing while there is no reference. Files of one call are seen together.
    """
    references = [one for one in contents if isinstance(one, ReadProducts)]
    known = known.union(*(one.products["sku_code"] for one in references))
    if not known:
        return {}
    brought = {at: _codes(one) for at, one in enumerate(contents) if isinstance(one, ReadLines)}
    found = {at: _sales_notice(contents[at], codes - known) for at, codes in brought.items() if codes - known}
    if references:
        sold = sku_codes(open_all_lines(as_parts(base, valid_parts(registry(base)))))
        sold.update(*brought.values())
        for at, one in enumerate(contents):
            if isinstance(one, ReadProducts):
                found[at] = _reference_notice(one, sold, known)
    return found


def _codes(content: ReadLines) -> set[str]:
    return {code for code in content.lines.column("sku_code").unique().to_pylist() if code is not None}


def _reference_notice(content: ReadProducts, sold: set[str], known: set[str]) -> Problem:
    own = set(content.products["sku_code"])
    unsold, missing = own - sold, sold - known
    return Problem(
        f"Товаров в справочнике — {grouped(len(own))}; из них нет в продажах — {_counted(unsold)}; "
        f"кодов из продаж, которых нет в справочнике, — {_counted(missing)}",
        "Если не сошлось почти всё, коды в справочнике и в продажах разные: "
        'назовите столбец с кодом продаж, --map "Код товара=Столбец".',
        Severity.NOTICE,
        content.file_name,
        content.sheet,
    )


def _sales_notice(content: Content, missing: set[str]) -> Problem:
    return Problem(
        f"Кодов товара, которых нет в справочнике товаров, — {_counted(missing)}",
        "Загрузите свежий справочник: без него у этих товаров бренд и категория только из продаж.",
        Severity.NOTICE,
        content.file_name,
        content.sheet,
    )


def _counted(codes: set[str]) -> str:
    if not codes:
        return "0"
    shown = ", ".join(f"«{code}»" for code in sorted(codes)[:COUNT_EXAMPLES])
    return f"{grouped(len(codes))} ({shown}{', …' if len(codes) > COUNT_EXAMPLES else ''})"
