"""Make the pictures of README.md and docs/team.md: `python docs/make_pictures.py` prints the committed workbooks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import Group
from clientbase_xl.writing.pdf import write_pdf

PROJECT = Path(__file__).resolve().parent.parent
RESOLUTION_DPI, SMALLER_DPI = 100, 64
BASE, WEEK = "Клиентская база.xlsx", "Неделя 2026-W47.xlsx"
PICTURES = {
    "start": (BASE, "Начало"),
    "clients": (BASE, "Клиенты"),
    "fbs_matrix": (BASE, "FBS матрица"),
    "fbs_map": (BASE, "FBS карта"),
    "weekly": (WEEK, "Отдел"),
}
"""Picture → workbook and sheet, the first page of which is shown."""
TEAM = tuple(sheet for sheet in ALL_SHEETS if sheet.group is Group.TEAM)
"""Sheets of docs/team.md; their pictures are smaller."""


def main() -> None:
    """Print each workbook once, keep the pages that the documents show, and write docs/team.md."""
    wanted = [(name, book, sheet, RESOLUTION_DPI) for name, (book, sheet) in PICTURES.items()]
    wanted += [(f"team_{sheet.key}", BASE, sheet.title, SMALLER_DPI) for sheet in TEAM]
    with tempfile.TemporaryDirectory(prefix="clientbase-pictures-") as folder:
        printed = {}
        for book in {book for _, book, _, _ in wanted}:
            copy = Path(folder, book)
            shutil.copyfile(PROJECT / "workbooks" / book, copy)
            printed[book] = write_pdf(copy)
        for name, book, sheet, resolution in wanted:
            draw(printed[book], first_page(printed[book], sheet), PROJECT / "docs" / "img" / name, resolution)
    (PROJECT / "docs" / "team.md").write_text(team_page(), encoding="utf-8")


def draw(printed: Path, page: int, target: Path, resolution: int) -> None:
    """Draw one page of a PDF as `target`.png."""
    target.parent.mkdir(exist_ok=True)
    options = ("-png", "-singlefile", "-r", str(resolution), "-f", str(page), "-l", str(page))
    subprocess.run(["pdftoppm", *options, str(printed), str(target)], check=True)
    sys.stdout.write(f"{target}.png\n")


def team_page() -> str:
    """Return docs/team.md: every sheet of the team with its purpose and its first page."""
    lines = [
        "# The team: sheets of the demo workbook",
        "",
        "Made by `python docs/make_pictures.py` from `workbooks/`. Every column: [tables.md](tables.md).",
    ]
    for sheet in TEAM:
        lines += ["", f"## «{sheet.title}»", "", sheet.purpose, "", f"![«{sheet.title}»](img/team_{sheet.key}.png)"]
    return "\n".join((*lines, ""))


def first_page(printed: Path, sheet: str) -> int:
    """Return the number, from 1, of the first page in whose header a sheet's title stands."""
    text = subprocess.run(["pdftotext", "-layout", str(printed), "-"], check=True, capture_output=True).stdout.decode()
    for number, page in enumerate(text.split("\f"), 1):
        header = next((line for line in page.splitlines() if line.strip()), "")
        if sheet in re.split(r"\s{2,}", header.strip()):
            return number
    raise ValueError(f"{printed.name}: no page of {sheet}")


if __name__ == "__main__":
    main()
