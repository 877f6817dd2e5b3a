const booking = (more: string, value: string) =>
  `INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, state, booked_at, ${more})
   SELECT gen_random_uuid(), 'GT-' || gen_random_uuid(), :tuesday, :course, :dana, 'cancelled', now(), ${value};`
const cancelled = (asked: string) => booking('cancelled_at, cancelled_by, cancel_asked_at', `now(), 'delegate', ${asked}`)

/** What holds of bookings that the desk has moved or cancelled: the rule, its sentence, SQL that it allows and SQL that it refuses. */
export const DESK_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  [
    'uq_booking_follows_id',
    'one booking is followed by one',
    booking('cancelled_at, follows_id', 'now(), :booking') + booking('cancelled_at, follows_id', 'now(), :done'),
    booking('cancelled_at, follows_id', 'now(), :booking') + booking('cancelled_at, follows_id', 'now(), :booking'),
  ],
  [
    'ck_booking_moved_by',
    'somebody is moved by their own wish, their agency’s or the organiser’s',
    booking('cancelled_at, moved_by', `now(), 'organiser'`),
    booking('cancelled_at, moved_by', `now(), 'condition'`),
  ],
  [
    'ck_booking_cancel_asked',
    'nobody asks to cancel after it is cancelled',
    cancelled(`now() - interval '1 day'`),
    cancelled(`now() + interval '1 day'`),
  ],
]
