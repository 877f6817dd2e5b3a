import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aColleague, aDelegate, aLead, anOutsider, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let lena: Visitor

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await aColleague(app.database)
  await anOutsider(app.database)
  await aLead(app.database)
  await aPerson(app.database, { email: 'lee@example.org', roles: ['training lead'] })
  lena = new Visitor(app.url)
  await lena.signIn('lena@example.org')
})
afterAll(() => app.stop())

describe('my agency', () => {
  it('says so while nobody goes anywhere', async () => {
    const page = await lena.get('/my-agency')
    expect(page.text).toContain('My agency Birchills Primary School')
    expect(page.text).toContain('No colleague has a place on a date to come.')
    expect(page.text).toContain('No colleague waits for a place.')
  })

  it('shows the places and the waiting of colleagues, and of nobody else', async () => {
    const course = await aCourse(app.database, { title: 'Hidden Harm Training' })
    const date = await anOccurrence(app.database, { course, places: 2 })
    const [dana, cole, oona] = await Promise.all(['dana', 'cole', 'oona'].map(name => Api.of(app, `${name}@example.org`)))
    await dana?.post(`/occurrences/${date.id}/bookings`, { access: 'A hearing loop' })
    await oona?.post(`/occurrences/${date.id}/bookings`)
    await cole?.post(`/courses/${course.key}/waiting-list`)
    const page = await lena.get('/my-agency')
    expect(page.text).toMatch(/Dana Delegate , Hidden Harm Training , Teacher Hidden Harm Training Tuesday 10 March 2026, 9:30am to 4pm/)
    expect(page.text).toContain('Cole Colleague : Hidden Harm Training number 1 on the list')
    expect(page.text).not.toContain('Oona')
    expect(page.text).not.toContain('hearing loop')
  })

  it('leaves out what is cancelled and what is over', async () => {
    const course = await aCourse(app.database, { title: 'Basic Drug Awareness' })
    const date = await anOccurrence(app.database, { course, startsAt: '2026-03-03 09:30', endsAt: '2026-03-03 12:30' })
    const dana = await Api.of(app, 'dana@example.org')
    await dana.post(`/occurrences/${date.id}/bookings`)
    app.clock.moveTo('2026-03-03T12:29:59Z')
    expect((await lena.get('/my-agency')).text).toContain('Basic Drug Awareness')
    app.clock.moveTo('2026-03-03T12:30:00Z')
    expect((await lena.get('/my-agency')).text).not.toContain('Basic Drug Awareness')
    const { body } = await dana.get<{ items: { id: string; state: string; course: { title: string } }[] }>('/me/bookings')
    const later = body.items.find(item => item.course.title === 'Hidden Harm Training')
    await dana.delete(`/bookings/${later?.id}`)
    expect((await lena.get('/my-agency')).text).not.toContain('Dana Delegate')
  })

  it('tells a lead without an agency what to do', async () => {
    const lee = new Visitor(app.url)
    await lee.signIn('lee@example.org')
    expect((await lee.get('/my-agency')).text).toContain('Ask the business unit to place it')
  })

  it('is not for delegates', async () => {
    const dana = new Visitor(app.url)
    await dana.signIn('dana@example.org')
    expect((await dana.get('/my-agency')).status).toBe(403)
  })
})
