import { beforeEach, describe, expect, it } from '@jest/globals'
import { addDays } from '../shared/dates.js'
import { putOn, withdraw, type Wanted } from './put-on.js'
import { Random } from './random.js'
import { Story } from './story.js'
import { SIGN_IN_TRAINER } from './trainers.js'

let story: Story
const put = (course: string, days: string[], more: Partial<Wanted> = {}) =>
  putOn(story, { course, event: 'an-event', candidates: days, ...more }, new Random('put on'))

beforeEach(() => {
  story = new Story([])
})

it('describes a day of training: its key, hours, venue, trainer, and booking up to the last working day before', () => {
  const occurrence = put('neglect-l2', ['2024-04-09'], { openFor: 2 })
  expect(occurrence).toMatchObject({
    key: 'neglect-l2-2024-04-09',
    places: 12,
    sessions: [{ startsAt: '2024-04-09 09:30', endsAt: '2024-04-09 16:00' }],
    opensAt: '2024-04-05 09:00',
    closesAt: '2024-04-08 17:00',
  })
  expect([occurrence.trainers.length, occurrence.venue]).toEqual([1, expect.stringMatching(/./)])
  expect(story.occurrences).toEqual([occurrence])
})

it.each([
  ['a weekend', '2024-04-06'],
  ['a bank holiday', '2024-05-06'],
  ['the week before New Year', '2024-12-30'],
])('passes over %s', (_name, day) => {
  expect(put('neglect-l2', [day, '2024-07-03']).days).toEqual(['2024-07-03'])
})

it('goes over a weekend when a course takes two days', () => {
  expect(put('suicide-prevention-ttt', ['2024-05-24']).days).toEqual(['2024-05-24', '2024-05-28'])
})

it.each([
  ['learning-from-sars', 1, 1.5],
  ['rpc-l1', 3, 3],
  ['rhrt-full', 6.5, 6.5],
])('holds %s online, for %d to %d hours', (course, least, most) => {
  for (let day = '2024-04-08'; day <= '2024-04-12'; day = addDays(day, 1)) {
    const { sessions, venue } = put(course, [day])
    const [start, end] = [sessions[0]!.startsAt, sessions[0]!.endsAt].map(moment => Date.parse(`${moment.replace(' ', 'T')}Z`) / 3_600_000)
    expect(end! - start!).toBeGreaterThanOrEqual(least)
    expect(end! - start!).toBeLessThanOrEqual(most)
    expect(venue).toBe('')
  }
})

describe('who and where', () => {
  it('opens the hall for a conference, with three trainers, and not for a class', () => {
    const conference = put('self-neglect-conference', ['2024-04-09'])
    expect([conference.venue, new Set(conference.trainers).size]).toEqual(['saddlers-hall', 3])
    for (let day = '2024-04-10'; day <= '2024-05-03'; day = addDays(day, 7)) expect(put('hsb', [day]).venue).not.toBe('saddlers-hall')
  })

  it('gives the work to whoever has had least of it', () => {
    const days = ['2024-04-08', '2024-04-09', '2024-04-10']
    expect(new Set(days.map(day => put('neglect-l2', [day]).trainers[0])).size).toBe(3)
  })

  it('takes the trainer asked for, on the first day that they are free', () => {
    put('gcp2', ['2024-04-09'], { trainer: SIGN_IN_TRAINER })
    const next = put('neglect-l2', ['2024-04-09', '2024-04-10'], { trainer: SIGN_IN_TRAINER })
    expect([next.days, next.trainers]).toEqual([['2024-04-10'], [SIGN_IN_TRAINER]])
  })

  it('does not hold a course twice on a day, and says so when no day is left', () => {
    put('neglect-l2', ['2024-04-09'])
    expect(() => put('neglect-l2', ['2024-04-09', '2024-04-13'])).toThrow('no day will do for neglect-l2 (an-event)')
  })

  it('gives the day back when an occurrence is withdrawn', () => {
    const occurrence = put('neglect-l2', ['2024-04-09'])
    withdraw(story, occurrence)
    expect(story.occurrences).toEqual([])
    expect(put('neglect-l2', ['2024-04-09'])).toEqual(occurrence)
  })
})

it('only announces a course that is booked elsewhere', () => {
  const occurrence = put('aces', ['2024-04-09'])
  expect(occurrence).toMatchObject({ places: 0, venue: '', trainers: [], opensAt: '', closesAt: '' })
})
