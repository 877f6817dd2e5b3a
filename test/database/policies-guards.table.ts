const terms = (course: string, number: number, words = 'Come.') =>
  `INSERT INTO terms_version (id, course_id, number, words, made_at) VALUES (gen_random_uuid(), ${course}, ${number}, '${words}', now());`
const booking = (how: string) => `UPDATE booking SET ${how} WHERE id = :booking;`

/** What holds of policies, terms and promises: the rule, its sentence, SQL that it allows and SQL that it refuses. */
export const POLICY_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_terms_version_words', 'only a course may go without words of its own', terms(':course', 1, ''), terms('NULL', 2, '')],
  ['uq_terms_version_default', 'the partnership’s terms have each number once', terms('NULL', 2), terms('NULL', 1)],
  [
    'uq_terms_version_course',
    'the terms of a course have each number once',
    terms(':course', 1) + terms(':other', 1),
    terms(':course', 1) + terms(':course', 1),
  ],
  ['ck_booking_policy', 'who booked without a policy has no version of one', booking('policy_version = 0'), booking('policy_version = 1')],
  [
    'ck_booking_promised',
    'a promise is for a start',
    booking('promised = ARRAY[now()], promised_for = now()'),
    booking('promised = ARRAY[now()], promised_for = NULL'),
  ],
]
