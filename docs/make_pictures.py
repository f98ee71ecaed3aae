"""Make the pictures of README.md, docs/clients.md, docs/team.md: `python docs/make_pictures.py` prints workbooks/."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.client_offer import OFFER_PAGE
from clientbase_xl.schemas.model import Group, Sheet
from clientbase_xl.schemas.prospects import PROSPECT_KPIS, PROSPECTS
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
PROSPECT_SHEETS = (PROSPECTS, PROSPECT_KPIS)
CLIENT_GROUPS = (Group.WORK, Group.DECISIONS)


@dataclass(frozen=True, slots=True)
class Gallery:
    """A document with a picture per sheet: its heading and its sheets; the pictures are smaller."""

    title: str
    sheets: tuple[Sheet, ...]


GALLERIES: dict[str, Gallery] = {
    "clients": Gallery(
        "The work with clients: sheets of the demo workbook",
        # The page for a client bears no name of a sheet: it is his.
        (*PROSPECT_SHEETS, *(one for one in ALL_SHEETS if one.group in CLIENT_GROUPS and one is not OFFER_PAGE)),
    ),
    "team": Gallery(
        "The team: sheets of the demo workbook", tuple(one for one in ALL_SHEETS if one.group is Group.TEAM)
    ),
}
"""Documents by the name of their file."""


def main() -> None:
    """Print each workbook once, keep the pages that the documents show, and write the documents of pictures."""
    wanted = [(name, book, sheet, RESOLUTION_DPI) for name, (book, sheet) in PICTURES.items()]
    wanted += [
        (f"{name}_{sheet.key}", BASE, sheet.title, SMALLER_DPI)
        for name, gallery in GALLERIES.items()
        for sheet in gallery.sheets
    ]
    with tempfile.TemporaryDirectory(prefix="clientbase-pictures-") as folder:
        printed = {}
        for book in {book for _, book, _, _ in wanted}:
            copy = Path(folder, book)
            shutil.copyfile(PROJECT / "workbooks" / book, copy)
            printed[book] = write_pdf(copy)
        for name, book, sheet, resolution in wanted:
            draw(printed[book], first_page(printed[book], sheet), PROJECT / "docs" / "img" / name, resolution)
    for name in GALLERIES:
        (PROJECT / "docs" / f"{name}.md").write_text(gallery_page(name), encoding="utf-8")


def draw(printed: Path, page: int, target: Path, resolution: int) -> None:
    """Draw one page of a PDF as `target`.png."""
    target.parent.mkdir(exist_ok=True)
    options = ("-png", "-singlefile", "-r", str(resolution), "-f", str(page), "-l", str(page))
    subprocess.run(["pdftoppm", *options, str(printed), str(target)], check=True)
    sys.stdout.write(f"{target}.png\n")


def gallery_page(name: str) -> str:
    """Return a document of pictures: every sheet with its purpose and its first page."""
    gallery = GALLERIES[name]
    lines = [
        f"# {gallery.title}",
        "",
        "Made by `python docs/make_pictures.py` from `workbooks/`. Every column: [tables.md](tables.md).",
    ]
    for sheet in gallery.sheets:
        lines += ["", f"## «{sheet.title}»", "", sheet.purpose, "", f"![«{sheet.title}»](img/{name}_{sheet.key}.png)"]
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
