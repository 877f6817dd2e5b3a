// What writes the lines. One function for each table, made by `audit_watch`, so that each has its own prepared statements; statement
// level, with the rows of before and after as tables, so that a thousand rows cost one call.

// Placeholders of the made function: %1$s the table's name, %2$s and %3$s its key as one text (of the new row, of the old one),
// %4$s the two rows' keys compared, %5$s one column of the key, %6$L columns that are left out, %7$L columns whose values are kept secret,
// %8$s and %9$s the person it is about, %10$s and %11$s what it is a part of; %12$s and %13$s what is said of the new row and of the old one,
// column by column, and %14$s how many columns the table had then.
const MADE = `
  CREATE FUNCTION audit_of_%1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $made$
  DECLARE
    g_who jsonb := nullif(current_setting('goldthread.who', true), '')::jsonb;
    g_each_who jsonb := nullif(current_setting('goldthread.each', true), '')::jsonb;
    g_mode text := coalesce(current_setting('goldthread.audit', true), '');
    g_unsaid text[] := %6$L;
    g_hidden text[] := %7$L;
    g_rows_touched int;
  BEGIN
    IF g_mode = 'counted' OR TG_OP = 'TRUNCATE' THEN
      IF TG_OP = 'INSERT' THEN SELECT count(*) INTO g_rows_touched FROM new_rows;
      ELSIF TG_OP = 'UPDATE' THEN SELECT count(*) INTO g_rows_touched FROM new_rows n JOIN old_rows o ON %4$s WHERE to_jsonb(n) - g_unsaid <> to_jsonb(o) - g_unsaid;
      ELSIF TG_OP = 'DELETE' THEN SELECT count(*) INTO g_rows_touched FROM old_rows; END IF;
      -- Few rows are written out all the same: the setting must not hide the act of one person.
      IF TG_OP = 'TRUNCATE' OR g_rows_touched > 100 THEN
        INSERT INTO audit (at, actor_id, actor, address, route, request_id, subject, action, counted)
        VALUES (clock_timestamp(), (g_who ->> 'p')::uuid, coalesce(g_who ->> 'a', 'database'), g_who ->> 'f', g_who ->> 'r', (g_who ->> 'q')::uuid, '%1$s',
          CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'UPDATE' THEN 'changed' WHEN 'DELETE' THEN 'removed' ELSE 'emptied' END, g_rows_touched);
        RETURN NULL;
      END IF;
    END IF;
    -- Counters move with every booking: whether anything else did is seen without making words of the rows. A column that came later than
    -- this function is in none of its lists, so then the long way is gone.
    IF TG_OP = 'UPDATE' AND cardinality(g_unsaid) > 1 AND (SELECT count(*) FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0) = %14$s THEN
      IF NOT EXISTS (SELECT 1 FROM new_rows n FULL JOIN old_rows o ON %4$s WHERE (%12$s) IS DISTINCT FROM (%13$s)) THEN RETURN NULL; END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
      INSERT INTO audit (at, actor_id, actor, address, route, request_id, subject, row_id, part_of, about_id, action, after)
      SELECT clock_timestamp(), (w.who ->> 'p')::uuid, coalesce(w.who ->> 'a', 'database'), w.who ->> 'f', w.who ->> 'r', (w.who ->> 'q')::uuid, '%1$s',
        w.row_id, %10$s, w.about_id, 'added',
        CASE WHEN g_mode = 'marked' OR cardinality(g_hidden) > 0 THEN audit_values(to_jsonb(n) - g_unsaid, g_hidden, g_mode) ELSE jsonb_strip_nulls(to_jsonb(n) - g_unsaid) END
      FROM new_rows n CROSS JOIN LATERAL (SELECT x.row_id, x.about_id, coalesce(g_each_who -> x.row_id, g_each_who -> x.about_id::text, g_who) AS who
        FROM (SELECT %2$s AS row_id, %8$s AS about_id OFFSET 0) x) w;
    ELSIF TG_OP = 'DELETE' THEN
      INSERT INTO audit (at, actor_id, actor, address, route, request_id, subject, row_id, part_of, about_id, action, before)
      SELECT clock_timestamp(), (g_who ->> 'p')::uuid, coalesce(g_who ->> 'a', 'database'), g_who ->> 'f', g_who ->> 'r', (g_who ->> 'q')::uuid, '%1$s',
        %3$s, %11$s, %9$s, 'removed', audit_values(to_jsonb(o) - g_unsaid, g_hidden, g_mode)
      FROM old_rows o;
    ELSE
      -- Where the key itself was changed, the row of before is not found: one line says which row went, one which came.
      INSERT INTO audit (at, actor_id, actor, address, route, request_id, subject, row_id, part_of, about_id, action, before, after)
      SELECT clock_timestamp(), (w.who ->> 'p')::uuid, coalesce(w.who ->> 'a', 'database'), w.who ->> 'f', w.who ->> 'r', (w.who ->> 'q')::uuid, '%1$s',
        w.row_id, CASE WHEN n.%5$s IS NULL THEN %11$s ELSE %10$s END, w.about_id,
        CASE WHEN n.%5$s IS NULL THEN 'removed' WHEN o.%5$s IS NULL THEN 'added' ELSE 'changed' END,
        CASE WHEN n.%5$s IS NULL THEN audit_values(v.was, g_hidden, g_mode) ELSE audit_values(d.was, g_hidden, g_mode, true) END,
        CASE WHEN o.%5$s IS NULL THEN audit_values(v.is_now, g_hidden, g_mode) ELSE audit_values(d.is_now, g_hidden, g_mode, true) END
      FROM new_rows n FULL JOIN old_rows o ON %4$s
      CROSS JOIN LATERAL (SELECT to_jsonb(o) - g_unsaid AS was, to_jsonb(n) - g_unsaid AS is_now OFFSET 0) v
      CROSS JOIN LATERAL (SELECT jsonb_object_agg(k.key, v.was -> k.key) AS was, jsonb_object_agg(k.key, k.value) AS is_now
        FROM jsonb_each(v.is_now) k WHERE n.%5$s IS NOT NULL AND o.%5$s IS NOT NULL AND v.was -> k.key <> k.value) d
      CROSS JOIN LATERAL (SELECT x.row_id, x.about_id, coalesce(g_each_who -> x.row_id, g_each_who -> x.about_id::text, g_who) AS who
        FROM (SELECT CASE WHEN n.%5$s IS NULL THEN %3$s ELSE %2$s END AS row_id, CASE WHEN n.%5$s IS NULL THEN %9$s ELSE %8$s END AS about_id OFFSET 0) x) w
      WHERE v.was IS DISTINCT FROM v.is_now;
    END IF;
    RETURN NULL;
  END $made$`

// A whole row leaves out what is empty; a change keeps it, since becoming empty is a change.
const VALUES = `
  CREATE FUNCTION audit_values(v jsonb, hidden text[], mode text, changed boolean DEFAULT false) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE h text;
  BEGIN
    IF v IS NULL THEN RETURN NULL; END IF;
    FOREACH h IN ARRAY hidden LOOP
      IF v -> h <> 'null' THEN v := jsonb_set(v, ARRAY[h], '"[kept secret]"'); END IF;
    END LOOP;
    IF mode = 'marked' THEN v := audit_marked(v); END IF;
    RETURN CASE WHEN changed THEN v ELSE jsonb_strip_nulls(v) END;
  END $$`

const WATCH = `
  CREATE FUNCTION audit_watch(watched regclass, unsaid text[] DEFAULT '{}', hidden text[] DEFAULT '{}', about text DEFAULT NULL, part text DEFAULT NULL)
  RETURNS void LANGUAGE plpgsql AS $watch$
  DECLARE
    tab text := (SELECT relname FROM pg_class WHERE oid = watched);
    keys text[] := ARRAY(SELECT a.attname FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k (num, place), pg_attribute a
      WHERE i.indrelid = watched AND i.indisprimary AND a.attrelid = watched AND a.attnum = k.num ORDER BY k.place);
    one text := (SELECT string_agg(format('it.%I::text', k), ' || '','' || ') FROM unnest(keys) k);
    same text := (SELECT string_agg(format('n.%1$I = o.%1$I', k), ' AND ') FROM unnest(keys) k);
    has_person boolean := EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = watched AND attname = 'person_id' AND NOT attisdropped);
    said text := (SELECT string_agg(format('it.%I', a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = watched AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (unsaid));
    op text;
  BEGIN
    IF watched IS NULL THEN RETURN; END IF;
    IF cardinality(keys) = 0 THEN RAISE EXCEPTION '% has no primary key, so its lines could not say which row', tab; END IF;
    about := coalesce(about, CASE WHEN has_person THEN 'it.person_id' END, 'NULL::uuid');
    part := coalesce(part, 'NULL::uuid');
    EXECUTE format('DROP FUNCTION IF EXISTS audit_of_%s() CASCADE', tab);
    EXECUTE format($body$${MADE}$body$, tab, regexp_replace(one, '\\mit\\.', 'n.', 'g'), regexp_replace(one, '\\mit\\.', 'o.', 'g'), same, quote_ident(keys[1]),
      unsaid || '{version}', hidden, regexp_replace(about, '\\mit\\.', 'n.', 'g'), regexp_replace(about, '\\mit\\.', 'o.', 'g'),
      regexp_replace(part, '\\mit\\.', 'n.', 'g'), regexp_replace(part, '\\mit\\.', 'o.', 'g'), replace(said, 'it.', 'n.'), replace(said, 'it.', 'o.'),
      (SELECT count(*) FROM pg_attribute WHERE attrelid = watched AND attnum > 0));
    EXECUTE format('CREATE TRIGGER audit_added AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_of_%s()', watched, tab);
    EXECUTE format('CREATE TRIGGER audit_changed AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_of_%s()', watched, tab);
    EXECUTE format('CREATE TRIGGER audit_removed AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_of_%s()', watched, tab);
    EXECUTE format('CREATE TRIGGER audit_emptied AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit_of_%s()', watched, tab);
    -- Whoever tells the session to leave triggers out leaves out all but these.
    FOREACH op IN ARRAY ARRAY['added', 'changed', 'removed', 'emptied'] LOOP EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_%s', watched, op); END LOOP;
  END $watch$`

/** `audit_watch(table, columns left out, columns kept secret, the person it is about, what it is a part of)`; the last two are SQL, `it` is the row. */
export const WATCH_FUNCTIONS = [VALUES, WATCH]
