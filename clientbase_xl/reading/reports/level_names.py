"""Which level of a report's rows is the client and which the item: by its names, else by evidence that is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.header import match
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.preamble import split_levels
from clientbase_xl.schemas.sales_lines import SALES_LINES

CLIENT, ITEM, CODE, CATEGORY = "client_name", "sku_name", "sku_code", "product_category"
# Other names of dimensions that a level of rows may have; a level that is none of ours is left out of the lines.
_CLIENT_KEYS = (CLIENT, "client_code")
_ITEM_KEYS = (ITEM, CODE)
_LEGAL_FORM = re.compile(r"(?:^|[\s,(«\"])(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОО|ЧП|НАО|МУП|ГУП|ФГУП)(?:$|[\s,)«\"])")
# Clients by legal form: less than this is a chance likeness of an item's name.
MIN_LEGAL_SHARE = 0.2
MIN_REPEATED_SHARE = 0.1
REMEDY = "Выведите отчёт с группировками строк «Контрагент», «Номенклатура» и выгрузите заново."


@dataclass(frozen=True)
class Levels:
    """The key of SALES_LINES of each level, outermost first (None = not read), and what has to be told about it."""

    keys: tuple[str | None, ...]
    names: tuple[str, ...]
    problems: tuple[Problem, ...]


def key_of(name: str) -> str | None:
    """Return the key of SALES_LINES that a name of a level or a heading of labels means."""
    found = match((name.strip(" ."),), SALES_LINES, {}).columns
    return next(iter(found), None)


def level_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the levels that the headings over the labels list, outermost first; () when none of them is ours."""
    names = tuple(name for text in texts for name in split_levels(text))
    return tuple(dict.fromkeys(names)) if any(key_of(name) for name in names) else ()


def decide_levels(
    file_name: str, sheet: str, names: Sequence[str], labels: Sequence[str], tree: Tree, has_client: bool
) -> Levels:
    """Return which level is what; `names` as the report lists them, `has_client` when a column gives clients.

    As many names as levels decide. More levels than names: the last name is that of the innermost level where
    evidence (legal forms, labels that repeat under different groups) does not say otherwise. A decision by evidence
    is a problem. BadFile: names and levels contradict each other and nothing decides.
    """
    keys = [key_of(name) for name in names]
    if len(keys) > tree.count_levels and CODE in keys and ITEM in keys:
        # «Номенклатура, Артикул» is one level with two names.
        names = [name for name, key in zip(names, keys, strict=True) if key != CODE]
        keys = [key for key in keys if key != CODE]
    if len(keys) == tree.count_levels:
        return Levels(tuple(keys), tuple(names), ())
    if len(keys) > tree.count_levels:
        raise _contradiction(file_name, sheet, names, tree)
    clients = _client_level(labels, tree)
    told: list[str | None] = [None] * tree.count_levels
    told[-1] = keys[-1] if keys else ITEM
    is_named_client = bool(keys) and keys[-1] in _CLIENT_KEYS
    if is_named_client and clients in (None, tree.count_levels - 1):
        return _by_evidence(file_name, sheet, told, names, "группы над клиентами не прочитаны: это папки клиентов")
    if is_named_client:
        told[-1] = ITEM
    expects_client = not keys or any(key in _CLIENT_KEYS for key in keys)
    if clients is not None and expects_client and not has_client:
        told[clients] = CLIENT
        if clients == tree.count_levels - 1:
            return _by_evidence(file_name, sheet, told, names, "строки без групп — клиенты")
        if clients < tree.count_levels - 2:
            told[-2] = CATEGORY
        what = "клиент — " + _level_words(clients, tree)
        return _by_evidence(file_name, sheet, told, names, f"{what}, товар — самые внутренние строки")
    if expects_client and keys:
        raise _contradiction(file_name, sheet, names, tree)
    if tree.count_levels > 1 and told[-1] in _ITEM_KEYS:
        told[-2] = CATEGORY
    return _by_evidence(file_name, sheet, told, names, "строки — товары, группы — категории товаров, клиентов нет")


def _client_level(labels: Sequence[str], tree: Tree) -> int | None:
    """Return the level of clients: most legal forms, else the one under which the innermost labels repeat."""
    texts = np.array(labels, dtype=object)
    shares = []
    for depth in range(tree.count_levels):
        there = texts[tree.depths == depth]
        shares.append(sum(bool(_LEGAL_FORM.search(text)) for text in there) / max(1, len(there)))
    best = int(np.argmax(shares))
    if shares[best] >= MIN_LEGAL_SHARE and sum(share > shares[best] / 2 for share in shares) == 1:
        return best
    leaves = texts[tree.is_leaf & (tree.depths == tree.count_levels - 1)]
    repeated = 1 - len(set(leaves)) / max(1, len(leaves))
    return 0 if tree.count_levels == 2 and repeated >= MIN_REPEATED_SHARE else None


def _level_words(level: int, tree: Tree) -> str:
    return "внешние группы" if level == 0 else f"группы уровня {level + 1} из {tree.count_levels}"


def _by_evidence(file_name: str, sheet: str, keys: Sequence[str | None], names: Sequence[str], decision: str) -> Levels:
    listed = ", ".join(f"«{name}»" for name in names) or "нет"
    problem = Problem(
        f"Уровни строк отчёта названы не все (названы: {listed}); принято по самим строкам: {decision}",
        f"Если это не так, не загружайте файл. {REMEDY}",
        Severity.WARNING,
        file_name,
        sheet,
    )
    return Levels(tuple(keys), tuple(names), (problem,))


def _contradiction(file_name: str, sheet: str, names: Sequence[str], tree: Tree) -> BadFile:
    listed = " → ".join(f"«{name}»" for name in names)
    return BadFile(
        f"Отчёт «{file_name}», лист «{sheet}»: группировки строк {listed}, а уровней в строках {tree.count_levels} "
        f"(по {tree.seen_by}): не понятно, где клиент, а где товар.",
        "столько же уровней строк, сколько группировок названо в отчёте",
        REMEDY,
    )
