"""A base with clients that are really one, in few words: cards, sales, records of each."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from clientbase_xl.base.journal import Change
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED
from clientbase_xl.base.verify import verify
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from clientbase_xl.workflows.ledger_access import lines_in_force
from tests.support.governed import card, put, staff
from tests.support.office import NOW, TODAY

VAT = ("без НДС", "без НДС")
SALES = "Дата;Код клиента;Контрагент;Номенклатура;Количество;Сумма;Менеджер\n"
NAMES = {"К1": "ООО «Ромашка»", "К2": "Ромашка ООО", "К3": "Ладья"}


class Twins:
    """A base whose К1 and К2 are one firm, К3 another; every act is a minute later than the one before."""

    def __init__(self, folder: Path, *, is_staffed: bool = False) -> None:
        """Make the base: sales of all three, then what people know of them."""
        self.folder, self.minutes, self.user = folder, 0, "рожкова"
        self.base = Base.init(folder / "база", at=NOW, by="тест")
        self.sell(("К1", "03.03.2026", "100,10"), ("К2", "04.04.2026", "200,20"), ("К3", "05.05.2026", "300,30"))
        if is_staffed:
            staff(self.base)
        self.put(
            *self.cells("К1", phone=None, contract_no="7", overdue_rub="10.50"),
            *self.cells("К2", phone="8 900 000-00-01", contract_no="8", overdue_rub="4.25", region="Тверь"),
            *self.record("contacts", "т-1", "К2", contacted_on="2026-05-01", manager="Иванова"),
            *self.record("contact_persons", "т-2", "К2", contact_name="Анна"),
            Change("client_plans", ("К1", "2026-07-01"), "plan_rub", None, "100"),
            Change("client_plans", ("К2", "2026-07-01"), "plan_rub", None, "50.5"),
            Change("client_plans", ("К2", "2026-08-01"), "plan_rub", None, "7"),
            Change("reactivation", ("К2",), "answer", None, "вернётся"),
        )

    def now(self) -> datetime:
        """Return a moment later than all before."""
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)

    def put(self, *changes: Change) -> None:
        """Apply changes in one act."""
        put(self.base, *changes, at=self.now())

    def cells(self, code: str, **cells: str | None) -> list[Change]:
        """Return the changes of a card's empty cells."""
        return [one for one in card(code, **{k: v for k, v in cells.items() if v}) if one.column_key != "client_code"]

    def record(self, sheet_key: str, number: str, code: str, **cells: str) -> list[Change]:
        """Return the changes that make a record about a client."""
        known = {key: text for key, text in cells.items() if key in GOVERNED[sheet_key]}
        return [Change(sheet_key, (number,), key, None, text) for key, text in {"client_code": code, **known}.items()]

    def sell(self, *rows: tuple[str, str, str], name: str = "продажи", **names: str) -> ImportOutcome:
        """Import sales: code, day, amount."""
        path = self.folder / f"{name}.csv"
        known = {**NAMES, **names}
        lines = [f"{day};{code};{known.get(code, code)};Товар;1;{amount};Иванова\n" for code, day, amount in rows]
        return self.bring(path, SALES + "".join(lines))

    def bring(self, path: Path, text: str) -> ImportOutcome:
        """Import a file of some text."""
        path.write_text(text, encoding="utf-8")
        order = ImportOrder((path,), path.stem, vat=VAT[0], cost_vat=VAT[1])
        outcomes = import_files(
            self.base, order, now=self.now(), user=self.user, confirm=lambda _: True, ask_vat=lambda _: VAT
        )
        return outcomes[0]

    def total(self) -> Decimal:
        """Return all sales to the kopeck."""
        return summarise(lines_in_force(self.base, TODAY)).amount_rub

    def tables(self) -> dict[str, Any]:
        """Return every stored table as it is read, but for the decisions about pairs."""
        return {
            key: read_rows(self.base, key).astype(str).to_dict("records") for key in GOVERNED if key != "client_pairs"
        }

    def is_whole(self) -> bool:
        """Tell whether the chain holds and every table is what the journal says; name what is not."""
        broken = verify(self.base)
        assert broken is None, broken
        return True
