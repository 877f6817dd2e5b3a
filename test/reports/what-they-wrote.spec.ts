import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ImpactScene, YEAR } from './impact-scene.js'

const STORY = 'I met with Sam’s mother, and we agreed what had to change. 50% is done.'
const ANSWERS = `/reports/impact/answers?${YEAR}`

let scene: ImpactScene
let quotable: string
let guarded: string
const pathOf = (invitation: string, question = 'story') => `/reports/impact/answers/${invitation}/${question}`
const see = (who: string, path: string) => scene.see(who, path)
const post = async (who: string, path: string, action: string, fields: Record<string, string>) => {
  await see(who, path)
  return scene.visitors.get(who)!.post(`${path}/${action}`, fields)
}

beforeAll(async () => {
  scene = await ImpactScene.set()
  const written = (story: string, more: { quotable?: boolean } = {}) => ({ impact: { more: { applied: 'once', story }, ...more } })
  const [first] = await scene.people(1, 'Health', written(STORY, { quotable: true }))
  const [second] = await scene.people(1, 'Health', written('=SUM(A1) is what I wrote, <b>boldly</b>.'))
  await scene.people(3, 'Health', written('Nothing yet, for want of time.'))
  quotable = first!
  guarded = second!
}, 60_000)
afterAll(() => scene.app.stop())

describe('what people wrote', () => {
  it.each([
    ['MOTHER agreed', 1],
    ['change mother', 1],
    ['mother father', 0],
    ['50%', 1],
    ['_', 0],
    ['for want', 3],
    ['', 5],
  ])('is found by all of the words: %p finds %d', async (words, count) => {
    const { text } = await see('ada', `${ANSWERS}&q=${encodeURIComponent(words)}`)
    expect(text).toContain(`${count} answer${count === 1 ? '' : 's'}`)
  })

  it('by stage, theme, group and whether it may be quoted', async () => {
    const count = async (more: string) => Number(/(\d+) answers?/.exec((await see('ada', ANSWERS + more)).text)![1])
    expect([
      await count('&stage=impact'),
      await count('&stage=pre'),
      await count('&quotable=yes'),
      await count('&agency-group=health'),
    ]).toEqual([5, 0, 1, 5])
    expect([
      await count('&agency-group=police'),
      await count('&topic=child-neglect'),
      await count('&priority=other-topics'),
      await count('&quarter=2025-26+Q2'),
    ]).toEqual([0, 5, 0, 0])
  })

  it('is a text, whatever it holds, and names nobody', async () => {
    const { html, text } = await see('ada', ANSWERS)
    expect(html).toContain('&lt;b&gt;boldly')
    expect(text).toContain('Health visitor, health. =Understanding Neglect')
    expect(text).not.toMatch(/Name0|OfHealth/)
  })

  it('is for readers outside the business unit without whose it is, and not where fewer than five wrote', async () => {
    const { text } = await see('rhea', ANSWERS)
    expect(text).toContain('Nothing yet, for want of time.')
    expect(text).not.toMatch(/Health visitor|Themes and quoting/)
    expect((await see('rhea', `${ANSWERS}&course=neglect-l2`)).text).toContain('5 answers')
    expect((await see('rhea', `${ANSWERS}&agency-group=health`)).text).toContain('What people wrote is not shown here')
    const { database } = scene.app
    const keep = `(SELECT booking_id FROM evaluation_invitation WHERE id = '${guarded}')`
    await database.query(`UPDATE booking SET state = 'cancelled', cancelled_at = now() WHERE id = ${keep}`)
    expect((await see('rhea', ANSWERS)).text).toContain('What people wrote is not shown here')
    expect((await see('rhea', pathOf(quotable))).status).toBe(404)
    await database.query(`UPDATE booking SET state = 'attended', cancelled_at = NULL WHERE id = ${keep}`)
    expect((await see('rhea', pathOf(quotable))).status).toBe(200)
  })
})

describe('themes', () => {
  it('are set by any reader, once each, and found by', async () => {
    expect((await post('rhea', pathOf(quotable), 'themes', { themes: 'Working together, Plans,  plans' })).text).toContain(
      'The themes are saved.',
    )
    expect((await see('ada', `${ANSWERS}&theme=plans`)).text).toMatch(/1 answer found.*working together/)
    await post('ada', pathOf(quotable), 'themes', { themes: 'plans' })
    expect(await scene.app.database.query('SELECT tag FROM answer_tag')).toEqual([{ tag: 'plans' }])
  })

  it('that will not do come back as they were typed', async () => {
    const { status, text, html } = await post('ada', pathOf(quotable), 'themes', { themes: 'a,b,c,d,e,f,g' })
    expect([status, text.includes('Give 6 themes at most'), html.includes('value="a,b,c,d,e,f,g"')]).toEqual([422, true, true])
  })
})

describe('quoting', () => {
  it('is by role, agency group and course, in their own words, for whoever allowed it', async () => {
    const { status, text } = await post('ada', pathOf(quotable), 'quote', { quote: 'I met with her mother.' })
    expect([status, text.includes('Use only their own words')]).toEqual([422, true])
    await post('ada', pathOf(quotable), 'quote', { quote: 'I met with [a boy]’s mother, and we agreed …' })
    const statements = await see('rhea', `/reports/impact/statements?${YEAR}`)
    expect(statements.text).toContain('“I met with [a boy]’s mother, and we agreed …” Health visitor, health, on =Understanding Neglect')
    expect(statements.text).not.toMatch(/Name0|Sam|Change/)
  })

  it('is refused where the person did not allow it, and gone when they take it back', async () => {
    expect((await see('ada', pathOf(guarded))).text).toContain('did not allow it to be quoted')
    await see('ada', pathOf(quotable))
    expect((await scene.visitors.get('ada')!.post(`${pathOf(guarded)}/quote`, { quote: 'is what I wrote' })).status).toBe(422)
    const allow = (yes: boolean) =>
      scene.app.database.query('UPDATE evaluation_answer SET quotable = $1 WHERE invitation_id = $2', [yes, quotable])
    await allow(false)
    expect((await see('ada', `/reports/impact/statements?${YEAR}`)).text).toContain('None has been chosen')
    await allow(true)
    expect((await see('ada', `/reports/impact/statements?${YEAR}`)).text).toContain('1 statement.')
    await post('ada', pathOf(quotable), 'quote', { drop: 'yes' })
    expect((await see('ada', `/reports/impact/statements?${YEAR}`)).text).toContain('None has been chosen')
  })

  it('is the business unit’s, and of written answers alone', async () => {
    await see('rhea', pathOf(quotable))
    expect((await scene.visitors.get('rhea')!.post(`${pathOf(quotable)}/quote`, { quote: 'I met' })).status).toBe(403)
    for (const path of [pathOf(quotable, 'applied'), pathOf(quotable, 'nothing'), pathOf('018f0000-0000-7000-8000-000000000000')])
      expect((await see('ada', path)).status).toBe(404)
    expect((await see('ada', pathOf('not-an-id'))).status).toBe(400)
  })
})

it('the answers without names are a spreadsheet of texts, in which nothing runs and nobody is named', async () => {
  const { html, headers } = await see('ada', `/reports/impact/answers.csv?${YEAR}`)
  expect(headers.get('content-type')).toContain('text/csv')
  expect(html).toContain(`'=SUM(A1) is what I wrote`)
  expect(html).toMatch(
    /\d,2025-26 Q1,'=Understanding Neglect,Child neglect,Health,impact,.*have you used what you learned\?",choice,"Yes, once"/,
  )
  expect(html).not.toMatch(/Name0|example\.org|Health visitor|of the town|[0-9a-f]{8}-/)
})

describe('a trainer', () => {
  const path = () => `/occurrences/${scene.held.id}/answers`

  it('reads the answers to their own dates, where five people gave them', async () => {
    const few = await scene.date(scene.neglect, '2025-06-03 09:30')
    await scene.people(5, 'Health', { pre: { scores: 4 }, post: { scores: 8, more: { learned: 'To ask why.' } } })
    expect((await see('tara', path())).text).toMatch(
      /Of the 5 who answered before and after the course, knowledge of the subject rose from 4\.0 to 8\.0\..*To ask why\./,
    )
    expect((await see('tara', `/occurrences/${few.id}/answers`)).status).toBe(404)
    expect((await see('ada', `/occurrences/${few.id}/answers`)).text).toContain('Nobody has answered yet')
    expect((await see('rhea', path())).status).toBe(403)
  })

  it('plans by what the group said before, once five have said it', async () => {
    const [trainer] = await scene.app.database.query<{ id: string }[]>('SELECT id FROM trainer')
    const coming = await scene.date(scene.neglect, '2026-03-20 09:30', [trainer!])
    const said = { pre: { scores: 3, more: { hopes: ['talk'], situation: 'A home we are used to.' } } }
    await scene.people(4, 'Health', said, coming)
    expect((await see('tara', `/occurrences/${coming.id}/answers`)).text).toContain('shown once 5 have')
    await scene.people(1, 'Police', { pre: { scores: 8, more: { hopes: ['notice', 'talk'] } } }, coming)
    const { text } = await see('tara', `/occurrences/${coming.id}/answers`)
    expect(text).toMatch(
      /5 people have answered before the course\..*4\.0 on average, from 1 to 10 \(5 answers\).*talk with children, adults and families about hard things: 5 .*Fewer than 5 each: To notice signs earlier/,
    )
    // Four wrote something.
    expect(text).not.toContain('A home we are used to')
    expect((await see('tara', `/occurrences/${coming.id}/register`)).text).toContain('Read the answers of the group')
  })

  it('is shown neither what was said by those who cancelled, nor a date that was called off; the desk reads of fewer than five', async () => {
    const { database } = scene.app
    const [trainer] = await database.query<{ id: string }[]>('SELECT id FROM trainer')
    const coming = await scene.date(scene.neglect, '2026-03-24 09:30', [trainer!])
    const asked = await scene.people(5, 'Health', { pre: { scores: 3, more: { situation: 'A home we know.' } } }, coming)
    const at = `/occurrences/${coming.id}/answers`
    expect((await see('tara', at)).text).toContain('A home we know.')
    const booking = '(SELECT booking_id FROM evaluation_invitation WHERE id = $1)'
    await database.query(`UPDATE booking SET state = 'cancelled', cancelled_at = now() WHERE id = ${booking}`, [asked[0]])
    const [tara, ada] = [await see('tara', at), await see('ada', at)]
    expect(tara.text).toContain('shown once 5 have')
    expect(tara.text).not.toContain('A home we know.')
    expect(ada.text).toContain('4 people have answered before the course.')
    expect(ada.text).toContain('A home we know.')
    await database.query('UPDATE occurrence SET cancelled_at = now() WHERE id = $1', [coming.id])
    expect([(await see('tara', at)).status, (await see('ada', at)).status]).toEqual([404, 404])
  })
})
