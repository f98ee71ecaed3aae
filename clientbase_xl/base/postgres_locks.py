"""The locks of a server's base: the one that its writers take, and who keeps others from the base with his."""

from __future__ import annotations

from dataclasses import dataclass

WRITE_LOCK = 0x43424C58
"""The advisory lock that every writer of a base takes first: one writer at a time, one who makes or upgrades it."""
ASK_SECONDS = 5
_HOLDERS = f"""
SELECT DISTINCT a.usename::text, a.pid
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.granted AND a.pid <> pg_backend_pid() AND a.usename IS NOT NULL
  AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
  AND ((l.locktype = 'advisory' AND l.classid = 0 AND l.objid = {WRITE_LOCK})
    OR (l.locktype = 'relation'
        AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')))
ORDER BY 2
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A login whose open transaction others wait for, and the number of its session on the server."""

    login: str
    session: int


def who_holds(address: str) -> list[Holder]:
    """Return who holds a lock that keeps others from a base now; empty where nobody does or the server does not say.

    Any login may ask: names and sessions are shown to all, what they do is not.
    """
    import psycopg

    try:
        with psycopg.connect(
            address, autocommit=True, client_encoding="utf8", connect_timeout=ASK_SECONDS, application_name="clientbase"
        ) as asking:
            return [Holder(str(login), int(session)) for login, session in asking.execute(_HOLDERS).fetchall()]
    except psycopg.Error:
        return []
