"""Make the pictures of README.md: `python docs/make_pictures.py` prints the committed workbooks with LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clientbase_xl.writing.pdf import write_pdf

PROJECT = Path(__file__).resolve().parent.parent
RESOLUTION_DPI = 100
BASE, WEEK = "Клиентская база.xlsx", "Неделя 2026-W47.xlsx"
PICTURES = {
    "start": (BASE, "Начало"),
    "clients": (BASE, "Клиенты"),
    "fbs_matrix": (BASE, "FBS матрица"),
    "fbs_map": (BASE, "FBS карта"),
    "weekly": (WEEK, "Отдел"),
}
"""Picture → workbook and sheet, the first page of which is shown."""


def main() -> None:
    """Print each workbook once and keep the pages that the readme shows."""
    with tempfile.TemporaryDirectory(prefix="clientbase-pictures-") as folder:
        printed = {}
        for book in {name for name, _ in PICTURES.values()}:
            copy = Path(folder, book)
            shutil.copyfile(PROJECT / "workbooks" / book, copy)
            printed[book] = write_pdf(copy)
        for picture, (book, sheet) in PICTURES.items():
            page = first_page(printed[book], sheet)
            target = PROJECT / "docs" / "img" / picture
            target.parent.mkdir(exist_ok=True)
            subprocess.run(
                [
                    *("pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION_DPI)),
                    *("-f", str(page), "-l", str(page), str(printed[book]), str(target)),
                ],
                check=True,
            )
            sys.stdout.write(f"{target}.png\n")


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
