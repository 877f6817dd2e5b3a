import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../../support/app.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { type AProgramme, aProgramme, idOf, session } from './scene.js'

let app: TestApp
let scene: AProgramme
let date: string

beforeAll(async () => {
  app = await startApp()
  scene = await aProgramme(app)
  date = (await anOccurrence(app.database, { course: scene.l2, startsAt: '2026-04-23 09:30', places: 16 })).id
})
afterAll(() => app.stop())

describe('copying to new dates', () => {
  it('fills in everything but the days', async () => {
    const { url } = await scene.put({
      ...{
        course: 'gcp2',
        venue: 'town-hall',
        places: '14',
        fewest: '5',
        closesDays: '3',
        decideDays: '8',
        onlineUrl: 'https://example.org/m',
      },
      ...{ joiningDetails: 'Park behind the hall', trainers: [scene.tara.key, scene.tom.key] },
      ...{ ...session(0, 0, '2026-06-09', '10:00', '12:00'), ...session(0, 1, '2026-06-10', '13:00', '15:30') },
    })
    const id = idOf(url)
    expect((await scene.ada.get(url)).html).toContain(`href="/desk/events/new?copy=${id}"`)
    const { html, text } = await scene.ada.get(`/desk/events/new?copy=${id}`)
    expect(text).toContain('Enter the new days')
    const value = (name: string) => new RegExp(`name="${name.replace(/[[\]]/g, '\\$&')}"[^>]* value="([^"]*)"`).exec(html)?.[1]
    expect(['places', 'fewest', 'closesDays', 'decideDays', 'onlineUrl'].map(value)).toEqual(['14', '5', '3', '8', 'https://example.org/m'])
    const field = (s: number, part: string) => value(`dates[0][sessions][${s}][${part}]`)
    expect([0, 1].map(s => ['day', 'start', 'end'].map(part => field(s, part)))).toEqual([
      ['', '10:00', '12:00'],
      ['', '13:00', '15:30'],
    ])
    for (const chosen of [
      'value="gcp2" selected',
      'value="town-hall" selected',
      `value="${scene.tara.key}" checked`,
      `value="${scene.tom.key}" checked`,
    ])
      expect(html).toContain(chosen)
    expect(html).toContain('>Park behind the hall</textarea>')
  })

  it('goes on to several dates in one event, which its page shows', async () => {
    await scene.ada.get(`/desk/events/new?copy=${date}`)
    const dates = { ...session(0, 0, '2026-09-08'), ...session(1, 0, '2026-09-15'), ...session(2, 0, '2026-09-22') }
    const { text, url } = await scene.put({ ...dates, places: '16', trainers: scene.tom.key })
    expect(url).toMatch(/^\/desk\/events\//)
    expect(text).toContain('Event of 3 dates')
    expect(text).toContain('Tuesday 15 September 2026, 9:30am to 4pm Tentative No venue, 0 of 16 booked')
    expect(text).not.toContain('Publish')
  })

  it('of nothing is a new event', async () => {
    for (const copy of ['no-id', scene.l2.id])
      expect((await scene.ada.get(`/desk/events/new?copy=${copy}`)).text).not.toContain('Enter the new days')
  })
})

it('a course that was just added is on the programme by its day alone: two forms, six presses', async () => {
  expect((await scene.ada.get('/desk/courses')).html).toContain('href="/desk/courses/new"')
  await scene.ada.get('/desk/courses/new')
  const course = await scene.ada.post('/desk/courses', {
    ...{
      title: 'First Steps',
      key: 'first-steps',
      kind: 'scheduled',
      topic: 'child-neglect',
      provider: '',
      level: '',
      mode: 'face-to-face',
    },
    ...{
      summary: '',
      audience: '',
      days: '1',
      defaultPlaces: '18',
      fewest: '4',
      validMonths: '',
      externalUrl: '',
      policy: '',
      reminderDays: '',
    },
  })
  expect(course.html).toContain('href="/desk/events/new?course=first-steps"')
  const form = await scene.ada.get('/desk/events/new?course=first-steps')
  // What the page carries already, and nothing but the day beside it.
  const filled = [...form.html.matchAll(/<input class="govuk-input[^>]*? name="([^"]+)" type="[^"]+" value="([^"]*)"/g)]
  const carried = Object.fromEntries(filled.map(([, name, value]) => [name!, value!]))
  const put = await scene.ada.post('/desk/events', {
    ...carried,
    course: 'first-steps',
    venue: '',
    'dates[0][sessions][0][day]': '2026-07-07',
  })
  expect(put.text).toContain('The date is on the programme.')
  expect((await scene.ada.get('/courses/first-steps')).text).toContain('Tuesday 7 July 2026 9:30am to 4pm')
  expect(scene.ada.last!.text).toContain('18 places left')
})
