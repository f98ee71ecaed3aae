"""Make the pictures of README.md: `python docs/make_pictures.py` prints the committed workbooks with LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clientbase_xl.writing.pdf import write_pdf

PROJECT = Path(__file__).resolve().parent.parent
RESOLUTION_DPI = 100
PICTURES = {
    "start": ("Клиентская база.xlsx", 1),
    "clients": ("Клиентская база.xlsx", 5),
    "weekly": ("Неделя 2026-W47.xlsx", 1),
}
"""Picture → workbook and the page of it."""


def main() -> None:
    """Print each workbook once and keep the pages that the readme shows."""
    with tempfile.TemporaryDirectory(prefix="clientbase-pictures-") as folder:
        printed = {}
        for book in {name for name, _ in PICTURES.values()}:
            copy = Path(folder, book)
            shutil.copyfile(PROJECT / "workbooks" / book, copy)
            printed[book] = write_pdf(copy)
        for picture, (book, page) in PICTURES.items():
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


if __name__ == "__main__":
    main()
