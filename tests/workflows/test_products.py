"""A reference of products beside the sales: what it gives to the facts and which codes do not meet."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from clientbase_xl.base.products import read_products
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import add_user
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.ledger import engine
from clientbase_xl.problems import Severity
from clientbase_xl.schemas.users import HEAD, MANAGER
from clientbase_xl.workflows.check_file import PRODUCTS_KIND, check_file
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from clientbase_xl.workflows.import_words import outcome_lines
from clientbase_xl.workflows.ledger_access import lines_in_force
from tests.support.desk import HEADER, line
from tests.support.engines import Engine

NOW = datetime.fromisoformat("2026-06-01T09:00")
MADE = datetime.fromisoformat("2026-01-01T09:00")
TODAY = date(2026, 6, 1)


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    return engine.init(tmp_path / "база", at=MADE)


def bring(base: Base, *paths: Path, user: str = "Анна", mapping: Mapping[str, str] = {}) -> list[ImportOutcome]:
    order = ImportOrder(paths, "1С", mapping, "с НДС", "с НДС")
    return import_files(base, order, now=NOW, user=user, confirm=lambda _: True, ask_vat=lambda _: ("", ""))


def sales(folder: Path, *codes: str, day: str = "05.05.2026") -> Path:
    path = folder / f"продажи {day}.csv"
    rows = [line(day, "1", "10,00").replace(";А-1;", f";{code};") for code in codes]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def reference(folder: Path, *codes: str, name: str = "товары.csv") -> Path:
    path = folder / name
    rows = "".join(f"{code};Марка {code};Категория {code[0]}\n" for code in codes)
    path.write_text("Артикул;Бренд;Товарная категория\n" + rows, encoding="utf-8")
    return path


def brands(base: Base) -> list[str | None]:
    lines = lines_in_force(base, TODAY)
    found = engine.fetch(lines.select(["sku_code", "brand"]).order_by("sku_code"))
    return list(found["brand"].to_pylist())


def test_lines_loaded_before_and_after_get_brand_and_category(base: Base, tmp_path: Path) -> None:
    bring(base, sales(tmp_path, "А-1", "Б-2"))
    assert brands(base) == [None, None]
    (outcome,) = bring(base, reference(tmp_path, "А-1", "В-3", "Г-4"))
    assert brands(base) == ["Марка А-1", None]
    assert (outcome.kind, outcome.count_accepted, outcome.count_new_products) == (PRODUCTS_KIND, 3, 3)
    assert outcome_lines(outcome)[-1] == "  Новых товаров: 3"
    bring(base, sales(tmp_path, "В-3", day="06.05.2026"))
    assert brands(base) == ["Марка А-1", None, "Марка В-3"]
    assert verify(base) is None


def test_codes_that_do_not_meet_are_counted_on_both_sides(base: Base, tmp_path: Path) -> None:
    bring(base, sales(tmp_path, "А-1", "Б-2"))
    (outcome,) = bring(base, reference(tmp_path, "А-1", "В-3", "Г-4"))
    (notice,) = outcome.problems
    assert notice.severity is Severity.NOTICE
    assert notice.message == (
        "Товаров в справочнике — 3; из них нет в продажах — 2 («В-3», «Г-4»); "
        "кодов из продаж, которых нет в справочнике, — 1 («Б-2»)"
    )
    (later,) = bring(base, sales(tmp_path, "А-1", "Д-5", "Е-6", "Ж-7", "И-8", day="06.05.2026"))
    assert [one.message for one in later.problems] == [
        "Кодов товара, которых нет в справочнике товаров, — 4 («Д-5», «Е-6», «Ж-7», …)"
    ]


def test_sales_and_reference_of_one_call_are_seen_together(base: Base, tmp_path: Path) -> None:
    outcomes = bring(base, sales(tmp_path, "А-1"), reference(tmp_path, "А-1"))
    assert outcomes[0].problems == ()
    assert "нет в продажах — 0; кодов из продаж, которых нет в справочнике, — 0" in outcomes[1].problems[0].message
    assert brands(base) == ["Марка А-1"]


def test_the_past_is_computed_with_the_products_of_then(base: Base, tmp_path: Path) -> None:
    bring(base, sales(tmp_path, "А-1"))
    bring(base, reference(tmp_path, "А-1"))
    before = datetime.fromisoformat("2026-05-31T09:00")
    assert engine.fetch(lines_in_force(base, TODAY, before)).num_rows == 0
    assert read_products(base, before).empty


def test_a_check_explains_a_reference_and_stores_nothing(base: Base, tmp_path: Path) -> None:
    bring(base, sales(tmp_path, "А-1", "Б-2"))
    report = check_file(reference(tmp_path, "А-1"), {}, base=base, source="1С")
    assert (report.kind, report.count_accepted, report.count_clients) == (PRODUCTS_KIND, 1, None)
    assert report.headings == {"Код товара": "Артикул", "Бренд": "Бренд", "Категория товара": "Товарная категория"}
    assert "которых нет в справочнике, — 1 («Б-2»)" in report.problems[0].message
    assert read_products(base).empty


def listed(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("Код;Наименование;Группа\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def names(base: Base) -> dict[str, str]:
    held = read_products(base)
    return dict(zip(held["sku_code"], held["sku_name"], strict=True))


GOODS = ("00123;Гвоздь 100;Крепёж", "00124;Болт;Крепёж", "00125;Шайба;Крепёж")
FIRMS = ("00123;ООО Ромашка;Опт", "00777;ИП Лютик;Розница")


def test_a_remembered_answer_does_not_write_other_names_over_known_products(base: Base, tmp_path: Path) -> None:
    bring(base, listed(tmp_path, "первый.csv", *GOODS), mapping={"Код товара": "Код"})
    known = names(base)
    firms = listed(tmp_path, "второй.csv", *FIRMS)
    for look in (lambda: bring(base, firms), lambda: check_file(firms, {}, base=base)):
        with pytest.raises(BadFile, match="«00123»: «Гвоздь 100» → «ООО Ромашка»") as refused:
            look()
        assert '--map "Код товара=Код"' in refused.value.remedy
    assert names(base) == known
    (outcome,) = bring(base, firms, mapping={"Код товара": "Код"})
    assert outcome.count_accepted == 2


def test_a_few_new_names_are_taken_with_a_warning(base: Base, tmp_path: Path) -> None:
    bring(base, listed(tmp_path, "май.csv", *GOODS), mapping={"Код товара": "Код"})
    later = listed(tmp_path, "июнь.csv", "00123;Гвоздь 120;Крепёж", "00124;БОЛТ ;Крепёж", "00125;Шайба;Метизы")
    (outcome,) = bring(base, later)
    (warning,) = [one for one in outcome.problems if one.severity is Severity.WARNING]
    assert warning.message == "У известных товаров меняются названия — 1: «00123»: «Гвоздь 100» → «Гвоздь 120»"
    assert names(base)["00123"] == "Гвоздь 120"


def test_two_references_of_one_call_that_disagree_are_told(base: Base, tmp_path: Path) -> None:
    paths = listed(tmp_path, "1.csv", *GOODS), listed(tmp_path, "2.csv", *FIRMS)
    first, second = bring(base, *paths, mapping={"Код товара": "Код"})
    assert [one.severity for one in first.problems] == [Severity.NOTICE]
    assert "«Гвоздь 100» → «ООО Ромашка»" in second.problems[0].message


def test_a_manager_does_not_bring_a_reference(base: Base, tmp_path: Path) -> None:
    add_user(base, "шеф", HEAD, at=NOW, by="шеф")
    add_user(base, "ветров", MANAGER, at=NOW, by="шеф", manager="Ветров")
    with pytest.raises(BadUse, match="не менеджер"):
        bring(base, reference(tmp_path, "А-1"), user="ветров")
    assert read_products(base).empty
    bring(base, reference(tmp_path, "А-1"), user="шеф")


@pytest.mark.data
@pytest.mark.long
def test_the_reference_of_a_bicycle_shop_names_its_sales(base: Base, shared_data: Path) -> None:
    paths = shared_data / "adventureworks_internet_sales.parquet", shared_data / "adventureworks_products.csv"
    keys = pq.read_table(paths[0], columns=["ProductKey"])["ProductKey"].to_pylist()
    with paths[1].open(encoding="utf-8-sig", newline="") as file:
        known = {row["ProductKey"] for row in csv.DictReader(file)}
    sold, products = bring(base, *paths)
    assert (sold.kind, products.kind) == ("продажи", PRODUCTS_KIND)
    assert products.count_new_products == len(known) == 404
    message = products.problems[0].message
    assert f"из них нет в продажах — {len(known - set(keys))} (" in message
    assert f"которых нет в справочнике, — {len(set(keys) - known)} (" in message
    lines = lines_in_force(base, date(2030, 1, 1))
    (row,) = engine.fetch(
        lines.aggregate(count=lines.count(), named=lines.sku_name.count(), rub=lines.amount_rub.sum())
    ).to_pylist()
    assert row == {"count": 60_398, "named": sum(key in known for key in keys), "rub": sold.amount_rub}
    assert 0 < row["named"] < row["count"]
