import { longDate } from '../../shared/dates.js'
import type { Refusal } from '../../shared/refusal.js'

type Facts = Refusal['facts']

const SENTENCES: Record<string, (facts: Facts) => string> = {
  'not-found': () => 'We could not find that. Check the address, or start from e-learning',
  'not-taken-here': () => 'This title cannot be taken here just now',
  'course-retired': () => 'This course is no longer offered',
  'prerequisites-missing': facts => `This course builds on others. First complete ${[facts.titles].flat().join(' and ')}`,
  'nothing-chosen': () => 'Choose an answer',
  'choose-one': () => 'Choose one answer only',
  'no-such-answer': () => 'Choose one of the answers on this page',
  'order-incomplete': () => 'Give each line a place of its own, from first to last',
  'answer-first': () => 'Answer the question before you go on',
  'goes-used': facts => `You have used today’s goes. Look over the pages again, and come back from ${longDate(String(facts.from))}`,
  'waiting-already': () => 'You have handed in a certificate already, and it is waiting. Take that back first if this is the better one',
  'not-declared': () => 'Tick the box to confirm that you completed it',
  'day-missing': () => 'Enter the day on which you completed it',
  'day-ahead': () => 'Enter a day that is not in the future',
}

/** What somebody who learns is told when something cannot be done, as a sentence without its full stop. */
export const elearningSentence = (refusal: Refusal): string => SENTENCES[refusal.refused]?.(refusal.facts) ?? 'That was not possible'
