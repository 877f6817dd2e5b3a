import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mailsTo } from '../../support/mailbox.js'
import { Visitor } from '../../support/visitor.js'
import { accept, aDesk, atAda, atLena, clear, decide, type Desk, handIn, recordsOf, refuse, stateOf } from './desk.js'

let desk: Desk
let dana: Visitor
let lena: Visitor
let ada: Visitor

beforeAll(async () => {
  desk = await aDesk()
  ;[dana, lena, ada] = [await desk.browser('dana'), await desk.browser('lena'), await desk.browser('ada')]
})
afterAll(() => desk.app.stop())
beforeEach(() => clear(desk))

describe('whose it is', () => {
  it('nobody decides on their own, neither a lead nor an administrator', async () => {
    for (const [who, at] of [
      [lena, atLena],
      [ada, atAda],
    ] as const) {
      const id = await handIn(who)
      const { text, html } = await who.get(at(id))
      expect(text).toContain('This is your own')
      expect(html).not.toContain('name="decision"')
      expect((await who.post(`${at(id)}/decision`, accept)).status).toBe(404)
      expect(await stateOf(desk, id)).toMatchObject({ state: 'handed in' })
    }
  })

  it('strangers, colleagues and other agencies see neither page nor file', async () => {
    const [id, other] = [await handIn(dana), await handIn(await desk.browser('oona'))]
    const cole = await desk.browser('cole')
    const asked = async (visitor: Visitor, path: string) => (await visitor.get(path)).status
    expect(await asked(cole, `/my-learning/evidence/${id}`)).toBe(404)
    expect(await asked(cole, `/evidence/${id}/file`)).toBe(404)
    expect(await asked(cole, atAda(id))).toBe(403)
    expect(await asked(cole, atLena(id))).toBe(403)
    expect(await asked(lena, atLena(other))).toBe(404)
    expect(await asked(lena, `/evidence/${other}/file`)).toBe(404)
    expect((await decide(lena, atLena(other), accept)).status).toBe(404)
    expect(await asked(lena, `/evidence/${id}/file`)).toBe(200)
    expect(await asked(ada, `/evidence/${other}/file`)).toBe(200)
    expect((await new Visitor(desk.app.url).get(`/evidence/${id}/file`)).url).toMatch(/^\/sign-in/)
    for (const path of ['/my-learning/evidence/nonsense', '/desk/evidence/nonsense', '/evidence/nonsense/file'])
      expect(await asked(ada, path)).toBe(404)
  })

  it('only its person takes it back, and then the file is gone and nobody can decide', async () => {
    const id = await handIn(dana)
    const cole = await desk.browser('cole')
    await cole.get('/my-learning')
    expect((await cole.post(`/my-learning/evidence/${id}/withdrawal`)).status).toBe(404)
    await dana.get(`/my-learning/evidence/${id}`)
    expect((await dana.post(`/my-learning/evidence/${id}/withdrawal`)).text).toContain('Taken back: your evidence for Child Neglect')
    expect(await stateOf(desk, id)).toMatchObject({ state: 'taken back', upload_id: null })
    expect(await desk.app.database.query('SELECT 1 FROM upload')).toEqual([])
    expect((await dana.get(`/evidence/${id}/file`)).status).toBe(404)
    expect((await dana.get(`/my-learning/evidence/${id}`)).text).toContain('You took it back')
    expect((await ada.get(atAda(id))).text).toContain('It was taken back')
    expect((await dana.post(`/my-learning/evidence/${id}/withdrawal`)).status).toBe(200)
  })

  it('one piece waits for a course at a time', async () => {
    await handIn(dana)
    await dana.get('/my-learning/evidence/new?course=neglect-l1')
    expect(dana.last!.html).toContain('value="neglect-l1" selected')
    await handIn(dana)
    expect(dana.last!.text).toContain('You have handed in evidence for this course already')
    expect(await desk.app.database.query('SELECT 1 FROM upload')).toHaveLength(1)
  })
})

describe('at the same time', () => {
  it.each([1, 2, 3])('two people decide: one decision, and the other is told whose it was (%d)', async () => {
    const id = await handIn(dana)
    await Promise.all([lena.get(atLena(id)), ada.get(atAda(id))])
    const [hers, ours] = await Promise.all([lena.post(`${atLena(id)}/decision`, accept), ada.post(`${atAda(id)}/decision`, refuse)])
    const { state, decided_by_id } = await stateOf(desk, id)
    const leadWon = decided_by_id === desk.people.lena.id
    expect(state).toBe(leadWon ? 'accepted' : 'refused')
    expect([hers.status, ours.status]).toEqual(leadWon ? [200, 409] : [409, 200])
    const loser = leadWon ? ours : hers
    expect(loser.text).toMatch(leadWon ? /Lena Lead accepted this on Monday 2 March 2026/ : /Ada Administrator refused this on/)
    expect(await recordsOf(desk, desk.people.dana)).toHaveLength(leadWon ? 1 : 0)
    expect((await mailsTo(desk.app, 'dana@example.org')).map(mail => mail.kind)).toEqual([
      leadWon ? 'evidence-accepted' : 'evidence-refused',
    ])
  })

  it('one button pressed three times is one decision, and each press is answered the same', async () => {
    const id = await handIn(dana)
    await ada.get(atAda(id))
    const answers = await Promise.all([1, 2, 3].map(() => ada.post(`${atAda(id)}/decision`, accept)))
    expect(answers.map(({ status, url }) => `${status} ${url}`)).toEqual(['200 /desk/evidence', '200 /desk/evidence', '200 /desk/evidence'])
    expect(await recordsOf(desk, desk.people.dana)).toHaveLength(1)
  })

  it.each([1, 2, 3])('it is taken back while it is accepted: one of both holds (%d)', async () => {
    const id = await handIn(dana)
    await Promise.all([dana.get(`/my-learning/evidence/${id}`), ada.get(atAda(id))])
    const [back, accepted] = await Promise.all([
      dana.post(`/my-learning/evidence/${id}/withdrawal`),
      ada.post(`${atAda(id)}/decision`, accept),
    ])
    const { state, upload_id } = await stateOf(desk, id)
    if (state === 'accepted') {
      expect([back.status, accepted.status, upload_id !== null]).toEqual([409, 200, true])
      expect(back.text).toContain('It cannot be taken back any more')
    } else {
      expect([state, back.status, accepted.status, upload_id]).toEqual(['taken back', 200, 409, null])
      expect(accepted.text).toContain('Dana Delegate has taken this back')
    }
    expect(await recordsOf(desk, desk.people.dana)).toHaveLength(state === 'accepted' ? 1 : 0)
  })
})
