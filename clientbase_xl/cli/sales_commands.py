"""Commands that bring data in: init, import, imports, check, demo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.layout_commands import ask_where_possible
from clientbase_xl.cli.options import (
    AsOfOption,
    BaseOption,
    DatesOption,
    DecimalOption,
    JsonOption,
    MapOption,
    TodayOption,
    UserOption,
    base_folder,
    is_terminal,
    now,
    open_base,
    read_as_of,
    read_mapping,
    read_today,
    user_name,
    warn_of_place,
)
from clientbase_xl.cli.russian import RussianCommand

if TYPE_CHECKING:
    from clientbase_xl.workflows.replacement import Replacement

SourceOption = Annotated[str, typer.Option("--source", help="Имя источника продаж.", metavar="ИМЯ")]
CheckBaseOption = Annotated[
    str, typer.Option("--base", help="Папка базы: показать, что в ней новое и что заменится.", metavar="ПАПКА")
]
DatabaseOption = Annotated[
    str,
    typer.Option(
        "--db",
        help="База PostgreSQL для команды: postgresql://сервер/база (без пароля: его даёт файл паролей).",
        metavar="АДРЕС",
    ),
]
VatOption = Annotated[str, typer.Option("--vat", help="Суммы: «с НДС» или «без НДС».", metavar="НДС")]
CostVatOption = Annotated[str, typer.Option("--cost-vat", help="Себестоимость: «с НДС» или «без НДС».", metavar="НДС")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("init", cls=RussianCommand)(init)
    app.command("demo", cls=RussianCommand)(demo)
    app.command("import", cls=RussianCommand)(import_)
    app.command("imports", cls=RussianCommand)(imports)
    app.command("check", cls=RussianCommand)(check)


def init(base: BaseOption = "", db: DatabaseOption = "") -> None:
    """Создать пустую базу (повторный вызов ничего не портит)."""
    from clientbase_xl.base.store import Base

    made = Base.init(base_folder(base), db=db, at=now(), by=user_name())
    show.line(f"База готова: {made.folder}" + ("" if made.is_embedded else f", таблицы: {made.address}"))
    warn_of_place(made)


def demo(
    out: Annotated[Path, typer.Option("--out", help="Куда положить базу и книги.", metavar="ПАПКА")],
    today: TodayOption = "",
) -> None:
    """Сделать демонстрационную базу и все её книги."""
    from clientbase_xl.workflows.make_demo import DEMO_TODAY, make_demo

    made = make_demo(out, read_today(today) if today else DEMO_TODAY)
    for path in made.files:
        show.line(f"Готово: {path}")
    show.line(f"Клиентов: {show.number(made.count_clients)}; проблем в данных (задуманы): {made.count_problems}")


def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Файлы выгрузки: xlsx, xls, xlsb, ods, csv, parquet.", metavar="ФАЙЛ…")
    ],
    base: BaseOption = "",
    mapping: MapOption = [],  # noqa: B006 - the option parser copies it
    source: SourceOption = "продажи",
    vat: VatOption = "",
    cost_vat: CostVatOption = "",
    dates: DatesOption = "",
    decimal: DecimalOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Загрузить продажи, карточки клиентов и справочник товаров из файлов."""
    from clientbase_xl.reading.decisions import Decisions
    from clientbase_xl.workflows.import_sales import ImportOrder, import_files
    from clientbase_xl.workflows.import_words import decided_lines, outcome_lines

    order = ImportOrder(tuple(files), source, read_mapping(mapping), vat, cost_vat, Decisions(dates, decimal))
    say = show.warn if json else show.line
    opened = open_base(base)
    outcomes = import_files(
        opened,
        order,
        now=now(),
        user=user_name(user, opened),
        confirm=lambda replaced: _confirm(replaced, say),
        ask_vat=_ask_vat,
        ask_columns=ask_where_possible(),
    )
    if json:
        show.as_json(outcomes)
    else:
        for outcome in outcomes:
            for text in (*outcome_lines(outcome), *decided_lines(outcome)):
                show.line(text)
            show.problems(outcome.problems)
    raise typer.Exit(show.exit_code(problem for outcome in outcomes for problem in outcome.problems))


def imports(
    base: BaseOption = "",
    undo: Annotated[
        int, typer.Option("--undo", help="Отменить загрузку с этим номером.", metavar="N", show_default=False)
    ] = 0,
    as_of: AsOfOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать загрузки или отменить одну."""
    from clientbase_xl.workflows.list_imports import imports_shown, undo_one

    opened = open_base(base)
    if undo:
        show.line(undo_one(opened, undo, now=now(), user=user_name(user, opened)))
        return
    listed = imports_shown(opened, read_as_of(as_of))
    if json:
        show.as_json(listed)
        return
    for item in listed:
        show.line(
            f"{item.import_id:>4}  {show.moment(item.imported_at)}  {item.source}  «{item.file_name}»  "
            f"{show.day(item.period_from)}–{show.day(item.period_to)}  "
            f"строк {show.number(item.count_accepted)}  {show.rub(item.amount_rub)}  {item.state}"
        )
    if not listed:
        show.line("Загрузок пока нет.")


def check(
    file: Annotated[Path, typer.Argument(help="Файл выгрузки.", metavar="ФАЙЛ")],
    base: CheckBaseOption = "",
    mapping: MapOption = [],  # noqa: B006 - the option parser copies it
    dates: DatesOption = "",
    decimal: DecimalOption = "",
    source: SourceOption = "продажи",
    json: JsonOption = False,
) -> None:
    """Показать, что было бы загружено из файла; ничего не загружает."""
    from clientbase_xl.reading.decisions import Decisions
    from clientbase_xl.workflows.check_file import check_file
    from clientbase_xl.workflows.import_words import check_lines

    known = open_base(base) if base else None
    report = check_file(file, read_mapping(mapping), Decisions(dates, decimal), known, source)
    if json:
        show.as_json(report)
    else:
        for text in check_lines(report):
            show.line(text)
        show.problems(report.problems)
    raise typer.Exit(show.exit_code(report.problems))


def _confirm(replaced: Sequence[Replacement], say: object) -> bool:
    """Show what would be replaced; ask on a terminal, elsewhere go on."""
    for item in replaced:
        say(item.sentence())  # type: ignore[operator]
    return typer.confirm("Заменить?") if is_terminal() else True


def _ask_vat(source: str) -> tuple[str, str]:
    """Ask once per source on a terminal; elsewhere the basis stays unstated and becomes a notice."""
    from clientbase_xl.schemas.imports import VAT_CHOICES

    if not is_terminal():
        return "", ""
    answers = {"1": VAT_CHOICES[0], "2": VAT_CHOICES[1], "": VAT_CHOICES[2]}
    asked = []
    for what in ("Суммы", "Себестоимость"):
        answer = typer.prompt(f"{what} источника «{source}»: 1 — с НДС, 2 — без НДС, Enter — не знаю", default="")
        asked.append(answers.get(str(answer).strip(), VAT_CHOICES[2]))
    return asked[0], asked[1]
