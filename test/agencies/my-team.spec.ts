import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { aForm, anInvitation } from '../support/builders/evaluation.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import { hashSecret } from '../../src/shared/secrets.js'
import { aPerson } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let mary: Visitor
const MARY = 'mary.manager@example.org'

/** Mary has an account of another agency; Dana names her as line manager, Cole as deputy, Oona somebody else. */
beforeAll(async () => {
  scene = await anAgencyScene()
  const { database } = scene.app
  await aPerson(database, { email: MARY, name: 'Mary Manager', managerEmail: 'boss@example.org' })
  const named = {
    cole: ['other@example.org', MARY],
    oona: ['boss2@example.org', ''],
    lena: ['boss2@example.org', ''],
    olga: ['boss2@example.org', ''],
  }
  for (const [name, [manager, deputy]] of Object.entries(named))
    await database.query('UPDATE person SET manager_email = $2, deputy_email = $3 WHERE email = $1', [
      `${name}@example.org`,
      manager,
      deputy,
    ])
  await aRecord(database, { person: scene.people.dana, course: scene.l1, validUntil: '2026-04-30' })
  mary = await scene.browser(MARY)
})
afterAll(() => scene.app.stop())

describe('my team', () => {
  it('shows who names this address as their manager’s or deputy’s, where they go and how they stand, and nothing else', async () => {
    const { database } = scene.app
    const { dana } = scene.people
    const booking = await aBooking(database, { person: dana, occurrence: await anOccurrence(database, { course: scene.l2 }) })
    await database.query(`INSERT INTO need (booking_id, access) VALUES ($1, 'A hearing loop')`, [booking.id])
    const over = await aBooking(database, {
      person: dana,
      occurrence: await anOccurrence(database, { course: await aCourse(database), startsAt: '2026-02-10 09:30' }),
      state: 'no-show',
    })
    await aCharge(database, { booking: over, kind: 'no-show' })
    const { text, html, status } = await mary.get('/my-team')
    expect(status).toBe(200)
    expect(text).toContain('Dana Delegate , Teacher Understanding Neglect Level 2, Tuesday 10 March 2026, 9:30am to 4pm')
    expect(text).toContain('Runs out Thursday 30 April 2026')
    expect(text).toContain('Cole Colleague , Teaching assistant No place to come')
    expect(text).not.toMatch(/Oona|Lena|Olga|hearing|£|GT-|dana@example/)
    expect(html).not.toContain('/my-agency')
    expect(html).toContain('<a class="gt-nav__link" aria-current="page" href="/my-team">My team</a>')
  })

  it('takes six statements at most, whoever names them', async () => {
    expect(await countQueries(() => mary.get('/my-team'))).toBeLessThanOrEqual(6)
  })

  it('is not in the way of who is named by nobody, and is empty there', async () => {
    const dana = await scene.browser('dana@example.org')
    const { text, html } = await dana.get('/my-team')
    expect(text).toContain('Nobody has named the address of your account')
    expect(html).not.toContain('href="/my-team"')
    expect(text).not.toContain('Mary')
  })

  it('shows nothing to who names somebody, nor to who names themself, nor to an address not confirmed', async () => {
    const { database } = scene.app
    // Nell names Dana as her manager: Dana sees Nell, and Nell nothing of Dana.
    const nell = await aPerson(database, { email: 'nell@example.org', name: 'Nell New', managerEmail: 'dana@example.org' })
    const [own, danas] = [await scene.browser('nell@example.org'), await scene.browser('dana@example.org')]
    expect((await own.get('/my-team')).text).not.toContain('Dana')
    expect((await danas.get('/my-team')).text).toContain('Nell New')
    await database.query('UPDATE person SET manager_email = email WHERE id = $1', [nell.id])
    expect((await own.get('/my-team')).text).toContain('Nobody has named the address of your account')
    await database.query('UPDATE person SET confirmed_at = NULL WHERE email = $1', [MARY])
    const still = await mary.get('/my-team')
    expect(still.text).not.toContain('Dana Delegate')
    expect(still.html).not.toContain('href="/my-team"')
    await database.query('UPDATE person SET confirmed_at = now() WHERE email = $1', [MARY])
    // An account is sent to sign in, a stranger too.
    expect((await new Visitor(scene.app.url).get('/my-team')).url).toMatch(/^\/sign-in/)
  })

  it('leads to what waits for this very person: the manager at once, the deputy once asked, and nobody when it is answered', async () => {
    const { database } = scene.app
    await database.query('UPDATE agency SET needs_approval = true')
    const date = await anOccurrence(database, {
      course: await aCourse(database, { title: 'Safer Recruitment' }),
      startsAt: '2026-04-20 09:30',
    })
    const [dana, cole] = [await Api.of(scene.app, 'dana@example.org'), await Api.of(scene.app, 'cole@example.org')]
    await dana.post(`/occurrences/${date.id}/bookings`)
    await cole.post(`/occurrences/${date.id}/bookings`, {
      manager: { name: 'Other Manager', email: 'other@example.org' },
      deputy: { name: 'Mary Manager', email: MARY },
    })
    const first = await mary.get('/my-team')
    const links = (html: string) => [...html.matchAll(/href="(\/approvals\/[^"]+)"/g)].map(([, link]) => link!)
    expect(links(first.html)).toHaveLength(1)
    await database.query('UPDATE approval SET chased_at = now()')
    const both = links((await mary.get('/my-team')).html)
    expect(both).toHaveLength(2)
    const pages = await Promise.all(both.map(link => new Visitor(scene.app.url).get(link)))
    expect(pages.map(({ text }) => /(Dana|Cole) \w+ has asked for a place/.exec(text)?.[1]).sort()).toEqual(['Cole', 'Dana'])
    await mary.get(both[0]!)
    await mary.post(`${both[0]}/approval`)
    expect(links((await mary.get('/my-team')).html)).toHaveLength(1)
    expect(links((await (await scene.browser('nell@example.org')).get('/my-team')).html)).toEqual([])
  })

  it('leads to the questions months after a course, once asked and until answered', async () => {
    const { database } = scene.app
    await aForm(database, { stage: 'manager' })
    const past = await anOccurrence(database, { course: scene.gcp2, startsAt: '2025-09-01 09:30' })
    const booking = await aBooking(database, {
      person: scene.people.dana,
      occurrence: past,
      state: 'attended',
      bookedAt: new Date('2025-08-01T09:00:00Z'),
    })
    const nonce = 'a nonce of its own'
    const linkHash = hashSecret(scene.app.app.get(NotificationsReader).linkSecret(nonce))
    const asked = { booking, stage: 'manager' as const, managerName: 'Mary Manager', managerEmail: MARY, linkNonce: nonce, linkHash }
    const { id } = await anInvitation(database, { ...asked, dueAt: '2026-03-01 09:00', state: 'asked', askedAt: '2026-03-01 09:00' })
    const { text, html } = await mary.get('/my-team')
    expect(text).toContain('What has changed in their work?')
    const [, link] = /href="(\/evaluations\/[^"]+)"/.exec(html)!
    const page = await new Visitor(scene.app.url).get(link!)
    expect([page.status, page.text.includes('Dana Delegate')]).toEqual([200, true])
    await database.query(`UPDATE evaluation_invitation SET state = 'answered' WHERE id = $1`, [id])
    expect((await mary.get('/my-team')).html).not.toContain('/evaluations/')
  })
})
