"""Sales lines of an export: typed, exact, every row accepted or excluded by a named reason."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.errors import BadFile, Undecided
from clientbase_xl.problems import Severity
from clientbase_xl.reading import line_amounts
from clientbase_xl.reading.currencies import set_aside_currencies
from clientbase_xl.reading.date_column import FIRST_YEAR, LAST_YEAR, Dates, parse_dates, parse_dotted
from clientbase_xl.reading.date_order import ASK as ASK_ORDER
from clientbase_xl.reading.decisions import DECIMAL_MARKS
from clientbase_xl.reading.managers import KEY as MANAGER
from clientbase_xl.reading.managers import without_nobody
from clientbase_xl.reading.nobody import without_nobody_clients
from clientbase_xl.reading.number_column import Numbers, column_evidence, decide_marks, parse_numbers, to_floats
from clientbase_xl.reading.number_marks import ASK as ASK_MARK
from clientbase_xl.reading.number_marks import Evidence, Marks
from clientbase_xl.reading.number_words import contradiction, marks_words
from clientbase_xl.reading.raw import RawTable
from clientbase_xl.reading.returns import find_returns
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.reading.text import by_unique, clean, clean_codes
from clientbase_xl.reading.text_bytes import cleaned_codes
from clientbase_xl.reading.total_lines import exclude_dated_totals, exclude_undated_totals
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.sales_lines import SALES_LINES

BoolMask = npt.NDArray[np.bool_]
# So few rows left out are cut out of a column in chunks without copying the others.
MAX_SLICES = 100
NUMBER_KEYS = ("quantity", "unit_price", "amount_rub", "cost_rub")
FIX_CELL = "Исправьте ячейку в выгрузке и загрузите файл заново."
FIX_ERROR = "Исправьте формулу в выгрузке и загрузите файл заново."
ALLOWED_NUMBERS = "в столбце один вид записи чисел: 1234,50 или 1 234,50 или 1234.50"
FORGET = "Запомненный ответ забывает clientbase layouts --forget."
ALLOWED_DATES = "ДД.ММ.ГГГГ, ГГГГ-ММ-ДД или даты Excel"


def to_lines(sifter: Sifter, non_goods: Collection[str], has_typed_cells: bool, *, is_report: bool = False) -> pa.Table:
    """Return the accepted lines with the Arrow schema of SALES_LINES; the sifter holds problems and exclusions.

    `is_report`: the rows are leaves of a report that reconciles, so that none with a date is a total.
    BadFile: numbers or dates of a column that cannot be decided; amounts that contradict price × quantity;
    no line accepted. Lines without a client are kept with client_code null and reported once.
    """
    table, header = sifter.table, sifter.header
    sifter.drop_blank(blank_rows(table))
    if sifter.count_read == 0:
        raise BadFile(
            f"В файле «{sifter.file_name}» только заголовок: строк с данными нет.",
            "хотя бы одна строка продаж",
            "Проверьте отбор и период выгрузки.",
        )
    numbers = parse_number_columns(sifter, [key for key in NUMBER_KEYS if key in header.columns], has_typed_cells)
    dates = _parse_days(sifter)
    texts = without_nobody_clients(_texts(sifter))
    exclude_undated_totals(sifter, dates)
    _exclude_bad_dates(sifter, dates)
    if not is_report:
        exclude_dated_totals(sifter, dates, texts, numbers)
    _exclude_bad_numbers(sifter, "quantity", numbers["quantity"], "количества", "количество")
    amount = _amounts(sifter, numbers)
    _exclude_non_goods(sifter, texts.get("sku_code"), non_goods)
    set_aside_currencies(sifter)
    if not sifter.is_open.any():
        raise _nothing_accepted(sifter)
    _report_optional(sifter, numbers)
    if MANAGER in texts:
        texts[MANAGER] = without_nobody(sifter, texts[MANAGER])
    arrays = _arrays(sifter, dates, numbers, amount, texts)
    return pa.table(arrays).select(SALES_LINES.keys).cast(arrow_schema(SALES_LINES))


def blank_rows(table: RawTable) -> BoolMask:
    """Return the rows in which no loaded column holds anything."""
    blank = np.ones(table.count_rows, dtype=bool)
    # Typed columns first: one without gaps settles it, and texts are slow to clean.
    for position, array in sorted(table.columns.items(), key=lambda item: pa.types.is_string(item[1].type)):
        open_rows = np.flatnonzero(blank)
        if not len(open_rows):
            break
        cells = array if len(open_rows) == len(blank) else array.take(pa.array(open_rows))
        if pa.types.is_string(array.type) and position not in table.clean:
            cells = clean(cells)
        blank[open_rows] = _mask(pc.is_null(cells, nan_is_null=True))
        blank[list(table.error_cells.get(position, {}))] = False
    return blank


def parse_number_columns(sifter: Sifter, keys: list[str], has_typed_cells: bool) -> dict[str, Numbers]:
    """Return the parsed columns of numbers; BadFile names every column whose notation cannot be decided."""
    evidence = {key: found for key in keys if (found := _evidence(sifter, key, has_typed_cells))}
    answer = sifter.decisions.decimal
    if answer:
        _check_answer(sifter, evidence)
    decided = decide_marks(evidence, DECIMAL_MARKS.get(answer, ""))
    refused = {key: reason for key, reason in decided.items() if isinstance(reason, str)}
    if refused:
        raise _no_marks(sifter, refused)
    marks: dict[str, Marks] = {key: found for key, found in decided.items() if isinstance(found, Marks)}
    for key, chosen in marks.items():
        words, proof = marks_words(chosen, evidence[key], answer)
        if words:
            sifter.tell(key, words, proof)
    return {key: _with_errors(sifter, key, parse_numbers(sifter.array(key), marks.get(key))) for key in keys}


def _no_marks(sifter: Sifter, refused: Mapping[str, str]) -> BadFile:
    """Return the refusal of columns of numbers; one that an answer settles when that is all they lack."""
    headings = sifter.header.headings
    found = (
        f"Числа файла «{sifter.file_name}» прочитать нельзя: "
        + "; ".join(f"столбец «{headings[key]}»: {reason}" for key, reason in refused.items())
        + "."
    )
    remedy = "Похоже на выгрузку, испорченную региональными настройками. Выгрузите файл заново, не пересохраняя его."
    if all(reason.endswith(ASK_MARK) for reason in refused.values()):
        return Undecided(found, ALLOWED_NUMBERS, remedy, option="decimal")
    return BadFile(found, ALLOWED_NUMBERS, remedy)


def _evidence(sifter: Sifter, key: str, has_typed_cells: bool) -> Evidence | None:
    """Return what the cells of a column say about its marks; a reader that typed them kept the first that does."""
    position = sifter.header.columns[key]
    if position not in sifter.table.marked:
        return column_evidence(sifter.array(key), has_typed_cells)
    text = sifter.shown(sifter.table.marked[position], key)
    name = "decimal_comma" if "," in text else "decimal_dot"
    return Evidence({name: 1}, {name: (text,)}, 1)


def _check_answer(sifter: Sifter, evidence: dict[str, Evidence]) -> None:
    """Refuse an answer that a column of the file proves wrong."""
    answer = sifter.decisions.decimal
    for key, found in evidence.items():
        if cell := contradiction(found, answer):
            raise BadFile(
                f"В файле «{sifter.file_name}», столбец «{sifter.header.headings[key]}»: ответу --decimal {answer} "
                f"противоречит «{cell}»{sifter.place(key, cell)}.",
                ALLOWED_NUMBERS,
                f"Загрузите файл без --decimal или выгрузите числа в одном виде. {FORGET}",
            )


def _with_errors(sifter: Sifter, key: str, numbers: Numbers) -> Numbers:
    errors = sifter.error_mask(key)
    return Numbers(numbers.values, numbers.is_empty & ~errors, numbers.is_bad | errors)


def parse_date_column(sifter: Sifter, key: str, remedy: str) -> Dates:
    """Return the days of a column; BadFile when their order cannot be decided, with the cells that stand against it."""
    is_dotted = sifter.header.columns[key] in sifter.table.dotted
    parse = parse_dotted if is_dotted else parse_dates
    dates = parse(sifter.array(key), sifter.decisions.dates)
    if dates.order is None:
        return dates
    if dates.refusal:
        place = sifter.place(key, dates.order.proof) if dates.order.proof else ""
        found = f"В файле «{sifter.file_name}», столбец «{sifter.header.headings[key]}»: {dates.refusal}{place}."
        if dates.refusal.endswith(ASK_ORDER):
            raise Undecided(found, ALLOWED_DATES, remedy, option="dates")
        raise BadFile(found, ALLOWED_DATES, f"{remedy} {FORGET}" if sifter.decisions.dates else remedy)
    sifter.tell(key, dates.order.why, dates.order.proof)
    return dates


def _parse_days(sifter: Sifter) -> Dates:
    remedy = 'Выгрузите даты как ГГГГ-ММ-ДД или укажите другой столбец: --map "Дата=Название столбца".'
    dates = parse_date_column(sifter, "sold_on", remedy)
    errors = sifter.error_mask("sold_on")
    return Dates(dates.days, dates.is_empty & ~errors, dates.is_bad | errors)


def _texts(sifter: Sifter) -> dict[str, pa.Array]:
    cleaners = {Kind.TEXT: clean, Kind.CODE: clean_codes}

    def cleaned(key: str) -> pa.Array:
        kind = SALES_LINES[key].kind
        if sifter.is_clean(key):
            return sifter.array(key) if kind is Kind.TEXT else cleaned_codes(sifter.array(key))
        return cleaners[kind](sifter.array(key))

    keys = [key for key in sifter.header.columns if SALES_LINES[key].kind in cleaners]
    # Arrow works outside the interpreter's lock: two columns of a big export are cleaned at once.
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(keys, pool.map(cleaned, keys), strict=True))


def _exclude_bad_dates(sifter: Sifter, dates: Dates) -> None:
    sifter.exclude_cells(dates.is_empty, "нет даты", "sold_on", "Строка без даты не принята.", FIX_CELL)
    sifter.exclude_cells(
        dates.is_bad, "дата не читается", "sold_on", "Такой даты нет в календаре или это не дата.", FIX_CELL
    )
    span = f"{FIRST_YEAR}–{LAST_YEAR}"
    sifter.exclude_cells(
        dates.is_far, f"дата вне {span} годов", "sold_on", f"Год даты вне {span}: строка не принята.", FIX_CELL
    )


def _exclude_bad_numbers(sifter: Sifter, key: str, numbers: Numbers, of_what: str, what: str) -> None:
    errors = sifter.error_mask(key)
    sifter.exclude_cells(
        errors, f"{what} не читается", key, f"Ошибка Excel вместо {of_what}: строка не принята.", FIX_ERROR
    )
    sifter.exclude_cells(
        numbers.is_bad, f"{what} не читается", key, f"Не число вместо {of_what}: строка не принята.", FIX_CELL
    )
    sifter.exclude_cells(numbers.is_empty, f"нет {of_what}", key, f"Строка без {of_what} не принята.", FIX_CELL)


def _amounts(sifter: Sifter, numbers: Mapping[str, Numbers]) -> pa.Array:
    """Return the amounts in kopecks of all rows: the column, or price × quantity where the file has none."""
    if "amount_rub" in numbers:
        _exclude_bad_numbers(sifter, "amount_rub", numbers["amount_rub"], "суммы", "сумма")
        if "unit_price" in numbers:
            _check_agreement(sifter, numbers)
        return line_amounts.kopecks(numbers["amount_rub"].values)
    _exclude_bad_numbers(sifter, "unit_price", numbers["unit_price"], "цены", "цена")
    amount = line_amounts.multiplied(numbers["unit_price"].values, numbers["quantity"].values)
    sifter.exclude_cells(
        _mask(pc.is_null(amount)), "сумма не читается", "unit_price", "Цена × количество слишком велики.", FIX_CELL
    )
    return amount


def _check_agreement(sifter: Sifter, numbers: Mapping[str, Numbers]) -> None:
    keys = ("unit_price", "quantity", "amount_rub")
    found = line_amounts.agreement(*(numbers[key].values for key in keys))
    different = found.is_different & sifter.is_open
    if not different.any():
        return
    headings = sifter.header.headings
    names = f"«{headings['unit_price']}» × «{headings['quantity']}» и «{headings['amount_rub']}»"
    if found.is_most and not found.is_explained:
        rows = np.flatnonzero(different)[: line_amounts.COUNT_EXAMPLES]
        examples = "; ".join(
            f"строка {sifter.table.row_numbers[row]}: {' × '.join(sifter.shown(row, key) for key in keys[:2])}"
            f" и {sifter.shown(row, 'amount_rub')}"
            for row in rows
        )
        raise BadFile(
            f"В файле «{sifter.file_name}» {names} не сходятся в большинстве строк: {examples}.",
            "сумма строки равна цене, умноженной на количество",
            "Похоже на числа, испорченные региональными настройками. Выгрузите файл заново, не пересохраняя его, "
            'или укажите верные столбцы: --map "Сумма, ₽=Название столбца".',
        )
    sifter.report_once(
        different,
        "amount_rub",
        f"Сумма строки не равна цене × количество: {names} различаются, взята сумма строки",
        "Так бывает при скидке или НДС сверху. Если это не так, проверьте выгрузку.",
        Severity.WARNING if found.is_most else Severity.NOTICE,
    )


def _exclude_non_goods(sifter: Sifter, codes: pa.Array | None, non_goods: Collection[str]) -> None:
    if codes is None or not non_goods:
        return
    listed = pa.array(sorted({code.strip().casefold() for code in non_goods}), pa.string())
    found = by_unique(codes, lambda distinct: pc.is_in(pc.utf8_lower(distinct), value_set=listed)).fill_null(False)
    newly = sifter.exclude(_mask(found), "код не-товара")
    sifter.report_once(
        newly,
        "sku_code",
        "Строки с кодами не-товаров не приняты.",
        "Список кодов — «Коды не-товаров» на листе «Справочники».",
        Severity.NOTICE,
    )


def _report_optional(sifter: Sifter, numbers: Mapping[str, Numbers]) -> None:
    """Report unreadable cells of columns that a line can do without; the line is kept, the cell is empty."""
    messages = {"cost_rub": "Себестоимость не читается: у строки она неизвестна.", "unit_price": "Цена не читается."}
    for key, message in messages.items():
        if key in numbers:
            sifter.report(numbers[key].is_bad & sifter.is_open, key, message, FIX_CELL)
    for key in sifter.header.columns:
        if SALES_LINES[key].kind in (Kind.TEXT, Kind.CODE):
            message = "Ошибка Excel в ячейке: значение пусто."
            sifter.report(sifter.error_mask(key) & sifter.is_open, key, message, FIX_ERROR)


def _arrays(
    sifter: Sifter,
    dates: Dates,
    numbers: Mapping[str, Numbers],
    amount: pa.Array,
    texts: Mapping[str, pa.Array],
) -> dict[str, pa.Array]:
    """Return the columns of the accepted lines by key."""
    closed = np.flatnonzero(~sifter.is_open)
    kept = pa.array(sifter.is_open) if len(closed) else None

    def chosen(array: pa.Array) -> pa.Array:
        if kept is not None and isinstance(array, pa.ChunkedArray) and len(closed) <= MAX_SLICES:
            return _between(array, closed)
        return array if kept is None else array.filter(kept)

    arrays = {key: chosen(text) for key, text in texts.items()}
    arrays["sold_on"] = pa.array(dates.days[sifter.is_open], pa.date32())
    arrays["quantity"] = line_amounts.quantities(chosen(numbers["quantity"].values))
    arrays["amount_rub"] = chosen(amount)
    if "cost_rub" in numbers:
        arrays["cost_rub"] = line_amounts.kopecks(chosen(numbers["cost_rub"].values))
    if "unit_price" in numbers:
        arrays["unit_price"] = to_floats(chosen(numbers["unit_price"].values))
    for field in arrow_schema(SALES_LINES):
        if field.name not in arrays:
            arrays[field.name] = pa.nulls(len(arrays["sold_on"]), field.type)
    if "sku_code" not in texts and "sku_name" in texts:
        arrays["sku_code"] = arrays["sku_name"]
    _name_clients(sifter, arrays)
    _sign_returns(sifter, arrays)
    return arrays


def _between(array: pa.ChunkedArray, left_out: npt.NDArray[np.int64]) -> pa.ChunkedArray:
    """Return a column without a few rows: what stands between them is not copied."""
    edges = [-1, *left_out.tolist(), len(array)]
    slices = [array.slice(start + 1, end - start - 1) for start, end in itertools.pairwise(edges)]
    return pa.chunked_array([chunk for one in slices for chunk in one.chunks if len(chunk)], array.type)


def _name_clients(sifter: Sifter, arrays: dict[str, pa.Array]) -> None:
    """The name stands in for a missing code and the code for a missing name; neither means no client."""
    code, name = arrays["client_code"], arrays["client_name"]
    has_codes, has_names = (key in sifter.header.columns for key in ("client_code", "client_name"))
    arrays["client_code"] = _either(code, name) if has_codes and has_names else code if has_codes else name
    arrays["client_name"] = _either(name, code) if has_codes and has_names else arrays["client_code"]
    key = "client_code" if has_codes else "client_name"
    if has_codes and has_names:
        sifter.report_once(
            _spread(sifter, _mask(pc.and_(pc.is_null(code), pc.is_valid(name)))),
            key,
            "Код клиента пуст: кодом стало наименование.",
            "Заполните код клиента в учётной системе.",
        )
    sifter.report_once(
        _spread(sifter, _mask(pc.is_null(arrays["client_code"]))),
        key,
        "Продажа без клиента: входит в итоги компании, но не в факты клиентов.",
        "Укажите клиента в учётной системе, если он известен.",
    )


def _either(first: pa.Array, second: pa.Array) -> pa.Array:
    return pc.coalesce(first, second) if first.null_count else first


def _sign_returns(sifter: Sifter, arrays: dict[str, pa.Array]) -> None:
    has_documents = "document" in sifter.header.columns
    marks = find_returns(arrays["document"] if has_documents else None, arrays["quantity"])
    if marks.is_unsigned.any():
        unsigned = pa.array(marks.is_unsigned)
        for key in ("quantity", "amount_rub", "cost_rub"):
            arrays[key] = pc.if_else(unsigned, pc.negate(pc.abs(arrays[key])), arrays[key]).cast(arrays[key].type)
        sifter.report_once(
            _spread(sifter, marks.is_unsigned),
            "document",
            "Возвраты записаны положительными числами: количество и сумма взяты со знаком минус.",
            "Ничего делать не нужно, если это возвраты.",
            Severity.NOTICE,
        )
    sifter.report_once(
        _spread(sifter, marks.is_mixed),
        "document",
        "У документов «Возврат» есть и положительные, и отрицательные количества: знаки оставлены как в файле.",
        "Проверьте знаки возвратов в выгрузке.",
    )
    if marks.is_numbering:
        sifter.report_once(
            sifter.is_open.copy(),
            "document",
            "Номера всех документов начинаются с C и цифры: это нумерация, а не отметка возврата.",
            "Ничего делать не нужно, если это обычные отгрузки.",
            Severity.NOTICE,
        )
    sifter.report_once(
        _spread(sifter, marks.is_shipped),
        "document",
        "Документы с номером на C и цифры идут с положительным количеством: это отгрузки, а не отметка возврата.",
        "Ничего делать не нужно, если это обычные отгрузки. Возвраты выгрузите с отрицательным количеством.",
        Severity.NOTICE,
    )
    arrays["is_return"] = pa.array(marks.is_return)


def _spread(sifter: Sifter, kept: BoolMask) -> BoolMask:
    """Return a mask over accepted lines as a mask over all rows."""
    mask = np.zeros(sifter.table.count_rows, dtype=bool)
    mask[np.flatnonzero(sifter.is_open)[kept]] = True
    return mask


def _nothing_accepted(sifter: Sifter) -> BadFile:
    reasons = "; ".join(f"{reason} — {count}" for reason, count in sifter.excluded.items())
    examples = "; ".join(problem.sentence() for problem in sifter.problems[:2])
    return BadFile(
        f"В файле «{sifter.file_name}» нет ни одной пригодной строки: прочитано {sifter.count_read}, "
        f"исключено: {reasons}. {examples}".rstrip(),
        "хотя бы одна строка с датой, количеством и суммой",
        'Проверьте выгрузку или укажите верные столбцы: --map "Дата=Название столбца".',
    )


def _mask(values: pa.Array) -> BoolMask:
    mask: BoolMask = values.to_numpy(zero_copy_only=False).astype(bool)
    return mask
