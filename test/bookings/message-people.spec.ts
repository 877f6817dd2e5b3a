import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aBooking } from '../support/builders/booking.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { lastMailTo } from '../support/mailbox.js'
import type { Visitor } from '../support/visitor.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())

const of = ({ id }: { id: string }) => `/desk/occurrences/${id}/message`
async function send(date: BuiltOccurrence, fields: Record<string, string>) {
  await ada.get(of(date))
  return ada.post(of(date), { to: 'everybody', subject: 'Bring a laptop', words: 'The room has\n\nno computers.', ...fields })
}
const told = async (date: BuiltOccurrence) => {
  const rows = await scene.app.database.query<{ to_email: string; data: { subject: string; words: string } }[]>(
    `SELECT m.to_email, m.data FROM message m JOIN booking b ON m.subject LIKE '%:' || b.id WHERE m.kind = 'organiser-message' AND b.occurrence_id = $1
     ORDER BY m.to_email`,
    [date.id],
  )
  return rows.map(row => row.to_email)
}
async function aDate() {
  const { dana, cole, oona, tara } = scene.people
  const date = await anOccurrence(scene.app.database, { course: scene.l2 })
  const put = (person: typeof dana, change: object) => aBooking(scene.app.database, { person, occurrence: date, ...change })
  return { date, put, dana, cole, oona, tara }
}

describe('a message to the people of a date', () => {
  it('goes to everybody with a place, and to nobody who has cancelled', async () => {
    const { date, put, dana, cole, oona } = await aDate()
    await put(dana, {})
    await put(oona, { state: 'requested', secondOnCourse: true })
    await put(cole, { state: 'cancelled', cancelledAt: new Date(), cancelledBy: 'delegate' })
    expect((await ada.get(of(date))).text).toContain('Everybody with a place (2)')
    expect((await send(date, {})).text).toContain('The message goes to 2 people.')
    expect(await told(date)).toEqual(['dana@example.org', 'oona@example.org'])
    const mail = await lastMailTo(scene.app, 'dana@example.org')
    expect(mail.subject).toBe('Understanding Neglect Level 2: Bring a laptop')
    for (const words of ['Hello Dana Delegate,', 'The room has\n\nno computers.', 'Tuesday 10 March 2026'])
      expect(mail.text).toContain(words)
    expect(mail.link).toMatch(/^\/bookings\//)
  })

  it('goes to those who came, or to those who did not', async () => {
    const { date, put, dana, cole, oona, tara } = await aDate()
    await put(dana, { state: 'attended' })
    await put(cole, { state: 'partly attended' })
    await put(oona, { state: 'no-show' })
    await put(tara, { state: 'attended', walkIn: true })
    expect((await send(date, { to: 'did not come' })).text).toContain('The message goes to 1 person.')
    expect(await told(date)).toEqual(['oona@example.org'])
    await send(date, { to: 'came' })
    expect(await told(date)).toEqual(['cole@example.org', 'dana@example.org', 'oona@example.org', 'tara@example.org'])
  })

  it('keeps what was typed where something is missing or nobody is there', async () => {
    const { date, put, dana } = await aDate()
    await put(dana, { state: 'requested', secondOnCourse: true })
    for (const [fields, sentence] of [
      [{ to: '' }, 'Choose whom it goes to'],
      [{ to: 'came' }, 'There is nobody of these on this date'],
      [{ subject: '' }, 'Enter what it is about'],
      [{ subject: 'x'.repeat(151) }, 'Keep what it is about to 150 characters'],
      [{ words: ' ' }, 'Enter the message'],
      [{ words: 'x'.repeat(5001) }, 'Keep the message to 5,000 characters'],
    ] as const) {
      const seen = await send(date, { ...fields })
      expect([seen.status, seen.text.includes(sentence)]).toEqual([422, true])
      if (!('subject' in fields)) expect(seen.html).toContain('value="Bring a laptop"')
    }
    expect(await told(date)).toEqual([])
    expect((await send(date, { subject: 'x'.repeat(150), words: 'y'.repeat(5000) })).text).toContain('goes to 1 person')
  })

  it('is written once however often the button is pressed, and again for a new one', async () => {
    const { date, put, dana } = await aDate()
    await put(dana, { secondOnCourse: true })
    await ada.get(of(date))
    const page = ada.last!
    for (let n = 0; n < 2; n++) {
      ada.last = page
      await ada.post(of(date), { to: 'everybody', subject: 'Once', words: 'Only once' })
    }
    expect(await told(date)).toHaveLength(1)
    await send(date, {})
    expect(await told(date)).toHaveLength(2)
  })

  it('is administrators’ to write, on a date that there is', async () => {
    const { date } = await aDate()
    expect((await ada.get(of(date))).text).toContain('there is nobody to write to')
    expect((await (await scene.browser('dana')).get(of(date))).status).toBe(403)
    for (const id of ['nonsense', '00000000-0000-4000-8000-000000000000']) {
      expect((await ada.get(of({ id }))).status).toBe(404)
      expect((await ada.post(of({ id }), { to: 'everybody', subject: 'a', words: 'b' })).status).toBe(404)
    }
  })
})
