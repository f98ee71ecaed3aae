"""Row-level security: which rows of each table a manager's login sees and may write, derived from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, META, PERSONAL_VALUES, REQUESTS_TABLE, SNAPSHOTS
from clientbase_xl.base.rights.names import key_text, quoted
from clientbase_xl.base.tables import CLIENT_IMPORTS, GOVERNED, METADATA, PROBLEMS_TABLE, governed_columns
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS, MERGE
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.requests import CONFLICT, REQUESTS, WAITING
from clientbase_xl.schemas.users import USERS

ME = "(SELECT @S.cb_manager())"
LOGIN = "(SELECT @S.cb_login())"
OWN_CODE = "client_code IN (SELECT @S.cb_own_codes())"
ANY, NONE = "true", "false"
VERDICTS = "discount_verdicts"
_OPEN = ("imports", "import_undos", META.name)
"""Tables beside the governed ones in which no client is named."""
_OPEN_SHEETS = (
    *("settings", "lists", "products", "export_layouts", "sales_channels", "activity_matrix", "programme_terms"),
    *("sales_types", "diagnosis", "reconciliation_acts", "vacations", "fbs_functions", "fbs_employees", "fbs_roles"),
)
"""Sheets of the whole department, in which no client is named. A sheet that a new step brings is shut until said."""


def seen_by_manager(table: Table) -> str:
    """Return the condition under which a manager's login sees a row of a table; `NONE` for a table it never sees.

    METHOD sections 5 and 7: his clients are those whose card names him. A row about a client goes with the client,
    a record of no known client with whom it names, else with who made it. A table without clients or managers
    (settings, lists, products, roles of FBS) is everybody's to read where it is named here, else nobody's.
    """
    if table.name in GOVERNED:
        return _of_sheet(GOVERNED[table.name])
    known = {
        JOURNAL.name: f'"by" = {LOGIN} OR EXISTS (SELECT 1 FROM @S.journal_changes c WHERE c.seq = journal.seq)',
        JOURNAL_CHANGES.name: _of_changes(),
        PERSONAL_VALUES.name: "EXISTS (SELECT 1 FROM @S.journal_changes c "
        "WHERE c.seq = personal_values.seq AND c.number = personal_values.number)",
        REQUESTS_TABLE.name: f"submitted_by = {LOGIN}",
        SNAPSHOTS.name: f"taken_by = {LOGIN}",
        CLIENT_IMPORTS.name: OWN_CODE,
        PROBLEMS_TABLE.name: NONE,  # a message may quote a line of anybody's client
        **dict.fromkeys(_OPEN, ANY),
    }
    return known.get(table.name, NONE)


def _of_sheet(sheet: Sheet) -> str:
    keys = {column.key for column in governed_columns(sheet)}
    has_stray = f" OR row_id IN (SELECT @S.cb_strays('{sheet.key}'))" if sheet.has_row_ids else ""
    if sheet is USERS:
        return f"name = {LOGIN}"
    if sheet is CLIENTS:
        return f"manager = {ME}"
    if sheet.key == VERDICTS:
        return "row_id IN (SELECT d.row_id FROM @S.discounts d)"
    if sheet is COST_CUTS:  # whom a cut concerns is no owner of it
        return f"client_code IS NULL OR {OWN_CODE}{has_stray}"
    if sheet.key == "prospects":
        return f"manager = {ME}{has_stray}"
    if "client_code" in keys:
        return f"{OWN_CODE}{has_stray}"
    if "manager" in keys:
        return f"manager = {ME}{has_stray}"
    if sheet is CLIENT_PAIRS:
        own = "first_code IN (SELECT @S.cb_own_codes()) AND second_code IN (SELECT @S.cb_own_codes())"
        return f"({own}) OR (decision = '{MERGE}' AND first_code IN (SELECT @S.cb_merged_codes()))"
    return ANY if sheet.key in _OPEN_SHEETS else NONE


def written_by_manager(table: Table) -> str:
    """Return the condition that a row must meet after a manager's login has written it."""
    if table.name == REQUESTS_TABLE.name:
        return REQUEST_CHECK
    if table.name in (JOURNAL.name, JOURNAL_CHANGES.name, PERSONAL_VALUES.name):
        return JOURNAL_CHECKS[table.name]
    sheet = GOVERNED.get(table.name)
    if sheet is None or not sheet.has_row_ids:
        return seen_by_manager(table)
    keys = {column.key for column in governed_columns(sheet)}
    if "manager" in keys and (sheet.key == "prospects" or "client_code" not in keys):
        return f"manager IS NULL OR manager = {ME}"
    if "client_code" not in keys:
        return seen_by_manager(table)
    stray = "client_code IS NULL OR @S.cb_is_unknown(client_code)"
    if "manager" in keys and sheet is not COST_CUTS:
        stray = f"({stray}) AND (manager IS NULL OR manager = {ME})"
    return f"{OWN_CODE} OR ({stray})"


def _of_changes() -> str:
    """Return which changes of the journal a manager sees: of the rows that he sees, and of those that were his once."""
    legs = [
        f"WHEN '{key}' THEN {ANY if seen == ANY else f'row_key IN (SELECT {key_text(sheet)} FROM @S.{quoted(key)})'}"
        for key, sheet in GOVERNED.items()
        for seen in (_of_sheet(sheet),)
    ]
    legs.append("WHEN 'imports' THEN true")
    legs.append(f"WHEN '{REQUESTS.key}' THEN row_key IN (SELECT '[\"' || r.request_id || '\"]' FROM @S.requests r)")
    former = (
        "((sheet_key, row_key) IN (SELECT f.sheet_key, f.row_key FROM @S.cb_former() f) AND seq <= "
        "(SELECT max(f.until) FROM @S.cb_former() f "
        "WHERE f.sheet_key = journal_changes.sheet_key AND f.row_key = journal_changes.row_key))"
    )
    return f"CASE sheet_key {' '.join(legs)} ELSE false END OR {former}"


REQUEST_CHECK = f"""
submitted_by = {LOGIN}
AND ((status = '{WAITING}' AND decided_by IS NULL AND decided_at IS NULL AND decision_reason IS NULL)
  OR (status = '{CONFLICT}' AND decided_by = {LOGIN} AND decided_at = submitted_at))
AND request_id > 0 AND group_id <= request_id
AND abs(extract(epoch FROM (clock_timestamp() AT TIME ZONE 'UTC') - submitted_at)) <= 3600
"""
JOURNAL_CHECKS = {
    JOURNAL.name: "seq = 1 + (SELECT h.seq FROM @S.cb_head(NULL, NULL) h)",
    # An act once written whole has all its numbers: nobody adds a change to it later.
    JOURNAL_CHANGES.name: "number BETWEEN 1 AND @S.cb_count_changes(seq)",
    PERSONAL_VALUES.name: "EXISTS (SELECT 1 FROM @S.journal_changes c WHERE c.seq = personal_values.seq "
    "AND c.number = personal_values.number AND "
    "CASE side WHEN 'old' THEN c.old_digest WHEN 'new' THEN c.new_digest END "
    "= encode(sha256(convert_to(salt || chr(31) || value, 'UTF8')), 'hex'))",
}


def policies() -> Iterator[str]:
    """Yield the statements that put every table of the base under row-level security; they may be repeated."""
    for table in METADATA.sorted_tables:
        name = quoted(table.name)
        yield f"ALTER TABLE @S.{name} ENABLE ROW LEVEL SECURITY"
        for policy in ("manager_sees", "manager_inserts", "manager_changes", "manager_removes", "deciders", "appends"):
            yield f"DROP POLICY IF EXISTS {policy} ON @S.{name}"
        seen, written = seen_by_manager(table), written_by_manager(table)
        yield f"CREATE POLICY manager_sees ON @S.{name} FOR SELECT TO @manager USING ({seen})"
        yield f"CREATE POLICY manager_inserts ON @S.{name} FOR INSERT TO @manager WITH CHECK ({written})"
        yield (
            f"CREATE POLICY manager_changes ON @S.{name} FOR UPDATE TO @manager USING ({seen}) WITH CHECK ({written})"
        )
        yield f"CREATE POLICY manager_removes ON @S.{name} FOR DELETE TO @manager USING ({seen})"
        if table.name in (REQUESTS_TABLE.name, *JOURNAL_CHECKS):
            for verb in ("SELECT", "UPDATE", "DELETE"):
                yield f"DROP POLICY IF EXISTS deciders_{verb.lower()} ON @S.{name}"
                yield f"CREATE POLICY deciders_{verb.lower()} ON @S.{name} FOR {verb} TO @head, @admin USING (true)"
            yield f"CREATE POLICY appends ON @S.{name} FOR INSERT TO @head, @admin WITH CHECK ({written})"
        else:
            yield f"CREATE POLICY deciders ON @S.{name} TO @head, @admin USING (true) WITH CHECK (true)"
