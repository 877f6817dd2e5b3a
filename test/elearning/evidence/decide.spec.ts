import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { MONDAY } from '../../support/app.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { mailsTo } from '../../support/mailbox.js'
import type { Visitor } from '../../support/visitor.js'
import { accept, aDesk, atAda, atLena, clear, decide, type Desk, handIn, recordsOf, refuse, stateOf } from './desk.js'

let desk: Desk
let dana: Visitor
let lena: Visitor
let ada: Visitor

beforeAll(async () => {
  desk = await aDesk()
  ;[dana, lena, ada] = [await desk.browser('dana'), await desk.browser('lena'), await desk.browser('ada')]
})
afterAll(() => desk.app.stop())
beforeEach(() => clear(desk))

describe('the queue', () => {
  it('shows administrators everything, oldest first, and a training lead her own agency’s', async () => {
    const oona = await desk.browser('oona')
    await handIn(oona)
    await handIn(dana)
    expect((await ada.get('/desk/evidence')).text).toMatch(/2 pieces of evidence wait.*Oona Outsider: .*Dana Delegate: /)
    const { text } = await lena.get('/my-agency/evidence')
    expect(text).toMatch(/1 piece of evidence waits.*Dana Delegate: Child Neglect Awareness - Level 1 From NSPCC Learning/)
    expect(text).not.toContain('Oona')
    expect((await lena.get('/my-agency')).text).toContain('1 piece of evidence of learning elsewhere waits for your decision')
  })

  it('comes in pages of 25, and says so when there is nothing', async () => {
    expect((await ada.get('/desk/evidence')).text).toContain('Nothing waits')
    await desk.app.database.query(
      `WITH file AS (INSERT INTO upload (id, name, type, bytes, uploaded_at, uploaded_by_id)
         SELECT gen_random_uuid(), 'a.pdf', 'application/pdf', 1, $3, $1 FROM generate_series(1, 26) RETURNING id),
       course AS (INSERT INTO course (id, key, title, kind, topic_id) SELECT gen_random_uuid(), 'many-' || n, 'Many ' || n, 'external', topic_id
         FROM generate_series(1, 26) n, (SELECT topic_id FROM course WHERE id = $2) t RETURNING id)
       INSERT INTO evidence (id, person_id, course_id, upload_id, completed_on, provider, handed_in_at)
       SELECT gen_random_uuid(), $1, c.id, f.id, '2026-01-10', 'Elsewhere', $3
       FROM (SELECT id, row_number() OVER () AS n FROM course) c JOIN (SELECT id, row_number() OVER () AS n FROM file) f USING (n)`,
      [desk.people.dana.id, desk.l1.id, MONDAY],
    )
    expect((await ada.get('/desk/evidence')).html.match(/href="\/desk\/evidence\/[0-9a-f-]{36}"/g)).toHaveLength(25)
    expect((await ada.get('/desk/evidence?page=2')).html.match(/href="\/desk\/evidence\/[0-9a-f-]{36}"/g)).toHaveLength(1)
    expect((await ada.get('/desk/evidence?page=3')).text).toContain('There is no such page')
    await clear(desk)
    await desk.app.database.query(`DELETE FROM course WHERE key LIKE 'many-%'`)
  })

  it('is told to the leads in one mail a day, and to administrators only where there is no lead', async () => {
    await handIn(dana)
    await handIn(dana, { course: 'gcp2' })
    await handIn(await desk.browser('cole'))
    expect((await mailsTo(desk.app, 'lena@example.org')).map(mail => [mail.kind, mail.link])).toEqual([
      ['evidence-waiting', '/my-agency/evidence'],
    ])
    expect(await mailsTo(desk.app, 'ada@example.org')).toEqual([])
    await handIn(await desk.browser('oona'))
    expect((await mailsTo(desk.app, 'ada@example.org')).map(mail => mail.link)).toEqual(['/desk/evidence'])
    const [{ due }] = await desk.app.database.query<[{ due: Date }]>(
      `SELECT due_at AS due FROM message WHERE to_email = 'lena@example.org'`,
    )
    expect(due).toEqual(new Date('2026-03-03T08:30:00Z'))
  })

  it('writes no more of what was decided or taken back by the morning', async () => {
    const id = await handIn(dana)
    const messages = ['lena', 'ada', 'dana'].map(name => ({
      subject: `evidence-queue:${desk.people[name as 'lena'].id}`,
      kind: 'evidence-waiting',
      sequence: 1,
    }))
    const whom = async () => [...(await desk.app.app.get(StillTrue).of(messages, MONDAY))].map(one => messages.indexOf(one))
    expect(await whom()).toEqual([0, 1])
    await decide(lena, atLena(id), accept)
    expect(await whom()).toEqual([])
  })
})

describe('accepting', () => {
  it('writes the learning record with how long it counts, tells its person, and leaves the queue', async () => {
    const id = await handIn(dana)
    const done = await decide(lena, atLena(id), accept)
    expect([done.url, done.text]).toEqual(['/my-agency/evidence', expect.stringContaining('counts until Tuesday 20 February 2029')])
    expect(done.text).toContain('Nothing waits')
    expect(await recordsOf(desk, desk.people.dana)).toEqual([
      { key: 'neglect-l1', how: 'evidence', source: `evidence:${id}`, on: '2026-02-20', until: '2029-02-20', note: 'NSPCC Learning' },
    ])
    expect(await stateOf(desk, id)).toMatchObject({ state: 'accepted', decided_by_id: desk.people.lena.id })
    const mail = (await mailsTo(desk.app, 'dana@example.org')).at(-1)!
    expect([mail.kind, mail.text]).toEqual(['evidence-accepted', expect.stringContaining('It counts until Tuesday 20 February 2029.')])
    expect((await dana.get(`/my-learning/evidence/${id}`)).text).toContain('It was accepted on Monday 2 March 2026')
    expect((await dana.get('/my-learning')).text).toMatch(/Level 1 ?NSPCC Learning/)
  })

  it.each([
    ['until another day', { counts: 'until', until: '2026-12-31' }, '2026-12-31', 'until Thursday 31 December 2026'],
    ['for good', { counts: 'good' }, null, 'for good'],
  ])('%s', async (_how, fields, until, words) => {
    const id = await handIn(dana)
    expect((await decide(ada, atAda(id), { ...accept, ...fields })).text).toContain(`counts ${words}`)
    expect(await recordsOf(desk, desk.people.dana)).toMatchObject([{ until }])
  })

  it('may be for another course than it was handed in for', async () => {
    const id = await handIn(dana, { course: 'gcp2' })
    await decide(ada, atAda(id), { ...accept, course: 'neglect-l1' })
    expect(await recordsOf(desk, desk.people.dana)).toMatchObject([{ key: 'neglect-l1', until: '2029-02-20' }])
    const other = await handIn(dana, { course: 'gcp2' })
    expect(await decide(ada, atAda(other), { ...accept, course: 'no-such' })).toMatchObject({ status: 422 })
    expect(await recordsOf(desk, desk.people.dana)).toHaveLength(1)
  })

  it.each([
    ['a day before it was completed', { counts: 'until', until: '2026-02-19' }, 'not before it was completed'],
    ['no day', { counts: 'until', until: '' }, 'Enter the last day on which it counts'],
    ['neither button', { decision: '' }, 'Press Accept or Refuse'],
  ])('with %s is told beside the field, and keeps what was typed', async (_what, fields, says) => {
    const id = await handIn(dana)
    const { status, text, html } = await decide(ada, atAda(id), { ...accept, ...fields, reason: 'Half a reason' })
    expect([status, text]).toEqual([422, expect.stringContaining(says)])
    expect(html).toContain('Half a reason</textarea>')
    expect(await stateOf(desk, id)).toMatchObject({ state: 'handed in' })
  })

  it('opens the booking that needs it, and not on a day on which it has run out', async () => {
    const { app, l2 } = desk
    const [before, after] = [
      await anOccurrence(app.database, { course: l2, startsAt: '2026-04-14 09:30' }),
      await anOccurrence(app.database, { course: l2, startsAt: '2026-04-15 09:30' }),
    ]
    expect((await dana.get('/courses/neglect-l2')).html).toContain('/my-learning/evidence/new?course=neglect-l1"')
    const closed = await dana.get(`/occurrences/${before.id}/book`)
    expect(closed.text).toContain('This course builds on others')
    expect(closed.html).toContain('/my-learning/evidence/new?course=neglect-l1"')
    const id = await handIn(dana)
    expect((await dana.get('/courses/neglect-l2')).text).toContain('Your evidence for Child Neglect Awareness - Level 1 waits')
    expect((await dana.get(`/occurrences/${before.id}/book`)).text).toContain('This course builds on others')
    await decide(ada, atAda(id), { ...accept, counts: 'until', until: '2026-04-14' })
    expect((await dana.get(`/occurrences/${after.id}/book`)).text).toContain('This course builds on others')
    await dana.get(`/occurrences/${before.id}/book`)
    expect((await dana.post(`/occurrences/${before.id}/bookings`)).text).toContain('GT-')
    await app.database.query('DELETE FROM booking')
  })
})

describe('refusing', () => {
  it('needs a reason, which the delegate reads in a mail and on the page, and may hand in again', async () => {
    const id = await handIn(dana)
    expect(await decide(lena, atLena(id), { ...refuse, reason: '  ' })).toMatchObject({
      status: 422,
      text: expect.stringContaining('Say why you refuse it') as unknown as string,
    })
    expect((await decide(lena, atLena(id), refuse)).text).toContain('Dana Delegate gets a mail with your reason')
    const mail = (await mailsTo(desk.app, 'dana@example.org')).at(-1)!
    expect([mail.kind, mail.text, mail.link]).toEqual([
      'evidence-refused',
      expect.stringContaining('The name on it is another.\nSend yours.'),
      `/my-learning/evidence/${id}`,
    ])
    expect((await dana.get(mail.link)).text).toContain('The name on it is another. Send yours.')
    expect((await dana.get('/my-learning')).text).toMatch(/Level 1, from NSPCC Learning Not accepted/)
    expect(await recordsOf(desk, desk.people.dana)).toEqual([])
    await handIn(dana)
    expect((await dana.get('/my-learning')).text).not.toContain('Not accepted')
  })
})
