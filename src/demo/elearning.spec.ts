import { beforeEach, expect, it } from '@jest/globals'
import { financialYearPeriod } from '../shared/periods.js'
import { takeElearning } from './elearning.js'
import { inventPeople } from './people.js'
import { Story } from './story.js'

const people = inventPeople()
const YEAR = financialYearPeriod('2024-25')
const TAKEN = { icon: { signedUp: 100, completed: 60, inProgress: 25 } }
let story: Story
const reached = () => [
  story.enrolments.length,
  story.enrolments.filter(e => e.startedAt).length,
  story.enrolments.filter(e => e.completedAt).length,
]

beforeEach(() => {
  story = new Story(people)
})

it('enrols as many as asked, of whom as many start and complete within the year', () => {
  takeElearning(story, YEAR, TAKEN)
  expect(reached()).toEqual([100, 85, 60])
  expect(new Set(story.enrolments.map(e => e.person)).size).toBe(100)
  const moments = story.enrolments.flatMap(e => [e.signedUpAt, e.startedAt, e.completedAt]).filter(moment => moment !== undefined)
  expect(moments.filter(moment => moment < YEAR.from || moment > `${YEAR.to} 23:59`)).toEqual([])
})

it('keeps each in order, even within a day', () => {
  takeElearning(story, YEAR, TAKEN)
  expect(story.enrolments.filter(e => e.startedAt && e.startedAt <= e.signedUpAt)).toEqual([])
  expect(story.enrolments.filter(e => e.completedAt && e.completedAt <= e.startedAt!)).toEqual([])
})

it('knows nothing of what came after the day it is told for', () => {
  takeElearning(story, YEAR, TAKEN)
  const whole = [...story.enrolments]
  story = new Story(people)
  takeElearning(story, YEAR, TAKEN, '2024-09-30')
  expect(story.enrolments.map(e => e.person)).toEqual(whole.filter(e => e.signedUpAt < '2024-10-01').map(e => e.person))
  expect(story.enrolments.filter(e => [e.startedAt, e.completedAt].some(moment => moment && moment > '2024-09-30 23:59'))).toEqual([])
  const known = story.crowd.filter(person => story.ledger.completedOn(person, 'icon'))
  expect(known.length).toBe(story.enrolments.filter(e => e.completedAt).length)
})

it('lets nobody take a course a second time', () => {
  const twice = { icon: { signedUp: 1500, completed: 0, inProgress: 0 } }
  takeElearning(story, YEAR, twice)
  takeElearning(story, financialYearPeriod('2025-26'), twice)
  expect(new Set(story.enrolments.map(e => e.person)).size).toBe(story.enrolments.length)
  expect(story.enrolments.length).toBe(2387)
})
