import { beforeEach, describe, expect, it } from '@jest/globals'
import { type Fate, fill, walkIn } from './fill.js'
import { inventPeople } from './people.js'
import { putOn } from './put-on.js'
import { Random } from './random.js'
import { type Occurrence, Story } from './story.js'

// A Wednesday: whoever cancels up to the 15th is in time, from the 16th on late.
const DAY = '2024-10-23'
const people = inventPeople()
let story: Story
let occurrence: Occurrence
const random = () => new Random('fill')
const fates = (count: number, fate: Fate) => Array.from({ length: count }, () => fate)

beforeEach(() => {
  story = new Story(people)
  occurrence = putOn(story, { course: 'rhrt-full', event: 'e', candidates: [DAY], places: 200 }, random())
})

describe('what becomes of a booking', () => {
  it.each(['attended', 'partly attended', 'no-show', 'booked'] as const)('%s', state => {
    fill(story, occurrence, fates(100, state), random())
    expect(new Set(story.bookings.map(b => b.state))).toEqual(new Set([state]))
    expect(story.bookings.every(b => b.bookedAt >= occurrence.opensAt && b.bookedAt <= occurrence.closesAt && !b.cancelled)).toBe(true)
    expect(new Set(story.bookings.map(b => b.person.key)).size).toBe(100)
  })

  it.each([
    ['in time', '2024-08-01', '2024-10-14', ['delegate', 'agency'], false],
    ['late', '2024-10-16', '2024-10-22', ['delegate', 'agency'], true],
    ['organiser', '2024-08-01', '2024-10-14', ['organiser'], false],
  ] as const)('cancelled: %s', (fate, first, last, by, late) => {
    fill(story, occurrence, fates(200, fate), random())
    for (const booking of story.bookings) {
      expect(booking.state).toBe('cancelled')
      expect(booking.cancelled!.at > booking.bookedAt).toBe(true)
      expect(booking.cancelled!.at >= first && booking.cancelled!.at <= `${last} 23:59`).toBe(true)
      expect([by.some(one => one === booking.cancelled!.by), booking.cancelled!.late]).toEqual([true, late])
    }
  })

  it('leaves those who came with the course and the others without', () => {
    fill(story, occurrence, ['attended', 'partly attended', 'no-show', 'in time'], random())
    const completed = story.bookings.map(b => story.ledger.completedOn(b.person, 'rhrt-full'))
    expect(completed).toEqual([DAY, undefined, undefined, undefined])
    const free = story.bookings.map(b => story.ledger.isFree(b.person.key, [DAY]))
    expect(free).toEqual([false, false, false, true])
  })
})

describe('who is picked', () => {
  it('takes nobody who lacks what is required, and says when too few can book', () => {
    const l2 = putOn(story, { course: 'neglect-l2', event: 'e', candidates: [DAY] }, random())
    const [able] = story.crowd.filter(person => person.registeredOn < '2022')
    story.ledger.complete(able!, 'neglect-l1', '2024-01-10')
    expect(() => fill(story, l2, fates(2, 'attended'), random())).toThrow(`neglect-l2-${DAY}: 2 wanted, 1 can book`)
    fill(story, l2, fates(2, 'attended'), random(), { lenient: true })
    expect(story.bookings.map(b => b.person)).toEqual([able])
  })

  it('gives those named the first places and keeps to the people and the day given', () => {
    const among = story.crowd.filter(person => person.registeredOn < '2022').slice(0, 40)
    const first = [among[7]!, among[3]!]
    fill(story, occurrence, fates(20, 'booked'), random(), { first, among, until: '2024-09-10' })
    expect(story.bookings.slice(0, 2).map(b => b.person)).toEqual(first)
    expect(story.bookings.every(b => among.includes(b.person) && b.bookedAt <= '2024-09-10 23:59')).toBe(true)
  })

  it('never picks trainers and sign-ins', () => {
    expect(() => fill(story, occurrence, fates(3000, 'attended'), random())).toThrow('2387 can book')
  })

  it('writes a walk-in down as the day begins', () => {
    walkIn(story, occurrence, random())
    expect(story.bookings).toMatchObject([{ state: 'attended', walkIn: true, bookedAt: `${DAY} 09:30` }])
  })
})
