import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { StillTrue } from '../../src/modules/notifications/still-true.writer.js'
import { answers, returnsScene, type ReturnsScene } from './scene.js'

let scene: ReturnsScene
beforeAll(async () => {
  scene = await returnsScene()
  await scene.contact('manor-hospital', 'Harry Head', 'harry@example.org')
  await scene.ask()
})
afterAll(() => scene.app.stop())

const stillAsked = async () => {
  const { id } = (await scene.row('manor-hospital')) as { id: string }
  const message = { subject: `return:${id}`, kind: 'return-asked', sequence: 0 }
  return (await scene.app.app.get(StillTrue, { strict: false }).of([message], new Date())).size === 1
}

describe('by the link', () => {
  it('opens for nobody who guesses, and changes nothing by being opened', async () => {
    expect((await scene.stranger().get('/returns/guessed')).status).toBe(404)
    const before = await scene.row('manor-hospital')
    const seen = await scene.stranger().get(await scene.linkOf('harry@example.org'))
    expect(seen.status).toBe(200)
    expect(seen.headers.get('cache-control')).toBe('no-store')
    expect(seen.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await scene.row('manor-hospital')).toEqual(before)
  })

  it('keeps what there is, with gaps, until it is whole', async () => {
    const link = await scene.linkOf('harry@example.org')
    const harry = scene.stranger()
    await harry.get(link)
    const kept = await harry.post(link, { 'line-1-need': '1,200', help: 'More dates\nin the evening', do: 'keep' })
    expect(kept.text).toContain('Kept. It is not sent yet')
    const again = await scene.stranger().get(link)
    expect(again.html).toMatch(/name="line-1-need"[^>]*value="1200"/)
    expect(again.text).toContain('More dates')
    expect(await scene.mails('harry@example.org')).toHaveLength(1)
    expect(await stillAsked()).toBe(true)
  })

  it('says near each field what is wrong, and keeps all that was typed', async () => {
    const link = await scene.linkOf('harry@example.org')
    const harry = scene.stranger()
    await harry.get(link)
    const seen = await harry.post(link, { ...answers(40), 'line-1-upToDate': '41', 'line-2-trained': '', by: '', do: 'send' })
    expect(seen.status).toBe(422)
    for (const sentence of [
      'Level 1: no more people can be up to date than need it',
      'Level 2: enter how many you trained yourselves in the year, 0 if there are none',
      'Enter your name',
    ])
      expect(seen.text).toContain(sentence)
    expect(seen.html).toMatch(/name="line-1-upToDate"[^>]*value="41"/)
    expect(seen.html).toContain('id="line-1-upToDate-error"')
    expect(await scene.row('manor-hospital')).toMatchObject({ sent_at: null })
  })

  it('loses nothing of two who fill it in at once: the second sees both', async () => {
    const link = await scene.linkOf('harry@example.org')
    const [harry, helper] = [scene.stranger(), scene.stranger()]
    await Promise.all([harry.get(link), helper.get(link)])
    await harry.post(link, { 'line-1-need': '44', do: 'keep' })
    const seen = await helper.post(link, { 'line-1-need': '45', 'line-2-need': '7', do: 'keep' })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('Level 1, who need it: somebody entered “44”, you “45”')
    expect(seen.html).toMatch(/name="line-2-need"[^>]*value="7"/)
    const after = await helper.post(link, { 'line-1-need': '45', 'line-2-need': '7', do: 'keep' })
    expect(after.text).toContain('Kept.')
  })

  it('is sent once, thanks, and shows what was sent; a second press changes nothing', async () => {
    const link = await scene.linkOf('harry@example.org')
    const [harry, late] = [scene.stranger(), scene.stranger()]
    await Promise.all([harry.get(link), late.get(link)])
    const whole = { ...answers(40), difference: 'Staff ask earlier', by: ' Harry   Head ', do: 'send' }
    const pressed = await Promise.all([harry.post(link, whole), harry.post(link, whole)])
    expect(pressed.map(seen => seen.text.includes('Thank you'))).toEqual([true, true])
    const mails = await scene.mails('harry@example.org')
    expect(mails.map(mail => mail.kind)).toEqual(['return-asked', 'return-received'])
    expect(mails[1]!.text).toContain('Harry Head has sent us')
    const seen = await scene.stranger().get(link)
    expect(seen.text).toContain('40 people need it, 20 up to date, 3 trained by the agency')
    expect(seen.html).not.toContain('name="do"')
    expect(await stillAsked()).toBe(false)
    const other = await late.post(link, { ...whole, 'line-1-need': '50' })
    expect([other.status, other.text.includes('Somebody has sent this return meanwhile')]).toEqual([409, true])
  })
})

describe('by the training lead’s account, and at the desk', () => {
  it('is one’s own agency’s alone', async () => {
    const lena = await scene.browser('lena')
    const seen = await lena.get('/my-agency/return')
    expect(seen.text).toContain('Birchills Primary School Training return 2025-26')
    expect(seen.html).toMatch(/name="by"[^>]*value="Lena Lead"/)
    expect((await lena.post('/my-agency/return', { 'line-1-need': '5', do: 'keep' })).text).toContain('Kept.')
    expect(await scene.row('birchills-primary')).toMatchObject({ answers: { lines: { 'line-1': { need: 5 } } } })
    expect((await lena.get('/desk/returns/2025-26/manor-hospital')).status).toBe(403)
  })

  it('is filled in by the business unit for an agency without a contact, which then counts', async () => {
    const path = '/desk/returns/2025-26/business-unit/answers'
    await scene.ada.get(path)
    const seen = await scene.ada.post(path, { ...answers(6), by: 'Ada Administrator', do: 'send' })
    expect(seen.text).toContain('Thank you')
    expect(await scene.row('business-unit')).toMatchObject({ sent_by: 'Ada Administrator', contact_email: '' })
  })
})

describe('asking again', () => {
  it('asks a week before and a day after, once each by two workers, and nobody who has sent', async () => {
    const asked = async (at: string) => {
      const said = await Promise.all([scene.chase(new Date(at)), scene.chase(new Date(at))])
      return said.filter(Boolean)
    }
    expect(await asked('2026-05-22T07:29:00Z')).toEqual([])
    expect(await asked('2026-05-22T07:30:00Z')).toEqual(['1 asked again'])
    expect(await asked('2026-05-30T07:29:00Z')).toEqual([])
    expect(await asked('2026-05-30T07:30:00Z')).toEqual(['1 asked again'])
    expect(await asked('2026-07-30T07:30:00Z')).toEqual([])
    const mails = await scene.mails('lena@example.org')
    expect(mails.map(mail => mail.subject.split(' the training')[0])).toEqual(['Please send us', 'Still to do:', 'Still to do:'])
    expect(new Set(mails.map(mail => mail.link)).size).toBe(1)
    expect(await scene.mails('harry@example.org')).toHaveLength(2)
  })
})

describe('the sum', () => {
  it('is what was sent, on the page, by group, as CSV and as a workbook', async () => {
    const rhea = await scene.browser('rhea')
    const seen = await rhea.get('/reports/returns')
    expect(seen.text).toContain('2 of 3 agencies asked have sent theirs')
    expect(seen.text).toMatch(/All agencies .* Level 1 46 23 50 % 6 Level 2 20 20 100 % 0/)
    expect(seen.text).toContain('None of 1 agency has sent yet.')
    expect(seen.text).toContain('Staff ask earlier')
    expect(seen.text).toMatch(/Not sent Birchills Primary School/)
    const csv = (await rhea.get('/reports/returns/2025-26.csv')).html.trim().split('\n')
    expect(csv).toHaveLength(7)
    expect(csv).toContain('2025-26,Manor Hospital,Health,yes,Level 1,40,20,50,3')
    expect(csv).toContain('2025-26,Birchills Primary School,Education,no,Level 2,,,,')
    const answer = await rhea.get('/reports/returns/2025-26.xlsx')
    expect(answer.headers.get('content-disposition')).toContain('training-returns-2025-26.xlsx')
    expect((await (await scene.browser('lena')).get('/reports/returns')).status).toBe(403)
  })
})
