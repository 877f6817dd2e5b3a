import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import jsqr from 'jsqr'
import { ComeToTheDoor } from '../../../src/modules/evaluation/door/come-to-the-door.js'
import { DoorQueries } from '../../../src/modules/evaluation/door/door.queries.js'
import { shownCode } from '../../../src/modules/evaluation/rules/door.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { moment } from '../../support/builders/occurrence.js'
import { lastMailTo } from '../../support/mailbox.js'
import { Visitor } from '../../support/visitor.js'
import { type ARegister, aRegister, type Cast, theCast } from '../../register/a-register.js'
import { comesTo } from '../asking/a-course.js'
import { sweep } from '../asking/life.js'

let app: TestApp
let cast: Cast
let run: ARegister
let door: string
let stranger: Visitor

const mails = async (): Promise<number> =>
  (await app.database.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM message WHERE kind = 'evaluation-door'`))[0].n
const at = (time: string) => app.clock.moveTo(moment(`2026-03-02 ${time}`))

beforeAll(async () => {
  app = await startApp(moment('2026-02-01 12:00'))
  cast = await theCast(app)
  await sweep(app)
})
afterAll(() => app.stop())

/** Monday 9am to 12:30pm: Dana and Cole are booked, Oona is not. */
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM booking; DELETE FROM message')
  run = await aRegister(app, cast, { people: [cast.dana, cast.cole], course: { title: 'Understanding Neglect' } })
  const found = await app.app.get(DoorQueries).theirs(run.occurrence.id, { ...cast.ada, roles: ['administrator'] }, MONDAY)
  door = `/door/${shownCode(found!.code)}`
  stranger = new Visitor(app.url)
})

describe('the code on the wall', () => {
  it('shows what it is about and nobody who is booked', async () => {
    const page = await stranger.get(door)
    expect(page.text).toContain('Understanding Neglect, Monday 2 March 2026 Before we begin')
    for (const { name, email } of [cast.dana, cast.cole])
      expect([page.text.includes(name), page.text.includes(email)]).toEqual([false, false])
    expect((await stranger.get(door.toLowerCase().replace(/-/, ''))).status).toBe(200)
  })

  it('leads with the address and the reference straight to one’s own questions', async () => {
    await stranger.get(door)
    const page = await stranger.post(door, { email: ' DANA@example.org ', reference: run.bookings[0]!.reference.toLowerCase() })
    expect([page.url, page.text]).toEqual([expect.stringContaining('/evaluations/'), expect.stringContaining('Before the course')])
    expect(await mails()).toBe(0)
  })

  it.each([
    ['somebody who is booked', 'dana@example.org', ''],
    ['somebody who is booked, with another’s reference', 'dana@example.org', 'another'],
    ['somebody who is not', 'oona@example.org', ''],
    ['somebody who is not, with another’s reference', 'oona@example.org', 'another'],
    ['nobody at all', 'nobody@example.org', ''],
  ])('answers the same whoever asks: %s', async (_, email, reference) => {
    await stranger.get(door)
    const answer = await stranger.post(door, { email, reference: reference && run.bookings[1]!.reference })
    expect([answer.status, answer.text.replace(email, 'x')]).toEqual([
      200,
      expect.stringContaining('If somebody with the address x has a place here'),
    ])
    expect(await mails()).toBe(email.startsWith('dana') ? 1 : 0)
  })

  it('mails one’s own link, three times at most', async () => {
    for (let i = 0; i < 5; i++) {
      await stranger.get(door)
      await stranger.post(door, { email: 'cole@example.org' })
    }
    expect(await mails()).toBe(3)
    await sweep(app)
    const { link } = await lastMailTo(app, 'cole@example.org')
    expect((await stranger.get(link)).text).toContain('Understanding Neglect Before the course')
  })

  it('says what is wrong near the field, and keeps what was typed', async () => {
    await stranger.get(door)
    const page = await stranger.post(door, { email: 'no address', reference: 'GT-1' })
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Enter your work e-mail address')])
    expect(page.html).toContain('value="no address"')
    expect(page.text).toContain('Enter the reference as in your mail')
  })

  it('takes who has signed in straight there, and tells who has no place', async () => {
    await stranger.signIn('dana@example.org')
    await stranger.get(door)
    expect((await stranger.post(door, { mine: 'yes' })).url).toContain('/my-learning/evaluations/')
    const oona = new Visitor(app.url)
    await oona.signIn('oona@example.org')
    await oona.get(door)
    const page = await oona.post(door, { mine: 'yes' })
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('oona@example.org has no place on this date')])
  })

  it.each([
    ['a code of nothing', '2026-03-02 09:00', '/door/AAAA-AAAA'],
    ['something that is no code', '2026-03-02 09:00', '/door/hello'],
  ])('is not there: %s', async (_, now, path) => {
    app.clock.moveTo(moment(now))
    expect((await stranger.get(path)).status).toBe(404)
  })

  it('is there on its own day only', async () => {
    for (const now of ['2026-03-01 23:59', '2026-03-03 00:00']) {
      app.clock.moveTo(moment(now))
      expect((await stranger.get(door)).status).toBe(404)
    }
    at('00:00')
    expect((await stranger.get(door)).status).toBe(200)
  })
})

describe('nobody comes through the door', () => {
  it.each(['cancelled', 'no-show'])('with a place that is %s: no way to the questions, and no mail, but the same answer', async state => {
    await sweep(app)
    await comesTo(app, run.bookings[0]!, state)
    for (const given of [run.bookings[0]!.reference, '']) {
      await stranger.get(door)
      expect((await stranger.post(door, { email: 'dana@example.org', reference: given })).text).toContain('If somebody with the address')
    }
    await stranger.signIn('dana@example.org')
    await stranger.get(door)
    expect([(await stranger.post(door, { mine: 'yes' })).status, await mails()]).toEqual([409, 0])
  })

  it('while there is nothing to answer, or once the date is called off', async () => {
    await stranger.get(door)
    at('10:00')
    const page = await stranger.post(door, { email: 'dana@example.org', reference: run.bookings[0]!.reference })
    expect([page.url.endsWith(door), page.text, await mails()]).toEqual([true, expect.stringContaining('Nothing to answer just now'), 0])
    await app.database.query('UPDATE occurrence SET cancelled_at = now() WHERE id = $1', [run.occurrence.id])
    at('09:00')
    expect((await stranger.get(door)).status).toBe(404)
  })
})

describe('the end of the course', () => {
  const tara = async () => {
    const visitor = new Visitor(app.url)
    await visitor.signIn('tara@example.org')
    return visitor
  }
  const desk = () => `/occurrences/${run.occurrence.id}/door`

  it('between the two there is nothing to answer; at the end the questions after it open by themselves', async () => {
    at('10:00')
    expect((await stranger.get(door)).text).toContain('Nothing to answer just now')
    at('12:30')
    expect((await stranger.get(door)).text).toContain('What did you learn?')
    const page = await stranger.post(door, { email: 'dana@example.org', reference: run.bookings[0]!.reference })
    expect(page.text).toContain('After the course')
  })

  it('the trainer opens them in the room, and sees how many have answered, and nobody’s name', async () => {
    const trainer = await tara()
    at('08:59')
    await sweep(app)
    expect((await trainer.get(desk())).text).not.toContain('Open the questions after the course')
    at('12:10')
    const page = await trainer.get(desk())
    expect(page.html).toMatch(/<svg role="img" aria-label="Code to scan"/)
    expect(scanned(page.html)).toMatch(new RegExp(`^https?://.+${door}$`))
    expect(page.text).toContain(door)
    const opened = await trainer.post(`${desk()}/opening`)
    expect(opened.text).toContain('0 of 2 after the course')
    expect((await stranger.get(door)).text).toContain('What did you learn?')
    await stranger.post(door, { email: 'dana@example.org', reference: run.bookings[0]!.reference })
    const own = stranger.last!.url
    await app.database.query(`UPDATE evaluation_invitation SET state = 'answered' WHERE booking_id = $1 AND stage = 'post'`, [
      run.bookings[0]!.id,
    ])
    expect((await stranger.get(own)).text).toContain('Your answers are sent')
    await app.database.query(
      `UPDATE evaluation_invitation SET state = 'closed', closed_why = 'too late' WHERE booking_id = $1 AND stage = 'pre'`,
      [run.bookings[1]!.id],
    )
    const after = await trainer.get(desk())
    expect(after.text).toContain('0 of 2 before the course')
    expect(after.text).toContain('1 of 2 after the course')
    expect(after.text).not.toContain('Dana')
    expect((await trainer.get(run.url)).text).toContain('1 of 2 have answered after it')
    expect((await trainer.post(`${desk()}/opening`)).text).toContain('The questions are open already.')
  })

  it('is not opened before the last session has begun; who opened it first stays the one who did', async () => {
    const trainer = await tara()
    at('08:59')
    expect((await trainer.post(`${desk()}/opening`)).text).toContain('They open once the last session has begun.')
    const opened = () =>
      app.database.query(
        'SELECT opened_at AS at, opened_by_id AS by FROM evaluation_occurrence WHERE occurrence_id = $1 AND opened_at IS NOT NULL',
        [run.occurrence.id],
      )
    expect(await opened()).toEqual([])
    at('09:00')
    await trainer.post(`${desk()}/opening`)
    const found = await app.app.get(DoorQueries).theirs(run.occurrence.id, { ...cast.ada, roles: ['administrator'] }, app.clock.now())
    at('09:30')
    await app.app.get(ComeToTheDoor).openInTheRoom(found!, cast.ada.id, app.clock.now())
    expect(await opened()).toEqual([{ at: moment('2026-03-02 09:00'), by: cast.tara.id }])
  })

  it('is opened by its own trainers and administrators only, once for all', async () => {
    at('12:10')
    const toby = new Visitor(app.url)
    await toby.signIn('toby@example.org')
    expect((await toby.get(desk())).status).toBe(404)
    await toby.get('/my-details/messages')
    expect((await toby.post(`${desk()}/opening`)).status).toBe(404)
    const [one, two] = [await tara(), await tara()]
    await Promise.all([one.get(desk()), two.get(desk())])
    await Promise.all([one, two].map(visitor => visitor.post(`${desk()}/opening`)))
    const [{ n }] = await app.database.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM evaluation_invitation WHERE stage = 'post' AND occurrence_id = $1`,
      [run.occurrence.id],
    )
    expect(n).toBe(2)
  })
})

/** What a telephone reads from the code on a page: its strokes drawn as pixels, eight to a square. */
function scanned(html: string): string | undefined {
  const [, side = '0'] = /viewBox="0 0 (\d+) \d+"/.exec(html) ?? []
  const [, strokes = ''] = /<path stroke="#000000" d="([^"]+)"/.exec(html) ?? []
  const [width, scale] = [Number(side) * 8, 8]
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  let [x, y] = [0, 0]
  for (const [, step, one, two] of strokes.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (step === 'M') [x, y] = [Number(one), Math.floor(Number(two))]
    else if (step === 'm') [x, y] = [x + Number(one), y + Number(two)]
    else for (const end = x + Number(one); x < end; x++) fillSquare(pixels, { x, y, scale, width })
  }
  const find = jsqr as unknown as typeof jsqr.default
  return find(pixels, width, width)?.data
}

function fillSquare(pixels: Uint8ClampedArray, { x, y, scale, width }: Record<'x' | 'y' | 'scale' | 'width', number>): void {
  for (let row = y * scale; row < (y + 1) * scale; row++) {
    for (let column = x * scale; column < (x + 1) * scale; column++)
      pixels.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
  }
}
