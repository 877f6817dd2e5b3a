import { Random } from './random.js'
import type { Story } from './story.js'

const SPAN = ['2020-09-07', '2022-03-18'] as const

/** Learning from before the records begin: some of the crowd had walked part of a pathway already. */
const KNOWN: [course: string, people: number, requires?: string][] = [
  ['neglect-l1', 170],
  ['neglect-l2', 90, 'neglect-l1'],
  ['gcp2', 25, 'neglect-l2'],
  ['suicide-prevention', 40],
]

/** Writes the earlier learning, each course after the one that it builds on. */
export function writeEarlierLearning(story: Story): void {
  for (const [course, people, requires] of KNOWN) {
    const random = new Random(`earlier ${course}`)
    const able = requires ? story.crowd.filter(person => story.ledger.completedOn(person, requires)) : story.crowd
    for (const person of random.sample(able, people, one => one.pull)) {
      const behind = requires && story.ledger.completedOn(person, requires)
      const completedOn = random.day(behind ?? SPAN[0], SPAN[1])
      story.earlier.push({ person, course, completedOn })
      story.ledger.complete(person, course, completedOn)
    }
  }
}
