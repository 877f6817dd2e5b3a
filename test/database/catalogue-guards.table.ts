const venue = (features: string) =>
  `INSERT INTO venue (id, key, name, features) VALUES ('00000000-0000-7000-8000-00000000f001', 'hall', 'Hall', '${features}');`
const room = (name: string, capacity: string) =>
  `INSERT INTO venue_room (id, venue_id, name, capacity) VALUES (gen_random_uuid(), '00000000-0000-7000-8000-00000000f001', '${name}', ${capacity});`
const trainer = (weekdays: string) =>
  `INSERT INTO trainer (id, key, person_id, weekdays) VALUES ('00000000-0000-7000-8000-00000000f002', 'dana', :dana, '${weekdays}');`
const away = (from: string, to: string) =>
  `INSERT INTO trainer_absence (id, trainer_id, from_day, to_day) VALUES (gen_random_uuid(), '00000000-0000-7000-8000-00000000f002', '${from}', '${to}');`
const held = (where: string) => `UPDATE occurrence SET ${where}, room_id = (SELECT id FROM venue_room) WHERE id = :monday;`
const there = `venue_id = (SELECT id FROM venue WHERE key = 'hall')`

/** What holds of venues, rooms and trainers: the rule, its sentence, SQL that it allows and SQL that it refuses. */
export const CATALOGUE_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_venue_features', 'a venue has what can be ticked', venue('{step-free,lift}'), venue('{swimming pool}')],
  [
    'uq_venue_room_name',
    'no two rooms of a venue share a name',
    venue('{}') + room('A', '1') + room('B', '1'),
    venue('{}') + room('A', '1') + room('A', '2'),
  ],
  [
    'ck_venue_room_capacity',
    'a room holds somebody, or nobody knows how many',
    venue('{}') + room('A', 'NULL'),
    venue('{}') + room('A', '0'),
  ],
  [
    'ck_occurrence_room',
    'a room lies in a venue',
    venue('{}') + room('A', '1') + held(there),
    venue('{}') + room('A', '1') + held('venue_id = NULL'),
  ],
  ['ck_trainer_weekdays', 'a weekday is one of seven', trainer('{0,6}'), trainer('{7}')],
  [
    'ck_trainer_absence_days',
    'who is away is away for a day at least',
    trainer('{}') + away('2026-03-10', '2026-03-10'),
    trainer('{}') + away('2026-03-10', '2026-03-09'),
  ],
]
