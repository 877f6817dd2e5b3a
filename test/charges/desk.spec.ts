import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Visitor } from '../support/visitor.js'
import { chargesScene, type ChargesScene } from './scene.js'

let scene: ChargesScene
let ada: Visitor
let abel: Visitor

beforeAll(async () => {
  scene = await chargesScene()
  ;[ada, abel] = await Promise.all([scene.browser('ada'), scene.browser('abel')])
})
afterAll(() => scene.app.stop())

async function decide(visitor: Visitor, { id }: { id: string }, fields: Record<string, string>) {
  await visitor.get(`/desk/charges/${id}`)
  return visitor.post(`/desk/charges/${id}/decision`, fields)
}
const stateOf = async ({ id }: { id: string }) => {
  const [row] = await scene.rows<{ state: string; reason: string; evidence: string; by: string | null }>(
    'SELECT g.state, g.reason, g.evidence, p.name AS by FROM charge g LEFT JOIN person p ON p.id = g.decided_by_id WHERE g.id = $1',
    [id],
  )
  return row
}

describe('the desk of charges', () => {
  it('has words for none at all', async () => {
    const seen = await ada.get('/desk/charges')
    expect(seen.text).toContain('Nothing waits for you here.')
    expect((await ada.get('/desk/charges?state=credited')).text).toContain('No charge has been credited.')
    expect((await ada.get('/desk/charges?page=9')).text).toContain('There is no such page.')
  })

  it('lists what waits, the oldest first, with what it comes to; and by agency', async () => {
    const later = await scene.charge({ pence: 3000, proposedAt: new Date('2026-03-02T08:30:00Z') })
    const first = await scene.charge()
    const seen = await ada.get('/desk/charges')
    expect(seen.text).toContain('2 charges, £90.00 in all')
    expect(seen.html.indexOf(first.id)).toBeLessThan(seen.html.indexOf(later.id))
    for (const words of [
      'Birchills Primary School',
      'Cancelled late: Safer Recruitment',
      'Safer Recruitment',
      'known once the course has begun',
    ])
      expect(seen.text).toContain(words)
    expect((await ada.get('/desk/charges?agency=manor-hospital')).text).toContain('Nothing waits for you here.')
    expect((await ada.get('/desk/charges?state=nonsense')).text).toContain('2 charges')
  })

  it('confirms those ticked in one go, and says which somebody else had decided meanwhile', async () => {
    const [one, two, three] = [await scene.charge(), await scene.charge(), await scene.charge()]
    await ada.get('/desk/charges')
    await decide(abel, two, { decision: 'waive', reason: 'Was in court' })
    const seen = await ada.post('/desk/charges/confirmation', { charge: [one.id, two.id] })
    expect(seen.text).toContain('1 charge is confirmed. One had been decided on meanwhile and stayed as decided.')
    expect([await stateOf(one), await stateOf(two), await stateOf(three)]).toMatchObject([
      { state: 'confirmed', by: 'Ada Administrator' },
      { state: 'waived', by: 'Abel Administrator', reason: 'Was in court' },
      { state: 'proposed' },
    ])
  })

  it('asks for a tick where there is none, and takes no nonsense for one', async () => {
    await scene.charge()
    await ada.get('/desk/charges')
    for (const fields of [{}, { charge: 'nonsense' }] as Record<string, string>[]) {
      const seen = await ada.post('/desk/charges/confirmation', fields)
      expect([seen.status, seen.text.includes('Tick the charges to confirm')]).toEqual([422, true])
    }
  })

  it('waives with a reason, and keeps what was typed where there is none', async () => {
    const charge = await scene.charge()
    const without = await decide(ada, charge, { decision: 'waive', reason: '  ', evidence: 'Mail of 3 March' })
    expect(without.status).toBe(422)
    expect(without.text).toContain('Enter the reason.')
    expect(without.html).toContain('value="Mail of 3 March"')
    expect(await stateOf(charge)).toMatchObject({ state: 'proposed' })
    const seen = await decide(ada, charge, { decision: 'waive', reason: 'Was ill', evidence: 'Mail of 3 March' })
    expect(seen.text).toContain('The charge is waived.')
    expect(seen.text).toContain('Reason Was ill')
    expect(await stateOf(charge)).toEqual({ state: 'waived', reason: 'Was ill', evidence: 'Mail of 3 March', by: 'Ada Administrator' })
    expect((await decide(ada, charge, { decision: 'look again' })).text).toContain('to be looked at again')
    expect(await stateOf(charge)).toMatchObject({ state: 'proposed' })
  })

  it('asks what to do, in words, where nothing was chosen or a text is too long', async () => {
    const charge = await scene.charge()
    const nothing = await decide(ada, charge, { reason: 'Was ill' })
    expect([nothing.status, nothing.text.includes('Choose what to do with the charge')]).toEqual([422, true])
    expect(nothing.html).toContain('Was ill</textarea>')
    expect((await decide(ada, charge, { decision: 'waive', reason: 'x'.repeat(1000) })).text).toContain('is waived')
    const long = await decide(ada, await scene.charge(), { decision: 'waive', reason: 'x'.repeat(1001) })
    expect([long.status, long.text.includes('Keep the reason to 1,000 characters')]).toEqual([422, true])
  })

  it('lets the first of two decide, and tells the second', async () => {
    const charge = await scene.charge()
    await Promise.all([ada.get(`/desk/charges/${charge.id}`), abel.get(`/desk/charges/${charge.id}`)])
    const path = `/desk/charges/${charge.id}/decision`
    const seen = await Promise.all([ada.post(path, { decision: 'confirm' }), abel.post(path, { decision: 'waive', reason: 'Was ill' })])
    expect(seen.map(one => one.status).sort()).toEqual([200, 409])
    const late = seen.find(one => one.status === 409)!
    expect(late.text).toContain('Somebody has decided on this charge since you looked')
    expect((await stateOf(charge))!.state).toBe(late === seen[0] ? 'waived' : 'confirmed')
  })

  it('takes a form that is sent twice once', async () => {
    const charge = await scene.charge()
    await ada.get(`/desk/charges/${charge.id}`)
    const page = ada.last!
    for (let n = 0; n < 2; n++) {
      ada.last = page
      expect((await ada.post(`/desk/charges/${charge.id}/decision`, { decision: 'confirm' })).text).toContain('The charge is confirmed.')
    }
  })

  it('is nobody else’s, and knows no charge that is none', async () => {
    const charge = await scene.charge()
    const dana = await scene.browser('dana')
    for (const path of ['/desk/charges', `/desk/charges/${charge.id}`, '/desk/charges/exports', '/desk/charges/lost-places'])
      expect((await dana.get(path)).status).toBe(403)
    for (const id of ['not-an-id', '00000000-0000-4000-8000-000000000000']) {
      expect((await ada.get(`/desk/charges/${id}`)).status).toBe(404)
      expect((await ada.post(`/desk/charges/${id}/decision`, { decision: 'confirm' })).status).toBe(404)
    }
  })
})
