import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { placesOf, sound } from '../bookings/places-as-they-are.js'
import { Api } from '../support/api.js'
import { MONDAY } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { lastMailTo, mailsAbout } from '../support/mailbox.js'
import { anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let lena: Visitor
const apis = new Map<string, Api>()

beforeAll(async () => {
  scene = await anAgencyScene()
  lena = await scene.browser('lena@example.org')
  for (const name of ['dana', 'oona', 'lena']) apis.set(name, await Api.of(scene.app, `${name}@example.org`))
})
afterAll(() => scene.app.stop())
beforeEach(() => letLeads(true))
afterEach(() => scene.app.clock.moveTo(MONDAY))

const letLeads = (approve: boolean) => scene.app.database.query('UPDATE agency SET leads_approve = $1, needs_approval = true', [approve])
const stateOf = (id: string) =>
  scene.row(
    'SELECT b.state, a.state AS approval, a.answered_by AS by, a.reason FROM booking b JOIN approval a ON a.booking_id = b.id WHERE b.id = $1',
    [id],
  )

/** A place that this person asked for, and the manager's link. */
async function aRequest(name = 'dana') {
  const date = await anOccurrence(scene.app.database, {
    course: await aCourse(scene.app.database, { title: 'Safer Recruitment' }),
    startsAt: '2026-04-20 09:30',
  })
  const { body } = await apis.get(name)!.post<{ id: string; state: string }>(`/occurrences/${date.id}/bookings`)
  expect(body.state).toBe('requested')
  const [asked] = await mailsAbout(scene.app, `approval:${body.id}`)
  return { id: body.id, date, link: asked!.link }
}
const answer = (id: string, fields: Record<string, string>, browser = lena) => browser.post(`/my-agency/approvals/${id}`, fields)

describe('approving in the place of a line manager', () => {
  it('gives the place, tells the colleague, and the manager’s link says who answered', async () => {
    const { id, link } = await aRequest()
    expect((await lena.get('/my-agency')).text).toContain('1 place waits for approval')
    expect((await lena.get('/my-agency/approvals')).text).toMatch(
      /Dana Delegate , Safer Recruitment Safer Recruitment Monday 20 April 2026.* Asked: Mary Manager/,
    )
    await lena.get(`/my-agency/approvals/${id}`)
    const nothing = await answer(id, {})
    expect([nothing.status, nothing.text.includes('Choose whether you approve')]).toEqual([422, true])
    expect((await answer(id, { answer: 'approve' })).text).toContain('Done The place is approved. Approvals No place waits for approval.')
    expect(await stateOf(id)).toEqual({ state: 'booked', approval: 'approved', by: 'training lead', reason: '' })
    expect((await lastMailTo(scene.app, 'dana@example.org')).kind).toBe('booking-confirmed')
    expect((await new Visitor(scene.app.url).get(link)).text).toContain('Lena Lead, training lead approved this place')
  })

  it('refuses with a reason, which the colleague is told; the place is free', async () => {
    const { id, date } = await aRequest()
    await lena.get(`/my-agency/approvals/${id}`)
    const without = await answer(id, { answer: 'refuse', reason: ' ' })
    expect([without.status, without.text.includes('Enter why you do not approve')]).toEqual([422, true])
    await answer(id, { answer: 'refuse', reason: 'We are two short' })
    expect(await stateOf(id)).toEqual({ state: 'cancelled', approval: 'refused', by: 'training lead', reason: 'We are two short' })
    expect((await lastMailTo(scene.app, 'dana@example.org')).text).toContain('We are two short')
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('comes to one outcome when the manager answers the other way at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const { id, link, date } = await aRequest()
      const mary = new Visitor(scene.app.url)
      await Promise.all([lena.get(`/my-agency/approvals/${id}`), mary.get(link)])
      const [own, theirs] = await Promise.all([answer(id, { answer: 'approve' }), mary.post(`${link}/refusal`, { reason: 'Not now' })])
      expect([own.status, theirs.status].sort()).toEqual([200, 409])
      const approved = own.status === 200
      expect(await stateOf(id)).toMatchObject(approved ? { state: 'booked', by: 'training lead' } : { state: 'cancelled', by: 'manager' })
      expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(approved ? 1 : 0))
      if (!approved) expect(own.text).toContain('Nothing was changed: it has been answered, or has ended, meanwhile.')
      await apis.get('dana')!.delete(`/bookings/${id}`)
    }
  })

  it('asks nobody where the lead books: it is approved by that', async () => {
    const { dana } = scene.people
    const date = await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database), startsAt: '2026-04-21 09:30' })
    await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    await lena.post(`/my-agency/book/${date.id}`, { person: dana.id })
    const made = await scene.row<{ id: string }>('SELECT id FROM booking WHERE occurrence_id = $1', [date.id])
    expect(await stateOf(made!.id)).toMatchObject({ state: 'booked', approval: 'approved', by: 'training lead' })
    expect(await mailsAbout(scene.app, `approval:${made!.id}`)).toEqual([])
  })

  it('is not for the lead’s own place, another agency’s, or where the agency leaves it to line managers', async () => {
    const [own, theirs, danas] = [await aRequest('lena'), await aRequest('oona'), await aRequest('dana')]
    await lena.get(`/my-agency/approvals/${danas.id}`)
    for (const { id } of [own, theirs]) {
      expect((await lena.get(`/my-agency/approvals/${id}`)).status).toBe(404)
      await lena.get(`/my-agency/approvals/${danas.id}`)
      expect((await answer(id, { answer: 'approve' })).status).toBe(404)
      expect(await stateOf(id)).toMatchObject({ state: 'requested', approval: 'open' })
    }
    const list = await lena.get('/my-agency/approvals')
    expect(list.html).not.toContain(own.id)
    expect(list.html).not.toContain(theirs.id)
    await lena.get(`/my-agency/approvals/${danas.id}`)
    await letLeads(false)
    expect((await answer(danas.id, { answer: 'approve' })).status).toBe(404)
    expect((await lena.get('/my-agency/approvals')).text).toContain('line managers approve places themselves')
    expect((await lena.get('/my-agency')).text).not.toContain('waits for approval:')
    const date = await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database), startsAt: '2026-04-21 09:30' })
    await lena.get(`/my-agency/book/${date.id}?person=${scene.people.cole.id}`)
    const asked = await lena.post(`/my-agency/book/${date.id}`, { person: scene.people.cole.id })
    expect(asked.text).toContain('A place is held for Cole Colleague, until their line manager has answered')
    expect((await lastMailTo(scene.app, 'cole@example.org')).text).toContain(
      'Lena Lead, your agency’s training lead, has asked for a place on',
    )
  })

  it('is let by the desk, agency by agency', async () => {
    await letLeads(false)
    await anAdministrator(scene.app.database)
    const ada = await scene.browser('ada@example.org')
    await ada.get('/desk/agencies/birchills-primary')
    const fields = { name: 'Birchills Primary School', group: 'Education', listed: 'yes', needsApproval: 'yes' }
    expect((await ada.post('/desk/agencies/birchills-primary', { ...fields, leadsApprove: 'yes' })).status).toBe(200)
    const found = await scene.app.database.query<{ key: string }[]>('SELECT key FROM agency WHERE leads_approve')
    expect(found).toEqual([{ key: 'birchills-primary' }])
    expect((await lena.get('/my-agency/approvals')).text).not.toContain('line managers approve places themselves')
  })

  it('is too late once nobody answered in time', async () => {
    const { id } = await aRequest()
    await lena.get(`/my-agency/approvals/${id}`)
    scene.app.clock.moveTo('2026-03-20T09:00:00Z')
    expect((await answer(id, { answer: 'approve' })).status).toBe(409)
    expect((await lena.get(`/my-agency/approvals/${id}`)).text).toContain('Nobody answered in time')
  })
})
