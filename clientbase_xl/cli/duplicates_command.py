"""The command `duplicates`: clients that may be one, and what was decided about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import BaseOption, JsonOption, UserOption, now, open_base, user_name
from clientbase_xl.cli.russian import RussianCommand
from clientbase_xl.errors import BadUse

if TYPE_CHECKING:
    from clientbase_xl.workflows.pair_decisions import PairDecided

Pair = tuple[str, str]
NOBODY: Pair = ("", "")


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("duplicates", cls=RussianCommand)(duplicates)


def duplicates(
    base: BaseOption = "",
    out: Annotated[str, typer.Option("--out", help="Список с обеими карточками: .csv, .xlsx.", metavar="ФАЙЛ")] = "",
    apart: Annotated[Pair, typer.Option("--not-duplicate", help="Это разные клиенты.", metavar="КОД КОД")] = NOBODY,
    merge: Annotated[Pair, typer.Option("--merge", help="Это один клиент: объединить.", metavar="КОД КОД")] = NOBODY,
    keep: Annotated[str, typer.Option("--keep", help="Чья карточка останется; иначе первого.", metavar="КОД")] = "",
    unmerge: Annotated[str, typer.Option("--unmerge", help="Отменить объединение.", metavar="КОД")] = "",
    why: Annotated[str, typer.Option("--why", help="Основание, для журнала.", metavar="ТЕКСТ")] = "",
    whole: Annotated[bool, typer.Option("--all", help="Показать решения: кто, когда, почему.")] = False,
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать клиентов, которые могут быть одним; объединить их или запомнить, что они разные.

    Код выхода 0 — пар нет, 1 — есть. Объединяет РОП, менеджер просит заявкой. Объединение можно отменить.
    """
    asked = [bool(given and given != NOBODY) for given in (apart, merge, unmerge)]
    if sum(asked) > 1 or (any(asked) and (out or whole)):
        raise BadUse(
            "Названо несколько действий.", "--not-duplicate, --merge, --unmerge — по одному, без --out и --all"
        )
    if keep and merge == NOBODY:
        raise BadUse("--keep без --merge.", "--merge КОД КОД --keep КОД")
    if any(asked):
        _decide(base, apart, merge, keep, unmerge, why=why, user=user, json=json)
    elif whole:
        _show_decisions(base, user, json=json)
    else:
        _list(base, out, user, json=json)


def _decide(base: str, apart: Pair, merge: Pair, keep: str, unmerge: str, *, why: str, user: str, json: bool) -> None:
    from clientbase_xl.workflows.pair_decisions import keep_apart, merge_clients, unmerge_client

    opened, moment = open_base(base), now()
    name = user_name(user, opened)
    done: PairDecided
    if apart != NOBODY:
        done = keep_apart(opened, apart, why=why, now=moment, user=name)
    elif merge != NOBODY:
        done = merge_clients(opened, merge, keep=keep, why=why, now=moment, user=name)
    else:
        done = unmerge_client(opened, unmerge, why=why, now=moment, user=name)
    if json:
        show.as_json(done)
        return
    for text in (done.message, *done.notes):
        show.line(text)


def _list(base: str, out: str, user: str, *, json: bool) -> None:
    from clientbase_xl.workflows.duplicates import find_duplicates, write_pairs
    from clientbase_xl.writing.table_file import require_extension

    if out:
        require_extension(Path(out))
    opened = open_base(base)
    pairs = find_duplicates(opened, user=user_name(user, opened))
    found: Any = pairs.astype(object).where(pairs.notna(), None).to_dict("records")
    rows: list[dict[str, Any]] = found
    if out:
        write_pairs(Path(out), pairs)
    if json:
        show.as_json(rows)
    else:
        _show(rows, out)
    raise typer.Exit(show.DONE_WITH_PROBLEMS if rows else show.DONE)


def _show(rows: list[dict[str, Any]], out: str) -> None:
    if not rows:
        show.line("Похожих клиентов, по которым нет решения, нет.")
        return
    show.line(f"Похожих пар: {show.number(len(rows))}")
    for row in rows[: show.MOST_SHOWN]:
        both = " — ".join(_card(row, side) for side in ("first", "second"))
        show.line(f"  {row['kind']}, {round(row['score'] * 100)} %: {both}")
        show.line(f"      {row['evidence']}")
    if len(rows) > show.MOST_SHOWN:
        show.line(f"  … и ещё {show.number(len(rows) - show.MOST_SHOWN)}: все в файле --out и в ответе --json")
    if out:
        show.line(f"Готово: {out}")


def _card(row: dict[str, Any], side: str) -> str:
    name, manager = row[f"{side}_client_name"], row[f"{side}_manager"]
    named = f" «{name}»" if name else ""
    return f"{row[f'{side}_code']}{named}" + (f" ({manager})" if manager else "")


def _show_decisions(base: str, user: str, *, json: bool) -> None:
    from clientbase_xl.workflows.decided_pairs import decided_pairs

    opened = open_base(base)
    found = decided_pairs(opened, user=user_name(user, opened))
    if json:
        show.as_json(found)
        return
    for one in found:
        kept = f", остаётся {one.kept_code}" if one.kept_code else ""
        people = ", ".join(filter(None, (one.decided_by, one.asked_by and f"просит {one.asked_by}")))
        show.line(
            f"{one.first_code} — {one.second_code}: {one.decision}{kept}; "
            f"{show.moment(one.decided_at)}, {people}: {one.why or ''}"
        )
    if not found:
        show.line("Решений о похожих клиентах нет.")
