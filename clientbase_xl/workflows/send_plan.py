"""What is to become of every typed cell of a workbook: decided before anything is written (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from clientbase_xl.base.journal import Change
from clientbase_xl.base.setting_texts import default_texts
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.rules.like_new_clients import kept_evidence, like_new_clients
from clientbase_xl.rules.new_client import missing_parameters
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.model import YES, ChangeClass
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.requests import CHANGE, NEW_CLIENT, NEW_RECORD
from clientbase_xl.schemas.row_id import ROW_ID_COLUMN, is_row_number
from clientbase_xl.schemas.sales_channels import NO_CHANNEL
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.users import MANAGER
from clientbase_xl.schemas.validation import NUMERIC
from clientbase_xl.settings import Settings
from clientbase_xl.workflows.cell_checks import (
    FIX,
    Lists,
    cell_problem,
    doubt,
    is_ahead,
    is_listed,
    key_fault,
    settle_change,
    stranger_in_key,
)
from clientbase_xl.workflows.certain_doubles import TELLING, open_doubles
from clientbase_xl.workflows.fbs_names import function_names, with_function
from clientbase_xl.workflows.foreign_clients import LED_BY_ANOTHER
from clientbase_xl.workflows.list_additions import list_additions
from clientbase_xl.workflows.procedure import (
    HEAD_ONLY,
    Person,
    Way,
    class_of_field,
    client_in_key,
    owner_refusal,
    strictest,
    way_of,
)
from clientbase_xl.workflows.settings_edits import accept_settings, plain_text
from clientbase_xl.workflows.workbook_edits import Edits, Known, RowEdit, RowKey, row_name

ASK_HEAD = "Верните прежнее значение или попросите РОП изменить его в своей книге."
OF_LIKENESS = ("client_code", "client_name", "inn", "kpp", "phone", "email", "delivery_address", "holding")
"""What of a card tells whether it is another client."""
HANDED_OVER = "Сделайте новую книгу. Введённое об этом клиенте внесёт тот, кто его ведёт, или РОП отправит эту книгу."
CLEAR_NUMBER = f"Очистите в этой строке «{ROW_ID_COLUMN.title}» и отправьте книгу снова: номер поставит программа."
OTHER_CODE = "Проверьте код клиента."
NEW_BOOK = "Сделайте новую книгу командой workbook: в ней будет то, что сейчас в базе."


@dataclass(frozen=True, slots=True)
class Asked:
    """Cells of one request: of one row where `kind` is a new one; `note` is what the decider must know besides."""

    kind: str
    changes: tuple[Change, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the base says while a workbook is sent, on the day `today`; everything inside one transaction.

    `current` are the cells of now, `cards` and `persons` what is compared of all clients, `merged` the codes of merged
    clients with the cards that stand for them, `waiting` the rows with an undecided request of a new row, `newcomers`
    the clients and `records` the numbered records that come with the same workbook; `made` the cards when it was made;
    `pairs` the decisions about clients that look like one; `foreign` the rows about clients of others whom his login
    does not see on a server.
    """

    person: Person
    current: Mapping[str, Known]
    settings: Settings
    fields: Mapping[str, str]
    lists: Lists
    cards: pd.DataFrame
    persons: pd.DataFrame
    merged: Mapping[str, str] = field(default_factory=dict)
    file_name: str = ""
    today: date = date.max
    waiting: Mapping[tuple[str, RowKey], int] = field(default_factory=dict)
    newcomers: frozenset[RowKey] = frozenset()
    records: frozenset[tuple[str, RowKey]] = frozenset()
    made: Known = field(default_factory=dict)
    foreign: frozenset[tuple[str, RowKey]] = frozenset()
    pairs: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(CLIENT_PAIRS.keys), dtype=object))


@dataclass(slots=True)
class Plan:
    """What to write: cells stored at once, requests, requests that are conflicts from the start; and what to say."""

    apply: list[Change] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    count_known: int = 0


def make_plan(edits: Edits, ground: Ground) -> Plan:
    """Return what becomes of every typed cell: METHOD section 7.

    A cell that the base already holds is passed over. A cell whose value the base has changed meanwhile becomes a
    conflict and changes nothing. A cell that must not be is refused with its reason; the others go on.
    """
    plan = Plan()
    new_clients = [edit for edit in edits.rows if _is_new_client(edit, ground)]
    doubles = _doubles(new_clients, ground)
    records = frozenset((edit.sheet_key, edit.row_key) for edit in edits.rows if BY_KEY[edit.sheet_key].has_row_ids)
    ground = replace(ground, newcomers=frozenset(edit.row_key for edit in new_clients), records=records)
    settings: list[Change] = []
    for edit in edits.rows:
        if refusal := _row_refusal(edit, ground):
            _refuse_row(plan, edit, ground, *refusal)
        elif edit.sheet_key == SETTINGS.key:
            settings += _open(plan, edit, ground)
        elif edit in new_clients:
            _plan_client(plan, edit, ground, doubles.get(edit.row_key[0], ("", "")))
        else:
            _plan_row(plan, edit, ground)
    _plan_settings(plan, settings, ground)
    _name_doubles(plan, ground)
    plan.problems += list_additions(plan.apply, ground.lists, ground.file_name)
    return plan


def unstored(edits: Edits, ground: Ground) -> list[Change]:
    """Return the typed cells that are neither in the base nor asked for: what would be lost with the workbook."""
    left = []
    for edit in edits.rows:
        current = _cells(edit, ground)
        for change in edit.changes:
            try:
                settled = settle_change(_plain(change))
            except ValueError:
                left.append(change)
                continue
            if settled.new != current.get(change.column_key):
                left.append(settled)
    return left


def name_of(edit: RowEdit, ground: Ground) -> str:
    """Return a row as people know it: a client with its name, a record by its number."""
    clients = ground.current.get(CLIENTS.key, {})
    code = client_in_key(edit) or edit.text("client_code")
    known = clients.get((code,), {}).get("client_name", "") or edit.text("client_name")
    functions = function_names(ground.current.get(FBS_FUNCTIONS.key, {}))
    if edit.sheet_key == FBS_FUNCTIONS.key:
        known = edit.text("function") or functions.get(edit.row_key[0], "")
    return row_name(edit.sheet_key, with_function(edit.sheet_key, edit.row_key, functions), known)


def _row_refusal(edit: RowEdit, ground: Ground) -> tuple[str, str] | None:
    """Return why a whole row is refused, and what to do; None when it may go on."""
    clients, current = ground.current.get(CLIENTS.key, {}), _cells(edit, ground)
    if all(change.new == current.get(change.column_key) for change in edit.changes):
        return None
    prospects = ground.current.get(PROSPECTS.key, {})
    owner = LED_BY_ANOTHER if (edit.sheet_key, edit.row_key) in ground.foreign else ""
    if owner := owner or owner_refusal(edit, ground.person, clients, current, prospects):
        if _is_handed_over(edit, ground):
            return f"Клиента передали после того, как сделана книга: {owner}; введённое не принято", HANDED_OVER
        return f"Чужая запись не изменена: {owner}", "Попросите его или РОП внести изменение."
    code = client_in_key(edit)
    if code and edit.sheet_key != CLIENTS.key and (code,) not in clients:
        return "Клиента с таким кодом в базе нет", "Проверьте код."
    if code in ground.merged:
        end = ground.merged[code]
        return f"Не принято: клиент {code} объединён с {end}", f"Внесите это в строку клиента {end} новой книги."
    if edit.is_new and (reason := key_fault(edit.sheet_key, edit.row_key)):
        return f"Строка не принята: {reason}", NEW_BOOK
    if edit.is_new and not current and (reason := _number_fault(edit, clients)):
        return f"Запись не принята: {reason}", CLEAR_NUMBER
    if _is_new_client(edit, ground) and edit.row_key in prospects:
        return "Новый клиент не принят: это № записи листа «Потенциальные клиенты»", OTHER_CODE
    number = ground.waiting.get((edit.sheet_key, edit.row_key))
    if edit.is_new and number is not None:
        return f"Запись ещё на согласовании (заявка № {number}): изменения не приняты", "Дождитесь решения."
    return None


def _number_fault(edit: RowEdit, clients: Known) -> str:
    """Return why no new record can have this number; "" for none.

    In some sheets the number of a prospect stands for the code of a client: one that is a code would open the client.
    """
    number = edit.row_key[0]
    if not BY_KEY[edit.sheet_key].has_row_ids or (is_row_number(number) and edit.row_key not in clients):
        return ""
    return f"«{number}» в «{ROW_ID_COLUMN.title}» — не номер, который ставит программа"


def _is_handed_over(edit: RowEdit, ground: Ground) -> bool:
    """Tell whether a row is about a client whom the sender led when his workbook was made."""
    code = edit.row_key[0] if edit.sheet_key == CLIENTS.key else client_in_key(edit) or edit.text("client_code")
    code = code or _cells(edit, ground).get("client_code", "")
    return bool(code) and ground.made.get((code,), {}).get("manager") == ground.person.manager


def _refuse_row(plan: Plan, edit: RowEdit, ground: Ground, message: str, remedy: str) -> None:
    sheet = BY_KEY[edit.sheet_key]
    plan.problems.append(
        Problem(
            f"{name_of(edit, ground)}: {message}",
            remedy,
            file=ground.file_name,
            sheet=sheet.title,
            column=", ".join(sheet[change.column_key].title for change in edit.changes[:5]),
        )
    )


def _is_new_client(edit: RowEdit, ground: Ground) -> bool:
    return edit.sheet_key == CLIENTS.key and edit.is_new and edit.row_key not in ground.current.get(CLIENTS.key, {})


def _open(plan: Plan, edit: RowEdit, ground: Ground) -> list[Change]:
    """Return the cells of a row that are to be stored, sound and settled; the rest is counted or becomes a problem."""
    current, left = _cells(edit, ground), []
    for change in edit.changes:
        try:
            settled = settle_change(_plain(change))
        except ValueError as reason:
            plan.problems.append(_problem(change, edit, ground, f"{reason}: не принято"))
            continue
        if settled.new == current.get(change.column_key):
            plan.count_known += 1
        elif is_ahead(settled, ground.today):
            plan.problems.append(_problem(change, edit, ground, "подтвердить можно не позже сегодня: не принято"))
        elif not is_listed(settled, ground.lists) and not _may_extend_lists(settled, ground):
            plan.problems.append(_problem(change, edit, ground, "значения нет на листе «Справочники»: не принято"))
        else:
            if _is_of_nobody(settled, edit, ground):
                text = "клиента с таким кодом в базе нет: принято"
                plan.problems.append(_problem(change, edit, ground, text, remedy="Проверьте код клиента."))
            if text := doubt(settled):
                plan.problems.append(_problem(change, edit, ground, text, Severity.NOTICE))
            left.append(settled)
    return left


def _is_of_nobody(change: Change, edit: RowEdit, ground: Ground) -> bool:
    """Tell whether a record names a client who is neither there nor asked for."""
    if change.column_key != "client_code" or not BY_KEY[edit.sheet_key].has_row_ids or not change.new:
        return False
    key = (change.new,)
    other = BY_KEY[edit.sheet_key][change.column_key].refers_to
    is_known = key in ground.current.get(CLIENTS.key, {}) or key in ground.newcomers
    is_known = is_known or (other, key) in ground.records or key in ground.current.get(other, {})
    return not is_known and not {(CLIENTS.key, key), (other, key)} & ground.waiting.keys()


def _plan_row(plan: Plan, edit: RowEdit, ground: Ground) -> None:
    """Send each cell of a row on its way; a new record of which any cell needs approval is asked for as a whole."""
    is_new = edit.is_new and not _cells(edit, ground)
    changes = _open(plan, edit, ground)
    if is_new and (refused := _refused_amounts(edit, changes)):
        _refuse_row(plan, edit, ground, f"Запись не принята целиком: не принято {', '.join(refused)}", FIX)
        return
    if not changes:
        return
    if is_new and BY_KEY[edit.sheet_key].has_row_ids:
        _plan_record(plan, edit, changes, ground)
        return
    if is_new:
        _name_stranger(plan, edit, changes, ground)
    for change in changes:
        _plan_cell(plan, edit, change, ground)


def _refused_amounts(edit: RowEdit, accepted: list[Change]) -> list[str]:
    """Return the refused amounts without which a new record would be another one: a stock without its −1 is a stock."""
    if edit.sheet_key != CLIENT_STOCK.key:
        return []
    taken = {change.column_key for change in accepted}
    columns = (
        CLIENT_STOCK[change.column_key] for change in edit.changes if change.new and change.column_key not in taken
    )
    return [column.title for column in columns if column.kind in NUMERIC]


def _plan_record(plan: Plan, edit: RowEdit, changes: list[Change], ground: Ground) -> None:
    _name_gaps(plan, edit, changes, ground)
    way = way_of(strictest([_class(change, ground) for change in changes]), ground.person)
    if way is Way.APPLY:
        plan.apply += changes
    elif way is Way.REQUEST:
        plan.asked.append(Asked(NEW_RECORD, tuple(changes)))
    else:
        _refuse_row(plan, edit, ground, f"Не принято: {HEAD_ONLY}", ASK_HEAD)


def _plan_cell(plan: Plan, edit: RowEdit, change: Change, ground: Ground) -> None:
    """Store a cell, ask for it, refuse it, or make it a conflict when its old value no longer holds."""
    way = way_of(_class(change, ground), ground.person)
    if way is Way.REFUSE:
        plan.problems.append(_problem(change, edit, ground, f"не принято: {HEAD_ONLY}", remedy=ASK_HEAD))
        return
    standing = _standing(change, ground)
    if change.old != standing:
        plan.conflicts.append(change)
        text = f"в базе уже «{standing or ''}» (при создании книги было «{change.old or ''}»): не изменено"
        plan.problems.append(_problem(change, edit, ground, text, remedy=NEW_BOOK))
    elif way is Way.REQUEST:
        plan.asked.append(Asked(CHANGE, (change,)))
    else:
        plan.apply.append(change)


def _plan_client(plan: Plan, edit: RowEdit, ground: Ground, doubles: tuple[str, str]) -> None:
    """Ask for a new client: mandatory parameters first, the cells of the head refused to others."""
    changes = []
    for change in _open(plan, edit, ground):
        if _is_refused(change, ground):
            plan.problems.append(_problem(change, edit, ground, f"не принято: {HEAD_ONLY}", remedy=ASK_HEAD))
        else:
            changes.append(change)
    missing = missing_parameters({change.column_key: change.new for change in changes}, ground.settings)
    if missing:
        text = f"Новый клиент не принят: не заполнено {', '.join(missing)}"
        _refuse_row(plan, edit, ground, text, "Заполните и отправьте книгу снова.")
        return
    shown, kept = doubles
    if shown:
        plan.problems.append(_problem(changes[0], edit, ground, shown, remedy="Проверьте, не тот же ли это клиент."))
    plan.asked.append(Asked(NEW_CLIENT, tuple(changes), kept))


def _plan_settings(plan: Plan, changes: list[Change], ground: Ground) -> None:
    """Judge typed thresholds together; a wrong one is refused, the others go on."""
    kept = ground.current.get(SETTINGS.key, {})
    now = {key[0]: cells.get("value") for key, cells in kept.items()}
    wanted = {change.row_key[0]: change.new for change in changes}
    accepted, refused = accept_settings(now, wanted)
    for change in changes:
        address, edit = change.row_key[0], RowEdit(SETTINGS.key, change.row_key, (change,))
        if address in accepted and accepted[address] == _standing(change, ground):
            plan.count_known += 1
        elif address in accepted:
            _plan_cell(plan, edit, change._replace(new=accepted[address]), ground)
        else:
            plan.problems.append(_problem(change, edit, ground, refused[change.row_key[0]]))


def _doubles(new_clients: list[RowEdit], ground: Ground) -> dict[str, tuple[str, str]]:
    """Return for each new client the clients that it may be, as a sentence to show and one to keep with the request."""
    if not new_clients:
        return {}
    new = [{key: edit.text(key) or None for key in OF_LIKENESS} for edit in new_clients]
    rows = [{**cells, "client_code": edit.row_key[0]} for cells, edit in zip(new, new_clients, strict=True)]
    cards = pd.concat([ground.cards, pd.DataFrame(rows, columns=list(ground.cards.columns), dtype=object)])
    codes = frozenset(edit.row_key[0] for edit in new_clients)
    found = like_new_clients(cards, ground.persons, codes, ground.merged, ground.settings.duplicates)
    shown: dict[str, list[str]] = {}
    kept: dict[str, list[str]] = {}
    for code, other, name, kind, evidence in found.itertuples(index=False, name=None):
        shown.setdefault(code, []).append(f"{other} «{name or ''}» ({evidence})")
        kept.setdefault(code, []).append(f"{other} «{name or ''}» ({kept_evidence(kind, evidence)})")
    return {code: (_said_double(shown[code]), _said_double(kept[code])) for code in shown}


def _name_doubles(plan: Plan, ground: Ground) -> None:
    """Name the cards of one ИНН and КПП among those of which a cell that tells it changes: METHOD section 7."""
    cells = [*plan.apply, *(change for asked in plan.asked if asked.kind == CHANGE for change in asked.changes)]
    now: dict[str, dict[str, str | None]] = {}
    for change in cells:
        if change.sheet_key == CLIENTS.key and change.column_key in TELLING:
            now.setdefault(change.row_key[0], {})[change.column_key] = change.new
    if not now:
        return
    keys = (*TELLING, "manager", "is_archived")
    current = ground.current[CLIENTS.key]
    rows = [{"client_code": row[0], **cells, **now.get(row[0], {})} for row, cells in current.items()]
    cards = pd.DataFrame(rows, columns=list(keys), dtype=object)
    cards["is_archived"] = cards["is_archived"] == YES
    person = ground.person
    manager = person.manager if person.role == MANAGER and not person.is_single else ""
    plan.problems += open_doubles(
        cards, ground.pairs, ground.merged, manager=manager, only=now, file_name=ground.file_name
    )


def _said_double(words: list[str]) -> str:
    return f"возможный дубль: {'; '.join(words)}"


def _name_gaps(plan: Plan, edit: RowEdit, changes: list[Change], ground: Ground) -> None:
    """Say which mandatory cells of a new record are empty; it is stored all the same."""
    sheet = BY_KEY[edit.sheet_key]
    filled = {change.column_key for change in changes if change.new}
    gaps = [column.title for column in sheet.typed if column.required and column.key not in filled]
    if gaps:
        text = f"{name_of(edit, ground)}: в новой записи не заполнено {', '.join(gaps)}: запись принята"
        plan.problems.append(Problem(text, "Дополните запись.", Severity.NOTICE, ground.file_name, sheet.title))


def _name_stranger(plan: Plan, edit: RowEdit, changes: list[Change], ground: Ground) -> None:
    """Point at a row of a manager or a channel that neither lists nor cards know; it is stored: sales may know him."""
    cards = ground.current.get(CLIENTS.key, {}).values()
    known = {
        "manager": {*ground.lists.get("managers", ()), *(card.get("manager", "") for card in cards)},
        "channel": {NO_CHANNEL, *ground.lists.get("channels", ()), *(card.get("channel", "") for card in cards)},
    }
    if name := stranger_in_key(edit.sheet_key, edit.row_key, known):
        text = f"«{name}» нет ни на листе «Справочники», ни в карточках: принято"
        remedy = "Если имя вписано с ошибкой, введите то же в строке, которую сделала программа."
        plan.problems.append(_problem(changes[0], edit, ground, text, Severity.NOTICE, remedy=remedy))


def _cells(edit: RowEdit, ground: Ground) -> Mapping[str, str]:
    return ground.current.get(edit.sheet_key, {}).get(edit.row_key, {})


def _standing(change: Change, ground: Ground) -> str | None:
    return ground.current.get(change.sheet_key, {}).get(change.row_key, {}).get(change.column_key)


def _class(change: Change, ground: Ground) -> ChangeClass:
    return class_of_field(change.sheet_key, change.column_key, ground.fields)


def _is_refused(change: Change, ground: Ground) -> bool:
    return way_of(_class(change, ground), ground.person) is Way.REFUSE


def _may_extend_lists(change: Change, ground: Ground) -> bool:
    """Tell whether a value new to a list may come into it: when whoever may change lists stores or approves it."""
    lists = strictest([class_of_field("lists", "value", ground.fields)])
    return way_of(_class(change, ground), ground.person) is not Way.APPLY or way_of(lists, ground.person) is Way.APPLY


def _plain(change: Change) -> Change:
    """Return a threshold in settled notation, the default for an emptied cell; other cells as they are."""
    if change.sheet_key != SETTINGS.key:
        return change
    return change._replace(new=plain_text(change.new) or default_texts().get(change.row_key[0]))


def _problem(
    change: Change,
    edit: RowEdit,
    ground: Ground,
    message: str,
    severity: Severity = Severity.WARNING,
    *,
    remedy: str = "",
) -> Problem:
    return cell_problem(change, name_of(edit, ground), message, remedy or FIX, file=ground.file_name, severity=severity)
