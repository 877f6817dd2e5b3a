import { describe, expect, it } from '@jest/globals'
import { nextStep, type Standing, standingWords } from './standing-words.js'

const at = (day: string) => new Date(`${day}T09:00:00Z`)
const signedUp: Standing = { signedUpAt: at('2026-03-02'), startedAt: null, completedAt: null, closedAt: null, position: 0, pages: 10 }
const started: Standing = { ...signedUp, startedAt: at('2026-03-03'), position: 5 }
const completed: Standing = { ...started, completedAt: at('2026-03-04'), position: 11 }
const closed: Standing = { ...started, closedAt: at('2026-09-01') }

describe('how somebody stands with e-learning, in words', () => {
  it.each<[string, Standing]>([
    ['Signed up on Monday 2 March 2026', signedUp],
    ['In progress: page 5 of 10', started],
    ['In progress: page 10 of 10', { ...started, position: 10 }],
    ['In progress: the quiz is left', { ...started, position: 11 }],
    ['In progress since Tuesday 3 March 2026', { ...started, pages: 0 }],
    ['In progress since Tuesday 3 March 2026', { ...started, position: 0 }],
    ['Completed on Wednesday 4 March 2026', completed],
    ['Closed unfinished on Tuesday 1 September 2026', closed],
  ])('%s', (words, standing) => {
    expect(standingWords(standing)).toBe(words)
  })
})

describe('what comes next', () => {
  it.each<[string, Standing | null, boolean, string]>([
    ['nothing yet', null, true, 'sign up'],
    ['signed up', signedUp, true, 'start'],
    ['begun', started, true, 'go on'],
    ['begun before it could be taken here', started, false, 'go on'],
    ['done', completed, true, 'read again'],
    ['done before it could be taken here', completed, false, 'sign up'],
    ['closed', closed, true, 'sign up'],
  ])('%s', (_, mine, here, step) => {
    expect(nextStep(mine && { ...mine, here })).toBe(step)
  })
})
