"""A desk to try commands at: a folder, a base, small exports, and the program itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEADER = "Дата;Документ;Код клиента;Клиент;Менеджер;Канал;Артикул;Номенклатура;Количество;Сумма;Себестоимость\n"


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Desk:
    """A working folder with a Cyrillic name and the program at hand."""

    folder: Path
    run: Callable[..., Answer]

    @property
    def base(self) -> Path:
        """Return the folder of the base."""
        return self.folder / "Моя база"

    def call(self, command: str, *arguments: object) -> Answer:
        """Run a command on the base of the desk."""
        return self.run(command, *arguments, "--base", self.base)

    def export(self, name: str, *rows: str) -> Path:
        """Write a small export and return its path."""
        path = self.folder / name
        path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
        return path

    def fingerprint(self) -> dict[str, str]:
        """Return every file of the base with its content hash; the log of SQLite is folded in by closing."""
        return {
            str(path.relative_to(self.base)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.base.rglob("*"))
            if path.is_file() and not path.name.endswith(("-wal", "-shm"))
        }


def line(
    day: str, client: str, amount: str, *, quantity: str = "1", document: str = "Р-1", manager: str = "Ветров"
) -> str:
    """Return one row of an export: day dd.mm.yyyy, client code, amount and cost of 70 % of it."""
    cost = f"{float(amount.replace(',', '.')) * 0.7:.2f}".replace(".", ",")
    return f"{day};{document};{client};Фирма {client};{manager};Опт;А-1;Товар;{quantity};{amount};{cost}"
