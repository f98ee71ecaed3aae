"""«Запасы клиента»: which count of an article counts, and what contradicts.

METHOD section 12 [P]: it is the CLIENT's stock and sell-out; the latest count of a client and an article counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.joined import as_dates, as_numbers, texts
from clientbase_xl.rules.weekly_demand import DAYS
from clientbase_xl.schemas.client_stock import CLIENT_STOCK, COUNTED, NEWER, NOT_COUNTED, SELL_OUT_ONLY
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.settings import OfferSettings

_DAY_0 = date(1899, 12, 30)
_ALL_WEEKS = 10_000
_AMOUNTS = ("stock_units", "in_transit_units", "sell_out_units")


def client_stock(
    records: pd.DataFrame, clients: pd.DataFrame, products: Mapping[str, str | None], today: date
) -> pd.DataFrame:
    """Return the counts with their state and why: CLIENT_STOCK, by client and article, the newest count first.

    METHOD section 12. In: the stored columns of CLIENT_STOCK; CLIENTS or cards for names; names of articles by code.
    «учтён» is the newest count that can be right: of today or before, stock and transit not negative; of several on
    one day the one recorded last. Older ones are «есть новее», sales without a stock «только продажи», others
    «не учтён». `stock_day` and `sold_day` are the days, as a spreadsheet counts them, of stocks and of sales that can
    be right, 0 for others.
    """
    table = client_records(records, clients, CLIENT_STOCK)
    table["product_name"] = texts(
        [products.get(str(sku)) if isinstance(sku, str) else None for sku in table["sku"]], table.index
    )
    days = as_dates(table["counted_on"])
    order = pd.DataFrame(
        {
            # As pairs are compared: of two spellings of an article the later record stands last as well.
            "client": table["client_code"].astype(object).fillna("").astype(str).str.casefold(),
            "sku": table["sku"].astype(object).fillna("").astype(str).str.casefold(),
            "age": (pd.Timestamp(today) - days).dt.days,
            "row": table["row_id"].astype(str).map(number_order),
        }
    )
    table = table.loc[order.sort_values(["client", "sku", "age", "row"], kind="stable").index].reset_index(drop=True)
    states = _states(table, today)
    table["state"] = texts([state for state, _ in states], table.index)
    table["reason"] = texts([reason for _, reason in states], table.index)
    for key, rows in (("stock_day", usable_counts(table, today)), ("sold_day", sell_outs(table, today, _ALL_WEEKS))):
        days = (rows["day"] - pd.Timestamp(_DAY_0)).dt.days
        table[key] = days.reindex(table.index).fillna(0).astype("float64")
    return table


def usable_counts(table: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the rows of CLIENT_STOCK whose stock can be right, with `pair` (code and article) and `day`."""
    rows = _keyed(table)
    stock, transit = as_numbers(rows["stock_units"]), as_numbers(rows["in_transit_units"])
    is_good = rows["is_about"] & (rows["day"] <= pd.Timestamp(today)) & (stock >= 0) & ~(transit < 0)
    return rows[is_good]


def latest_counts(table: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the one count of each pair that counts: the newest, of one day the last of the table."""
    rows = usable_counts(table, today)
    newest = rows[rows["day"] == rows.groupby("pair")["day"].transform("max")]
    return newest.drop_duplicates("pair", keep="last")


def sell_outs(table: pd.DataFrame, today: date, count_weeks: int) -> pd.DataFrame:
    """Return the rows of CLIENT_STOCK with a sell-out of the last so many weeks, with `pair` and `day`.

    Of several records of a pair and a day the last of the table counts: it corrects the others, and is no other week.
    """
    return _recorded_sales(table, today, count_weeks).drop_duplicates(["pair", "day"], keep="last")


def _recorded_sales(table: pd.DataFrame, today: date, count_weeks: int) -> pd.DataFrame:
    rows = _keyed(table)
    sold = as_numbers(rows["sell_out_units"])
    since = pd.Timestamp(today) - pd.Timedelta(days=DAYS * count_weeks)
    return rows[rows["is_about"] & (rows["day"] <= pd.Timestamp(today)) & (rows["day"] > since) & (sold >= 0)]


def pair_key(client_code: object, sku: object) -> str:
    """Return the key of a client and an article; letter case does not matter, as in a spreadsheet."""
    return f"{client_code}\x1f{sku}".casefold()


def stock_problems(
    table: pd.DataFrame, codes: set[str], skus: set[str], today: date, settings: OfferSettings
) -> tuple[Problem, ...]:
    """Return what is wrong with the counts of CLIENT_STOCK; `codes` and `skus` are all that are known.

    METHOD section 12. Negative amounts, a day to come, an unknown client or article, a pack of 0 or less, two counts
    or two sales of one day, sales of days less than a week apart, which count some days twice, and sales older than
    the setting, which our shipments replace. Only sales that the demand is made of are looked at.
    """
    return (
        *_cell_problems(table, codes, skus, today),
        *_repeated(table, today),
        *_doubled_sales(table, today, settings),
        *_stale(table, today, settings),
    )


def _cell_problems(table: pd.DataFrame, codes: set[str], skus: set[str], today: date) -> Iterator[Problem]:
    for row in _keyed(table).to_dict("records"):
        code, sku = row["client_code"], row["sku"]
        if isinstance(code, str) and code not in codes:
            yield _problem(row, "client_code", code, "Такого клиента в базе нет", "Впишите код с листа «Клиенты».")
        if isinstance(sku, str) and sku not in skus:
            yield _problem(
                row, "sku", sku, "Этот SKU не продавался за 12 мес.", "Впишите артикул так, как он стоит в продажах."
            )
        if not pd.isna(row["day"]) and row["day"] > pd.Timestamp(today):
            yield _problem(
                row, "counted_on", f"{row['day']:%d.%m.%Y}", "Дата подсчёта ещё не наступила", "Проверьте дату."
            )
        for key in _AMOUNTS:
            if (value := _number(row[key])) is not None and value < 0:
                message = "Число меньше нуля: запись не учтена"
                yield _problem(row, key, words.grouped(value), message, "Впишите 0 или больше.")
        if (pack := _number(row["pack_units"])) is not None and pack <= 0:
            yield _problem(row, "pack_units", words.grouped(pack), "Упаковка не больше нуля", "Впишите число больше 0.")


def _repeated(table: pd.DataFrame, today: date) -> Iterator[Problem]:
    rows = usable_counts(table, today)
    for row in rows[rows.duplicated(["pair", "day"], keep="last")].to_dict("records"):
        message = "Два остатка одного SKU на один день: учтён записанный последним"
        yield _problem(row, "counted_on", f"{row['day']:%d.%m.%Y}", message, "Оставьте верный, другой сотрите.")


def _doubled_sales(table: pd.DataFrame, today: date, settings: OfferSettings) -> Iterator[Problem]:
    recorded = _recorded_sales(table, today, settings.demand_weeks)
    for row in recorded[recorded.duplicated(["pair", "day"], keep="last")].to_dict("records"):
        message = f"Две записи продаж одного SKU за {row['day']:%d.%m.%Y}: учтена последняя"
        yield _problem(row, "sell_out_units", _amount(row), message, "Оставьте верную, другую сотрите.")
    rows = sell_outs(table, today, settings.demand_weeks).sort_values(["pair", "day"], kind="stable")
    rows["before"] = rows.groupby("pair")["day"].shift()
    is_overlap = (rows["day"] - rows["before"]).dt.days < DAYS
    for row in rows[is_overlap].to_dict("records"):
        message = (
            f"Недели продаж перекрываются: записаны {row['before']:%d.%m.%Y} и {row['day']:%d.%m.%Y}, "
            "часть дней посчитана дважды"
        )
        yield _problem(row, "sell_out_units", _amount(row), message, f"Записывайте продажи раз в {DAYS} дней.")


def _amount(row: Mapping[Any, Any]) -> str:
    return words.number(float(row["sell_out_units"]))


def _stale(table: pd.DataFrame, today: date, settings: OfferSettings) -> Iterator[Problem]:
    rows = sell_outs(table, today, _ALL_WEEKS)
    last = rows[rows["day"] == rows.groupby("pair")["day"].transform("max")].drop_duplicates("pair", keep="last")
    is_old = last["day"] < pd.Timestamp(today) - pd.Timedelta(days=settings.fresh_days)
    for row in last[is_old].to_dict("records"):
        message = f"Продажи клиента старше {settings.fresh_days} дн.: спрос — по нашим отгрузкам"
        remedy = "Спросите клиента о продажах последней недели."
        yield _problem(row, "sell_out_units", f"{row['day']:%d.%m.%Y}", message, remedy, Severity.NOTICE)


def _problem(
    row: Mapping[Any, Any],
    key: str,
    value: str,
    message: str,
    remedy: str,
    severity: Severity = Severity.WARNING,
) -> RecordProblem:
    code = row["client_code"]
    return RecordProblem(
        message,
        remedy,
        severity,
        sheet=CLIENT_STOCK.title,
        column=CLIENT_STOCK[key].title,
        value=value,
        client_code=code if isinstance(code, str) else "",
        record=(str(row["row_id"]),),
    )


def _keyed(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.assign(day=as_dates(table["counted_on"]))
    rows["is_about"] = rows["client_code"].notna() & rows["sku"].notna()
    pairs = zip(rows["client_code"], rows["sku"], strict=True)
    rows["pair"] = texts([pair_key(code, sku) for code, sku in pairs], rows.index)
    return rows


def _states(table: pd.DataFrame, today: date) -> list[tuple[str, str]]:
    counted = set(latest_counts(table, today).index)
    usable, sold = set(usable_counts(table, today).index), set(sell_outs(table, today, _ALL_WEEKS).index)
    corrected = set(_recorded_sales(table, today, _ALL_WEEKS).index) - sold
    stock = as_numbers(table["stock_units"])
    found = []
    for place, row in zip(table.index, _keyed(table).to_dict("records"), strict=True):
        if place in counted:
            age = (pd.Timestamp(today) - row["day"]).days
            found.append((COUNTED, f"Последний остаток, {age} дн. назад" if age else "Остаток на сегодня"))
        elif place in usable:
            found.append((NEWER, "Есть остаток новее"))
        elif place in sold and pd.isna(stock[place]):
            found.append((SELL_OUT_ONLY, "Остаток не вписан: учтены только продажи"))
        elif place in corrected and pd.isna(stock[place]):
            found.append((NOT_COUNTED, "На этот день есть продажи, записанные позже"))
        else:
            found.append((NOT_COUNTED, _why_not(row, today)))
    return found


def _why_not(row: Mapping[Any, Any], today: date) -> str:
    if not row["is_about"]:
        return "Нужны код клиента и SKU"
    if pd.isna(row["day"]):
        return "Нет даты подсчёта"
    if row["day"] > pd.Timestamp(today):
        return "Дата ещё не наступила"
    if any((value := _number(row[key])) is not None and value < 0 for key in _AMOUNTS):
        return "Число меньше нуля"
    return "Нет ни остатка, ни продаж"


def _number(value: object) -> float | None:
    number = pd.to_numeric(pd.Series([value], dtype=object), errors="coerce").iloc[0]
    return None if pd.isna(number) else float(number)
