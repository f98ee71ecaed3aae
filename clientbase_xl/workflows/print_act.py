"""The act of reconciliation as a file: a workbook to print and sign, and its PDF (METHOD section 7)."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from pathlib import Path

import pandas as pd

from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import WriteRefused
from clientbase_xl.reading.own_file import is_own_workbook
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text, texts
from clientbase_xl.schemas.reconciliation import CONFIRM, KEEP
from clientbase_xl.workflows.gone_clients import gone_reasons
from clientbase_xl.workflows.of_manager import of_manager
from clientbase_xl.workflows.reconcile import KeptAct
from clientbase_xl.workflows.reconcile_words import ShownAct, difference_words, shown_act
from clientbase_xl.writing.act_book import ActContent, write_act
from clientbase_xl.writing.pdf import write_pdf

_NUMBER = re.compile(r"(\d+)")


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
            figures=_for_paper(_with_difference(of_manager(kept.figures, manager), kept)),
            prospects=None if kept.prospects is None else by_number(of_manager(kept.prospects, manager)),
            gone=None if kept.difference is None else _gone(base, of_manager(kept.difference.gone, manager), kept),
            settings=load_settings(base),
            manager=manager,
        ),
    )
    return [path, write_pdf(path)] if is_pdf else [path]


def _with_difference(figures: pd.DataFrame, kept: KeptAct) -> pd.DataFrame:
    """Return figures with what is said of each client since the act before, where there is one."""
    if kept.difference is None:
        return figures
    changes = kept.difference.by_client
    return figures.assign(difference=texts([changes.get(code) for code in figures["client_code"]], figures.index))


def _gone(base: Base, gone: pd.DataFrame, kept: KeptAct) -> pd.DataFrame:
    """Return the clients whom only the act before has, with the reason in place of that act's proposal."""
    why = gone_reasons(base, gone["client_code"], kept.act.entry_id)
    return gone.assign(reason=texts([why[code] for code in gone["client_code"]], gone.index))


def by_number(prospects: pd.DataFrame) -> pd.DataFrame:
    """Return prospects in the order of the numbers in their keys: …-4 stands before …-39."""
    keys = [
        [(int(part), "") if turn % 2 else (0, part) for turn, part in enumerate(_NUMBER.split(str(key)))]
        for key in prospects["prospect_id"]
    ]
    return prospects.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


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
        ("Продажи", f"до {words.day(shown.reconciled_on)}"),
        ("Карточки и ПК", f"на {made_at:%d.%m.%Y}, журнал базы — запись № {kept.act.entry_id}"),
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
