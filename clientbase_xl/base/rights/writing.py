"""Triggers: what stands in a governed table is what the journal says, in the same transaction, and by whose right."""

KEPT = """
CREATE TABLE IF NOT EXISTS @S.rights_fields (
  sheet_key text, column_key text, kind text NOT NULL, change_class text NOT NULL, is_personal boolean NOT NULL,
  usual text, PRIMARY KEY (sheet_key, column_key));
CREATE TABLE IF NOT EXISTS @S.rights_sheets (
  sheet_key text PRIMARY KEY, keys text[] NOT NULL, key_match text NOT NULL, has_client boolean NOT NULL,
  has_manager boolean NOT NULL);
CREATE TABLE IF NOT EXISTS @S.rights_groups (role text PRIMARY KEY, group_name text NOT NULL);
CREATE TABLE IF NOT EXISTS @S.journal_logins (
  seq integer PRIMARY KEY, xid xid8 NOT NULL, login text NOT NULL, written_at timestamptz NOT NULL);
CREATE INDEX IF NOT EXISTS ix_journal_logins_xid ON @S.journal_logins (xid);
CREATE INDEX IF NOT EXISTS ix_journal_changes_people ON @S.journal_changes (column_key, new)
  WHERE column_key IN ('manager', 'client_code');
"""
"""The catalogue for the triggers, and which login wrote which act in which transaction. Nobody is granted these."""

# `is_personal` is true of all erasable fields: free texts, which earlier programs journalled plainly, are among them.
TRIGGERS = """
CREATE OR REPLACE FUNCTION @S.cb_refuse(why text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RAISE EXCEPTION '%', why USING ERRCODE = '@refused_code'; END $$;

CREATE OR REPLACE FUNCTION @S.cb_sha256(content text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT encode(sha256(convert_to(content, 'UTF8')), 'hex') $$;

CREATE OR REPLACE FUNCTION @S.cb_json(content text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT coalesce(to_json(content)::text, 'null') $$;

-- Moments as Python writes them: with T always six digits, with a blank none for whole seconds.
CREATE OR REPLACE FUNCTION @S.cb_moment(at timestamp, is_plain boolean) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN NOT is_plain THEN to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US')
    WHEN date_trunc('second', at) = at THEN to_char(at, 'YYYY-MM-DD HH24:MI:SS')
    ELSE to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') END
$$;

CREATE OR REPLACE FUNCTION @S.cb_class(sheet text, field text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT nullif(btrim(s.value), '') FROM @S.settings s
                   WHERE s.address = 'fields.' || sheet || '.' || field),
                  (SELECT f.change_class FROM @S.rights_fields f
                   WHERE f.sheet_key = sheet AND f.column_key = field))
$$;

CREATE OR REPLACE FUNCTION @S.cb_note_login() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO @S.journal_logins VALUES (NEW.seq, pg_current_xact_id(), session_user, clock_timestamp())
  ON CONFLICT (seq) DO UPDATE SET xid = excluded.xid, login = excluded.login, written_at = excluded.written_at;
  RETURN NULL;
END $$;

-- An act at the end of its transaction: in the chain, of this login, of this hour, about what the tables now hold.
CREATE OR REPLACE FUNCTION @S.cb_check_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET extra_float_digits = 1 AS $$
DECLARE
  before text;
  digest text;
  counted integer;
  sheet text;
  kept @S.rights_sheets;
  wrong text;
  is_manager boolean := @S.cb_role() IS NOT DISTINCT FROM '@manager_word';
BEGIN
  IF @S.cb_is_owner() THEN RETURN NULL; END IF;
  SELECT j.hash INTO before FROM @S.journal j WHERE j.seq = NEW.seq - 1;
  IF before IS DISTINCT FROM NEW.prev_hash THEN
    PERFORM @S.cb_refuse('Запись журнала не продолжает предыдущую.');
  END IF;
  SELECT count(*), @S.cb_sha256('[' || coalesce(string_agg(
      '[' || @S.cb_json(c.sheet_key) || ',' || @S.cb_json(c.row_key) || ',' || @S.cb_json(c.column_key) || ','
      || @S.cb_json(c.old) || ',' || @S.cb_json(c.new) || ',' || @S.cb_json(c.old_digest) || ','
      || @S.cb_json(c.new_digest) || ']', ',' ORDER BY c.number), '') || ']')
    INTO counted, digest FROM @S.journal_changes c WHERE c.seq = NEW.seq;
  IF counted <> NEW.count_changes OR digest <> NEW.changes_sha256 OR NEW.hash <> @S.cb_sha256(
      '[' || @S.cb_json(NEW.prev_hash) || ',' || NEW.seq || ',' || @S.cb_json(@S.cb_moment(NEW.at, false)) || ','
      || @S.cb_json(NEW."by") || ',' || @S.cb_json(NEW.source) || ',' || @S.cb_json(NEW.reason) || ','
      || coalesce(NEW.request_id::text, 'null') || ',' || NEW.count_changes || ',' || @S.cb_json(digest) || ']') THEN
    PERFORM @S.cb_refuse('Отпечаток записи журнала не сходится с её изменениями.');
  END IF;
  -- A head's import may take long; a manager's act never, and nobody backdates it much.
  IF abs(extract(epoch FROM (clock_timestamp() AT TIME ZONE 'UTC') - NEW.at))
      > (CASE WHEN is_manager THEN 600 ELSE 3600 END) THEN
    PERFORM @S.cb_refuse(format('Время записи журнала не сходится с часами сервера больше чем на %s: '
      'проверьте часы и часовой пояс компьютера.', CASE WHEN is_manager THEN '10 минут' ELSE 'час' END));
  END IF;
  IF is_manager AND NOT @S.cb_is_usual_source(NEW.seq, NEW.source) THEN
    PERFORM @S.cb_refuse(format('Менеджер не пишет в журнал под именем «%s».', NEW.source));
  END IF;
  -- What carries out a request is the decider's: an entry that looks like it would stand in the way of the true one.
  IF is_manager AND (NEW.request_id IS NOT NULL OR NEW.source = '@request_source') THEN
    PERFORM @S.cb_refuse('Заявку выполняет тот, кто её утвердил.');
  END IF;
  IF NEW."by" <> session_user::text AND (is_manager OR NOT EXISTS (
      SELECT 1 FROM @S.requests r WHERE r.request_id = NEW.request_id AND NEW.source = '@request_source'
      AND r.submitted_by = NEW."by" AND r.status = '@approved_word' AND r.decided_by = session_user::text
      AND NOT EXISTS (SELECT 1 FROM @S.journal j WHERE j.request_id = NEW.request_id AND j.source = NEW.source
                      AND j.seq < NEW.seq))) THEN
    PERFORM @S.cb_refuse('Запись журнала от чужого имени.');
  END IF;
  IF NOT is_manager THEN
    wrong := @S.cb_unapproved(NEW.seq, NEW.source);
    IF wrong IS NOT NULL THEN
      PERFORM @S.cb_refuse(format('Это меняют по заявке, которую утверждает другой человек: %s.', wrong));
    END IF;
  END IF;
  FOR sheet IN SELECT DISTINCT c.sheet_key FROM @S.journal_changes c WHERE c.seq = NEW.seq LOOP
    IF sheet = 'requests' THEN
      PERFORM @S.cb_check_noted(NEW.seq);
      CONTINUE;
    ELSIF sheet = 'imports' AND NOT is_manager THEN
      CONTINUE;
    END IF;
    SELECT * INTO kept FROM @S.rights_sheets s WHERE s.sheet_key = sheet;
    IF NOT FOUND THEN PERFORM @S.cb_refuse(format('О листе «%s» запись журнала не делают.', sheet)); END IF;
    IF is_manager THEN
      SELECT min(c.column_key) INTO wrong FROM @S.journal_changes c
      WHERE c.seq = NEW.seq AND c.sheet_key = sheet AND NOT lower(@S.cb_class(sheet, c.column_key)) = ANY (@free_words);
      IF wrong IS NOT NULL THEN
        PERFORM @S.cb_refuse(format('Поле «%s» листа «%s» меняют заявкой, не сразу.', wrong, sheet));
      END IF;
    END IF;
    EXECUTE format($q$
      SELECT min(c.row_key || ' ' || c.column_key) FROM @S.journal_changes c
      LEFT JOIN @S.rights_fields f ON f.sheet_key = c.sheet_key AND f.column_key = c.column_key
      LEFT JOIN @S.personal_values p ON p.seq = c.seq AND p.number = c.number AND p.side = 'new'
      LEFT JOIN @S.personal_values o ON o.seq = c.seq AND o.number = c.number AND o.side = 'old'
      LEFT JOIN @S.%I t ON %s
      LEFT JOIN LATERAL (
        SELECT b.seq, b.new, b.new_digest, (SELECT h.value FROM @S.personal_values h
          WHERE h.seq = b.seq AND h.number = b.number AND h.side = 'new') AS held FROM @S.journal_changes b
        WHERE b.sheet_key = c.sheet_key AND b.row_key = c.row_key AND b.column_key = c.column_key
        AND (b.seq, b.number) < (c.seq, c.number) ORDER BY b.seq DESC, b.number DESC LIMIT 1) b ON true
      WHERE c.seq = $1 AND c.sheet_key = $2 AND (
        f.kind IS NULL
        -- Each cell once and really changed: then row-level security has judged every change of a manager's act.
        OR ($4 AND (
          EXISTS (SELECT 1 FROM @S.journal_changes d WHERE d.sheet_key = c.sheet_key AND d.row_key = c.row_key
            AND d.column_key = c.column_key AND d.seq IN (SELECT @S.cb_unproven())
            AND (d.seq, d.number) <> (c.seq, c.number))
          OR CASE WHEN f.is_personal THEN coalesce(b.new, b.held) IS NOT DISTINCT FROM to_jsonb(t) ->> c.column_key
            WHEN f.kind = 'text' THEN c.old IS NOT DISTINCT FROM to_jsonb(t) ->> c.column_key
            ELSE @S.cb_same(f.kind, c.old, to_jsonb(t) ->> c.column_key, f.usual) END))
        OR c.row_key <> (SELECT '[' || string_agg(to_json(e.part)::text, ',' ORDER BY e.place) || ']'
                         FROM jsonb_array_elements_text(c.row_key::jsonb) WITH ORDINALITY e(part, place))
        OR jsonb_array_length(c.row_key::jsonb) <> $3
        OR (f.is_personal AND (c.old IS NOT NULL OR c.new IS NOT NULL
            OR (c.new_digest IS NULL) <> (p.value IS NULL)
            OR (c.old_digest IS NULL) <> (b.new_digest IS NULL AND b.new IS NULL)
            -- What this very act erases is gone from both sides already: only a decider may.
            OR CASE WHEN o.value IS NULL THEN c.old_digest IS NOT NULL AND $4
               ELSE o.value IS DISTINCT FROM coalesce(b.new, b.held) END))
        OR (NOT f.is_personal AND (c.old_digest IS NOT NULL OR c.new_digest IS NOT NULL
            OR (c.sheet_key <> 'settings' AND c.old IS DISTINCT FROM b.new)))
        OR (NOT EXISTS (SELECT 1 FROM @S.journal_changes l WHERE l.sheet_key = c.sheet_key
              AND l.row_key = c.row_key AND l.column_key = c.column_key AND (l.seq, l.number) > (c.seq, c.number))
            AND CASE WHEN f.kind = 'text' AND NOT f.is_personal
                THEN c.new IS DISTINCT FROM to_jsonb(t) ->> c.column_key OR NOT @S.cb_is_plain(c.new)
                ELSE NOT @S.cb_same(f.kind, CASE WHEN f.is_personal THEN p.value ELSE c.new END,
                                    to_jsonb(t) ->> c.column_key, f.usual) END))
      $q$, sheet, kept.key_match) INTO wrong USING NEW.seq, sheet, cardinality(kept.keys), is_manager;
    IF wrong IS NOT NULL THEN
      PERFORM @S.cb_refuse(format('Журнал говорит не то, что в таблице: лист «%s», %s.', sheet, wrong));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- A row at the end of its transaction: whatever was changed in it, the journal says so, in this transaction.
CREATE OR REPLACE FUNCTION @S.cb_check_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET extra_float_digits = 1 AS $$
DECLARE
  sheet text := TG_TABLE_NAME;
  kept @S.rights_sheets;
  field @S.rights_fields;
  was jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END;
  now jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}'::jsonb ELSE to_jsonb(NEW) END;
  stands jsonb;
  row_text text;
  acts integer[];
  said record;
BEGIN
  IF @S.cb_is_owner() THEN RETURN NULL; END IF;
  SELECT * INTO kept FROM @S.rights_sheets s WHERE s.sheet_key = sheet;
  SELECT '[' || string_agg(to_json(CASE TG_OP WHEN 'DELETE' THEN was ELSE now END ->> k.key)::text, ','
    ORDER BY k.place) || ']' INTO row_text FROM unnest(kept.keys) WITH ORDINALITY k(key, place);
  SELECT array_agg(l.seq) INTO acts FROM @S.journal_logins l WHERE l.xid = pg_current_xact_id();
  IF TG_OP <> 'UPDATE' AND NOT EXISTS (
      SELECT 1 FROM @S.journal_changes c WHERE c.sheet_key = sheet AND c.row_key = row_text AND c.seq = ANY (acts)) THEN
    PERFORM @S.cb_refuse(format('Строка листа «%s» изменена в обход журнала: %s.', sheet, row_text));
  END IF;
  IF TG_OP = 'INSERT' AND NOT @S.cb_is_key(TG_RELID, kept.keys, now) THEN
    PERFORM @S.cb_refuse(format('Ключ строки листа «%s» программа так не пишет: %s.', sheet, row_text));
  END IF;
  EXECUTE format('SELECT to_jsonb(t) FROM (SELECT $1 AS row_key) c JOIN @S.%I t ON %s', sheet, kept.key_match)
    INTO stands USING row_text;
  FOR field IN SELECT * FROM @S.rights_fields f WHERE f.sheet_key = sheet LOOP
    CONTINUE WHEN nullif(was ->> field.column_key, field.usual)
      IS NOT DISTINCT FROM nullif(now ->> field.column_key, field.usual);
    SELECT c.seq, CASE WHEN field.is_personal THEN p.value ELSE c.new END AS text INTO said
    FROM @S.journal_changes c
    LEFT JOIN @S.personal_values p ON p.seq = c.seq AND p.number = c.number AND p.side = 'new'
    WHERE c.sheet_key = sheet AND c.row_key = row_text AND c.column_key = field.column_key
    ORDER BY c.seq DESC, c.number DESC LIMIT 1;
    IF NOT FOUND OR acts IS NULL OR NOT said.seq = ANY (acts)
       OR NOT @S.cb_same(field.kind, said.text, stands ->> field.column_key, field.usual) THEN
      PERFORM @S.cb_refuse(format('Ячейка изменена в обход журнала: лист «%s», %s, поле «%s».',
        sheet, row_text, field.column_key));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- The number of a new record, at once: that of a prospect opens the records that name it, an old one its history.
CREATE OR REPLACE FUNCTION @S.cb_check_number() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  row_text text := '[' || to_json(NEW.row_id)::text || ']';
  last_code text;
BEGIN
  IF @S.cb_is_owner() THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'prospects' AND (NEW.row_id !~ '^@number_form$'
      OR EXISTS (SELECT 1 FROM @S.clients c WHERE c.client_code = NEW.row_id)) THEN
    PERFORM @S.cb_refuse(format('Номер записи ставит программа; «%s» — не её номер.', NEW.row_id));
  END IF;
  IF @S.cb_role() IS DISTINCT FROM '@manager_word' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM @S.journal_changes c JOIN @S.journal j USING (seq) WHERE c.sheet_key = TG_TABLE_NAME
      AND c.row_key = row_text AND j."by" <> session_user::text) THEN
    -- A record of a client that is his now: a task of an alarm, opened and emptied by who led the client before.
    SELECT c.new INTO last_code FROM @S.journal_changes c WHERE c.sheet_key = TG_TABLE_NAME AND c.row_key = row_text
      AND c.column_key = 'client_code' AND c.new IS NOT NULL AND c.seq NOT IN (SELECT @S.cb_unproven())
      ORDER BY c.seq DESC, c.number DESC LIMIT 1;
    IF last_code IS NULL OR last_code NOT IN (SELECT @S.cb_own_codes()) THEN
      PERFORM @S.cb_refuse(format('Номер записи «%s» уже был у записи другого человека.', NEW.row_id));
    END IF;
  END IF;
  IF TG_TABLE_NAME = 'prospects' AND EXISTS (SELECT 1 FROM @S.journal_changes c JOIN @S.journal j USING (seq)
      WHERE c.column_key = 'client_code' AND c.new = NEW.row_id AND j."by" <> session_user::text) THEN
    PERFORM @S.cb_refuse(format('Номер записи «%s» уже был у записи другого человека.', NEW.row_id));
  END IF;
  RETURN NEW;
END $$;

-- A card that somebody asks for under the number of a prospect would open the talks with that prospect.
CREATE OR REPLACE FUNCTION @S.cb_check_code() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT @S.cb_is_owner() AND NOT NEW.is_from_lines AND EXISTS (SELECT 1 FROM @S.prospects p
      WHERE p.row_id = NEW.client_code AND p.manager IS DISTINCT FROM NEW.manager) THEN
    PERFORM @S.cb_refuse(format('Код клиента «%s» — номер потенциального клиента другого менеджера.', NEW.client_code));
  END IF;
  RETURN NEW;
END $$;

-- What the journal says of requests: their state, the digest of what is frozen in them, their decision.
CREATE OR REPLACE FUNCTION @S.cb_check_noted(act integer) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  SELECT min(c.row_key) INTO wrong FROM @S.journal_changes c
  LEFT JOIN @S.requests r ON c.row_key = '["' || r.request_id || '"]'
  WHERE c.seq = act AND c.sheet_key = 'requests' AND (
    r.request_id IS NULL OR c.old_digest IS NOT NULL OR c.new_digest IS NOT NULL
    OR NOT (CASE WHEN c.column_key = 'status' THEN r.decided_by ELSE session_user::text END
            IS NOT DISTINCT FROM session_user::text
            OR (r.decided_by IS NULL AND r.submitted_by = session_user::text))
    OR CASE c.column_key
      WHEN 'status' THEN c.new IS DISTINCT FROM r.status
      WHEN 'digest' THEN c.old IS NOT NULL OR r.submitted_by <> session_user::text OR c.new IS DISTINCT FROM
        @S.cb_sha256(r.salt || chr(31) || '[' || concat_ws(', ', r.request_id::text,
          @S.cb_json(@S.cb_moment(r.submitted_at, false)), @S.cb_json(r.submitted_by), @S.cb_json(r.sheet_key),
          @S.cb_json(r.row_key), @S.cb_json(r.column_key), @S.cb_json(r.old), @S.cb_json(r.new),
          @S.cb_json(r.reason), @S.cb_json(r.kind), r.group_id::text, @S.cb_json(r.workbook_id)) || ']')
      WHEN 'decision' THEN c.old IS NOT NULL OR r.decided_by IS DISTINCT FROM session_user::text
        OR c.new IS DISTINCT FROM '[' || concat_ws(', ', @S.cb_json(@S.cb_moment(r.decided_at, true)),
          @S.cb_json(r.decided_by), @S.cb_json(r.decision_reason)) || ']'
      ELSE true END
    OR EXISTS (SELECT 1 FROM @S.journal_changes b WHERE b.sheet_key = 'requests' AND b.row_key = c.row_key
      AND b.column_key = c.column_key AND (b.seq, b.number) < (c.seq, c.number)
      AND (c.column_key <> 'status' OR b.new <> '@waiting_word')));
  IF wrong IS NOT NULL THEN PERFORM @S.cb_refuse('Журнал говорит о заявке не то, что в ней: ' || wrong || '.'); END IF;
END $$;

CREATE OR REPLACE FUNCTION @S.cb_guard_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_erased boolean := NEW.salt = '' AND (NEW.old, NEW.new) IS DISTINCT FROM (OLD.old, OLD.new)
    AND (NEW.old IS NOT DISTINCT FROM OLD.old OR NEW.old = '@erased_word')
    AND (NEW.new IS NOT DISTINCT FROM OLD.new OR NEW.new = '@erased_word') AND NEW.status <> '@waiting_word';
BEGIN
  IF @S.cb_is_owner() THEN RETURN NEW; END IF;
  IF (NEW.request_id, NEW.submitted_at, NEW.submitted_by, NEW.sheet_key, NEW.row_key, NEW.column_key, NEW.reason,
      NEW.kind, NEW.group_id, NEW.workbook_id) IS DISTINCT FROM
     (OLD.request_id, OLD.submitted_at, OLD.submitted_by, OLD.sheet_key, OLD.row_key, OLD.column_key, OLD.reason,
      OLD.kind, OLD.group_id, OLD.workbook_id)
     OR (NOT is_erased AND (NEW.old, NEW.new, NEW.salt) IS DISTINCT FROM (OLD.old, OLD.new, OLD.salt)) THEN
    PERFORM @S.cb_refuse('Поданную заявку не меняют.');
  END IF;
  IF (NEW.status, NEW.decided_at, NEW.decided_by, NEW.decision_reason) IS DISTINCT FROM
     (OLD.status, OLD.decided_at, OLD.decided_by, OLD.decision_reason) THEN
    IF OLD.status <> '@waiting_word' THEN PERFORM @S.cb_refuse('По заявке уже решено.'); END IF;
    IF NEW.decided_by IS DISTINCT FROM session_user::text OR NEW.status = '@waiting_word' THEN
      PERFORM @S.cb_refuse('Решение по заявке от чужого имени.');
    END IF;
    IF NEW.status = '@approved_word' AND lower(NEW.submitted_by) = lower(session_user::text) THEN
      PERFORM @S.cb_refuse('Свою заявку утверждает кто-то другой.');
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- A request at the end of its transaction: journalled, about a field that there is, in no group of somebody else.
CREATE OR REPLACE FUNCTION @S.cb_check_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  acts integer[];
  stands text;
BEGIN
  IF @S.cb_is_owner() THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND NEW.status = OLD.status THEN RETURN NULL; END IF;
  SELECT array_agg(l.seq) INTO acts FROM @S.journal_logins l WHERE l.xid = pg_current_xact_id();
  SELECT r.status INTO stands FROM @S.requests r WHERE r.request_id = NEW.request_id;
  IF NOT EXISTS (SELECT 1 FROM @S.journal_changes c WHERE c.seq = ANY (acts) AND c.sheet_key = 'requests'
      AND c.row_key = '["' || NEW.request_id || '"]' AND c.column_key = 'status' AND c.new = stands) THEN
    PERFORM @S.cb_refuse('Заявка в обход журнала: № ' || NEW.request_id || '.');
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.status = '@approved_word' AND NOT EXISTS (
      SELECT 1 FROM @S.requests g JOIN @S.journal j ON j.request_id = g.request_id
      WHERE g.group_id = NEW.group_id AND j.seq = ANY (acts) AND j.source = '@request_source') THEN
    PERFORM @S.cb_refuse('Утверждённая заявка не выполнена: № ' || NEW.request_id || '.');
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM @S.journal_changes c WHERE c.seq = ANY (acts) AND c.sheet_key = 'requests'
        AND c.row_key = '["' || NEW.request_id || '"]' AND c.column_key = 'digest')
       OR NOT EXISTS (SELECT 1 FROM @S.rights_fields f
        WHERE f.sheet_key = NEW.sheet_key AND f.column_key = NEW.column_key)
       OR NEW.request_id <> 1 + (SELECT coalesce(max(r.request_id), 0) FROM @S.requests r
        WHERE r.request_id < NEW.request_id)
       OR NOT EXISTS (SELECT 1 FROM @S.requests g WHERE g.request_id = NEW.group_id
        AND g.submitted_by = NEW.submitted_by AND g.submitted_at = NEW.submitted_at AND g.row_key = NEW.row_key) THEN
      PERFORM @S.cb_refuse('Заявка составлена не по правилам: № ' || NEW.request_id || '.');
    END IF;
    IF NEW.sheet_key IN (@never_asked) THEN
      PERFORM @S.cb_refuse('Об этом листе заявок нет.');
    END IF;
    IF @S.cb_role() = '@manager_word'
       AND @S.cb_asks_foreign(NEW.sheet_key, NEW.row_key, NEW.column_key, NEW.new) THEN
      PERFORM @S.cb_refuse('Заявка о клиенте другого менеджера.');
    END IF;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS rights_login ON @S.journal;
CREATE TRIGGER rights_login AFTER INSERT ON @S.journal FOR EACH ROW EXECUTE FUNCTION @S.cb_note_login();
DROP TRIGGER IF EXISTS rights_act ON @S.journal;
CREATE CONSTRAINT TRIGGER rights_act AFTER INSERT ON @S.journal DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION @S.cb_check_act();
DROP TRIGGER IF EXISTS rights_code ON @S.clients;
CREATE TRIGGER rights_code BEFORE INSERT ON @S.clients FOR EACH ROW EXECUTE FUNCTION @S.cb_check_code();
DROP TRIGGER IF EXISTS rights_guard ON @S.requests;
CREATE TRIGGER rights_guard BEFORE UPDATE ON @S.requests FOR EACH ROW EXECUTE FUNCTION @S.cb_guard_request();
DROP TRIGGER IF EXISTS rights_request ON @S.requests;
CREATE CONSTRAINT TRIGGER rights_request AFTER INSERT OR UPDATE ON @S.requests DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION @S.cb_check_request();
"""

ROW_TRIGGER = """
DROP TRIGGER IF EXISTS rights_row ON @S.@table;
CREATE CONSTRAINT TRIGGER rights_row AFTER INSERT OR UPDATE OR DELETE ON @S.@table DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION @S.cb_check_row();
"""
"""One for every governed table."""

NUMBER_TRIGGER = """
DROP TRIGGER IF EXISTS rights_number ON @S.@table;
CREATE TRIGGER rights_number BEFORE INSERT ON @S.@table FOR EACH ROW EXECUTE FUNCTION @S.cb_check_number();
"""
"""One for every governed table whose rows have numbers."""
