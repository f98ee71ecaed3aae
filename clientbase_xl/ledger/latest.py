"""Name, manager and channel of a client as its latest documents state them (METHOD section 1)."""

from __future__ import annotations

from typing import Any

import ibis

FIELDS = ("client_name", "manager", "channel")


def latest(known: Any) -> Any:
    """Return per client the last stated name, manager and channel, each from the latest line that states it.

    Latest by day, then by document number; where one document states two values, the last by alphabet. Lines of
    a warehouse have no order of their own, so their order must not matter.
    """
    keyed = known.mutate(document_no=ibis.coalesce(known.document, ""))
    documents = keyed.group_by(["client_code", "sold_on", "document_no"]).aggregate(
        **{field: keyed[field].max() for field in FIELDS}
    )
    ranks = {
        f"rank_{field}": ibis.row_number().over(
            ibis.window(
                group_by="client_code",
                order_by=[
                    documents[field].isnull().ifelse(1, 0),
                    ibis.desc(documents.sold_on),
                    ibis.desc(documents.document_no),
                ],
            )
        )
        for field in FIELDS
    }
    ranked = documents.mutate(**ranks)
    return ranked.group_by("client_code").aggregate(
        **{field: ranked[field].max(where=ranked[f"rank_{field}"] == 0) for field in FIELDS}
    )
