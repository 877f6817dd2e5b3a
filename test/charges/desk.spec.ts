import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { anAgency } from '../support/builders/agency.js'
import { aCharge } from '../support/builders/charge.js'
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

  it('confirms once what two confirm at the same moment, and what is ticked twice', async () => {
    const [one, two, three] = [await scene.charge(), await scene.charge(), await scene.charge()]
    await Promise.all([ada.get('/desk/charges'), abel.get('/desk/charges')])
    const path = '/desk/charges/confirmation'
    const seen = await Promise.all([ada.post(path, { charge: [one.id, two.id] }), abel.post(path, { charge: [two.id, one.id] })])
    expect(seen.map(({ text }) => /\d charges are confirmed\.( \d had been decided on meanwhile)?/.exec(text)?.[0]).sort()).toEqual([
      '0 charges are confirmed. 2 had been decided on meanwhile',
      '2 charges are confirmed.',
    ])
    const first = seen[0].text.includes('2 charges are') ? 'Ada' : 'Abel'
    for (const charge of [one, two]) expect(await stateOf(charge)).toMatchObject({ state: 'confirmed', by: `${first} Administrator` })
    await ada.get('/desk/charges')
    const twice = await ada.post(path, { charge: [three.id, three.id] })
    expect(twice.text).toContain('1 charge is confirmed.')
    expect(twice.text).not.toContain('decided on meanwhile')
  })

  it('takes 1,000 signs of where the reason rests, and of more keeps what was typed', async () => {
    const charge = await scene.charge()
    const long = await decide(ada, charge, { decision: 'waive', reason: 'Was ill', evidence: 'e'.repeat(1001) })
    expect([long.status, long.text.includes('Keep where it can be found to 1,000 characters')]).toEqual([422, true])
    expect(long.html).toContain('Was ill</textarea>')
    await decide(ada, charge, { decision: 'waive', reason: ' Was ill ', evidence: ` ${'e'.repeat(998)} ` })
    expect(await stateOf(charge)).toMatchObject({ state: 'waived', reason: 'Was ill', evidence: 'e'.repeat(998) })
    await decide(ada, charge, { decision: 'look again' })
    expect(await stateOf(charge)).toMatchObject({ state: 'proposed', reason: '', evidence: '' })
  })

  it('comes in pages of 25 of the state and the agency that were chosen, from agencies that were ever charged', async () => {
    await anAgency(scene.app.database, { key: 'never-charged', name: 'Never Charged' })
    const date = await scene.date({ places: 60 })
    for (let n = 0; n < 26; n++) {
      const booking = await scene.gaveBack(date, 10, { of: 'oona' })
      await aCharge(scene.app.database, { booking, state: 'waived', pence: 100, proposedAt: new Date(Date.UTC(2026, 1, 1, 9, n)) })
    }
    const address = '/desk/charges?state=waived&agency=manor-hospital'
    const first = await ada.get(address)
    const idsIn = (html: string) => [...html.matchAll(/href="\/desk\/charges\/([0-9a-f-]{36})"/g)].map(found => found[1]!)
    expect(idsIn(first.html)).toHaveLength(25)
    expect(first.text).toContain('26 charges, £26.00 in all, the oldest first.')
    expect(first.text).toContain('Waived (26)')
    expect(first.html).toContain('href="/desk/charges?state=waived&amp;agency=manor-hospital&amp;page=2"')
    expect(first.html).toContain('<option value="birchills')
    expect(first.html).not.toContain('never-charged')
    const second = await ada.get(`${address}&page=2`)
    expect(idsIn(second.html)).toHaveLength(1)
    expect(idsIn(first.html)).not.toContain(idsIn(second.html)[0])
    expect((await ada.get(`${address}&page=3`)).text).toContain('There is no such page.')
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
