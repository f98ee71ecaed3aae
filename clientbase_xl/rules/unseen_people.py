"""Managers of «Справочники» whom nothing but a typed cell knows: a slip of the hand joins the list silently.

METHOD section 0: an unknown manager is named, never repaired; who may change lists extends them by typing (section 7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from clientbase_xl.problems import RecordProblem, Severity
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.record_cells import is_filled
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.discounts import DISCOUNTS
from clientbase_xl.schemas.prospects import PROSPECTS

_CELLS = ((PROSPECTS, "manager"), (PROSPECTS, "responsible"), (DISCOUNTS, "manager"), (AGREEMENTS, "responsible"))
_REMEDY = "Опечатка — выберите имя из списка, лишнее удалите из «Справочники»; новый сотрудник — менять нечего."


def unseen_people(
    records: Mapping[str, pd.DataFrame], listed: Collection[str], seen: Collection[str]
) -> tuple[RecordProblem, ...]:
    """Return a notice for every cell with a manager who is listed and has no card, no sale and no login.

    METHOD section 0. In: stored rows by sheet key, the managers of «Справочники», everybody whom the base knows besides
    that list. Names are compared without case, spaces and ё. Who is not listed either is the finding of the sheet's own
    checks.
    """
    known = {name_key(name) for name in seen}
    strangers = {name for name in listed if name_key(name) not in known}
    return tuple(_notices(records, strangers)) if strangers else ()


def _notices(records: Mapping[str, pd.DataFrame], strangers: Collection[str]) -> Iterator[RecordProblem]:
    for sheet, key in _CELLS:
        table = records[sheet.key]
        names = as_text(table[key])
        for row in table.assign(found=names)[names.isin(strangers)].to_dict("records"):
            yield RecordProblem(
                f"«{row['found']}» есть только в «Справочники»: ни клиентов, ни продаж, ни пользователя с таким именем",
                _REMEDY,
                Severity.NOTICE,
                sheet=sheet.title,
                column=sheet[key].title,
                value=row["found"],
                record=(str(row["row_id"]),),
                client_code=str(row["client_code"]) if is_filled(row["client_code"]) else "",
            )
