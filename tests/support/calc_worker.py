"""What runs inside the Python that LibreOffice's `uno` belongs to: one request on a running office, answer as JSON.

Standard library and `uno` only, because that Python has none of the product's packages. Started by
`tests/support/calc.py` as `python3 -P calc_worker.py PIPE COMMAND FILE [OUT]`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FORMULA_CELLS = 16  # com.sun.star.sheet.CellFlags.FORMULA
ERROR_RESULTS = 4  # com.sun.star.sheet.FormulaResult.ERROR
CONNECT_SECONDS = 60


def main(pipe: str, command: str, *arguments: str) -> int:
    """Answer one request on standard output."""
    desktop = connect(pipe)
    if command == "ready":
        return answer_with("ready")
    document = desktop.loadComponentFromURL(
        Path(arguments[0]).as_uri(), "_blank", 0, (prop("Hidden", True), prop("ReadOnly", command != "choose"))
    )
    if document is None:
        answer_with({"refused": arguments[0]})
        return 1
    try:
        commands = {"recalculate": recalculate, "pdf": pdf, "pages": pages, "choose": choose}
        answer = commands[command](document, *arguments[1:])
    finally:
        document.close(True)
    return answer_with(answer)


def answer_with(answer) -> int:
    """Hand the answer over and return the exit code of success."""
    sys.stdout.write(json.dumps(answer))
    return 0


def connect(pipe: str):
    """Return the desktop of the office behind a pipe, waiting while it starts."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    give_up_at = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.2)


def prop(name: str, value):
    """Return one named argument of UNO."""
    argument = PropertyValue()
    argument.Name, argument.Value = name, value
    return argument


def recalculate(document) -> dict:
    """Recalculate everything; return every formula cell with its value, the cells in error and broken names."""
    document.calculateAll()
    cells, errors = [], []
    for sheet in document.Sheets:
        for place in sheet.queryContentCells(FORMULA_CELLS).RangeAddresses:
            block = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
            formulas = block.getFormulaArray()
            for row, values in enumerate(block.getDataArray()):
                for column, value in enumerate(values):
                    cells.append(
                        [sheet.Name, place.StartRow + row, place.StartColumn + column, formulas[row][column], value]
                    )
        for place in sheet.queryFormulaCells(ERROR_RESULTS).RangeAddresses:
            for row in range(place.StartRow, place.EndRow + 1):
                for column in range(place.StartColumn, place.EndColumn + 1):
                    cell = sheet.getCellByPosition(column, row)
                    errors.append([sheet.Name, row, column, cell.Formula, cell.String])
    broken = [name.Name for name in document.NamedRanges if "#" in name.Content]
    return {"cells": cells, "errors": errors, "broken_names": broken}


def pdf(document, target: str) -> str:
    """Export the whole workbook as a PDF."""
    document.storeToURL(Path(target).as_uri(), (prop("FilterName", "calc_pdf_Export"),))
    return target


def choose(document, orders: str) -> list:
    """Type each text into a cell and return what the sheet then holds: cells as [row, column, value, shown text].

    The file `orders` names the sheet, the cell's row and column (from 0), the texts, and PDFs to print (or nothing).
    """
    given = json.loads(Path(orders).read_text(encoding="utf-8"))
    sheet = document.Sheets.getByName(given["sheet"])
    answers = []
    for text, target in zip(given["texts"], given["pdfs"], strict=True):
        sheet.getCellByPosition(given["column"], given["row"]).setString(text)
        document.calculateAll()
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        used = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        shown = (
            (row, column, value, sheet.getCellByPosition(column, row).String)
            for row, values in enumerate(used.getDataArray())
            for column, value in enumerate(values)
        )
        answers.append([cell for cell in shown if cell[3] != ""])
        if target:
            document.storeToURL(Path(target).as_uri(), (prop("FilterName", "calc_pdf_Export"),))
    return answers


def pages(document) -> dict:
    """Return how many pages each visible sheet prints on, in the order of the tabs."""
    return {
        sheet.Name: document.getRendererCount(sheet, (prop("RenderDevice", None),))
        for sheet in document.Sheets
        if sheet.IsVisible
    }


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # with the answer given: taking itself apart, the bridge to the office crashes now and then
