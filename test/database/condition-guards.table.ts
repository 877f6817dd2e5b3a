const condition = (state: string, more = '', values = '', courses = 'ARRAY[CAST(:course AS uuid)]') =>
  `INSERT INTO booking_condition (booking_id, course_ids, days_before, until, state, next_at${more})
   VALUES (:booking, ${courses}, 7, '2026-03-13', '${state}', now()${values});`

/** The rules that the database holds of places kept on condition. */
export const CONDITION_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_booking_condition_state', 'a condition is in a state that there is', condition('open'), condition('lost', ', ended_at', ', now()')],
  ['ck_booking_condition_ended', 'one that has ended says when', condition('met', ', ended_at', ', now()'), condition('met')],
  ['ck_booking_condition_courses', 'it rests on a course at least', condition('open'), condition('open', '', '', `'{}'`)],
  [
    'ck_booking_condition_warned',
    'nobody’s place is let go without a warning',
    condition('let-go', ', ended_at, warned_at', ', now(), now()'),
    condition('let-go', ', ended_at', ', now()'),
  ],
]
