"""Who acts: the login of the session, never a name that a program tells. SQL of the helper functions."""

WHO = """
CREATE OR REPLACE FUNCTION @S.cb_is_owner() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(session_user, c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = '@S.journal'::regclass
$$;

CREATE OR REPLACE FUNCTION @S.cb_login() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT session_user::text $$;

CREATE OR REPLACE FUNCTION @S.cb_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT u.role FROM @S.users u WHERE u.name = session_user::text $$;

-- The manager's name in the cards; nobody for whoever is no manager.
CREATE OR REPLACE FUNCTION @S.cb_manager() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT u.manager FROM @S.users u WHERE u.name = session_user::text AND u.role = '@manager_word'
$$;

-- The end of the journal, of which a manager sees only his part: without it nobody could continue the chain. He asks
-- by number only: by moments he would learn when others work.
CREATE OR REPLACE FUNCTION @S.cb_head(until_seq integer, until_at timestamp)
RETURNS TABLE (seq integer, hash text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT j.seq, j.hash FROM @S.journal j
  WHERE (until_seq IS NULL OR j.seq <= until_seq) AND (until_at IS NULL OR ((SELECT @S.cb_manager()) IS NULL
    AND j.seq < coalesce((SELECT min(a.seq) FROM @S.journal a WHERE a.at > until_at), 2147483647)))
  ORDER BY j.seq DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION @S.cb_last_request() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT coalesce(max(r.request_id), 0) FROM @S.requests r $$;

-- How many changes an act of this very transaction says it has: of others' acts nobody learns the size.
CREATE OR REPLACE FUNCTION @S.cb_count_changes(act integer) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT j.count_changes FROM @S.journal j JOIN @S.journal_logins l ON l.seq = j.seq
  WHERE j.seq = act AND l.xid = pg_current_xact_id_if_assigned()
$$;

-- Whether a client whom sales name is led by somebody else: nothing of the card is told.
CREATE OR REPLACE FUNCTION @S.cb_led_by_others(codes text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.client_code FROM @S.clients c
  WHERE c.client_code = ANY (codes) AND c.manager <> (SELECT @S.cb_manager())
$$;

-- Codes that rows about his clients may name: of his cards, and the numbers of his prospects that are no client's code.
CREATE OR REPLACE FUNCTION @S.cb_own_codes() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.client_code FROM @S.clients c WHERE c.manager = (SELECT @S.cb_manager())
  UNION
  SELECT p.row_id FROM @S.prospects p WHERE p.manager = (SELECT @S.cb_manager())
  AND NOT EXISTS (SELECT 1 FROM @S.clients c WHERE c.client_code = p.row_id)
$$;

-- Codes of the cards that are one client with one of his now: without them sales under an old code would be nobody's.
CREATE OR REPLACE FUNCTION @S.cb_merged_codes() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE joined(code) AS (
    SELECT o.code COLLATE "C" FROM @S.cb_own_codes() AS o(code)
    UNION
    SELECT CASE WHEN p.first_code = j.code THEN p.second_code ELSE p.first_code END
    FROM joined j JOIN @S.client_pairs p ON j.code IN (p.first_code, p.second_code) AND p.decision = '@merge_word'
  )
  SELECT code FROM joined
$$;

CREATE OR REPLACE FUNCTION @S.cb_is_unknown(code text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM @S.clients c WHERE c.client_code = code)
     AND NOT EXISTS (SELECT 1 FROM @S.prospects p WHERE p.row_id = code)
$$;

-- Acts of the transaction that asks: nobody has checked them yet, so they prove nothing about whose a row was.
CREATE OR REPLACE FUNCTION @S.cb_unproven() RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.seq FROM @S.journal_logins l WHERE l.xid = pg_current_xact_id_if_assigned()
$$;

-- Numbers of records about no client that the base knows: of whom they name, else of who made them.
CREATE OR REPLACE FUNCTION @S.cb_strays(sheet text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept @S.rights_sheets;
  named text := 'NULL::text';
  code text := 'NULL::text';
BEGIN
  SELECT * INTO kept FROM @S.rights_sheets s WHERE s.sheet_key = sheet;
  IF kept.has_manager THEN named := 't.manager'; END IF;
  IF kept.has_client THEN code := 't.client_code'; END IF;
  RETURN QUERY EXECUTE format(
    'SELECT t.row_id FROM @S.%I t WHERE '
    'NOT EXISTS (SELECT 1 FROM @S.clients c WHERE c.client_code = %s) '
    'AND NOT EXISTS (SELECT 1 FROM @S.prospects p WHERE p.row_id = %s) '
    'AND (%s = $1 OR (%s IS NULL AND EXISTS (SELECT 1 FROM @S.journal_changes c JOIN @S.journal j USING (seq) '
    'WHERE c.sheet_key = $2 AND c.row_key = ''['' || to_json(t.row_id)::text || '']'' AND j."by" = $3 '
    'AND j.seq NOT IN (SELECT @S.cb_unproven()))))',
    sheet, code, code, named, named) USING @S.cb_manager(), sheet, session_user::text;
END $$;

-- Rows that were of a manager's clients once, and the entry of the journal at which they went to somebody else.
CREATE OR REPLACE FUNCTION @S.cb_former() RETURNS TABLE (sheet_key text, row_key text, until integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH held AS (
    SELECT c.sheet_key, c.row_key, max(c.seq) AS last FROM @S.journal_changes c
    WHERE c.column_key = 'manager' AND c.new = (SELECT @S.cb_manager()) AND c.sheet_key IN ('clients', 'prospects')
    AND c.seq NOT IN (SELECT @S.cb_unproven())
    GROUP BY 1, 2
  ), own AS (
    SELECT h.sheet_key, h.row_key, h.row_key::jsonb ->> 0 AS code, (
      SELECT min(o.seq) FROM @S.journal_changes o WHERE o.sheet_key = h.sheet_key AND o.row_key = h.row_key
      AND o.column_key = 'manager' AND o.seq > h.last) AS until
    FROM held h
  ), named AS (
    SELECT c.sheet_key, c.row_key, max(c.seq) AS last, max(coalesce(o.until, 2147483647)) AS until
    FROM own o JOIN @S.journal_changes c ON c.column_key = 'client_code' AND c.new = o.code
    WHERE c.sheet_key <> 'clients' AND c.seq NOT IN (SELECT @S.cb_unproven())
    AND (o.sheet_key = 'clients' OR NOT EXISTS (SELECT 1 FROM @S.clients k WHERE k.client_code = o.code))
    GROUP BY 1, 2
  )
  SELECT o.sheet_key, o.row_key, coalesce(o.until, 2147483647) FROM own o
  UNION ALL
  SELECT n.sheet_key, n.row_key, least(n.until, coalesce((
    SELECT min(m.seq) FROM @S.journal_changes m WHERE m.sheet_key = n.sheet_key AND m.row_key = n.row_key
    AND m.column_key = 'client_code' AND m.seq > n.last), 2147483647)) FROM named n
$$;

-- Membership in the groups follows the table of users: in the same transaction, by nobody's hand.
CREATE OR REPLACE FUNCTION @S.cb_sync_members() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT g.rolname AS team, p.rolname AS login FROM @S.rights_groups r
    JOIN pg_roles g ON g.rolname = r.group_name JOIN pg_auth_members m ON m.roleid = g.oid
    JOIN pg_roles p ON p.oid = m.member
    WHERE NOT EXISTS (SELECT 1 FROM @S.users u WHERE u.name = p.rolname AND u.role = r.role)
      AND p.rolname <> current_user
  LOOP
    EXECUTE format('REVOKE %I FROM %I', found.team, found.login);
  END LOOP;
  FOR found IN
    SELECT r.group_name AS team, p.rolname AS login FROM @S.users u
    JOIN @S.rights_groups r ON r.role = u.role JOIN pg_roles p ON p.rolname = u.name
    WHERE p.rolcanlogin AND p.rolname <> current_user AND NOT EXISTS (
      SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
      WHERE g.rolname = r.group_name AND m.member = p.oid)
  LOOP
    EXECUTE format('GRANT %I TO %I', found.team, found.login);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION @S.cb_users_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ BEGIN PERFORM @S.cb_sync_members(); RETURN NULL; END $$;
DROP TRIGGER IF EXISTS rights_members ON @S.users;
CREATE TRIGGER rights_members AFTER INSERT OR UPDATE OR DELETE ON @S.users
FOR EACH STATEMENT EXECUTE FUNCTION @S.cb_users_changed();
"""
"""`@S` stands for the schema of the base. A pinned search path: nobody slips a function of his own under these."""

CALLABLE_BY_ALL = (
    "cb_is_owner()",
    "cb_login()",
    "cb_role()",
    "cb_manager()",
    "cb_head(integer, timestamp)",
    "cb_last_request()",
    "cb_count_changes(integer)",
    "cb_own_codes()",
    "cb_merged_codes()",
    "cb_is_unknown(text)",
    "cb_led_by_others(text[])",
    "cb_strays(text)",
    "cb_former()",
)
CALLABLE_BY_DECIDERS = ("cb_sync_members()",)
