import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aBooking } from '../../support/builders/booking.js'
import { mailsAbout } from '../../support/mailbox.js'
import { aLead, aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { aQueue } from '../queue.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { aDateToApprove, approvalOf, aRequest, bookingOf, linkTo, MARY } from './asked.js'

let scene: Scene
let ada: Visitor
let dana: Visitor
beforeAll(async () => {
  scene = await theScene()
  ;[ada, dana] = await Promise.all([scene.browser('ada'), scene.browser('dana')])
})
afterAll(() => scene.app.stop())

const alone = async (change: object) => {
  const person = await aPerson(scene.app.database, { ...change })
  const browser = new Visitor(scene.app.url)
  await browser.signIn(person.email)
  return { person, browser }
}
const NAMED = { managerName: 'Nia New', managerEmail: 'nia.new@example.org', deputyName: '', deputyEmail: '' }
const bookedOn = (date: { id: string }) =>
  scene.row<{ id: string }>(`SELECT id FROM booking WHERE occurrence_id = $1 AND state <> 'cancelled'`, [date.id])

describe('the check page', () => {
  it('asks whether the manager is still the one, with what is on record filled in', async () => {
    const seen = await dana.get(`/occurrences/${(await aDateToApprove(scene)).id}/book`)
    expect(seen.text).toContain('Is Mary Manager still your manager?')
    expect(seen.text).toContain('For this course your line manager has to approve each place first.')
    for (const value of ['value="Mary Manager"', `value="${MARY}"`]) expect(seen.html).toContain(value)
    expect(seen.text).toContain('Ask for this place')
  })

  it('asks nobody where nobody has to approve', async () => {
    const date = await aDateToApprove(scene, {}, { needsApproval: false })
    const seen = await dana.get(`/occurrences/${date.id}/book`)
    expect(seen.html).not.toContain('managerEmail')
    expect(seen.text).not.toContain('Ask for this place')
  })

  it('keeps what was typed, and says at the field what is wrong with it', async () => {
    const { browser } = await alone({ managerName: '', managerEmail: '' })
    const date = await aDateToApprove(scene)
    const path = `/occurrences/${date.id}/bookings`
    await browser.get(`/occurrences/${date.id}/book`)
    const typed = { ...NAMED, managerEmail: 'office@example.org', deputyName: 'Dev', dietary: 'No nuts' }
    const seen = await browser.post(path, typed)
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<a href="#managerEmail">Enter your line manager’s own work e-mail address, like name@example.org</a>')
    expect(seen.html).toContain(
      '<a href="#deputyEmail">Enter the deputy’s own work e-mail address, or leave the deputy’s name empty too</a>',
    )
    for (const kept of ['value="Nia New"', 'value="office@example.org"', 'value="Dev"', '>No nuts</textarea>'])
      expect(seen.html).toContain(kept)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
    await browser.post(path, { ...typed, managerEmail: NAMED.managerEmail, deputyName: '' })
    expect(await bookedOn(date)).toBeDefined()
  })

  it('asks when the approval was asked for after the page was opened', async () => {
    const { browser } = await alone({ managerName: '', managerEmail: '' })
    const date = await aDateToApprove(scene, {}, { needsApproval: false })
    await browser.get(`/occurrences/${date.id}/book`)
    await scene.app.database.query('UPDATE course SET needs_approval = true WHERE id = $1', [date.courseId])
    const seen = await browser.post(`/occurrences/${date.id}/bookings`, { access: 'A hearing loop' })
    expect(seen.status).toBe(409)
    expect(seen.html).toContain('<a href="#managerName">Your line manager has to approve this booking.')
    expect(seen.html).toContain('>A hearing loop</textarea>')
  })

  it('leads to a page that says whose answer it waits for, and until when', async () => {
    const date = await aDateToApprove(scene)
    await dana.get(`/occurrences/${date.id}/book`)
    const seen = await dana.post(`/occurrences/${date.id}/bookings`)
    expect(seen.url).toMatch(/\/done$/)
    for (const words of [
      'Your place waits for approval',
      'We have asked Mary Manager. The place is held until Monday 9 March 2026, 9am.',
      'We write to dana@example.org as soon as there is an answer.',
      'The booking waits for approval, so cancelling it is free of charge.',
    ])
      expect(seen.text).toContain(words)
    const mine = await dana.get('/my-learning')
    expect(mine.text).toContain(
      'Waiting for your line manager’s approval : we have asked Mary Manager, and the place is held until Monday 9 March 2026, 9am',
    )
  })
})

describe('the whole way', () => {
  it('the delegate asks, the manager opens the mail and approves without an account, the delegate is told', async () => {
    const { person, browser } = await alone({ managerName: '', managerEmail: '' })
    const date = await aDateToApprove(scene)
    await browser.get(`/occurrences/${date.id}/book`)
    await browser.post(`/occurrences/${date.id}/bookings`, NAMED)
    const { id } = (await bookedOn(date))!
    const manager = new Visitor(scene.app.url)
    const link = await linkTo(scene, id, NAMED.managerEmail)
    await manager.get(link)
    expect((await manager.post(`${link}/approval`)).text).toContain('Nia New approved this place')
    expect(manager.cookie('gt_session')).toBeUndefined()
    const told = (await mailsAbout(scene.app, `booking:${id}`)).at(-1)!
    expect(told).toMatchObject({ kind: 'booking-confirmed', to: person.email })
    expect((await browser.get(`/bookings/${id}`)).text).toContain('State Booked')
  })

  it('an offered place is asked for too; where no manager is known, the check page asks who it is', async () => {
    const { person, browser } = await alone({ managerName: '', managerEmail: '' })
    const { Api } = await import('../../support/api.js')
    const api = await Api.of(scene.app, person.email)
    const queue = await aQueue(scene.app, [{ api }], { course: { needsApproval: false } })
    await scene.app.database.query('UPDATE course SET needs_approval = true WHERE id = $1', [queue.date.courseId])
    await queue.free()
    const offer = (await queue.offerOf(api))!
    await browser.get(`/offers/${offer.id}`)
    const seen = await browser.post(`/offers/${offer.id}/acceptance`)
    expect(seen.url).toBe(`/occurrences/${queue.date.id}/book`)
    expect(seen.text).toContain('A place is held for you until')
    await browser.post(`/occurrences/${queue.date.id}/bookings`, NAMED)
    expect(browser.last!.text).toContain('Your place waits for approval')
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
  })
})

describe('the desk', () => {
  it('shows who waits for whom, and answers for the manager with a reason that is kept', async () => {
    const { id, date } = await aRequest(scene)
    expect((await ada.get(`/desk/occurrences/${date.id}/bookings`)).text).toContain('Mary Manager is asked until Monday 9 March 2026, 9am.')
    await ada.get(`/desk/bookings/${id}/approval`)
    expect((await ada.post(`/desk/bookings/${id}/approval`, { answer: 'approve' })).html).toContain(
      'Enter how you know the answer. It is kept',
    )
    const seen = await ada.post(`/desk/bookings/${id}/approval`, { answer: 'approve', reason: 'She rang' })
    expect(seen.text).toContain('State Approved')
    expect(seen.text).toContain('Answered by Ada Administrator of the business unit, Monday 2 March 2026, 9am')
    expect(await approvalOf(scene, id)).toMatchObject({
      answeredBy: 'administrator',
      answeredByPersonId: scene.people.ada.id,
      reason: 'She rang',
    })
    expect((await bookingOf(scene, id)).state).toBe('booked')
  })

  it('refuses for the manager, too', async () => {
    const { id } = await aRequest(scene)
    await ada.get(`/desk/bookings/${id}/approval`)
    await ada.post(`/desk/bookings/${id}/approval`, { answer: 'refuse', reason: 'No cover that day' })
    expect(await bookingOf(scene, id)).toMatchObject({ state: 'cancelled', by: 'agency', reason: 'No cover that day' })
  })

  it('asks anew, somebody else: the old link opens nothing, the new one does', async () => {
    const { id, link } = await aRequest(scene, {}, {}, scene.api.oona)
    await ada.get(`/desk/bookings/${id}/approval`)
    const path = `/desk/bookings/${id}/approval/asking`
    expect((await ada.post(path, { ...NAMED, managerEmail: 'oona@example.org' })).html).toContain(
      'Enter the line manager’s address, not the delegate’s',
    )
    const seen = await ada.post(path, { ...NAMED, managerName: 'Nora Next', managerEmail: 'nora@example.org' })
    expect(seen.text).toContain('Nora Next has been asked. Links sent before open nothing any more.')
    const manager = new Visitor(scene.app.url)
    expect((await manager.get(link)).status).toBe(404)
    expect((await manager.get(await linkTo(scene, id, 'nora@example.org'))).text).toContain('For Nora Next Approve a training place')
    expect((await mailsAbout(scene.app, `booking:${id}`)).map(mail => mail.kind)).toEqual(['booking-requested', 'booking-requested'])
  })

  it('is for administrators, and not there for a booking that nobody had to approve', async () => {
    const { id, date } = await aRequest(scene)
    expect((await dana.get(`/desk/bookings/${id}/approval`)).status).toBe(403)
    const plain = await aBooking(scene.app.database, { person: scene.people.oona, occurrence: date })
    for (const none of [plain.id, 'not-an-id']) expect((await ada.get(`/desk/bookings/${none}/approval`)).status).toBe(404)
  })

  it('books for somebody without asking by a tick, which is kept', async () => {
    const date = await aDateToApprove(scene)
    const desk = `/desk/occurrences/${date.id}/bookings`
    const { person } = await alone({ managerName: '', managerEmail: '' })
    await ada.get(desk)
    expect((await ada.post(desk, { email: person.email })).html).toContain('<a href="#approved">This person’s line manager has to approve')
    expect((await ada.post(desk, { email: person.email, approved: 'yes' })).text).toMatch(/has a place: GT-/)
    expect(ada.last!.text).toContain('Approved by the business unit: see why')
  })
})

describe('a colleague sent instead', () => {
  it('waits for their own manager, and what was asked for before is withdrawn', async () => {
    const { id, date } = await aRequest(scene)
    await dana.get(`/bookings/${id}/send-a-colleague`)
    const seen = await dana.post(`/bookings/${id}/substitution`, { email: 'cole@example.org' })
    expect(seen.text).toContain('The place is held for Cole Colleague until their line manager approves it.')
    expect((await approvalOf(scene, id)).state).toBe('withdrawn')
    const theirs = (await bookedOn(date))!
    expect((await bookingOf(scene, theirs.id)).state).toBe('requested')
    expect(await linkTo(scene, theirs.id)).toMatch(/^\/approvals\//)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })

  it('cannot be sent while nobody knows who approves', async () => {
    const { id } = await aRequest(scene, {}, {}, scene.api.cole)
    const { person } = await alone({ managerName: '', managerEmail: '', agencyId: scene.people.cole.agencyId })
    const cole = await scene.browser('cole')
    await cole.get(`/bookings/${id}/send-a-colleague`)
    expect((await cole.post(`/bookings/${id}/substitution`, { email: person.email })).text).toContain(
      'Your colleague’s line manager has to approve',
    )
  })
})

it('a training lead sees that a colleague’s place waits', async () => {
  await aRequest(scene)
  await aLead(scene.app.database)
  const lena = new Visitor(scene.app.url)
  await lena.signIn('lena@example.org')
  expect((await lena.get('/my-agency')).text).toContain('Waiting for approval')
})
