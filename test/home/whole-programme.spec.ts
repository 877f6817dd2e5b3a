import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { seeded } from '../../src/shared/seeded.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, aTopic } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { Visitor } from '../support/visitor.js'

interface Date {
  id: string
  title: string
  topic: string
  level: number | null
  month: string
  startsAt: string
  free: number
}

const SIZE = 75
const TREES = ['ash', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch', 'maple', 'oak']
let app: TestApp
let reader: Visitor
let programme: Date[]

/** A programme of chance: courses of three topics and levels, dates over four months, some full. */
beforeAll(async () => {
  app = await startApp()
  const random = seeded(11)
  const pick = (n: number) => Math.floor(random() * n)
  const courses = []
  for (let i = 0; i < 9; i++) {
    const topic = await aTopic(app.database, { key: `topic-${i % 3}`, name: `Topic ${i % 3}`, position: i % 3 })
    const level = [null, 1, 2][pick(3)]!
    courses.push({
      ...(await aCourse(app.database, { key: `course-of-chance-${i}`, title: `About ${TREES[i]}`, topic, level })),
      topicKey: topic.key,
    })
  }
  programme = []
  for (let i = 0; i < SIZE; i++) {
    const course = courses[pick(courses.length)]!
    const month = `2026-0${4 + pick(4)}`
    const places = 1 + pick(5)
    const booked = pick(places + 1)
    const startsAt = `${month}-${String(1 + pick(28)).padStart(2, '0')} ${['09:30', '13:00'][pick(2)]}`
    const { id, startsAt: at } = await anOccurrence(app.database, { course, startsAt, places, booked })
    const { title, level, topicKey: topic } = course
    programme.push({ id, title, topic, level, month, startsAt: at.toISOString(), free: places - booked })
  }
  programme.sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.title.localeCompare(b.title) || a.id.localeCompare(b.id))
  reader = new Visitor(app.url)
})
afterAll(() => app.stop())

/** Every row of a filter's pages, in the order in which they are read: title and places. */
async function readAll(query: string): Promise<string[]> {
  const rows: string[] = []
  for (let address: string | undefined = `/whats-on?${query}`; address;) {
    const { html } = await reader.get(address)
    const list = [...html.matchAll(/gt-dates__title" href="[^"]+">([^<]+)<[\s\S]*?<span class="gt-places[^"]*">([^<]+)</g)]
    rows.push(...list.map(([, title, places]) => `${title} ${places}`))
    address = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replace(/&amp;/g, '&')
  }
  return rows
}
const rowOf = ({ title, free }: Date) => `${title} ${free === 0 ? 'Full' : free === 1 ? '1 place left' : `${free} places left`}`

describe('a programme of chance', () => {
  it.each<[string, (date: Date) => boolean]>([
    ['', () => true],
    ['topic=topic-1', date => date.topic === 'topic-1'],
    ['level=2', date => date.level === 2],
    ['month=2026-05', date => date.month === '2026-05'],
    ['places=yes', date => date.free > 0],
    ['q=cedar+about', date => date.title === 'About cedar'],
    ['month=2026-06&places=yes&topic=topic-0', date => date.month === '2026-06' && date.free > 0 && date.topic === 'topic-0'],
    ['q=topic+2&level=1', date => date.topic === 'topic-2' && date.level === 1],
  ])('is listed as it is for %j: nothing lost, nothing doubled, in order', async (query, passes) => {
    expect(await readAll(query)).toEqual(programme.filter(passes).map(rowOf))
  })

  it('is the same in every month’s list as on what’s on', async () => {
    const { html } = await reader.get('/places-by-month')
    expect(html.match(/<li class="gt-by-month__date">/g)).toHaveLength(SIZE)
  })

  it('is the same for programs as for people', async () => {
    const { body } = await Api.stranger(app).get<{ items: { id: string; placesLeft: number }[] }>('/occurrences?limit=200')
    expect(body.items.map(one => `${one.id} ${one.placesLeft}`).sort()).toEqual(programme.map(one => `${one.id} ${one.free}`).sort())
  })

  it('says of each filter to drop exactly how many dates then show', async () => {
    const { html } = await reader.get('/whats-on?topic=topic-1&month=2026-05&q=nothing-like-it')
    const drops = [...html.matchAll(/<li><a class="govuk-link" href="([^"]+)">without[^<]*<\/a>: (\d+) date/g)]
    for (const [, href, found] of drops) expect(await readAll(href!.split('?')[1]!.replace(/&amp;/g, '&'))).toHaveLength(Number(found))
    expect(drops).toHaveLength(1)
  })
})

describe('a crowd that reads while places are booked', () => {
  it('never sees fewer than none or more than all places, and ends with the truth', async () => {
    const course = await aCourse(app.database, { key: 'in-motion', title: 'In Motion' })
    const { id } = await anOccurrence(app.database, { course, startsAt: '2026-09-01 09:30', places: 30 })
    const book = async () => {
      for (let i = 0; i < 30; i++) await app.database.query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [id])
    }
    const read = async () => {
      const seen: number[] = []
      for (let i = 0; i < 10; i++) {
        const { text, status } = await new Visitor(app.url).get('/courses/in-motion')
        expect(status).toBe(200)
        seen.push(/Full/.test(text) ? 0 : Number(/(\d+) places? left/.exec(text)?.[1]))
      }
      return seen
    }
    const [, ...seen] = await Promise.all([book(), ...Array.from({ length: 8 }, read)])
    for (const mine of seen) {
      expect(mine.every(left => left >= 0 && left <= 30)).toBe(true)
      expect(mine).toEqual([...mine].sort((a, b) => b - a))
    }
    expect((await reader.get('/courses/in-motion')).text).toContain('Full')
  })
})
