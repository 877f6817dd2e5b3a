import { addDays, type Day, isDay } from '../shared/dates.js'
import { historyEnd, writeComing, writeOpenRegisters } from './coming.js'
import { writeEarlierLearning } from './earlier-learning.js'
import { write2022 } from './history-2022.js'
import { write2023 } from './history-2023.js'
import { inventPeople } from './people.js'
import { writeSecondLevel, writeSignInLearning } from './sign-in-learning.js'
import { writeNewsletters2024, writeSince } from './since.js'
import { Story } from './story.js'
import { writeWaiting2024 } from './waiting-2024.js'

// Before it the newsletters' programme is not over; after it the bank holidays that are known run out.
const FIRST_TODAY = '2024-10-01'
const LAST_TODAY = '2028-09-30'

/** Tells the whole demo as it stands on the morning of `today`, past first, since each part asks the ledger what went before. */
export function tellStory(today: Day): Story {
  if (!isDay(today) || today < FIRST_TODAY || today > LAST_TODAY) {
    throw new RangeError(`The demo can be told for a day from ${FIRST_TODAY} to ${LAST_TODAY}, not for ${today}`)
  }
  const story = new Story(inventPeople())
  writeEarlierLearning(story)
  write2022(story)
  write2023(story)
  writeSignInLearning(story)
  writeNewsletters2024(story)
  writeSecondLevel(story)
  writeWaiting2024(story)
  writeSince(story, { programme: historyEnd(today), elearning: addDays(today, -1) })
  writeOpenRegisters(story, today)
  writeComing(story, today)
  return story
}
