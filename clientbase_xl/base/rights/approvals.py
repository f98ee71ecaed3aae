"""What an entry may say of its own origin, and what a head changes only by somebody else's request (METHOD 7)."""

from clientbase_xl.rules.merged_card import ADDED

SENT, FILE, PAIRS, ACT, ALARMS, ERASURE = (
    "отправка книги",
    "импорт",
    "дубли",
    "сверка",
    "мониторинг",
    "удаление персональных данных",
)
"""Sources of entries, as the modules that write them call them: of these some lie above, so a test compares them."""
CHANGED = (*ADDED, "comment", "is_archived")
"""Filled cells of the cards that a merge changes."""
UNASKED = (
    *("users", "settings", "products", "export_layouts", "discount_verdicts", "client_pairs"),
    *("reconciliation_acts", "reconciliation_figures", "reconciled_prospects"),
)
"""Sheets about which nobody asks: the program writes them, or the head alone decides."""

APPROVALS = f"""
-- Whether a manager's program writes entries of this source, about what it changes so.
CREATE OR REPLACE FUNCTION @S.cb_is_usual_source(act integer, source text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT source ~ '^{SENT}( [0-9a-f]{{8}})?$' OR source = '{FILE}' OR NOT EXISTS (
    SELECT 1 FROM @S.journal_changes c WHERE c.seq = act AND NOT CASE
      WHEN source IN ('{PAIRS}', '{ACT}') THEN c.sheet_key = 'requests'
      WHEN source = '{ALARMS}' THEN c.sheet_key IN ('tasks', 'lists')
      ELSE false END)
$$;

-- The first cell of an act that needs an approval and has none; a head's own word is none. Beside approved requests
-- the program changes such cells by a file, a merge of two cards, an erasure, and when an alarm opens a task.
CREATE OR REPLACE FUNCTION @S.cb_unapproved(act integer, source text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH asked AS MATERIALIZED (
    SELECT k.sheet_key, k.column_key FROM (
      SELECT DISTINCT d.sheet_key, d.column_key FROM @S.journal_changes d
      WHERE d.seq = act AND d.sheet_key NOT IN ('requests', 'imports', {", ".join(f"'{key}'" for key in UNASKED)})
        AND NOT (source = '{FILE}' AND d.sheet_key = 'clients')
    ) k
    -- Who sets the category says whether it is preliminary: a consequence, never asked for.
    WHERE k.column_key <> 'is_category_preliminary' AND lower(@S.cb_class(k.sheet_key, k.column_key)) = '@approval_word'
  ), granted AS MATERIALIZED (
    SELECT g.* FROM @S.requests r JOIN @S.requests g ON g.group_id = r.group_id
    WHERE source = '@request_source' AND r.status = '@approved_word' AND r.decided_by = session_user::text
      AND EXISTS (SELECT 1 FROM @S.journal_changes n WHERE n.seq = act AND n.sheet_key = 'requests'
        AND n.row_key = '["' || r.request_id || '"]' AND n.column_key = 'decision')
  ), merged AS MATERIALIZED (
    SELECT part, p.old = '@merge_word' AS is_back
    FROM @S.journal_changes p, jsonb_array_elements_text(p.row_key::jsonb) part
    WHERE p.seq = act AND p.sheet_key = 'client_pairs' AND p.column_key = 'decision' AND '@merge_word' IN (p.old, p.new)
  )
  SELECT min(c.row_key || ' ' || c.column_key) FROM asked a
  JOIN @S.journal_changes c ON c.seq = act AND c.sheet_key = a.sheet_key AND c.column_key = a.column_key
  WHERE NOT EXISTS (SELECT 1 FROM granted g WHERE g.sheet_key = c.sheet_key AND g.row_key = c.row_key AND (
      (g.column_key = c.column_key AND g.new IS NOT DISTINCT FROM coalesce(c.new, (
        SELECT p.value FROM @S.personal_values p WHERE p.seq = act AND p.number = c.number AND p.side = 'new')))
      -- A card left over from undone imports starts without its cells.
      OR (g.sheet_key = 'clients' AND g.column_key = 'client_code' AND c.new IS NULL AND c.new_digest IS NULL)))
    -- A card that stays takes what it lacks; taken back, it is emptied again. The rest is of what both have.
    AND NOT EXISTS (SELECT 1 FROM merged m
      WHERE m.part IN (SELECT jsonb_array_elements_text(c.row_key::jsonb)) AND (
        c.sheet_key <> 'clients' OR c.column_key IN ({", ".join(f"'{key}'" for key in CHANGED)})
        OR (c.old IS NULL AND c.old_digest IS NULL) OR (m.is_back AND c.new IS NULL AND c.new_digest IS NULL)))
    AND NOT (source = '{ERASURE}' AND c.old_digest IS NOT NULL AND c.new_digest IS NULL)
    AND NOT (source = '{ALARMS}' AND c.sheet_key = 'tasks' AND c.old IS NULL AND c.row_key LIKE '["м-%')
    AND NOT (c.sheet_key = 'lists' AND c.old IS NULL)
$$;
"""
"""`@S` stands for the schema of the base; the words of the catalogue are filled in by `install.py`."""
