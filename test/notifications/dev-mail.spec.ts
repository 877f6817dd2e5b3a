import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import PostalMime from 'postal-mime'
import type { CalendarEntry } from '../../src/modules/notifications/notifications.writer.js'
import { MessageSender } from '../../src/modules/notifications/sender.writer.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aMessage } from '../support/builders/message.js'
import { aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let visitor: Visitor
let danaId: string

beforeAll(async () => {
  app = await startApp(undefined, { databaseUrl: null, publicUrl: 'http://127.0.0.1:3000' })
  danaId = (await aDelegate(app.database)).id
  visitor = new Visitor(app.url)
})
afterAll(() => app.stop())
afterEach(() => app.database.query('DELETE FROM message'))

const entry: CalendarEntry = {
  ...{ method: 'REQUEST', uid: 'booking-1-1', sequence: 2, title: 'Understanding Neglect', where: 'Town Hall, Walsall' },
  ...{ startsAt: '2026-10-25T09:30:00Z', endsAt: '2026-10-25T16:00:00Z', link: '', path: '/bookings/1' },
}
const facts = { name: 'Dana', changedAt: MONDAY.toISOString() }
type Change = Parameters<typeof aMessage>[2]
const add = (change: Change = {}) =>
  aMessage(app.database, MONDAY, { kind: 'password-changed', toEmail: 'dana@example.org', data: facts, ...change })
const pageOf = async (change: Change = {}) => visitor.get(`/dev/mail/${(await add(change)).id}`)

describe('the list of mails', () => {
  it('can be narrowed to a kind, which stays chosen', async () => {
    await add()
    await add({ subject: 'x:2', kind: 'address-changing', data: { name: 'Dana', newEmail: 'd@example.org' } })
    const { text, html } = await visitor.get('/dev/mail?kind=address-changing&to=dana')
    expect(text).toContain('1 mail to dana')
    expect(text).toContain('Your account is moving to another address')
    expect(html).toContain('<option value="address-changing" selected>')
    expect((await visitor.get('/dev/mail?kind=place-free')).text).toContain('No mail of this kind')
  })

  it('says what became of each', async () => {
    await add({ calendar: entry })
    expect((await visitor.get('/dev/mail')).text).toContain('Due Calendar')
    await app.app.get(MessageSender).sendDue()
    expect((await visitor.get('/dev/mail')).text).toContain('Kept Calendar')
  })
})

describe('one mail', () => {
  it.each<[Change, string]>([
    [{ state: 'sent', sentAt: MONDAY }, 'Kept here instead of being sent on Monday 2 March 2026, 9am'],
    [{ state: 'dropped', outcome: 'no longer true' }, 'Not sent: no longer true'],
    [{ state: 'failed', outcome: 'no such address', attempts: 1 }, 'Given up: no such address'],
    [{}, 'Due on Monday 2 March 2026, 9am'],
  ])('says what became of it: %j', async (change, said) => {
    expect((await pageOf(change)).text).toContain(said)
  })

  it('leads from a part to the mail that carried it, and back to its parts', async () => {
    const carrier = await add({ state: 'sent', sentAt: MONDAY })
    const part = await add({ subject: 'x:2', state: 'gathered', carrierId: carrier.id })
    expect((await visitor.get(`/dev/mail/${part.id}`)).html).toContain(`href="/dev/mail/${carrier.id}">see that mail`)
    const whole = await visitor.get(`/dev/mail/${carrier.id}`)
    expect(whole.html).toContain(`href="/dev/mail/${part.id}">Your password was changed`)
    expect(whole.text.split('was changed on Monday 2 March 2026').length - 1).toBeGreaterThan(2)
  })

  it('has its HTML in a frame that nothing gets out of, served by itself', async () => {
    const { html, headers } = await pageOf()
    const [, src] = /<iframe [^>]*src="([^"]+)" sandbox="allow-popups allow-top-navigation-by-user-activation"/.exec(html)!
    expect(headers.get('content-security-policy')).toContain("frame-src 'self'")
    const framed = await visitor.get(src!)
    const policy = framed.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; .*frame-ancestors 'self'; sandbox allow-popups/)
    expect(framed.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(framed.html).toContain('<base target="_top">')
    expect(framed.html).toContain('<a href="http://127.0.0.1:3000/forgotten-password"')
  })

  it('has a source that a mail program reads as it stands', async () => {
    const { id } = await add({ calendar: entry })
    const eml = await visitor.get(`/dev/mail/${id}/mail.eml`)
    expect(eml.headers.get('content-disposition')).toBe(`attachment; filename=${id}.eml`)
    const mail = await PostalMime.parse(eml.html)
    expect(mail).toMatchObject({ subject: 'Your password was changed', to: [{ address: 'dana@example.org' }] })
    expect(mail.text).toContain('This mail was sent automatically')
    expect(mail.attachments.map(one => one.mimeType)).toContain('text/calendar')
    expect((await visitor.get(`/dev/mail/${id}`)).text).toMatch(/Source .*Message-ID: .*Content-Type: multipart\/mixed/)
  })

  it('shows its calendar entry in London’s words, and as it is sent', async () => {
    const { text } = await pageOf({ calendar: entry })
    expect(text).toContain('What it does Changes it in the calendar (REQUEST) Title Understanding Neglect')
    expect(text).toContain('When Sunday 25 October 2026, 9:30am to 4pm Where Town Hall, Walsall Sequence 2 UID booking-1-1')
    expect(text).toMatch(/BEGIN:VCALENDAR .*METHOD:REQUEST .*SEQUENCE:2/)
    expect((await pageOf({ subject: 'x:2', calendar: { ...entry, method: 'CANCEL' } })).text).toContain(
      'Takes it out of the calendar (CANCEL)',
    )
    expect((await pageOf({ subject: 'x:3' })).text).not.toContain('Calendar entry')
  })

  it('that can be turned off says so to mail programs, and its link works', async () => {
    const data = { name: 'Dana', personId: danaId, done: 'A', course: 'B', path: '/courses/b', dates: [], more: 0 }
    const { id } = await add({ kind: 'suggestion', data })
    const { headers, text } = await PostalMime.parse((await visitor.get(`/dev/mail/${id}/mail.eml`)).html)
    const header = (key: string) => headers.find(one => one.key === key)?.value ?? ''
    const [, link] = /^<(\S+)>$/.exec(header('list-unsubscribe').replace(/\s/g, ''))!
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(text).toContain(`Stop mails like this one: ${link}`)
    expect((await visitor.get(new URL(link!).pathname)).text).toContain('Stop suggestions of next courses?')
  })

  it.each(['mail.html', 'mail.eml'])('has no %s where there is no such mail', async part => {
    expect((await visitor.get(`/dev/mail/nonsense/${part}`)).status).toBe(404)
  })
})
