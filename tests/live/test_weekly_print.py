"""The head's page printed by a real spreadsheet: two A4 pages of text that can be read, with a team of any size."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from clientbase_xl.writing.weekly import write_weekly
from tests.support.calc import Office, pdf_facts
from tests.support.weekly_method_sample import method_content

pytestmark = [pytest.mark.live, pytest.mark.long]

LONG = ("Константинопольская Александра Владимировна", "Старший менеджер отдела оптовых продаж")
TEAMS = {
    "one": ("Ким Вера",),
    "six": tuple(f"Менеджер {number}" for number in range(6)),
    "forty": tuple(f"{LONG[number % 2]}{' № ' if number % 2 else '-'}{number}" for number in range(40)),
}
LEAST_POINTS, LEAST_LABEL_POINTS = 7.0, 6.3
"""Cells of size 9, and the labels of the chart of size 8, at the scale of a full page (0,795)."""
_ZOOM = 3  # the most that poppler takes; it tells sizes in whole points of the zoomed page


def sizes_points(pdf: Path) -> list[tuple[float, str]]:
    """Return the size and the words of every text on the head's two pages, headers and footers too."""
    command = ["pdftohtml", "-xml", "-zoom", str(_ZOOM), "-l", "2", "-i", "-stdout", str(pdf)]
    told = subprocess.run(command, capture_output=True, timeout=60, check=True, encoding="utf-8").stdout
    fonts = dict(re.findall(r'<fontspec id="(\d+)" size="(\d+)"', told))
    texts = re.findall(r'<text [^>]*font="(\d+)"[^>]*>(.*?)</text>', told)
    return [(int(fonts[font]) / _ZOOM, re.sub("<.*?>", "", text)) for font, text in texts]


@pytest.mark.parametrize("team", TEAMS)
def test_the_head_has_at_most_two_pages_of_readable_text(office: Office, tmp_path: Path, team: str) -> None:
    path = tmp_path / "Неделя.xlsx"
    write_weekly(path, method_content(TEAMS[team]))
    assert 1 <= office.pages_by_sheet(path)["Отдел"] <= 2
    printed = office.convert_to_pdf(path, tmp_path)
    assert pdf_facts(printed).sizes_points <= {(595, 842), (842, 595)}
    texts = sizes_points(printed)
    assert len(texts) > 200
    small = {text for size, text in texts if size < LEAST_POINTS}
    assert all(re.fullmatch(r"\d{1,3}([\s,.]\d{3})*", text.strip()) for text in small), "only labels of the chart"
    assert min(size for size, _ in texts) >= LEAST_LABEL_POINTS
    assert {"Тревожные признаки", "FBS: 23–29 ноября", "Менеджеры"} <= {text.strip() for _, text in texts}
