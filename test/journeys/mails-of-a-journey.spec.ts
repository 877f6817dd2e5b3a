import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import ICAL from 'ical.js'
import type { Email } from 'postal-mime'
import { MessageSender } from '../../src/modules/notifications/sender.writer.js'
import { bookedBy, changeAndConfirm, LATER } from '../bookings/organiser.js'
import { Api } from '../support/api.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aColleague, aDelegate, anAdministrator, aToken } from '../support/people.js'
import { startMailServer, type MailServer } from '../support/smtp.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let post: MailServer
let ada: Visitor
let dana: Api
let cole: Api

beforeAll(async () => {
  post = await startMailServer()
  app = await startApp(MONDAY, { smtpUrl: post.url })
  const people = [await aDelegate(app.database), await aColleague(app.database), await anAdministrator(app.database)] as const
  dana = Api.holding(app, await aToken(app.database, people[0]))
  cole = Api.holding(app, await aToken(app.database, people[1]))
  ada = new Visitor(app.url)
  await ada.signIn(people[2].email)
})
afterAll(async () => {
  await app.stop()
  await post.stop()
})

/** A calendar entry in words: "REQUEST 1, 20260414T083000Z, Hall". Each mail has one, in its alternative and attached, which are the same. */
function calendarOf(mail: Email): string {
  const parts = mail.attachments.filter(part => part.mimeType === 'text/calendar' || part.filename === 'invite.ics')
  const texts = new Set(parts.map(part => (typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content))))
  if (texts.size === 0) return 'no entry'
  const [text, other] = [...texts]
  if (other !== undefined) throw new Error('The part and the attachment differ')
  const calendar = new ICAL.Component(ICAL.parse(text!) as [string, unknown[], unknown[]])
  const events = calendar.getAllSubcomponents('vevent')
  if (events.length !== 1) throw new Error(`${events.length} events in one object`)
  const of = (name: string) => String(events[0]!.getFirstPropertyValue(name))
  const starts = (events[0]!.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString()
  uids.push(of('uid'))
  return `${String(calendar.getFirstPropertyValue('method'))} ${of('sequence')} ${of('status')}, ${starts}, ${of('location')}`
}
const uids: string[] = []
let seen = 0

/** What has arrived since the last look: to whom, with which subject, and what it does to the calendar. */
async function arrived(): Promise<string[]> {
  await app.app.get(MessageSender).sendDue()
  const mails = (await post.read()).slice(seen)
  mails.forEach((mail, i) => show(mail, seen + i))
  seen += mails.length
  return mails.map(mail => `${mail.to?.[0]?.name}: ${mail.subject} (${calendarOf(mail)})`)
}

/** With MAILS_TO=folder each mail's HTML is kept there, to be looked at. */
function show(mail: Email, number: number): void {
  const folder = process.env.MAILS_TO
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${String(number).padStart(2, '0')}.html`, mail.html ?? '')
  writeFileSync(`${folder}/${String(number).padStart(2, '0')}.txt`, `${mail.subject}\n\n${mail.text}`)
}

async function aDate(title: string, overrides: Partial<OccurrenceOverrides> = {}) {
  const course = await aCourse(app.database, { title })
  const venue = await aVenue(app.database, { name: 'Goldmine Centre', address: '42 Bell Lane, Walsall' })
  return anOccurrence(app.database, { course, venue, startsAt: '2026-04-14 09:30', endsAt: '2026-04-14 16:00', ...overrides })
}

it('booked, moved by an hour, moved to another room, and cancelled by the delegate: one entry in the calendar, and then none', async () => {
  const date = await aDate('Understanding Neglect')
  const library = await aVenue(app.database, { name: 'Library', address: '1 Long Street, Walsall', postcode: 'WS2 2AA' })
  const booking = await bookedBy(dana, date)
  const room = 'Goldmine Centre, 42 Bell Lane, Walsall, WS1 1AA'
  expect(await arrived()).toEqual([
    `Dana Delegate: You have a place: Understanding Neglect (REQUEST 0 CONFIRMED, 2026-04-14T08:30:00.000Z, ${room})`,
  ])
  await changeAndConfirm(ada, date.id, LATER)
  expect(await arrived()).toEqual([
    `Dana Delegate: Changed: Understanding Neglect (REQUEST 1 CONFIRMED, 2026-04-14T09:30:00.000Z, ${room})`,
  ])
  await changeAndConfirm(ada, date.id, { venue: library.key })
  expect(await arrived()).toEqual([
    'Dana Delegate: Changed: Understanding Neglect (REQUEST 2 CONFIRMED, 2026-04-14T09:30:00.000Z, Library, 1 Long Street, Walsall, WS2 2AA)',
  ])
  expect((await dana.delete(`/bookings/${booking}`)).status).toBe(200)
  expect(await arrived()).toEqual([
    'Dana Delegate: Cancelled: Understanding Neglect (CANCEL 3 CANCELLED, 2026-04-14T09:30:00.000Z, Library, 1 Long Street, Walsall, WS2 2AA)',
  ])
  expect(new Set(uids).size).toBe(1)
})

it('a place from the waiting list', async () => {
  const date = await aDate('Safer Recruitment', { places: 1 })
  const booking = await bookedBy(cole, date)
  const { courseId } = date
  const [{ key } = { key: '' }] = await app.database.query<{ key: string }[]>('SELECT key FROM course WHERE id = $1', [courseId])
  expect((await dana.post(`/courses/${key}/waiting-list`)).status).toBe(201)
  expect((await arrived()).map(line => line.replace(/ \(.*/, '')).sort()).toEqual([
    'Cole Colleague: You have a place: Safer Recruitment',
    'Dana Delegate: You are on the waiting list: Safer Recruitment',
  ])
  await cole.delete(`/bookings/${booking}`)
  expect((await arrived()).map(line => line.replace(/(no entry|CANCEL|REQUEST).*/, '$1')).sort()).toEqual([
    'Cole Colleague: Cancelled: Safer Recruitment (CANCEL',
    'Dana Delegate: A place is held for you: Safer Recruitment (no entry',
  ])
  const [offer] = await app.database.query<{ id: string }[]>(`SELECT id FROM offer WHERE state = 'open'`)
  expect((await dana.post(`/offers/${offer!.id}/acceptance`)).status).toBe(201)
  expect(await arrived()).toEqual([expect.stringContaining('Dana Delegate: You have a place: Safer Recruitment (REQUEST 0')])
})

it('a course of two days: an entry for each, in a mail of its own', async () => {
  const sessions: [string, string][] = [
    ['2026-04-21 09:30', '2026-04-21 16:00'],
    ['2026-05-05 13:00', '2026-05-05 16:30'],
  ]
  uids.length = 0
  await bookedBy(dana, await aDate('Working with Resistance', { sessions }))
  expect((await arrived()).sort()).toEqual([
    expect.stringContaining('Day 2 of 2'),
    expect.stringContaining('You have a place: Working with Resistance (REQUEST 0 CONFIRMED, 2026-04-21T08:30:00.000Z'),
  ])
  expect(new Set(uids).size).toBe(2)
  const confirmed = (await post.read()).find(mail => mail.subject === 'You have a place: Working with Resistance')
  expect(confirmed?.text).toContain('Session 1: Tuesday 21 April 2026, 9:30am to 4pm\nSession 2: Tuesday 5 May 2026, 1pm to 4:30pm\n')
})

it('a course on the last Sunday of October stands at its London hour, which is Greenwich time again', async () => {
  const date = await aDate('Contextual Safeguarding', { startsAt: '2026-10-25 09:30', endsAt: '2026-10-25 16:00' })
  await bookedBy(dana, date)
  expect(await arrived()).toEqual([expect.stringContaining('(REQUEST 0 CONFIRMED, 2026-10-25T09:30:00.000Z')])
  expect((await post.read()).at(-1)!.text).toContain('Sunday 25 October 2026, 9:30am to 4pm')
})
