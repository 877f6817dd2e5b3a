const occurrence = (columns: string) => `UPDATE occurrence SET ${columns} WHERE id = :monday;`

/** What holds of the programme: the rule, its sentence, SQL that it allows and SQL that it refuses. */
export const PROGRAMME_GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  ['ck_occurrence_draft', 'nobody is booked on a draft', occurrence('booked = 0, draft = true'), occurrence('draft = true, booked = 1')],
  ['ck_occurrence_draft', 'nobody is offered a draft', occurrence('held = 1'), occurrence('booked = 0, draft = true, held = 1')],
  [
    'ck_occurrence_draft',
    'a draft is not told to run',
    occurrence('confirmed_at = now()'),
    occurrence('booked = 0, draft = true, confirmed_at = now()'),
  ],
  ['ck_occurrence_fewest', 'a date runs with so many people or more', occurrence('fewest = 0'), occurrence('fewest = -1')],
]
