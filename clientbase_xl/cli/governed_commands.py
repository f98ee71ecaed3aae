"""Commands of the governed base: send, requests, verify, users, history, erase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import (
    AsOfOption,
    BaseOption,
    JsonOption,
    UserOption,
    local_zone,
    now,
    open_base,
    read_as_of,
    user_name,
)
from clientbase_xl.cli.russian import RussianCommand
from clientbase_xl.errors import BadUse

if TYPE_CHECKING:
    from clientbase_xl.workflows.requests import ShownRequest
    from clientbase_xl.workflows.send import SendReport

WhyOption = Annotated[str, typer.Option("--why", help="Причина, для журнала.", metavar="ТЕКСТ")]
SheetArgument = Annotated[str, typer.Argument(help="Лист: название или ключ.", metavar="ЛИСТ")]
RowArgument = Annotated[str, typer.Argument(help="Запись: код клиента, адрес, № записи.", metavar="ЗАПИСЬ")]
NumbersHelp = "номера: 3, «3,5» или «3-7»; можно несколько раз."


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("send", cls=RussianCommand)(send)
    app.command("requests", cls=RussianCommand)(requests)
    app.command("verify", cls=RussianCommand)(verify)
    app.command("users", cls=RussianCommand)(users)
    app.command("history", cls=RussianCommand)(history)
    app.command("erase", cls=RussianCommand)(erase)


def send(
    file: Annotated[Path, typer.Argument(help="Книга «Клиентская база».", metavar="ФАЙЛ")],
    base: BaseOption = "",
    why: WhyOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Отправить введённое в книге в базу: сразу или заявками, по правилам полей."""
    from clientbase_xl.workflows.send import send_workbook

    opened = open_base(base)
    report = send_workbook(opened, file, now=now(), user=user_name(user, opened), reason=why, zone=local_zone())
    if json:
        show.as_json(report)
    else:
        _show_report(report)
    raise typer.Exit(show.exit_code(report.problems))


def requests(
    base: BaseOption = "",
    approve: Annotated[list[str], typer.Option("--approve", help=f"Утвердить: {NumbersHelp}", metavar="N")] = [],  # noqa: B006
    reject: Annotated[list[str], typer.Option("--reject", help=f"Отклонить: {NumbersHelp}", metavar="N")] = [],  # noqa: B006
    why: WhyOption = "",
    user: UserOption = "",
    whole: Annotated[bool, typer.Option("--all", help="Показать и решённые.")] = False,
    as_of: AsOfOption = "",
    json: JsonOption = False,
) -> None:
    """Показать заявки на изменения; утвердить или отклонить."""
    from clientbase_xl.schemas.requests import APPROVED, CONFLICT, REJECTED, REQUEST_STATUSES
    from clientbase_xl.workflows.requests import OPEN, decide_requests, read_numbers, requests_shown, sentence

    opened, moment = open_base(base), read_as_of(as_of)
    if (approve or reject) and moment:
        raise BadUse("Решают по заявкам сегодняшнего дня.", "--as-of без --approve и --reject")
    if approve or reject:
        wanted = read_numbers(approve), read_numbers(reject)
        outcomes = decide_requests(opened, *wanted, why=why, now=now(), user=user_name(user, opened), zone=local_zone())
        if json:
            show.as_json(outcomes)
        else:
            for outcome in outcomes:
                show.line(sentence(outcome))
        is_done = all(one.status in (APPROVED, REJECTED) and not one.message for one in outcomes)
        raise typer.Exit(show.DONE if is_done else show.DONE_WITH_PROBLEMS)
    listed = requests_shown(opened, REQUEST_STATUSES if whole else OPEN, moment)
    if json:
        show.as_json(listed)
        return
    told: set[tuple[str, str | None]] = set()
    for item in listed:
        # The cells of a new client have one reason: it is said once.
        _show_request(item, CONFLICT, is_reason_told=(item.group_id, item.reason) in told)
        told.add((item.group_id, item.reason))
    if not listed:
        show.line("Заявок нет." if whole else "Заявок на согласовании нет.")


def verify(
    base: BaseOption = "",
    head: Annotated[str, typer.Option("--head", help="Отпечаток журнала с листа к совещанию.", metavar="HASH")] = "",
    json: JsonOption = False,
) -> None:
    """Проверить, не меняли ли базу и журнал в обход программы."""
    from clientbase_xl.workflows.verify_base import verify_base

    verdict = verify_base(open_base(base), head)
    if json:
        show.as_json(verdict)
    elif verdict.is_whole:
        show.line(f"База цела: записей журнала {show.number(verdict.head_seq)}, отпечаток {verdict.head_hash}")
    else:
        show.line(f"База изменена в обход программы. Запись журнала № {verdict.broken_seq}: {verdict.why}")
    raise typer.Exit(show.DONE if verdict.is_whole else show.DONE_WITH_PROBLEMS)


def users(
    base: BaseOption = "",
    add: Annotated[str, typer.Option("--add", help="Кого записать: имя входа в систему.", metavar="ИМЯ")] = "",
    role: Annotated[str, typer.Option("--role", help="менеджер, РОП или «администратор базы».", metavar="РОЛЬ")] = "",
    manager: Annotated[str, typer.Option("--manager", help="Его имя менеджера в карточках.", metavar="МЕНЕДЖЕР")] = "",
    remove: Annotated[str, typer.Option("--remove", help="У кого отнять права.", metavar="ИМЯ")] = "",
    as_of: AsOfOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать пользователей базы или записать одного."""
    from clientbase_xl.workflows.people import drop_user, name_user, users_shown

    opened = open_base(base)
    if remove:
        show.line(drop_user(opened, remove, now=now(), user=user_name(user, opened)))
        return
    if add:
        show.line(name_user(opened, add, role, manager=manager, now=now(), user=user_name(user, opened)))
        return
    listed = users_shown(opened, read_as_of(as_of))
    if json:
        show.as_json(listed)
        return
    for item in listed:
        show.line(f"{item.name}: {item.role}" + (f", менеджер «{item.manager}»" if item.manager else ""))
    if not listed:
        show.line("Пользователей нет: база одного пользователя, его изменения утверждаются сразу.")


def history(
    sheet: SheetArgument,
    row: RowArgument,
    field: Annotated[str, typer.Argument(help="Поле: название столбца или ключ.", metavar="ПОЛЕ")],
    base: BaseOption = "",
    as_of: AsOfOption = "",
    json: JsonOption = False,
) -> None:
    """Показать историю одного поля: кто, когда, что и почему."""
    from clientbase_xl.workflows.cell_history import field_history

    found = field_history(open_base(base), sheet, row, field, read_as_of(as_of))
    if json:
        show.as_json(found)
        return
    when = f"на {as_of}" if as_of else "сейчас"
    show.line(f"«{found.sheet}», {found.row}, «{found.column}»: {when} «{found.now or ''}»")
    for change in found.changes:
        request = f", заявка № {change.request_id}" if change.request_id else ""
        reason = f" ({change.reason})" if change.reason else ""
        show.line(
            f"{change.seq:>6}  {show.moment(change.at)}  {change.by}: «{change.old or ''}» → «{change.new or ''}», "
            f"{change.source}{request}{reason}"
        )


def erase(
    sheet: Annotated[str, typer.Argument(help="Код клиента; или лист, если дальше запись.", metavar="КЛИЕНТ|ЛИСТ")],
    row: Annotated[str, typer.Argument(help="Запись листа: код клиента, № записи.", metavar="ЗАПИСЬ")] = "",
    base: BaseOption = "",
    why: Annotated[str, typer.Option("--why", help="По чьей просьбе; обязательно.", metavar="ТЕКСТ")] = "",
    field: Annotated[
        str, typer.Option("--field", help="Одно поле записи, в том числе «Содержание», «Комментарий».", metavar="ПОЛЕ")
    ] = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Удалить персональные данные клиента (карточка, контактные лица, контакты), одной записи или поля, с историей.

    Делает РОП или администратор базы. Журнал остаётся проверяемым, в истории видно «удалено по запросу». Из уже
    сделанных книг и копий базы данные не уходят: удалите эти файлы.
    """
    from clientbase_xl.workflows.personal_data import erase_row

    where = (sheet, row) if row else ("clients", sheet)
    opened = open_base(base)
    erased = erase_row(opened, *where, why=why, now=now(), user=user_name(user, opened), field=field)
    if json:
        show.as_json(erased.counts)
        return
    for sentence in erased.sentences():
        show.line(sentence)


def _show_report(report: SendReport) -> None:
    """Print what became of a workbook's typed cells."""
    from clientbase_xl.workflows.send_words import sent_lines

    for text in sent_lines(report):
        show.line(text)
    show.problems(report.problems)


def _show_request(item: ShownRequest, conflict: str, *, is_reason_told: bool) -> None:
    reason = f" ({item.reason})" if item.reason and not is_reason_told else ""
    now_there = f", сейчас «{item.now or ''}»" if item.status == conflict else ""
    show.line(
        f"{item.request_id:>5}  {show.moment(item.submitted_at)}  {item.submitted_by}  {item.status}  "
        f"{item.sheet}, {item.row}, {item.column}: «{item.old or ''}» → «{item.new or ''}»{now_there}{reason}"
    )
