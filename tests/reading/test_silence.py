"""What libraries think of a damaged workbook is no word of ours to the user: nothing is logged on the terminal."""

from __future__ import annotations

import logging
import logging.handlers
import queue
import zipfile

from clientbase_xl.reading.open_xlsx import XlsxSource

SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_that_is_no_sheet_is_passed_over_in_silence(write_xlsx, tmp_path):
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(write_xlsx([["Дата", "Клиент"]])) as sound, zipfile.ZipFile(path, "w") as damaged:
        for member in sound.namelist():
            damaged.writestr(member, sound.read("[Content_Types].xml" if member == SHEET else member))
    heard: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    terminal = logging.handlers.QueueHandler(heard)
    logging.getLogger().addHandler(terminal)
    try:
        XlsxSource(path).load("Продажи", 0, [0])
    finally:
        logging.getLogger().removeHandler(terminal)
    assert heard.empty()
