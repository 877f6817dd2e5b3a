import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { hashSecret } from '../../../src/shared/secrets.js'
import { MONDAY } from '../../support/app.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aCourse } from '../../support/builders/course.js'
import { aPerson } from '../../support/people.js'
import { Api } from '../../support/api.js'
import { mailsAbout, mailsTo } from '../../support/mailbox.js'
import { countQueries } from '../../support/queries.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { aDateToApprove, approvalOf, aRequest, DEPUTY, MARY } from './asked.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const book = (date: { id: string }, body: object = {}, api: Api = scene.api.dana, key?: string) =>
  api.post<{ id: string; state: string; code: string }>(`/occurrences/${date.id}/bookings`, body, key)

describe('a booking that a line manager has to approve', () => {
  it('is requested, holds its place, and both are told; nothing goes into a calendar yet', async () => {
    const date = await aDateToApprove(scene, { places: 3 })
    const { status, body } = await book(date, { access: 'A hearing loop', dietary: 'No nuts' })
    expect([status, body.state]).toEqual([201, 'requested'])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    const [asked] = await mailsAbout(scene.app, `approval:${body.id}`)
    expect(asked).toMatchObject({ kind: 'approval-asked', to: MARY, subject: 'Please approve a training place for Dana Delegate' })
    for (const words of [
      'Hello Mary Manager',
      'Course: Safer Recruitment',
      'When: Monday 20 April 2026, 9:30am',
      'Answer by: Monday 9 March 2026, 9am',
    ])
      expect(asked!.text).toContain(words)
    expect(asked!.text).not.toMatch(/hearing|nuts/)
    const about = await mailsAbout(scene.app, `booking:${body.id}`)
    expect(about).toMatchObject([{ kind: 'booking-requested', to: 'dana@example.org' }])
    expect(about[0]!.text).toContain('Held until: Monday 9 March 2026, 9am')
    expect(
      await scene.row('SELECT count(*)::int AS n FROM message WHERE subject LIKE $1 AND calendar IS NOT NULL', [`%${body.id}`]),
    ).toEqual({ n: 0 })
  })

  it('keeps of the link a hash alone: the secret of the mail is in no table', async () => {
    const { id, link } = await aRequest(scene)
    const secret = link.split('/').at(-1)!
    expect((await approvalOf(scene, id)).managerHash).toBe(hashSecret(secret))
    const everywhere = await scene.row<{ n: number }>(
      `SELECT (SELECT count(*) FROM approval a WHERE a::text LIKE $1)::int + (SELECT count(*) FROM message m WHERE m::text LIKE $1)::int AS n`,
      [`%${secret}%`],
    )
    expect(everywhere).toEqual({ n: 0 })
  })

  it('is answered the same when sent again', async () => {
    const date = await aDateToApprove(scene)
    const first = await book(date, {}, scene.api.dana, 'twice')
    expect(await book(date, {}, scene.api.dana, 'twice')).toEqual(first)
    expect(await mailsAbout(scene.app, `approval:${first.body.id}`)).toHaveLength(1)
  })

  it('stands in the way of a second place on the course, as any live booking', async () => {
    const { date } = await aRequest(scene)
    expect(await book(date)).toMatchObject({ status: 409, body: { code: 'already-booked' } })
  })

  it('takes one reading and one writing statement, like any other', async () => {
    const [plain, asking] = [
      await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database) }),
      await aDateToApprove(scene),
    ]
    await book(plain, {}, scene.api.cole)
    await book(asking, {}, scene.api.cole)
    const others = [await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database) }), await aDateToApprove(scene)]
    const [usual, withApproval] = [await countQueries(() => book(others[0]!)), await countQueries(() => book(others[1]!))]
    expect(withApproval).toBe(usual)
  })

  it('waits where the agency asks too, and only for people of that agency', async () => {
    const date = await aDateToApprove(scene, {}, { needsApproval: false })
    await scene.app.database.query('UPDATE agency SET needs_approval = true WHERE id = $1', [scene.people.dana.agencyId])
    try {
      expect((await book(date)).body.state).toBe('requested')
      expect((await book(date, {}, scene.api.oona)).body.state).toBe('booked')
    } finally {
      await scene.app.database.query('UPDATE agency SET needs_approval = false')
    }
  })
})

describe('who approves', () => {
  const alone = async (change: object) => {
    const person = await aPerson(scene.app.database, change)
    return { person, api: await Api.of(scene.app, person.email) }
  }

  it('must be known: without, the booking is not made, and a sentence says what to do', async () => {
    const { api } = await alone({ managerName: '', managerEmail: '' })
    const date = await aDateToApprove(scene)
    const answer = await book(date, {}, api)
    expect(answer).toMatchObject({ status: 409, body: { code: 'manager-missing' } })
    expect((answer.body as unknown as { detail: string }).detail).toContain('Tell us who that is')
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it.each([
    ['a mailbox of many', 'office@example.org'],
    ['nobody’s address', 'mary'],
  ])('cannot be %s', async (_case, managerEmail) => {
    const { api } = await alone({ managerEmail })
    expect((await book(await aDateToApprove(scene), {}, api)).body.code).toBe('manager-missing')
  })

  it('can be named with the booking, with a deputy, and is kept for the next time', async () => {
    const { person, api } = await alone({ managerName: '', managerEmail: '' })
    const date = await aDateToApprove(scene)
    const { body } = await book(date, { manager: { name: 'Nia New', email: 'Nia.New@example.org' }, deputy: DEPUTY }, api)
    expect(body.state).toBe('requested')
    expect(await approvalOf(scene, body.id)).toMatchObject({
      ...{ managerName: 'Nia New', managerEmail: 'nia.new@example.org', deputyName: DEPUTY.name, deputyEmail: DEPUTY.email },
    })
    expect(await mailsTo(scene.app, 'nia.new@example.org')).toHaveLength(1)
    expect(await mailsTo(scene.app, DEPUTY.email)).toHaveLength(0)
    expect(await scene.row('SELECT manager_name, manager_email, deputy_name, deputy_email FROM person WHERE id = $1', [person.id])).toEqual(
      {
        ...{ manager_name: 'Nia New', manager_email: 'nia.new@example.org', deputy_name: DEPUTY.name, deputy_email: DEPUTY.email },
      },
    )
  })

  it.each<[string, object, string]>([
    ['the delegate', { manager: { name: 'Dana', email: 'dana@example.org' } }, 'manager.email'],
    ['a mailbox of many', { manager: { name: 'The office', email: 'office@example.org' } }, 'manager.email'],
    ['nobody', { manager: { name: '', email: MARY } }, 'manager.name'],
    ['the manager as deputy', { manager: { name: 'Mary', email: MARY }, deputy: { name: 'Mary', email: MARY } }, 'deputy.email'],
  ])('%s is refused by the field', async (_case, body, field) => {
    const answer = await book(await aDateToApprove(scene), body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'fields-invalid', errors: [{ field }] } })
  })
})

describe('an administrator', () => {
  const forDana = () => ({ personId: scene.people.dana.id })

  it('who books for somebody asks their manager all the same', async () => {
    expect((await book(await aDateToApprove(scene), forDana(), scene.api.ada)).body.state).toBe('requested')
  })

  it('may book without asking, which is kept; a tick that was not needed leaves no trace', async () => {
    const { body } = await book(await aDateToApprove(scene), { ...forDana(), approved: true }, scene.api.ada)
    expect(body.state).toBe('booked')
    expect(await approvalOf(scene, body.id)).toMatchObject({
      ...{ state: 'approved', answeredBy: 'administrator', answeredByPersonId: scene.people.ada.id, managerHash: null },
      reason: 'Booked by the business unit without asking the line manager.',
    })
    expect(await mailsAbout(scene.app, `approval:${body.id}`)).toEqual([])
    const plain = await book(await aDateToApprove(scene, {}, { needsApproval: false }), { ...forDana(), approved: true }, scene.api.ada)
    expect(await approvalOf(scene, plain.body.id)).toBeUndefined()
  })

  it('alone may: others are told so', async () => {
    expect(await book(await aDateToApprove(scene), { approved: true })).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })
})
