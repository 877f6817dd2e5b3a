import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: Api
let page: Visitor

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  dana = await Api.of(app, 'dana@example.org')
  page = new Visitor(app.url)
  await page.signIn('dana@example.org')
})
afterAll(() => app.stop())

const aDate = async () => anOccurrence(app.database, { course: await aCourse(app.database) })
const book = (occurrence: { id: string }, key: string) => dana.post<{ id: string }>(`/occurrences/${occurrence.id}/bookings`, {}, key)
const occurrenceOf = async (id: string) =>
  (await app.database.query<{ occurrence_id: string }[]>('SELECT occurrence_id FROM booking WHERE id = $1', [id]))[0]?.occurrence_id

describe('a key used again', () => {
  it('for the same request is answered as the first time', async () => {
    const date = await aDate()
    const first = await book(date, 'morning')
    expect(first.status).toBe(201)
    expect(await book(date, 'morning')).toEqual(first)
  })

  it('for another occurrence books that one: nobody is told of a place they do not have', async () => {
    const [monday, tuesday] = [await aDate(), await aDate()]
    const first = await book(monday, 'careless')
    const second = await book(tuesday, 'careless')
    expect([first.status, second.status]).toEqual([201, 201])
    expect([await occurrenceOf(first.body.id), await occurrenceOf(second.body.id)]).toEqual([monday.id, tuesday.id])
  })

  it('for something else altogether does that', async () => {
    const date = await aDate()
    const { body } = await book(date, 'book-then-cancel')
    const cancelled = await dana.delete<{ state: string }>(`/bookings/${body.id}`, 'book-then-cancel')
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled'])
    expect(await dana.delete(`/bookings/${body.id}`, 'book-then-cancel')).toEqual(cancelled)
  })
})

describe('a page’s form', () => {
  it('carries a key of its own each time it is shown', async () => {
    const date = await aDate()
    const keyOf = async () => /name="idempotencyKey" value="([^"]+)"/.exec((await page.get(`/occurrences/${date.id}/book`)).html)?.[1]
    const keys = [await keyOf(), await keyOf()]
    expect(keys.filter(Boolean)).toHaveLength(2)
    expect(keys[0]).not.toBe(keys[1])
  })

  it('that is sent twice books once, and leads to the same page both times', async () => {
    const date = await aDate()
    const path = `/occurrences/${date.id}/bookings`
    const { html } = await page.get(`/occurrences/${date.id}/book`)
    const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(html)![1]!
    const first = await page.whereTo(path, { idempotencyKey })
    await page.get(`/occurrences/${date.id}/book`)
    expect(first).toMatch(/^\/bookings\/[0-9a-f-]{36}\/done$/)
    expect(await page.whereTo(path, { idempotencyKey })).toBe(first)
  })

  it.each([
    ['200 signs', 'k'.repeat(200), 303],
    ['201 signs', 'k'.repeat(201), 400],
    ['two words', 'two words', 400],
    ['a letter that is no sign of a key', 'schlüssel', 400],
    ['none', '', 303],
  ])('may carry a key of 1 to 200 signs: %s', async (_case, idempotencyKey, status) => {
    const date = await aDate()
    await page.get(`/occurrences/${date.id}/book`)
    expect(await page.whereTo(`/occurrences/${date.id}/bookings`, { idempotencyKey })).toEqual(status === 303 ? expect.any(String) : null)
    expect(page.last?.status).toBe(status)
  })
})
