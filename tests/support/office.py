"""An office to send workbooks in: a base with three clients of two managers, its people, workbooks made of it."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.requests import decide, list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import add_user, read_users
from clientbase_xl.base.verify import verify
from clientbase_xl.schemas.users import ADMINISTRATOR, HEAD, MANAGER
from clientbase_xl.workflows.build_workbook import (
    make_workbook,
    state_to_show,
    workbook_content,
    write_content,
)
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.send import SendReport, send_book
from clientbase_xl.workflows.state import load_state
from tests.support.desk import HEADER, line
from tests.support.kept_books import KeptBooks
from tests.support.read_once import read_once

TODAY = date(2026, 6, 1)
NOW = datetime.fromisoformat("2026-06-01T09:00")
BASE, BOOKS = "база", "готовые книги"
NEW_CLIENT = {
    "client_code": "77",
    "client_name": "ООО «Ладья»",
    "manager": "Ветров",
    "channel": "Опт",
    "inn": "7707083893",
    "kpp": "773601001",
    "contact_name": "Анна",
    "phone": "8 900 000-00-00",
    "delivery_address": "Тверь",
}


class Office:
    """A folder with the base and its workbooks; every act is a minute later than the one before."""

    def __init__(self, folder: Path, books: KeptBooks | None = None) -> None:
        """Open the office in a folder; `found` makes one. `books` are those of the states it has been in."""
        self.folder = folder
        self.books = books
        self.minutes = 0

    @classmethod
    def found(cls, folder: Path) -> Office:
        """Make a base in a folder and import a small export."""
        office = cls(folder)
        base = Base.init(folder / BASE, at=NOW, by="тест")
        rows = [line(f"{day:02d}.{month:02d}.2026", "1", "1000,00") for month in (3, 4, 5) for day in (3, 17)]
        rows += [line("10.05.2026", "2", "300,00", manager="Градова")]
        rows += [line("01.02.2026", "3", "5000,00"), line("20.02.2026", "3", "5000,00")]
        export = folder / "продажи.csv"
        export.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
        vat = ("без НДС", "без НДС")
        order = ImportOrder((export,), "1С", vat=vat[0], cost_vat=vat[1])
        import_files(base, order, now=NOW, user="загрузка", confirm=lambda _: True, ask_vat=lambda _: vat)
        return office

    def staff(self) -> Office:
        """Register a head of sales and two managers."""
        add_user(self.base, "шеф", HEAD, at=NOW, by="шеф")
        add_user(self.base, "ветров", MANAGER, at=NOW, by="шеф", manager="Ветров")
        add_user(self.base, "градова", MANAGER, at=NOW, by="шеф", manager="Градова")
        return self

    def staff_more(self) -> None:
        """Register an administrator, who decides on what the head asks for."""
        add_user(self.base, "админ", ADMINISTRATOR, at=self.now(), by="шеф")

    def prepare(self) -> Office:
        """Store what a first workbook does; the workbooks that copies of the office ask for are made once."""
        state_to_show(self.base, TODAY, now=NOW, user=self._somebody())
        (self.folder / BOOKS).mkdir()
        self.books = KeptBooks(self.folder / BOOKS, TODAY)
        return self

    def copy(self, folder: Path) -> Office:
        """Return a copy of the office in an empty folder; its clock goes on from the same minute."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(BOOKS))
        copied = Office(folder, self.books)
        copied.minutes = self.minutes
        return copied

    @cached_property
    def base(self) -> Base:
        """Return the base."""
        return Base.open(self.folder / BASE)

    def book(self, name: str = "книга", user: str = "тест", **options: str) -> Path:
        """Make a workbook and return its path; of a state that a copy of the office was in before, a later copy."""
        path, at = self.folder / f"{name}.xlsx", self.now()
        if options or path.exists() or self.books is None:
            make_workbook(self.base, path, TODAY, now=at, user=user, **options)
            return path
        self.books.bring(self.base, path, user, lambda: make_workbook(self.base, path, TODAY, now=at, user=user), at)
        return path

    def books_of(self, manager: str, *names: str) -> list[Path]:
        """Make workbooks of one manager from the state as it is, computed once; each has its own moment and identity.

        They are what `book` makes of an office that a first workbook has prepared, byte by byte but for the moment.
        """
        state = load_state(self.base, TODAY)
        content, _ = workbook_content(self.base, state, manager=manager)
        paths = [self.folder / f"{name}.xlsx" for name in names]
        for path in paths:
            write_content(self.base, path, state, content, now=self.now())
        return paths

    def now(self) -> datetime:
        """Return a moment later than all before."""
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)

    def send(self, path: Path, user: str = "тест", reason: str = "") -> SendReport:
        """Send a workbook."""
        return send_book(self.base, read_once(path), now=self.now(), user=user, reason=reason)

    def approve(self, *numbers: int, user: str = "шеф") -> list[str]:
        """Approve requests and return what became of them."""
        return [one.status for one in decide(self.base, numbers, approve=True, by=user, at=self.now())]

    def reject(self, *numbers: int, why: str, user: str = "шеф") -> list[str]:
        """Reject requests and return what became of them."""
        return [one.status for one in decide(self.base, numbers, approve=False, by=user, at=self.now(), why=why)]

    def card(self, code: str, key: str) -> object:
        """Return a cell of a card as it stands in the base; None for an empty one."""
        cards = read_cards(self.base).set_index("client_code")
        value = cards.loc[code, key] if code in cards.index else None
        return None if value != value else value

    def statuses(self) -> list[str]:
        """Return the statuses of all requests."""
        return [request.status for request in list_requests(self.base)]

    def is_whole(self) -> bool:
        """Tell whether the chain holds and every table is what the journal says; name what is not."""
        broken = verify(self.base)
        assert broken is None, broken
        return True

    def _somebody(self) -> str:
        """Return a person who may make a workbook of the whole base."""
        return next((one.name for one in read_users(self.base) if one.role == HEAD), "тест")
