// The tables of the benchmark: 200,000 bookings of history, a crowd with tokens, one hot occurrence of 50 places and 500 others.
export const CROWD = Number(process.env.BENCH_CROWD ?? 10_000)
export const HISTORY = Number(process.env.BENCH_HISTORY ?? 200_000)
export const SPREAD = 500

const id = (kind, n) => `('00000000-0000-4000-8${kind}00-' || lpad((${n})::text, 12, '0'))::uuid`
export const uuid = (kind, n) => `00000000-0000-4000-8${kind}00-${String(n).padStart(12, '0')}`
export const secret = n => `bench-secret-${n}`

const SEED = [
  `INSERT INTO topic (id, key, name) VALUES (${id(0, 1)}, 'bench', 'Bench')`,
  `INSERT INTO agency (id, key, name, agency_group) SELECT ${id(1, 'n')}, 'a' || n, 'Agency ' || n, 'Health' FROM generate_series(1, 30) n`,
  `INSERT INTO course (id, key, title, kind, topic_id) SELECT ${id(2, 'n')}, 'c' || n, 'Course ' || n, 'scheduled', ${id(0, 1)} FROM generate_series(1, 40) n`,
  `INSERT INTO course_prerequisite (course_id, requires_id) SELECT ${id(2, 'c')}, ${id(2, 'r')} FROM generate_series(3, 40) c, generate_series(1, 2) r`,
  `INSERT INTO person (id, email, name, agency_id, registered_at, confirmed_at)
   SELECT ${id(3, 'n')}, 'crowd-' || n || '@example.org', 'Crowd ' || n, ${id(1, '1 + n % 30')}, now(), now() FROM generate_series(1, ${CROWD}) n`,
  `INSERT INTO person_token (hash, kind, person_id, expires_at)
   SELECT encode(sha256(convert_to('bench-secret-' || n, 'utf8')), 'hex'), 'api', ${id(3, 'n')}, now() + interval '1 day' FROM generate_series(1, ${CROWD}) n`,
  `INSERT INTO learning_record (id, source, person_id, course_id, completed_on, how, recorded_at)
   SELECT gen_random_uuid(), 'bench:' || r || ':' || n, ${id(3, 'n')}, ${id(2, 'r')}, '2024-01-01', 'attended', now()
   FROM generate_series(1, ${CROWD}) n, generate_series(1, 2) r`,
  `INSERT INTO event (id, key, course_id) SELECT ${id(4, 'n')}, 'e' || n, ${id(2, 'n')} FROM generate_series(1, 40) n`,
  // Past occurrences carry the history; 1 is the hot one, 2 to 501 the spread.
  `INSERT INTO occurrence (id, key, event_id, course_id, starts_at, ends_at, places)
   SELECT ${id(5, 'n')}, 'o' || n, ${id(4, 'CASE WHEN n = 1 THEN 3 ELSE 4 + n % 37 END')}, ${id(2, 'CASE WHEN n = 1 THEN 3 ELSE 4 + n % 37 END')},
     now() + interval '30 days', now() + interval '30 days 6 hours', CASE WHEN n = 1 THEN 50 ELSE 1000 END
   FROM generate_series(1, ${SPREAD + 1}) n`,
  `INSERT INTO occurrence (id, key, event_id, course_id, starts_at, ends_at, places, register_closed_at)
   SELECT ${id(6, 'n')}, 'past' || n, ${id(4, '4 + n % 37')}, ${id(2, '4 + n % 37')}, now() - interval '2 years', now() - interval '2 years' + interval '6 hours', 100, now()
   FROM generate_series(1, ${Math.ceil(HISTORY / 50)}) n`,
  `INSERT INTO booking (id, key, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at)
   SELECT gen_random_uuid(), 'h' || n, 'H' || n, ${id(6, `1 + n / 50`)}, ${id(2, '4 + (1 + n / 50) % 37')}, ${id(3, `1 + (n * 7919) % ${CROWD}`)}, ${id(1, '1 + n % 30')},
     'attended', now() - interval '2 years' FROM generate_series(1, ${HISTORY - 50}) n ON CONFLICT DO NOTHING`,
  `INSERT INTO waiting_list (course_id) SELECT ${id(2, 'n')} FROM generate_series(1, 40) n`,
]

const RESET = [
  'DELETE FROM booking WHERE key IS NULL',
  'TRUNCATE message, waiting_entry, offer, answered_request CASCADE',
  'UPDATE waiting_list SET last_number = 0',
  'UPDATE occurrence SET booked = 0, held = 0 WHERE booked > 0 OR held > 0',
]

export async function seed(client) {
  for (const statement of SEED) await client.query(statement)
  await client.query('VACUUM ANALYZE')
}

export async function reset(client) {
  for (const statement of RESET) await client.query(statement)
  await client.query('VACUUM ANALYZE booking, occurrence, waiting_entry, waiting_list, message')
  await client.query('CHECKPOINT')
}

/** Whether what is written is audited: the product always is, the floor writes to the same tables and nothing else. */
export async function audited(client, whether) {
  const { rows } =
    await client.query(`SELECT tgrelid::regclass AS name, tgname FROM pg_trigger WHERE tgname ~ '^audit_(added|changed|removed)$'
    AND tgrelid IN ('booking'::regclass, 'occurrence'::regclass, 'waiting_entry'::regclass)`)
  for (const { name, tgname } of rows) await client.query(`ALTER TABLE ${name} ${whether ? 'ENABLE ALWAYS' : 'DISABLE'} TRIGGER ${tgname}`)
}
