import { type Moment, workdaysBefore } from './calendar.js'
import { keep } from './fill.js'
import type { Story } from './story.js'

/** Who of the sign-ins has done the first level of the neglect pathway, and when. */
const FIRST_LEVEL: [person: string, signedUpAt: Moment, startedAt: Moment, completedAt: Moment][] = [
  ['level1', '2024-05-13 09:20', '2024-05-13 12:05', '2024-05-14 16:40'],
  ['level2', '2024-04-02 10:10', '2024-04-02 13:30', '2024-04-03 16:15'],
]
const SECOND_LEVEL_ON = '2024-07-03'

/** The first level, which lets them be what their names say. */
export function writeSignInLearning(story: Story): void {
  for (const [key, signedUpAt, startedAt, completedAt] of FIRST_LEVEL) {
    const person = story.person(key)
    story.enrolments.push({ course: 'neglect-l1', person, signedUpAt, startedAt, completedAt })
    story.ledger.complete(person, 'neglect-l1', completedAt.slice(0, 10))
  }
}

/** The second level, on the newsletters' last day for it, where the shares of the year leave a place. */
export function writeSecondLevel(story: Story): void {
  const occurrence = story.occurrences.find(o => o.key === `neglect-l2-${SECOND_LEVEL_ON}`)!
  const bookedAt = `${workdaysBefore(SECOND_LEVEL_ON, 20)} 11:25`
  keep(story, { occurrence, person: story.person('level2'), state: 'attended', bookedAt })
}
