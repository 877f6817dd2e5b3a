const year = (key: string) =>
  `INSERT INTO training_return (id, year, lines, due_on, opened_at, opened_by_id) VALUES (gen_random_uuid(), '${key}', '[]', '2026-05-29', now(), :dana);`
const sheet = (columns: string, values: string) =>
  `INSERT INTO agency_return (id, return_id, agency_id${columns}) SELECT gen_random_uuid(), t.id, p.agency_id${values}
   FROM training_return t, person p WHERE p.id = :dana;`
const asked = `, contact_email, link_hash, asked_at`

const reserved = (returned = 'NULL', unused = returned === 'NULL' ? 3 : 0) =>
  `INSERT INTO reserved_places (id, occurrence_id, agency_id, places, unused, returns_at, returned_at)
   SELECT gen_random_uuid(), b.occurrence_id, p.agency_id, 3, ${unused}, now(), ${returned} FROM booking b, person p WHERE b.id = :booking AND p.id = :dana;`

const run = (open = 'true', state = 'collecting') =>
  `INSERT INTO import_run (id, open, state, begun_at, beat_at) VALUES (gen_random_uuid(), ${open}, '${state}', now(), now());`

/** What holds of imports, of training returns and of reserved places: the rule, its sentence, SQL that it allows and SQL that it refuses. */
export const RETURN_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['uq_training_return_year', 'a year is asked about once', year('2025-26') + year('2024-25'), year('2025-26') + year('2025-26')],
  [
    'uq_agency_return_agency',
    'an agency has one return of a year',
    year('2025-26') + sheet('', ''),
    year('2025-26') + sheet('', '') + sheet('', ''),
  ],
  [
    'uq_agency_return_link_hash',
    'a link opens one return',
    year('2025-26') + year('2024-25') + sheet(', link_hash', ', t.year'),
    year('2025-26') + year('2024-25') + sheet(', link_hash', `, 'one'`),
  ],
  [
    'ck_agency_return_asked',
    'nobody is asked without an address and a link',
    year('2025-26') + sheet(asked, `, 'a@example.org', 'h', now()`),
    year('2025-26') + sheet(asked, `, '', 'h', now()`),
  ],
  [
    'ck_agency_return_next',
    'nobody is asked again before they were asked',
    year('2025-26') + sheet(`${asked}, next_at`, `, 'a@example.org', 'h', now(), now()`),
    year('2025-26') + sheet(', next_at', ', now()'),
  ],
  [
    'uq_reserved_places_open',
    'an agency has places of a date reserved once at a time',
    reserved('now()') + reserved(),
    reserved() + reserved(),
  ],
  ['ck_reserved_places_unused', 'no more are unused than were reserved', reserved(), reserved('NULL', 4)],
  ['ck_reserved_places_returned', 'what went back is not unused', reserved('now()'), reserved('now()', 1)],
  ['uq_import_run_open', 'one import is under way', run('false') + run() + run('false'), run() + run()],
  ['ck_import_run_state', 'an import is in one of its states', run(), run('true', 'waiting')],
]
