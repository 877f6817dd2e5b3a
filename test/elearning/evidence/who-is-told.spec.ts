import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { aModule } from '../../support/builders/module.js'
import { aPdf } from '../../support/files.js'
import { mailsTo } from '../../support/mailbox.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import type { Visitor } from '../../support/visitor.js'
import { aDesk, clear, decide, type Desk, handIn, recordsOf, stateOf } from './desk.js'

let desk: Desk
let dana: Visitor
let lena: Visitor
let ada: Visitor

beforeAll(async () => {
  desk = await aDesk()
  ;[dana, lena, ada] = [await desk.browser('dana'), await desk.browser('lena'), await desk.browser('ada')]
})
afterAll(() => desk.app.stop())
beforeEach(async () => {
  desk.app.clock.moveTo(MONDAY)
  await clear(desk)
})

const accept = { decision: 'accept', counts: 'usual' }
const atLena = (id: string) => `/my-agency/evidence/${id}`
const atAda = (id: string) => `/desk/evidence/${id}`
const sql = (text: string, values: unknown[] = []) => desk.app.database.query<Record<string, unknown>[]>(text, values)
const waitingMails = async (...names: string[]) => {
  const all = await Promise.all(names.map(name => mailsTo(desk.app, `${name}@example.org`)))
  return all.map(mails => mails.filter(mail => mail.kind === 'evidence-waiting').length)
}
/** As long as the work goes on, a person is otherwise than they were. */
async function meanwhile(person: Person, change: string, work: () => Promise<unknown>): Promise<void> {
  const { roles, agencyId, confirmedAt } = person
  await sql(`UPDATE person SET ${change} WHERE id = $1`, [person.id])
  try {
    await work()
  } finally {
    await sql('UPDATE person SET roles = $2, agency_id = $3, confirmed_at = $4 WHERE id = $1', [person.id, roles, agencyId, confirmedAt])
  }
}

describe('the mail that something waits', () => {
  it('of a lead’s own goes to the administrators, of an administrator’s own to nobody who cannot decide', async () => {
    await handIn(lena)
    expect(await waitingMails('lena', 'ada')).toEqual([0, 1])
    await clear(desk)
    await handIn(ada)
    expect((await waitingMails('ada'))[0]).toBe(0)
  })

  it('goes to the administrators where the only lead has never confirmed their address', async () => {
    await meanwhile(desk.people.lena, 'confirmed_at = NULL', async () => {
      await handIn(dana)
      expect(await waitingMails('lena', 'ada')).toEqual([0, 1])
    })
  })

  it('comes again for what is handed in after the morning on which it went, and once for the next', async () => {
    await handIn(dana)
    desk.app.clock.moveTo('2026-03-03T08:31:00Z')
    await handIn(dana, { course: 'gcp2' })
    await handIn(await desk.browser('cole'))
    expect(await waitingMails('lena')).toEqual([2])
    expect(await sql(`SELECT due_at AS due FROM message WHERE to_email = 'lena@example.org' ORDER BY 1`)).toEqual([
      { due: new Date('2026-03-03T08:30:00Z') },
      { due: new Date('2026-03-04T08:30:00Z') },
    ])
  })

  it('is not sent to who may decide no more by then: another agency, no longer a lead', async () => {
    const { lena: lead, dana: owner, oona } = desk.people
    const still = async () => {
      const mail = { subject: `evidence-queue:${lead.id}`, kind: 'evidence-waiting', sequence: 1 }
      return (await desk.app.app.get(StillTrue).of([mail], MONDAY)).size
    }
    await handIn(dana)
    expect(await still()).toBe(1)
    await meanwhile(lead, `roles = '{}'`, async () => expect(await still()).toBe(0))
    await meanwhile(owner, `agency_id = '${oona.agencyId}'`, async () => expect(await still()).toBe(0))
    await sql(`DELETE FROM evidence`)
    await handIn(lena)
    expect(await still()).toBe(0)
  })
})

describe('whose it is follows the agency of now', () => {
  it('a lead opens and decides nothing any more of somebody who works elsewhere now', async () => {
    const id = await handIn(dana)
    expect((await lena.get(atLena(id))).status).toBe(200)
    await meanwhile(desk.people.dana, `agency_id = '${desk.people.oona.agencyId}'`, async () => {
      expect((await lena.get(`/evidence/${id}/file`)).status).toBe(404)
      expect((await lena.get('/my-agency/evidence')).text).toContain('Nothing waits')
      expect((await lena.post(`${atLena(id)}/decision`, accept)).status).toBe(404)
    })
    expect(await stateOf(desk, id)).toMatchObject({ state: 'handed in', decided_by_id: null })
  })

  it('a lead without an agency is told why nothing is shown, and shares none with others who have none', async () => {
    const id = await handIn(dana)
    await meanwhile(desk.people.lena, 'agency_id = NULL', () =>
      meanwhile(desk.people.dana, 'agency_id = NULL', async () => {
        expect((await lena.get('/my-agency/evidence')).text).toContain('Your account belongs to no agency of the list')
        expect((await lena.get(atLena(id))).status).toBe(404)
        expect((await ada.get('/desk/evidence')).text).toContain('Dana Delegate: Child Neglect Awareness')
      }),
    )
  })

  it('an administrator sees their own in the queue, marked as somebody else’s to decide', async () => {
    await handIn(ada)
    expect((await ada.get('/desk/evidence')).text).toContain('Your own: somebody else decides on it.')
    await clear(desk)
    await handIn(dana)
    expect((await ada.get('/desk/evidence')).text).not.toContain('Your own')
  })
})

describe('a course that is retired while evidence waits for it', () => {
  const retired = (yes: boolean) => sql(`UPDATE course SET retired = $1 WHERE key = 'neglect-l1'`, [yes])
  afterAll(() => retired(false))

  it('may still be accepted, and nothing more is handed in for it', async () => {
    const id = await handIn(dana)
    await retired(true)
    expect((await ada.get(atAda(id))).html).toMatch(/<option value="neglect-l1" selected/)
    expect((await ada.post(`${atAda(id)}/decision`, accept)).text).toContain('is on Dana Delegate’s record')
    expect(await recordsOf(desk, desk.people.dana)).toMatchObject([{ key: 'neglect-l1' }])
    expect((await dana.get('/my-learning/evidence/new')).html).not.toContain('value="neglect-l1"')
    await handIn(dana)
    expect(dana.last).toMatchObject({ status: 422, text: expect.stringContaining('Choose the course that it is evidence for') as unknown })
    await handIn(dana, { course: 'no-such' })
    expect(dana.last!.status).toBe(422)
    expect(await sql('SELECT 1 FROM upload')).toHaveLength(1)
  })
})

describe('limits of what is typed', () => {
  it.each([
    ['words', 1000, 'Use 1,000 characters or fewer'],
    ['provider', 150, 'Use 150 characters or fewer'],
  ] as const)('%s: as long as this, and not a letter more; what was typed is kept', async (field, most, says) => {
    await handIn(dana, { [field]: 'x'.repeat(most + 1) })
    expect([dana.last!.status, dana.last!.text]).toEqual([422, expect.stringContaining(says)])
    expect(dana.last!.html).toContain('x'.repeat(most + 1))
    const id = await handIn(dana, { [field]: 'x'.repeat(most) })
    expect(await sql(`SELECT ${field} FROM evidence WHERE id = $1`, [id])).toEqual([{ [field]: 'x'.repeat(most) }])
  })

  it('a reason of 1,000 characters, in lines, and not one more', async () => {
    const id = await handIn(dana)
    const reason = `${'x'.repeat(499)}\r\n${'y'.repeat(500)}`
    const long = await decide(ada, atAda(id), { decision: 'refuse', reason: `${reason}z` })
    expect([
      long.status,
      long.text.includes('Use 1,000 characters or fewer'),
      long.html.includes(`${'y'.repeat(500)}z</textarea>`),
    ]).toEqual([422, true, true])
    expect((await decide(ada, atAda(id), { decision: 'refuse', reason })).status).toBe(200)
    expect((await stateOf(desk, id)).reason).toBe(reason.replace('\r\n', '\n'))
  })

  it('today is a day that it was completed on; it counts until the very day it was completed', async () => {
    const id = await handIn(dana, { completedOn: '2026-03-02' })
    expect((await decide(ada, atAda(id), { ...accept, counts: 'until', until: '2026-03-02' })).text).toContain('until Monday 2 March 2026')
  })

  it.each(['0', '-1', 'x', '1e99', '999999999999'])('page %s of the queue is a page', async page => {
    await handIn(dana)
    const { status, text } = await ada.get(`/desk/evidence?page=${page}`)
    expect([status, text]).toEqual([200, expect.stringMatching(/1 piece of evidence waits|There is no such page/)])
  })
})

describe('a module elsewhere that wants a certificate', () => {
  let learning: string
  const declare = (of: Visitor) =>
    of.upload(`${learning}/declaration`, { on: '2026-02-27', declared: 'yes' }, { name: 'a.pdf', bytes: aPdf() })

  beforeAll(async () => {
    const course = await aCourse(desk.app.database, { key: 'away', title: 'Away', kind: 'e-learning', mode: 'e-learning' })
    await aModule(desk.app.database, course, {
      kind: 'elsewhere',
      content: { url: 'https://learning.example.org/a', text: '', certificate: true },
    })
    await dana.get('/courses/away')
    learning = (await dana.post('/courses/away/enrolments')).url
  })

  it('is declared by its own learner only', async () => {
    const cole = await desk.browser('cole')
    await cole.get('/courses/away')
    expect((await cole.post(`${learning}/declaration`, { on: '2026-02-27', declared: 'yes' })).status).toBe(404)
    expect(await sql('SELECT 1 FROM upload')).toEqual([])
  })

  it('is handed in once by two presses, and may be taken back and handed in again', async () => {
    await dana.get(learning)
    await Promise.all([declare(dana), declare(dana)])
    const [row] = await sql(`SELECT id FROM evidence WHERE state = 'handed in'`)
    expect([await sql('SELECT 1 FROM evidence'), await sql('SELECT 1 FROM upload')].map(rows => rows.length)).toEqual([1, 1])
    await dana.get(`/my-learning/evidence/${String(row!.id)}`)
    const back = await dana.post(`/my-learning/evidence/${String(row!.id)}/withdrawal`)
    expect([back.url, back.html.includes('type="file"')]).toEqual([learning, true])
    expect((await declare(dana)).text).toContain('Your certificate is handed in and waits')
    expect(await recordsOf(desk, desk.people.dana)).toEqual([])
  })
})
