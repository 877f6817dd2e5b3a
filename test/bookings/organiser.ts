import type { CalendarEntry } from '../../src/modules/notifications/notifications.writer.js'
import { StillTrue } from '../../src/modules/notifications/still-true.writer.js'
import type { Api } from '../support/api.js'
import type { TestApp } from '../support/app.js'
import type { Seen, Visitor } from '../support/visitor.js'

type Fields = Record<string, string | string[]>

/** A row of the outbox, as its reader's calendar gets it. */
export interface Told {
  id: string
  subject: string
  kind: string
  sequence: number
  to: string
  data: Record<string, unknown>
  calendar: CalendarEntry | null
}

/** What the outbox holds about one thing, oldest first. */
export const toldOf = (app: TestApp, subject: string): Promise<Told[]> =>
  app.database.query<Told[]>(
    'SELECT id, subject, kind, sequence, to_email AS to, data, calendar FROM message WHERE subject = $1 ORDER BY created_at, id',
    [subject],
  )

/** "REQUEST 1 #2": how, at which SEQUENCE, and which session. */
export const entryWords = (calendar: CalendarEntry | null): string =>
  calendar ? `${calendar.method} ${calendar.sequence} #${calendar.uid.split('-').at(-1)}` : 'none'
export const entries = (told: Told[]): string[] => told.map(({ kind, calendar }) => `${kind}: ${entryWords(calendar)}`)

/** Those that the sender would send now. */
export async function stillSent(app: TestApp, told: Told[]): Promise<Told[]> {
  const holding = await app.app.get(StillTrue).of(told, app.clock.now())
  return told.filter(one => holding.has(one))
}

/** The occurrence's form as it stands, filled in by its own values. */
export async function openForm(ada: Visitor, id: string): Promise<Fields> {
  const { html } = await ada.get(`/desk/occurrences/${id}`)
  const inputs = [...html.matchAll(/<input\b([^>]*)>/g)].map(([, attributes]) => attributes ?? '')
  const attribute = (text: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(` ${text}`)?.[1] ?? ''
  const typed = inputs
    .filter(text => !/type="(hidden|checkbox)"/.test(text))
    .map(text => [attribute(text, 'name'), attribute(text, 'value')])
  const trainers = inputs.filter(text => /type="checkbox"/.test(text) && /checked/.test(text)).map(text => attribute(text, 'value'))
  const venue = /<option value="([^"]*)" selected/.exec(html)?.[1] ?? ''
  return { ...(Object.fromEntries(typed) as Fields), trainers, venue }
}

/** Opens the form, changes these fields and saves: the page that asks, or what came of it. */
export async function change(ada: Visitor, id: string, fields: Fields): Promise<Seen> {
  const asItIs = await openForm(ada, id)
  return ada.post(`/desk/occurrences/${id}`, { ...asItIs, ...fields })
}

/** Presses the button of the page that asks. */
export const confirm = (ada: Visitor, id: string): Promise<Seen> => ada.post(`/desk/occurrences/${id}`)

export async function changeAndConfirm(ada: Visitor, id: string, fields: Fields): Promise<Seen> {
  const asked = await change(ada, id, fields)
  if (!asked.text.includes('Check who is told')) throw new Error(`Nothing was asked: ${asked.text}`)
  return confirm(ada, id)
}

export async function cancelDate(ada: Visitor, id: string, reason = 'The trainer is ill.'): Promise<Seen> {
  await ada.get(`/desk/occurrences/${id}/cancel`)
  return ada.post(`/desk/occurrences/${id}/cancellation`, { reason })
}

/** The one session from 10:30 to 17:00. */
export const LATER = { 'sessions[0][start]': '10:30', 'sessions[0][end]': '17:00' }

/** Books, and answers with the booking's id. */
export async function bookedBy(api: Api, occurrence: { id: string }): Promise<string> {
  const { status, body } = await api.post<{ id: string }>(`/occurrences/${occurrence.id}/bookings`)
  if (status !== 201) throw new Error(`Booking was refused: ${JSON.stringify(body)}`)
  return body.id
}
