import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { startApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { moment } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { cancelled, Stage } from './stage.js'

let stage: Stage
let rhea: Visitor
let ada: Visitor

const browserOf = async (email: string) => {
  const browser = new Visitor(stage.app.url)
  await browser.signIn(email)
  return browser
}
beforeAll(async () => {
  stage = new Stage(await startApp())
  await stage.enter()
  rhea = await browserOf('rhea@example.org')
  ada = await browserOf('ada@example.org')
})
afterAll(() => stage.app.stop())
beforeEach(async () => {
  await stage.clear()
  const { dana, cole, oona } = stage
  const others = await Promise.all(Array.from({ length: 4 }, () => aPerson(stage.app.database, { agencyId: dana.agencyId })))
  const year = await stage.held('2024-05-07 09:00', { places: 20 })
  for (const person of [dana, cole, ...others]) await stage.booking(year, person, 'attended')
  await stage.booking(year, oona, 'no-show')
  const before = await stage.held('2023-05-09 09:00', { places: 8 })
  for (const person of [dana, oona, ...others]) await stage.booking(before, person, 'attended')
})

const row = (html: string, title: string) => {
  const [found] = new RegExp(`<summary>${title}</summary>[\\s\\S]*?</tr>`).exec(html) ?? ['']
  return [...found.matchAll(/gt-number">([\s\S]*?)<\/td>/g)].map(([, cell]) =>
    cell!
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

describe('the annual table', () => {
  it('has each figure beside the year before, with both numbers of a percentage and what it means', async () => {
    const { html, text } = await rhea.get('/reports?period=2024-25')
    expect(text).toMatch(/Figures 2024-25/)
    expect(row(html, 'Bookings')).toEqual(['7', '6'])
    expect(row(html, 'Attendance')).toEqual(['86 % 6 of 7', '100 % 6 of 6'])
    expect(row(html, 'Utilisation')).toEqual(['30 % 6 of 20', '75 % 6 of 8'])
    expect(text).toContain('Attended out of bookings.')
  })

  it('has "-" where there is nothing to divide by', async () => {
    const { html } = await rhea.get('/reports?period=2025-26')
    expect(row(html, 'Attendance')).toEqual(['- 0 of 0', '86 % 6 of 7'])
  })

  it('starts with the last financial year that is over and has figures', async () => {
    expect((await rhea.get('/reports')).text).toContain('Figures 2024-25')
    await stage.held('2025-05-06 09:00')
    expect((await rhea.get('/reports')).text).toContain('Figures 2024-25')
    await stage.clear()
    await stage.held('2022-05-06 09:00')
    expect((await rhea.get('/reports')).text).toContain('Figures 2022-23')
    await stage.clear()
    expect((await rhea.get('/reports')).text).toContain('Figures 2025-26')
  })

  it('takes any two dates, and compares them with the same a year earlier', async () => {
    const { text, html } = await rhea.get('/reports?period=dates&from=2024-05-01&to=2024-05-31')
    expect(text).toContain('1 May 2024 to 31 May 2024 1 May 2023 to 31 May 2023')
    expect(row(html, 'Bookings')).toEqual(['7', '6'])
    expect(html).toMatch(/value="2024-05-01"/)
  })

  it.each([
    ['from=2024-05-01&to=2024-04-30', 'The last day must not be before the first'],
    ['period=dates', 'Enter the first day as a date'],
    ['from=1&to=2', 'Enter the first day as a date'],
  ])('says what is wrong with ?%s, and shows no figures', async (query, message) => {
    const seen = await rhea.get(`/reports?${query}`)
    expect([seen.status, seen.text.includes(`There is a problem ${message}`), seen.html.includes('gt-annual')]).toEqual([422, true, false])
  })

  it('offers the years back to the first occurrence', async () => {
    const { html } = await rhea.get('/reports')
    expect([...html.matchAll(/<option value="(\d{4}-\d\d)"/g)].map(found => found[1])).toEqual(['2025-26', '2024-25', '2023-24'])
  })

  it('has what cancellations and e-learning are made of', async () => {
    const occurrence = await stage.held('2024-06-04 09:00')
    await stage.booking(occurrence, stage.dana, 'cancelled', cancelled(true))
    await stage.booking(occurrence, stage.cole, 'cancelled', cancelled(false, 'organiser'))
    await anEnrolment(stage.app.database, {
      person: stage.dana,
      course: stage.neglect,
      signedUpAt: '2024-06-04 09:00',
      startedAt: '2024-06-05 09:00',
    })
    const { text } = await rhea.get('/reports?period=2024-25')
    expect(text).toContain('0 in time, 1 late, 1 by the organiser')
    expect(text).toContain('0 completed, 1 in progress, 0 not started')
  })
})

it('lists what is not yet counted and what was cancelled', async () => {
  await stage.held('2024-06-04 09:00', { registerClosedAt: null })
  await stage.held('2024-06-05 09:00', { registerClosedAt: null, cancelledAt: moment('2024-06-01 09:00') })
  const { text } = await rhea.get('/reports?period=2024-25')
  expect(text).toContain('Not yet counted 1 occurrence of this period started, but the register is not closed')
  expect(text).toContain('Understanding Neglect, Tuesday 4 June 2024, 9am to 10am')
  expect(text).toContain(
    'Cancelled 1 occurrence was cancelled, with everything on it outside every figure above. Understanding Neglect, Wednesday 5 June 2024',
  )
})

describe('groups', () => {
  it.each([
    ['quarter', /Quarter Occurrences .* 2024-25 Q1 1 20 7 0 6 1 0 86 % 6 of 7 30 % 6 of 20 0 0/],
    ['course', /Course Occurrences .* Understanding Neglect 1 20 7/],
  ])('by %s', async (by, expected) => {
    expect((await rhea.get(`/reports?period=2024-25&by=${by}`)).text).toMatch(expected)
  })

  it('by agency group hide the small ones from readers, not from the business unit', async () => {
    const address = '/reports?period=2024-25&by=agency-group'
    expect((await rhea.get(address)).text).toMatch(
      /Education Not shown, so that a smaller group cannot be worked out Health Not shown: fewer than 5 people/,
    )
    expect((await ada.get(address)).text).toMatch(/Education 6 0 6 0 0 100 % 6 of 6 0 0 Health 1 0 0 1 0 0 % 0 of 1/)
  })

  it('fall back to quarters for what is not known', async () => {
    expect((await rhea.get('/reports?period=2024-25&by=moon')).text).toContain('2024-25 Q1')
  })

  it('say so when there is nothing', async () => {
    expect((await rhea.get('/reports?from=2020-01-01&to=2020-01-31')).text).toContain('Nothing was counted in this period.')
  })
})

describe('the rows behind a figure', () => {
  it('are a click away for administrators only', async () => {
    const { html } = await ada.get('/reports?period=2024-25')
    const [, link = ''] = /<summary>No-shows<\/summary>[\s\S]*?href="([^"]+)"/.exec(html) ?? []
    const seen = await ada.get(link.replaceAll('&amp;', '&'))
    expect(seen.text).toMatch(
      /2024-25 No-shows Bookings marked no-show.* 1 row No-shows, 2024-25 Who What When Counted as Oona Outsider Manor Hospital Understanding/,
    )
    expect((await rhea.get('/reports?period=2024-25')).html).not.toContain('/reports/rows')
    expect((await rhea.get(link.replaceAll('&amp;', '&'))).status).toBe(403)
  })

  it.each([
    ['bookings&agency=manor-hospital', 1],
    ['bookings&agency-group=education', 6],
    ['bookings&agency=not-listed', 0],
    ['bookings&course=neglect-l2', 7],
    ['bookings&course=gcp2', 0],
    ['bookings&quarter=2024-25%20Q1', 7],
    ['bookings&quarter=2024-25%20Q2', 0],
    ['events', 1],
    ['placesOffered&agency=manor-hospital', 0],
    ['elearningTaken', 0],
  ])('of ?figure=%s are %d', async (query, count) => {
    const { text } = await ada.get(`/reports/rows?from=2024-04-01&to=2025-03-31&figure=${query}`)
    expect(text).toContain(count === 1 ? '1 row' : `${count} rows`)
  })

  it('of the waiting lists are people, each once', async () => {
    await aWaitingEntry(stage.app.database, { person: stage.dana, course: stage.neglect, joinedAt: '2024-05-01 09:00' })
    const { text } = await ada.get('/reports/rows?figure=onWaitingLists&from=2024-04-01&to=2025-03-31')
    expect(text).toMatch(/1 row .* Dana Delegate Birchills Primary School Understanding Neglect Wednesday 1 May 2024 waiting/)
  })

  it('come in pages', async () => {
    const occurrence = await stage.held('2024-06-04 09:00', { places: 60 })
    for (let i = 0; i < 51; i++) await stage.booking(occurrence, await aPerson(stage.app.database), 'attended')
    const address = '/reports/rows?figure=attended&from=2024-06-01&to=2024-06-30'
    const first = await ada.get(address)
    expect([first.text.includes('51 rows'), first.text.includes('Page 1 of 2'), first.html.match(/<tr class/g)?.length]).toEqual([
      true,
      true,
      51,
    ])
    expect((await ada.get(`${address}&page=2`)).html.match(/<tr class/g)).toHaveLength(2)
  })

  it('are not there for what is no figure, or no period', async () => {
    expect((await ada.get('/reports/rows?figure=moon&from=2024-04-01&to=2025-03-31')).status).toBe(404)
    expect((await ada.get('/reports/rows?figure=events&from=2024-04-01')).status).toBe(400)
  })
})

describe('the download', () => {
  it('has every figure of the whole and of each group, with its definition', async () => {
    const { html, headers } = await ada.get('/reports/figures.csv?from=2024-04-01&to=2025-03-31')
    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toContain('figures-2024-04-01-to-2025-03-31.csv')
    const lines = html.split('\n')
    expect(lines[0]).toBe('from,to,by,key,name,figure,value,numerator,denominator,note,definition')
    expect(lines).toContain('2024-04-01,2025-03-31,,,,Attendance,86,6,7,,Attended out of bookings.')
    expect(lines).toContain(
      '2024-04-01,2025-03-31,agency-group,health,Health,No-shows,1,,,,Bookings marked no-show; turned away for being late counts as one.',
    )
  })

  it('hides small groups from readers here too', async () => {
    const { html } = await rhea.get('/reports/figures.csv?from=2024-04-01&to=2025-03-31')
    expect(html).toContain('agency-group,health,Health,No-shows,,,,not shown')
    expect(html).not.toMatch(/,health,Health,[^,]+,\d/)
  })

  it('of dates that will not do leads to the page, which says so', async () => {
    const seen = await ada.get('/reports/figures.csv?from=2024-04-01&to=2024-03-01')
    expect([seen.url, seen.status]).toEqual(['/reports?from=2024-04-01&to=2024-03-01', 422])
  })

  it('runs no formula that somebody named an agency', async () => {
    const sly = await anAgency(stage.app.database, { key: 'sly', name: '=HYPERLINK("https://example.org")', agencyGroup: 'Voluntary' })
    await stage.booking(await stage.held('2024-06-04 09:00'), stage.cole, 'attended', { agencyId: sly.id })
    expect((await ada.get('/reports/figures.csv?from=2024-04-01&to=2025-03-31')).html).toContain(`"'=HYPERLINK`)
  })
})

it('is for report readers and administrators', async () => {
  const dana = await browserOf('dana@example.org')
  expect([(await dana.get('/reports')).status, (await dana.get('/reports/figures.csv')).status]).toEqual([403, 403])
  expect((await new Visitor(stage.app.url).get('/reports')).url).toBe('/sign-in?next=%2Freports')
})
