import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { answers, returnsScene, type ReturnsScene } from './scene.js'

let scene: ReturnsScene
beforeAll(async () => {
  scene = await returnsScene(false)
})
afterAll(() => scene.app.stop())

describe('beginning a return', () => {
  it('says so where no year was asked about yet, and proposes the year that has ended with the usual lines', async () => {
    expect((await scene.ada.get('/desk/returns')).text).toContain('No year has been asked about yet.')
    expect((await (await scene.browser('rhea')).get('/reports/returns')).text).toContain('Agencies have not been asked for a return yet.')
    const seen = await scene.ada.get('/desk/returns/new')
    expect(seen.html).toMatch(/value="2025-26" checked/)
    expect(seen.text).toContain('Level 1: everybody who comes into contact')
    expect((await scene.ada.get('/desk/returns/2025-26')).status).toBe(404)
    expect((await scene.ada.get('/reports/returns/2025-26')).status).toBe(404)
    expect((await scene.ada.get('/reports/returns/2025-26.csv')).status).toBe(404)
  })

  it.each([
    ['the day before two weeks are over', { dueOn: '2026-05-03' }, 'Enter a day from Monday 4 May 2026 to Saturday 17 October 2026'],
    ['the day after the last', { dueOn: '2026-10-18' }, 'Enter a day from Monday 4 May 2026'],
    ['no day', { dueOn: 'in May' }, 'Enter a day from'],
    ['a year to come', { year: '2027-28' }, 'Choose a year'],
    ['no line', { lines: ' ' }, 'Enter at least one line'],
  ])('refuses %s, and keeps what was typed', async (_, change, sentence) => {
    const seen = await scene.open({ lines: 'Our own line', ...change })
    expect(seen.status).toBe(422)
    expect(seen.text).toContain(sentence)
    if (!('lines' in change)) expect(seen.text).toContain('Our own line')
  })

  it('begins with a sheet for each agency that people choose or belong to, and asks nobody', async () => {
    const [first, second] = await Promise.all([scene.open({ dueOn: '2026-05-04' }), scene.open({ dueOn: '2026-05-04' })])
    expect([first, second].map(seen => seen.status).sort()).toEqual([200, 422])
    const seen = await scene.ada.get('/desk/returns/2025-26')
    expect(seen.text).toContain('Due Monday 4 May 2026. No agency has been asked yet.')
    for (const name of [
      'Birchills Primary School Lena Lead',
      'Manor Hospital Nobody is known who answers',
      'For 2 agencies nobody is known',
    ])
      expect(seen.text).toContain(name)
    expect(seen.text).not.toContain('Closed Club')
    expect(await scene.mails('lena@example.org')).toHaveLength(0)
    expect((await scene.open()).text).toContain('Agencies are asked about 2025-26 already')
  })
})

describe('asking', () => {
  it('asks who is known, once, however often it is pressed', async () => {
    await scene.contact('manor-hospital', 'Harry Head', 'Harry@Example.org')
    await scene.ada.get('/desk/returns/2025-26')
    const pressed = await Promise.all([1, 2, 3].map(() => scene.ada.post('/desk/returns/2025-26/asking')))
    expect(pressed.map(seen => seen.status)).toEqual([200, 200, 200])
    for (const [email, agency] of [
      ['lena@example.org', 'Birchills Primary School'],
      ['harry@example.org', 'Manor Hospital'],
    ] as const) {
      const [mail, ...more] = await scene.mails(email)
      expect(more).toEqual([])
      expect(mail!.subject).toBe(`Please send us the training return of ${agency}, 2025-26`)
      expect(mail!.text).toContain('Due: Monday 4 May 2026')
      expect(mail!.link).toMatch(/^\/returns\/.{40,}/)
    }
    expect((await scene.ada.get('/desk/returns/2025-26')).text).toContain('0 of 2 agencies asked')
    expect((await scene.ask()).text).toContain('Nobody was left to ask.')
  })

  it.each([
    ['no name', { name: '', email: 'a@example.org' }, 'Enter the name'],
    ['no address', { name: 'A', email: '' }, 'Enter their e-mail address'],
    ['a wrong address', { name: 'Typed Name', email: 'a-at-example.org' }, 'like name@example.org'],
  ])('refuses a contact with %s', async (_, typed, sentence) => {
    const seen = await scene.contact('business-unit', typed.name, typed.email)
    expect(seen.status).toBe(422)
    expect(seen.text).toContain(sentence)
    expect(seen.html).toContain(`value="${typed.email || typed.name}"`)
  })

  it('asks another contact at once, by a link of their own; a name put right asks nobody', async () => {
    const old = await scene.linkOf('harry@example.org')
    await scene.contact('manor-hospital', 'Harriet Head', 'harry@example.org')
    expect(await scene.mails('harry@example.org')).toHaveLength(1)
    await scene.contact('manor-hospital', 'Noor New', 'noor@example.org')
    expect((await scene.stranger().get(old)).status).toBe(404)
    const seen = await scene.stranger().get(await scene.linkOf('noor@example.org'))
    expect(seen.text).toContain('Manor Hospital Training return 2025-26')
  })

  it('tells the second of two administrators that the first was there', async () => {
    const abel = await scene.browser('abel')
    const path = '/desk/returns/2025-26/manor-hospital'
    await abel.get(path)
    await scene.contact('manor-hospital', 'Ada’s choice', 'first@example.org')
    const seen = await abel.post(`${path}/contact`, { name: 'Abel’s choice', email: 'second@example.org' })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('Somebody changed this return while you had it open')
    expect(seen.html).toContain('value="second@example.org"')
    expect(await scene.row('manor-hospital')).toMatchObject({ contact_email: 'first@example.org' })
    expect(await scene.mails('second@example.org')).toEqual([])
  })
})

describe('giving back and closing', () => {
  it('gives back only what was sent, for a reason, with what was entered still there', async () => {
    const path = '/desk/returns/2025-26/birchills-primary'
    const link = await scene.linkOf('lena@example.org')
    const lena = scene.stranger()
    await lena.get(link)
    await scene.ada.get(path)
    expect((await scene.ada.post(`${path}/giving-back`, { why: 'Too early' })).status).toBe(409)
    await lena.post(link, { ...answers(40), by: 'Lena Lead', do: 'send' })
    await scene.ada.get(path)
    const empty = await scene.ada.post(`${path}/giving-back`, { why: ' ' })
    expect([empty.status, empty.text.includes('Say what is to be put right')]).toEqual([422, true])
    expect((await scene.ada.post(`${path}/giving-back`, { why: 'x'.repeat(501) })).status).toBe(422)
    const given = await scene.ada.post(`${path}/giving-back`, { why: 'Level 2 cannot be 10 of 10.' })
    expect(given.text).toContain('The return is given back.')
    const mail = (await scene.mails('lena@example.org')).at(-1)!
    expect(mail.subject).toContain('Please look again at')
    expect(mail.text).toContain('Level 2 cannot be 10 of 10.')
    expect((await scene.stranger().get(link)).status).toBe(404)
    expect((await scene.stranger().get(mail.link)).html).toMatch(/name="line-1-need"[^>]*value="40"/)
  })

  it('takes nothing any more once the year is closed, and chases nobody', async () => {
    const link = await scene.linkOf('lena@example.org')
    const lena = scene.stranger()
    await lena.get(link)
    const abel = await scene.browser('abel')
    const path = '/desk/returns/2025-26/manor-hospital'
    await abel.get(path)
    await scene.ada.get('/desk/returns/2025-26')
    expect((await scene.ada.post('/desk/returns/2025-26/closing')).text).toContain('The year is closed')
    const seen = await lena.post(link, { ...answers(80), by: 'Lena', do: 'send' })
    expect([seen.status, seen.text.includes('The year is closed.')]).toEqual([409, true])
    expect(await scene.row('birchills-primary')).toMatchObject({ sent_at: null })
    expect(await scene.chase(new Date('2026-05-05T08:00:00Z'))).toBe('')
    expect(await scene.row('birchills-primary')).toMatchObject({ next_at: null })
    expect((await abel.post(`${path}/contact`, { name: 'Late', email: 'late@example.org' })).status).toBe(409)
    expect(await scene.row('manor-hospital')).toMatchObject({ contact_email: 'first@example.org' })
  })
})
