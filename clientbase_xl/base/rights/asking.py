"""What a manager may ask to change: rows that he sees, and new ones of his clients (METHOD section 7)."""

from __future__ import annotations

from clientbase_xl.base.rights.names import key_match, literal, quoted
from clientbase_xl.base.rights.reading import ANY, seen_by_manager
from clientbase_xl.base.tables import FROZEN, GOVERNED, TABLES
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.model import Sheet

NEVER_ASKED = ("users", "discount_verdicts", "export_layouts", "products", *sorted(FROZEN))
"""Sheets about which nobody asks: people and what the program or its import keeps, and acts, which are signed."""
_CLIENT = "client_code"


def asking_sql() -> str:
    """Return the function that tells whether a request is about a row that the manager who asks does not see.

    Whoever decides is told what stands in the base: a request about a foreign row would be a question about it. A card
    that nobody leads may be asked for: it is left over from an import that was taken back.
    """
    legs = "\n".join(f"    WHEN {literal(key)} THEN\n{_leg(sheet)}" for key, sheet in GOVERNED.items())
    return f"""
CREATE OR REPLACE FUNCTION @S.cb_asks_foreign(asked_sheet text, asked_key text, asked_column text, asked_new text)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  asked_code text;
  is_hidden boolean := false;
BEGIN
  CASE asked_sheet
{legs}
    ELSE RETURN true;
  END CASE;
  IF is_hidden THEN RETURN true; END IF;
  RETURN EXISTS (SELECT 1 FROM @S.clients c WHERE c.client_code = asked_code AND c.manager <> @S.cb_manager())
    OR (asked_sheet <> {literal(CLIENTS.key)}
        AND NOT EXISTS (SELECT 1 FROM @S.clients c WHERE c.client_code = asked_code)
        AND EXISTS (SELECT 1 FROM @S.prospects p WHERE p.row_id = asked_code AND p.manager <> @S.cb_manager()));
END $$;
REVOKE EXECUTE ON FUNCTION @S.cb_asks_foreign(text, text, text, text) FROM PUBLIC"""


def _leg(sheet: Sheet) -> str:
    """Return the statements for one sheet: whether the row is there and not seen, and the client it is about."""
    lines = []
    if sheet is CLIENTS:
        lines.append("asked_code := asked_key::jsonb ->> 0;")
    elif _CLIENT in sheet.key_columns:
        lines.append(f"asked_code := asked_key::jsonb ->> {sheet.key_columns.index(_CLIENT)};")
    elif sheet is not COST_CUTS:  # whom a cut concerns is no owner of it
        lines.append(f"IF asked_column = {literal(_CLIENT)} THEN asked_code := asked_new; END IF;")
    seen = seen_by_manager(TABLES[sheet.key])
    if sheet is CLIENTS:
        seen = f"{seen} OR manager IS NULL"
    if seen != ANY:
        lines.append(
            f"SELECT EXISTS (SELECT 1 FROM (SELECT asked_key AS row_key) c JOIN @S.{quoted(sheet.key)} t "
            f"ON {key_match(sheet)} WHERE ({seen}) IS NOT TRUE) INTO is_hidden;"
        )
    return "\n".join(f"      {line}" for line in lines or ["NULL;"])
