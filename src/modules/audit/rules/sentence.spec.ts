import { describe, expect, it } from '@jest/globals'
import { actorInWords, sentenceOf, type Told } from './sentence.js'

const id = (n: number) => `01890000-0000-7000-8000-00000000000${n}`
const [ADA, DANA, DATE, BOOKING, COURSE, GONE] = [1, 2, 3, 4, 5, 6].map(id) as [string, string, string, string, string, string]
const known = new Map([
  [ADA, { words: 'Ada Obi' }],
  [DANA, { words: 'Dana Reed' }],
  [DATE, { words: 'Neglect Level 2, Tuesday 10 March 2026' }],
  [BOOKING, { words: 'GT-7K3M-9QXR' }],
  [COURSE, { words: 'Neglect Level 2' }],
])
const PLAIN: Told = {
  actorId: ADA,
  actor: 'person',
  subject: 'booking',
  rowId: BOOKING,
  partOf: DATE,
  aboutId: DANA,
  action: 'changed',
  counted: null,
  before: null,
  after: null,
}
const on = 'on Neglect Level 2, Tuesday 10 March 2026'

const told = (change: Partial<Told>) => sentenceOf({ ...PLAIN, ...change }, known)
const charge = { subject: 'charge', rowId: GONE, partOf: BOOKING }
const course = { subject: 'course', rowId: COURSE, partOf: null, aboutId: null }
const ofCourse = { rowId: GONE, partOf: COURSE }
const audit = { subject: 'audit', rowId: null, partOf: null }

describe('a line', () => {
  it.each<[Partial<Told>, string]>([
    [{ after: { state: 'cancelled' } }, `Ada Obi cancelled Dana Reed’s booking GT-7K3M-9QXR ${on}.`],
    [{ actorId: DANA, after: { state: 'cancelled' } }, `Dana Reed cancelled their own booking GT-7K3M-9QXR ${on}.`],
    [{ after: { state: 'no-show' } }, `Ada Obi set Dana Reed’s booking GT-7K3M-9QXR ${on} to no-show.`],
    [{ after: { occurrence_id: DATE } }, 'Ada Obi moved Dana Reed’s booking GT-7K3M-9QXR to Neglect Level 2, Tuesday 10 March 2026.'],
    [{ after: { late: true } }, `Ada Obi changed Dana Reed’s booking GT-7K3M-9QXR ${on}.`],
    [{ action: 'added', after: { state: 'booked' } }, `Ada Obi booked a place for Dana Reed ${on} (booking GT-7K3M-9QXR).`],
    [{ action: 'added', actorId: DANA, after: { state: 'requested' } }, `Dana Reed asked for a place ${on} (booking GT-7K3M-9QXR).`],
    [{ action: 'added', after: { walk_in: true } }, `Ada Obi added Dana Reed as a walk-in ${on}.`],
    [{ action: 'removed', rowId: GONE, before: { reference: 'GT-1' } }, `Ada Obi removed Dana Reed’s booking GT-1 ${on}.`],
    [
      { aboutId: GONE, partOf: GONE, rowId: GONE, after: { state: 'cancelled' } },
      'Ada Obi cancelled somebody who is no longer here’s booking.',
    ],
    [{ actorId: GONE, after: { late: true } }, `Somebody who is no longer here changed Dana Reed’s booking GT-7K3M-9QXR ${on}.`],
    [
      { subject: 'person', rowId: DANA, action: 'added', actorId: null, actor: 'visitor' },
      'Somebody who had not signed in registered as Dana Reed.',
    ],
    [{ subject: 'person', rowId: DANA, action: 'added' }, 'Ada Obi added an account for Dana Reed.'],
    [{ subject: 'person', rowId: DANA, action: 'removed' }, 'Ada Obi removed the account of Dana Reed.'],
    [
      { subject: 'person', rowId: DANA, after: { roles: ['trainer', 'administrator'] } },
      'Ada Obi changed the roles of Dana Reed to trainer, administrator.',
    ],
    [{ subject: 'person', rowId: DANA, actorId: DANA, after: { password_hash: '[kept secret]' } }, 'Dana Reed changed their own password.'],
    [{ subject: 'person', rowId: DANA, after: { name: 'x' } }, 'Ada Obi changed Dana Reed’s details.'],
    [
      { subject: 'waiting_entry', ...ofCourse, action: 'added', actorId: DANA },
      'Dana Reed put themselves on the waiting list of Neglect Level 2.',
    ],
    [
      { subject: 'waiting_entry', ...ofCourse, after: { outcome: 'booked' }, actorId: null, actor: 'lane' },
      'The product itself took Dana Reed off the waiting list of Neglect Level 2 (booked).',
    ],
    [
      { subject: 'waiting_entry', ...ofCourse, after: { number: 4 } },
      'Ada Obi changed Dana Reed’s place on a waiting list for Neglect Level 2.',
    ],
    [
      { subject: 'offer', action: 'added', actorId: null, actor: 'job:pass-on-offers' },
      `The job “pass on offers” offered Dana Reed a place ${on}.`,
    ],
    [{ subject: 'offer', after: { state: 'declined' }, actorId: DANA }, `Dana Reed set their own offer of a place ${on} to declined.`],
    [
      { subject: 'offer', after: { runs_out_at: 'x' } },
      `Ada Obi changed Dana Reed’s offer of a place for Neglect Level 2, Tuesday 10 March 2026.`,
    ],
    [{ ...charge, action: 'added', after: { pence: 2500 } }, 'Ada Obi proposed a charge of £25.00 for Dana Reed’s booking GT-7K3M-9QXR.'],
    [{ ...charge, action: 'added', after: {} }, 'Ada Obi proposed a charge for Dana Reed’s booking GT-7K3M-9QXR.'],
    [{ ...charge, after: { state: 'waived' } }, 'Ada Obi set the charge for Dana Reed’s booking GT-7K3M-9QXR to waived.'],
    [{ ...charge, after: { refilled: true } }, 'Ada Obi changed Dana Reed’s charge for GT-7K3M-9QXR.'],
    [
      { subject: 'register_mark', partOf: BOOKING, action: 'added', after: { mark: 'late' } },
      'Ada Obi marked Dana Reed late (booking GT-7K3M-9QXR).',
    ],
    [
      { subject: 'register_mark', partOf: BOOKING, action: 'removed', before: { mark: 'late' } },
      'Ada Obi removed Dana Reed’s mark in a register for GT-7K3M-9QXR.',
    ],
    [{ subject: 'learning_record', ...ofCourse, action: 'added' }, 'Ada Obi recorded that Dana Reed did Neglect Level 2.'],
    [{ subject: 'learning_record', rowId: GONE, partOf: GONE, action: 'added' }, 'Ada Obi recorded that Dana Reed did a course.'],
    [{ subject: 'learning_record', ...ofCourse, action: 'removed' }, 'Ada Obi removed Dana Reed’s learning record for Neglect Level 2.'],
    [{ subject: 'certificate', ...ofCourse, action: 'added' }, 'Ada Obi issued Dana Reed a certificate for Neglect Level 2.'],
    [
      { subject: 'certificate', ...ofCourse, after: { withdrawn_at: 'x' } },
      'Ada Obi withdrew Dana Reed’s certificate for Neglect Level 2.',
    ],
    [{ subject: 'certificate', ...ofCourse, after: { name_shown: true } }, 'Ada Obi changed Dana Reed’s certificate for Neglect Level 2.'],
    [{ subject: 'evidence', ...ofCourse, action: 'added', actorId: DANA }, 'Dana Reed handed in evidence for Neglect Level 2.'],
    [{ subject: 'evidence', ...ofCourse, action: 'added' }, 'Ada Obi handed in evidence for Neglect Level 2 for Dana Reed.'],
    [
      { subject: 'evidence', ...ofCourse, after: { state: 'accepted' } },
      'Ada Obi set Dana Reed’s evidence for Neglect Level 2 to accepted.',
    ],
    [{ subject: 'evidence', ...ofCourse, after: { words: 'x' } }, 'Ada Obi changed Dana Reed’s evidence for Neglect Level 2.'],
    [
      { subject: 'occurrence', rowId: DATE, partOf: COURSE, aboutId: null, action: 'added' },
      'Ada Obi put a date on the programme: “Neglect Level 2, Tuesday 10 March 2026”.',
    ],
    [
      { subject: 'occurrence', rowId: DATE, aboutId: null, after: { cancelled_at: 'x' } },
      'Ada Obi cancelled the date “Neglect Level 2, Tuesday 10 March 2026”.',
    ],
    [
      { subject: 'occurrence', rowId: DATE, aboutId: null, after: { places: 4 } },
      'Ada Obi changed the date “Neglect Level 2, Tuesday 10 March 2026”.',
    ],
    [{ ...course, after: { title: 'x' } }, 'Ada Obi changed the course “Neglect Level 2”.'],
    [{ ...course, rowId: GONE, action: 'removed', before: { title: 'Old' } }, 'Ada Obi removed the course “Old”.'],
    [{ ...course, rowId: GONE, after: { name: 'n'.repeat(81) } }, `Ada Obi changed the course “${'n'.repeat(80)} ...”.`],
    [
      { subject: 'session', rowId: GONE, partOf: DATE, aboutId: null, action: 'added', after: {} },
      'Ada Obi added the session of Neglect Level 2, Tuesday 10 March 2026.',
    ],
    [
      { ...course, action: 'added', rowId: null, counted: 1617, subject: 'booking', actorId: null, actor: 'import' },
      'An import added 1,617 bookings.',
    ],
    [
      { ...course, action: 'emptied', rowId: null, subject: 'booking', actorId: null, actor: 'database' },
      'Somebody past the product, in the database emptied everything: booking.',
    ],
    [{ ...audit, action: 'looked at' }, 'Ada Obi looked at the history of Dana Reed.'],
    [{ ...audit, action: 'looked at', actorId: DANA }, 'Dana Reed looked at the history of themselves.'],
    [{ ...audit, action: 'forgotten', counted: 12 }, 'Ada Obi took Dana Reed’s personal details out of 12 lines of the history.'],
    [
      { ...audit, aboutId: null, action: 'let go', counted: 300, after: { older_than: '2024-01-01T00:00:00+00:00' } },
      'Ada Obi let 300 lines of the history go, older than Monday 1 January 2024.',
    ],
    [{ ...audit, aboutId: null, action: 'let go', counted: null }, 'Ada Obi let 0 lines of the history go.'],
    [{ ...audit, action: 'forgotten', counted: null }, 'Ada Obi took Dana Reed’s personal details out of 0 lines of the history.'],
    [{ ...course, action: 'merged', subject: 'newer_thing', rowId: null }, 'Ada Obi merged the newer thing.'],
    [{ ...course, action: 'merged', counted: 2, rowId: null }, 'Ada Obi merged 2 courses.'],
    [{ subject: 'name_spelling', rowId: DANA, partOf: null, action: 'merged' }, 'Ada Obi merged Dana Reed’s spelling of a name.'],
  ])('%j', (change, sentence) => expect(told(change)).toBe(sentence))

  it('never leaves a hole, whatever is missing', () => {
    const nothing = new Map()
    for (const subject of ['booking', 'person', 'charge', 'offer', 'waiting_entry', 'course', 'occurrence', 'certificate', 'audit', 'x'])
      for (const action of ['added', 'changed', 'removed', 'emptied', 'looked at', 'let go'])
        for (const after of [null, {}, { state: 'cancelled' }]) {
          const line = { ...PLAIN, subject, action, after, aboutId: null, rowId: null, partOf: null }
          expect(sentenceOf(line, nothing)).toMatch(/^[A-Z](?!.*(undefined|null|NaN| {2}| \.)).*\.$/)
        }
  })
})

it.each([
  ['setup', 'The setup command'],
  ['something', 'something'],
])('an actor that is no person: %s', (actor, words) => expect(actorInWords({ actorId: null, actor }, known)).toBe(words))
