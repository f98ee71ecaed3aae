"""The act of reconciliation as a file: a workbook to print and sign, and its PDF (METHOD section 7)."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path

import pandas as pd

from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import WriteRefused
from clientbase_xl.reading.own_file import is_own_workbook
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.reconciliation import CONFIRM, KEEP
from clientbase_xl.workflows.of_manager import of_manager
from clientbase_xl.workflows.reconcile import KeptAct
from clientbase_xl.workflows.reconcile_words import ShownAct, difference_words, shown_act
from clientbase_xl.writing.act_book import ActContent, write_act
from clientbase_xl.writing.pdf import write_pdf


def act_path(out: Path, kept: KeptAct, manager: str = "") -> Path:
    """Return where an act is written: the file named, or «Сверка 2026-01-01.xlsx» in the folder named."""
    if out.suffix.lower() == ".xlsx":
        return out
    whose = f" {manager}" if manager else ""
    return out / f"Сверка {kept.act.reconciled_on:%Y-%m-%d}{whose}.xlsx"


def print_act(
    base: Base, kept: KeptAct, out: Path, *, manager: str = "", is_pdf: bool = False, zone: tzinfo = UTC
) -> list[Path]:
    """Write an act, of one manager his rows of it, and with `is_pdf` its PDF beside; return the files.

    Raises WriteRefused for a workbook «Клиентская база» of that name, whose typed cells would be lost, and for what the
    system refuses.
    """
    path = act_path(out, kept, manager)
    if is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» — книга «Клиентская база»: акт стёр бы введённое в ней.",
            remedy="Назовите другой файл в --out.",
        )
    shown = shown_act(kept, manager)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_act(
        path,
        ActContent(
            base_name=base.folder.name,
            reconciled_on=kept.act.reconciled_on,
            made_by=kept.act.made_by,
            lines=[*_lines(kept, shown, zone)],
            proposals=shown.proposals,
            figures=_for_paper(of_manager(kept.figures, manager)),
            prospects=None if kept.prospects is None else of_manager(kept.prospects, manager),
            gone=None if kept.difference is None else _for_paper(of_manager(kept.difference.gone, manager)),
            settings=load_settings(base),
            manager=manager,
        ),
    )
    return [path, write_pdf(path)] if is_pdf else [path]


def _for_paper(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with the numbers of a category left out where nothing changes: they stand in the base."""
    is_short = figures["proposal"].isin((KEEP, CONFIRM))
    parts = as_text(figures["reason"]).fillna("").str.split("; ")
    short = parts.map(lambda told: "; ".join(dict.fromkeys((told[0], told[-1]))))
    return figures.assign(reason=figures["reason"].where(~is_short, short))


def _lines(kept: KeptAct, shown: ShownAct, zone: tzinfo) -> list[tuple[str, str]]:
    """Return the lines of the front page: label and text."""
    made_at = kept.act.made_at.replace(tzinfo=UTC).astimezone(zone)
    average = "нет данных" if shown.completeness is None else words.share(shown.completeness)
    lines = [
        ("Составлен", f"{made_at:%d.%m.%Y %H:%M}, {kept.act.made_by}"),
        ("По состоянию", f"продажи до {words.day(shown.reconciled_on)}, журнал базы — запись № {kept.act.entry_id}"),
        ("Клиентов", words.grouped(shown.count_clients)),
        ("Полнота карточек в среднем", average),
        ("Данные актуальны", f"у {words.grouped(shown.count_actual)} из {words.grouped(shown.count_clients)}"),
    ]
    if shown.manager:
        lines.insert(0, ("Менеджер", shown.manager))
    if kept.prospects is not None and shown.prospects is not None:
        lines.append(("Потенциальных клиентов", words.grouped(len(shown.prospects))))
    if shown.previous_on is None:
        lines.append(("Прошлый акт", "не было: это первая сверка"))
    else:
        said = f": {difference_words(shown.difference)}" if shown.difference else ""
        lines.append(("С прошлого акта", f"{words.day(shown.previous_on)}{said}"))
    return lines
