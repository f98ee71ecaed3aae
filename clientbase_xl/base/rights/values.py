"""What the database takes as a value at all, so that the program can read it back; which personal values may go."""

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.lists import LIST_TITLES

ERASING_ACT = "удаление персональных данных"
"""The source of an act that erases personal values (base/erase.py)."""
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What `str.strip` takes off a text; the last of them is the ideographic space, U+3000."""
_TOO_LARGE = 10**16
"""The bound of money; no other number of ours comes near it, and sums of what is larger are not numbers any more."""


def _array(words: tuple[str, ...]) -> str:
    return f"ARRAY[{', '.join(repr(word) for word in words)}]"


VALUES = (
    """
-- Tell whether a text is as the program writes it: not empty, nothing blank around it, lines that end as in a cell.
CREATE OR REPLACE FUNCTION @S.cb_is_plain(said text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT said <> '' AND said = btrim(said, '@blanks') AND strpos(said, chr(13) || chr(10)) = 0
$$;

-- What a table keeps (as JSON has it), in the one text that the program writes for it; none for what it cannot read:
-- infinities, years of other than four digits, numbers beyond those of money, with more than six places or with more
-- digits than a float has: the program reads them as one.
CREATE OR REPLACE FUNCTION @S.cb_canonical(kind text, kept text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CASE kind
    WHEN 'numeric' THEN
      RETURN CASE WHEN abs(kept::numeric) < @too_large AND round(kept::numeric, 6) = kept::numeric
        AND kept::float8::text::numeric = kept::numeric THEN trim_scale(kept::numeric)::text END;
    WHEN 'date' THEN RETURN CASE WHEN kept ~ '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' THEN kept END;
    WHEN 'timestamp' THEN
      RETURN CASE WHEN kept ~ '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9:.]+$'
        THEN @S.cb_moment(kept::timestamp, true) END;
    WHEN 'boolean' THEN RETURN CASE kept::boolean WHEN true THEN '@yes_word' ELSE '@no_word' END;
    WHEN 'letter' THEN RETURN CASE WHEN kept = ANY (@letters) THEN kept END;
    ELSE RETURN CASE WHEN @S.cb_is_plain(kept) THEN kept END;
  END CASE;
END $$;

-- Tell whether a text of the journal is what a table keeps; the usual value of a flag is no text.
CREATE OR REPLACE FUNCTION @S.cb_same(kind text, said text, kept text, usual text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF kept = usual THEN kept := NULL; END IF;
  IF said IS NULL OR kept IS NULL THEN RETURN said IS NULL AND kept IS NULL; END IF;
  RETURN said IS NOT DISTINCT FROM @S.cb_canonical(kind, kept);
END $$;

-- Tell whether the key of a new row is one that the program reads back. Codes that a head brings are those of sales.
CREATE OR REPLACE FUNCTION @S.cb_is_key(table_id oid, keys text[], held jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT bool_and(CASE a.atttypid
    WHEN 'text'::regtype THEN @S.cb_role() IS DISTINCT FROM '@manager_word' OR @S.cb_is_plain(held ->> a.attname)
    WHEN 'date'::regtype THEN @S.cb_canonical('date', held ->> a.attname) IS NOT NULL
    ELSE @S.cb_canonical('numeric', held ->> a.attname) IS NOT NULL END)
  FROM pg_attribute a WHERE a.attrelid = table_id AND a.attname::text = ANY (keys)
$$;

-- A new value of a list: of a list that there is, after the others. Beyond the last place nothing could follow it.
CREATE OR REPLACE FUNCTION @S.cb_check_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF @S.cb_is_owner() THEN RETURN NEW; END IF;
  IF NEW.list_key <> ALL (@list_keys) OR NEW.position IS DISTINCT FROM 1 + (
      SELECT coalesce(max(l.position), 0) FROM @S.lists l WHERE l.list_key = NEW.list_key) THEN
    PERFORM @S.cb_refuse('Значение справочника добавляют в конец одного из справочников программы.');
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS rights_place ON @S.lists;
CREATE TRIGGER rights_place BEFORE INSERT ON @S.lists FOR EACH ROW EXECUTE FUNCTION @S.cb_check_place();

-- A personal value that goes: at a person's request, which the journal notes in this transaction, and from the table
-- too. Without the last the base would hold a value that its journal does not know.
CREATE OR REPLACE FUNCTION @S.cb_check_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF @S.cb_is_owner() OR EXISTS (SELECT 1 FROM @S.personal_values p
      WHERE p.seq = OLD.seq AND p.number = OLD.number AND p.side = OLD.side) THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM @S.journal_logins l JOIN @S.journal j USING (seq)
      WHERE l.xid = pg_current_xact_id() AND j.source = '@erasing_source') THEN
    PERFORM @S.cb_refuse('Персональные данные стирают программой: clientbase person erase.');
  END IF;
  IF OLD.side = 'new' AND NOT EXISTS (
      SELECT 1 FROM @S.journal_changes c JOIN @S.journal_changes l USING (sheet_key, row_key, column_key)
      WHERE c.seq = OLD.seq AND c.number = OLD.number AND (l.seq, l.number) > (c.seq, c.number)) THEN
    PERFORM @S.cb_refuse('Персональное значение стёрто из журнала, а в таблице осталось.');
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS rights_erased ON @S.personal_values;
CREATE CONSTRAINT TRIGGER rights_erased AFTER DELETE ON @S.personal_values DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION @S.cb_check_erased();
""".replace("@blanks", _BLANKS)
    .replace("@too_large", str(_TOO_LARGE))
    .replace("@letters", _array(LETTERS))
    .replace("@erasing_source", ERASING_ACT)
    .replace("@list_keys", _array(tuple(LIST_TITLES)))
)
"""SQL of these checks; `cb_same` is asked by the triggers of `writing.py` for every cell that anybody changed."""
