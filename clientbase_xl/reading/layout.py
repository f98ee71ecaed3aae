"""Which sheets of a file are read and as what: sales lines, client cards, or nothing that we know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.header import SCHEMAS, Header, compact, find_header, match, readable_columns, seen_headings
from clientbase_xl.reading.layout_answers import LayoutAnswers, Remembered, recall
from clientbase_xl.reading.look_alikes import is_cards, refuse_look_alike
from clientbase_xl.reading.products import is_reference
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.sales_needs import SALES_NEEDS, missing_needs
from clientbase_xl.reading.seen_layout import MAX_SHOWN_HEADINGS, LayoutNotRecognised
from clientbase_xl.reading.unknown_layout import MAX_HEADING_CHARACTERS, unknown_layout
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.sales_lines import SALES_LINES

NOTHING_REMEMBERED: Remembered = MappingProxyType({})
CHOSEN_AMONG = ("sold_on", "amount_rub")


@dataclass(frozen=True)
class Layout:
    """The decision: headers of the sheets that are read together (all of one schema), and what was left out.

    `columns` are the headings (by key) that somebody named; `recalled` the remembered answers that named them.
    """

    headers: tuple[Header, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    recalled: LayoutAnswers | None = None

    @property
    def is_sales(self) -> bool:
        """Tell whether the file holds sales lines and not client cards."""
        return self.headers[0].schema is SALES_LINES


def choose_layout(
    file_name: str, peeks: Sequence[Peek], mapping: Mapping[str, str], remembered: Remembered = NOTHING_REMEMBERED
) -> Layout:
    """Return which sheets to read, by a mapping given now, else by what was answered earlier about such headings.

    A `mapping` given now puts remembered answers aside whole. See `_choose` for the rest. BadFile: the answer alone
    makes products of what is called clients, or the reverse.
    """
    recalled = None if mapping else recall(peeks, remembered)
    if recalled is None or not recalled.columns.keys() <= _known_keys():
        return _settled(_choose(file_name, peeks, mapping), mapping)
    layout = _settled(_choose(file_name, peeks, recalled.columns), recalled.columns)
    refuse_look_alike(file_name, peeks, layout.headers[0], recalled)
    notice = _recalled_notice(file_name, layout, recalled)
    return replace(layout, recalled=recalled, problems=(notice, *layout.problems))


def _known_keys() -> set[str]:
    """Return the keys that answers may name: those of an older program may be gone, and are asked again."""
    return {column.key for schema in SCHEMAS for column in readable_columns(schema)}


def _settled(layout: Layout, mapping: Mapping[str, str]) -> Layout:
    """Return a layout with the headings that the mapping named and that were used."""
    header = layout.headers[0]
    named = resolve_mapping(header.schema, mapping)
    return replace(layout, columns={key: header.headings[key] for key in named if key in header.columns})


def _recalled_notice(file_name: str, layout: Layout, recalled: LayoutAnswers) -> Problem:
    schema = layout.headers[0].schema
    named = ", ".join(
        [f"«{schema[key].title}» — столбец «{heading}»" for key, heading in layout.columns.items()]
        + [f"--{option} {answer}" for option, answer in recalled.decisions.items()]
    )
    return Problem(
        f"Использован запомненный ответ № {recalled.number}: {named}",
        f"Забыть: clientbase layouts --forget {recalled.number}; ответить иначе: --map, --dates или --decimal.",
        Severity.NOTICE,
        file_name,
        layout.headers[0].sheet,
    )


def _choose(file_name: str, peeks: Sequence[Peek], mapping: Mapping[str, str]) -> Layout:
    """Return which sheets to read.

    All visible sheets with the headings of the first sales sheet are read together (an export of over 1 048 576
    rows comes as several sheets); a sales sheet with other headings and a hidden one become problems.
    BadUse: `mapping` names an unknown column of ours or a heading that the file lacks. BadFile: equal headings.
    LayoutNotRecognised: neither sales nor cards nor products.
    """
    ours = {schema.key: resolve_mapping(schema, mapping) for schema in SCHEMAS}
    _check_mapping(file_name, peeks, mapping, ours)
    sales = [found for peek in peeks if (found := find_header(peek, SALES_LINES, ours[SALES_LINES.key]))]
    hidden = {peek.sheet for peek in peeks if peek.is_hidden}
    complete = [header for header in sales if not missing_needs(header)]
    shown = [header for header in complete if header.sheet not in hidden] or complete
    if shown:
        return _sales_layout(file_name, shown, [header for header in complete if header not in shown])
    if products := _products_layout(file_name, peeks, mapping, ours[PRODUCTS.key]):
        return products
    cards = [found for peek in peeks if (found := find_header(peek, CLIENTS, ours[CLIENTS.key]))]
    for header in cards:
        if is_cards(header) and not _is_nearly_sales(header, ours[SALES_LINES.key]):
            _refuse_duplicates(file_name, header)
            return Layout((header,), ())
    raise _unknown(file_name, peeks, sales)


def _products_layout(
    file_name: str, peeks: Sequence[Peek], mapping: Mapping[str, str], ours: Mapping[str, str]
) -> Layout | None:
    """Return the first visible sheet that is a reference of products; None when none is."""
    # «Код» and «Наименование» in a mapping may mean those of clients: what sales call a product means products only.
    of_sales = resolve_mapping(SALES_LINES, mapping)
    is_named = 0 < len(of_sales) == len(mapping) and of_sales.keys() <= set(PRODUCTS.keys)
    for peek in peeks:
        header = None if peek.is_hidden else find_header(peek, PRODUCTS, ours)
        if header is not None and is_reference(header, peek, is_named=is_named):
            _refuse_duplicates(file_name, header)
            return Layout((header,), ())
    return None


def resolve_mapping(schema: Sheet, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return key → heading for the names of `mapping` that are keys, titles or aliases of readable columns."""
    names: dict[str, str] = {}
    for column in readable_columns(schema):
        for name in (column.title, column.key, *column.aliases):
            names.setdefault(compact(name), column.key)
    return {names[compact(our)]: theirs for our, theirs in mapping.items() if compact(our) in names}


def _check_mapping(
    file_name: str, peeks: Sequence[Peek], mapping: Mapping[str, str], ours: Mapping[str, Mapping[str, str]]
) -> None:
    known = {theirs for found in ours.values() for theirs in found.values()}
    headings = {compact(cell) for peek in peeks for row in peek.rows for cell in row}
    for our, theirs in mapping.items():
        if not any(resolve_mapping(schema, {our: theirs}) for schema in SCHEMAS):
            titles = [column.title for schema in SCHEMAS for column in readable_columns(schema)]
            raise BadUse(
                f"Столбца «{our}» у программы нет.",
                ", ".join(dict.fromkeys(titles)),
                'Напишите слева от «=» один из этих столбцов: --map "Дата=Название столбца в файле".',
            )
        if theirs not in known or compact(theirs) not in headings:
            raise BadUse(
                f"Столбца «{theirs}» нет в файле «{file_name}».",
                _shown_headings(peeks) or "в файле нет заголовков",
                f'Напишите справа от «=» один из них: --map "{our}=Название столбца в файле".',
            )
    if len({compact(theirs) for theirs in mapping.values()}) < len(mapping):
        raise BadUse(
            "Один столбец файла назван в --map дважды.", "каждый столбец файла один раз", "Уберите лишнее --map."
        )


def _sales_layout(file_name: str, shown: list[Header], hidden: list[Header]) -> Layout:
    first = shown[0]
    _refuse_duplicates(file_name, first)
    together = [header for header in shown if header.cells == first.cells and header.columns == first.columns]
    problems = [
        _left_out(file_name, header, "похож на продажи, но его столбцы другие", Severity.WARNING)
        for header in shown
        if header not in together
    ]
    problems += [_left_out(file_name, header, "похож на продажи, но скрыт", Severity.NOTICE) for header in hidden]
    if len(together) > 1:
        problems.append(
            Problem(
                "Продажи прочитаны с нескольких листов: " + ", ".join(f"«{header.sheet}»" for header in together),
                "Если один из листов повторяет другие, удалите его и загрузите файл заново.",
                Severity.NOTICE,
                file_name,
            )
        )
    for key in CHOSEN_AMONG:
        if key in first.others and key in first.columns:
            title = SALES_LINES[key].title
            names = ", ".join(f"«{name}»" for name in first.others[key])
            problems.append(
                Problem(
                    f"Для «{title}» подходят и другие столбцы: {names}; взят «{first.headings[key]}»",
                    f'Если нужен другой: --map "{title}={first.others[key][0]}".',
                    Severity.NOTICE,
                    file_name,
                    first.sheet,
                    column=first.headings[key],
                )
            )
    return Layout(tuple(together), tuple(problems))


def _left_out(file_name: str, header: Header, why: str, severity: Severity) -> Problem:
    return Problem(
        f"Лист «{header.sheet}» {why}: он не прочитан",
        "Если он нужен, сохраните его отдельным файлом и загрузите.",
        severity,
        file_name,
        header.sheet,
    )


def _refuse_duplicates(file_name: str, header: Header) -> None:
    if header.duplicates:
        names = "; ".join(
            f"для «{header.schema[key].title}» — " + ", ".join(f"«{name}»" for name in names)
            for key, names in header.duplicates.items()
        )
        raise BadFile(
            f"В файле «{file_name}» заголовки повторяются: {names}.",
            "один столбец на каждое значение",
            "Удалите или переименуйте лишний столбец.",
        )


def _is_nearly_sales(cards: Header, mapping: Mapping[str, str]) -> bool:
    """Tell whether the same row of headings has two of: date, quantity, money; then cards would be a wrong guess."""
    columns = match(cards.cells, SALES_LINES, mapping).columns
    marks = ("sold_on" in columns, "quantity" in columns, "amount_rub" in columns or "unit_price" in columns)
    return sum(marks) >= 2


def _unknown(file_name: str, peeks: Sequence[Peek], sales: list[Header]) -> LayoutNotRecognised:
    best = max(sales, key=lambda header: len(header.columns), default=None)
    codes = [code for peek in peeks if not peek.is_hidden and (code := _code_heading(peek))]
    return unknown_layout(file_name, peeks, best, missing_needs(best) if best else list(SALES_NEEDS), codes[:1])


def _code_heading(peek: Peek) -> str:
    """Return the heading that makes a reference of products of a sheet once somebody names it; empty for none."""
    header = find_header(peek, PRODUCTS, {})
    is_one = header is not None and is_reference(header, peek, is_named=True)
    return header.headings["sku_code"] if header is not None and is_one else ""


def _fullest(peeks: Sequence[Peek]) -> tuple[str, ...]:
    return max((seen_headings(peek) for peek in peeks), key=len, default=())


def _shown_headings(peeks: Sequence[Peek]) -> str:
    return _listed(_fullest(peeks))


def _listed(headings: Sequence[str]) -> str:
    names = [f"«{' '.join(heading.split())[:MAX_HEADING_CHARACTERS]}»" for heading in headings[:MAX_SHOWN_HEADINGS]]
    more = len(headings) - len(names)
    return ", ".join(names) + (f" и ещё {more}" if more > 0 else "")
