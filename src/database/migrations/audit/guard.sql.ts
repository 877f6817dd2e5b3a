// What keeps the lines as they were written. A trigger asks who called: only three functions may, and even they may do no more than their
// one thing, whatever a statement says.

const MARK = '[removed]'

// Numbers, yes and no, ids, days, moments and the short words of the product stay; whatever else is text goes, also in columns that
// nobody had thought of when this was written.
const MARKED = `
  CREATE FUNCTION audit_marked(v jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN v IS NULL THEN NULL ELSE coalesce((SELECT jsonb_object_agg(k.key, CASE
      WHEN jsonb_typeof(k.value) IN ('number', 'boolean', 'null') THEN k.value
      WHEN k.key IN ('state', 'kind', 'mark', 'how', 'outcome', 'cancelled_by', 'moved_by', 'roles', 'reference', 'withdrawn_why', 'change', 'topic') THEN k.value
      WHEN k.value #>> '{}' ~ '^(|\\[[a-z ]+\\]|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\d(T[0-9:.+]+)?)$' THEN k.value
      WHEN jsonb_typeof(k.value) = 'array' AND k.value::text ~ '^\\[("[0-9a-f-]{36}"(, )?)*\\]$' THEN k.value
      ELSE '"${MARK}"'::jsonb END) FROM jsonb_each(v) k), '{}') END
  $$`

const UNCHANGED = `
  CREATE FUNCTION audit_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE stack text;
  BEGIN
    -- Lines come from the triggers of the tables that are watched.
    IF TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
    GET DIAGNOSTICS stack = PG_CONTEXT;
    IF TG_OP = 'INSERT' AND stack ~ '\\nPL/pgSQL function audit_(forget|let_go|looked)\\(' THEN RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' AND stack ~ '\\nPL/pgSQL function audit_forget\\(' THEN RETURN NULL; END IF;
    IF TG_OP = 'DELETE' AND stack ~ '\\nPL/pgSQL function audit_let_go\\(' THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'The audit is not changed by hand (% refused)', lower(TG_OP) USING ERRCODE = 'insufficient_privilege';
  END $$`

const ONLY_MARKED = `
  CREATE FUNCTION audit_only_marked() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (to_jsonb(NEW) - '{before,after,address}'::text[]) = (to_jsonb(OLD) - '{before,after,address}'::text[])
      AND (NEW.before IS NOT DISTINCT FROM OLD.before OR NEW.before = audit_marked(OLD.before))
      AND (NEW.after IS NOT DISTINCT FROM OLD.after OR NEW.after = audit_marked(OLD.after))
      AND (NEW.address IS NULL OR NEW.address = OLD.address) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'The audit takes no other change than a value that is removed' USING ERRCODE = 'insufficient_privilege';
  END $$`

const ONLY_OLD = `
  CREATE FUNCTION audit_only_old() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.at < now() - interval '1 year' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'The audit of the last year is kept' USING ERRCODE = 'insufficient_privilege';
  END $$`

const SAYS = `(who ->> 'p')::uuid, coalesce(who ->> 'a', 'database'), who ->> 'f', who ->> 'r', (who ->> 'q')::uuid`
const WHO = `who jsonb := nullif(current_setting('goldthread.who', true), '')::jsonb`
const INTO = 'INSERT INTO audit (at, actor_id, actor, address, route, request_id, subject, row_id, about_id, action, counted, after)'
const DEFINER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp'

const FORGET = `
  CREATE FUNCTION audit_forget(person uuid) RETURNS integer ${DEFINER} AS $$
  DECLARE ${WHO}; lines int;
  BEGIN
    UPDATE audit SET before = audit_marked(before), after = audit_marked(after), address = CASE WHEN actor_id = person THEN NULL ELSE address END
    WHERE about_id = person;
    GET DIAGNOSTICS lines = ROW_COUNT;
    UPDATE audit SET address = NULL WHERE actor_id = person AND actor_id IS DISTINCT FROM about_id AND address IS NOT NULL;
    ${INTO} VALUES (clock_timestamp(), ${SAYS}, 'audit', NULL, person, 'forgotten', lines, NULL);
    RETURN lines;
  END $$`

const LET_GO = `
  CREATE FUNCTION audit_let_go(older_than timestamptz, most integer DEFAULT 100000) RETURNS integer ${DEFINER} AS $$
  DECLARE ${WHO}; lines int;
  BEGIN
    DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < older_than ORDER BY at LIMIT most);
    GET DIAGNOSTICS lines = ROW_COUNT;
    IF lines > 0 THEN
      ${INTO} VALUES (clock_timestamp(), ${SAYS}, 'audit', NULL, NULL, 'let go', lines, jsonb_build_object('older_than', older_than));
    END IF;
    RETURN lines;
  END $$`

const LOOKED = `
  CREATE FUNCTION audit_looked(person uuid) RETURNS void ${DEFINER} AS $$
  DECLARE ${WHO};
  BEGIN
    -- Leafing and coming back are one look, and so are two pages opened at the same moment.
    PERFORM pg_advisory_xact_lock(hashtextextended('looked at ' || coalesce(who ->> 'p', '') || person::text, 0));
    IF EXISTS (SELECT 1 FROM audit a WHERE a.about_id = person AND a.action = 'looked at' AND a.actor_id = (who ->> 'p')::uuid
      AND a.at > clock_timestamp() - interval '1 hour') THEN RETURN; END IF;
    ${INTO} VALUES (clock_timestamp(), ${SAYS}, 'audit', NULL, person, 'looked at', NULL, NULL);
  END $$`

const trigger = (name: string, when: string, each: string, runs: string) => [
  `CREATE TRIGGER ${name} BEFORE ${when} ON "audit" FOR EACH ${each} EXECUTE FUNCTION ${runs}()`,
  `ALTER TABLE "audit" ENABLE ALWAYS TRIGGER ${name}`,
]

export const GUARD_FUNCTIONS = [
  ...[MARKED, UNCHANGED, ONLY_MARKED, ONLY_OLD, FORGET, LET_GO, LOOKED],
  ...trigger('audit_unchanged', 'INSERT OR UPDATE OR DELETE OR TRUNCATE', 'STATEMENT', 'audit_unchanged'),
  ...trigger('audit_only_marked', 'UPDATE', 'ROW', 'audit_only_marked'),
  ...trigger('audit_only_old', 'DELETE', 'ROW', 'audit_only_old'),
]
