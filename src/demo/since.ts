import { addDays, type Day } from '../shared/dates.js'
import { financialYear, financialYearPeriod } from '../shared/periods.js'
import { daysOf, OWN_DATES } from './catalogue/newsletters.js'
import { inOrder, laterOf } from './calendar.js'
import { takeElearning, TAKEN_SINCE } from './elearning.js'
import { putOn, withdraw } from './put-on.js'
import { Random } from './random.js'
import type { Occurrence, Story } from './story.js'
import { playThrough, putOnYear, shareOut, totalsOf, type Totals, type YearRow } from './year.js'

const NEWSLETTERS_END = '2024-08-31'

/** A lighter year than the published one, so that the pages of the years since have something to show. */
const LIGHTER: YearRow[] = [
  ['neglect-l2', 7, 8],
  ['gcp2', 5, 5],
  ['rhrt-full', 6, 6],
  ['rhrt-refresher', 4, 4],
  ['suicide-prevention', 5, 5],
  ['suicide-prevention-ttt', 2, 2],
  ['csa-workshop', 4, 4],
  ['csa-signs', 3, 3],
  ['hsb', 2, 2],
  ['supporting-families', 3, 3],
  ['outcome-star', 2, 2],
  ['rpc-l1', 4, 4],
  ['hidden-harm', 2, 2],
  ['basic-drugs', 3, 3],
  ['learning-from-sars', 2, 2],
]

/** Shares of the places on offer, as in the published year. */
const SHARES: Totals = { attended: 0.53, partly: 0.01, noShows: 0.1, inTime: 0.08, late: 0.025, organiser: 0.01 }

/** The newsletters' programme of 2024 on its real days. */
export function writeNewsletters2024(story: Story): void {
  const random = new Random('newsletters 2024')
  const wanted = Object.entries(OWN_DATES).flatMap(([course, dates]) => daysOf(dates).map(day => ({ course, day })))
  wanted.sort((a, b) => inOrder(a.day, b.day))
  const put = wanted.map(({ course, day }) => putOn(story, { course, event: `${course}-2024-newsletters`, candidates: [day] }, random))
  play(story, put, put.at(-1)!.days.at(-1)!, random)
}

/** The years from April 2024: the programme from after the newsletters up to one day, the e-learning up to another. */
export function writeSince(story: Story, until: { programme: Day; elearning: Day }): void {
  for (let day = '2024-04-01'; day <= until.elearning; day = addDays(financialYearPeriod(financialYear(day)).to, 1)) {
    const year = financialYearPeriod(financialYear(day))
    takeElearning(story, year, TAKEN_SINCE, until.elearning)
    const from = laterOf(year.from, addDays(NEWSLETTERS_END, 1))
    const random = new Random(`since ${from}`)
    play(story, putOnYear(story, LIGHTER, { from, to: year.to }, random), until.programme, random)
  }
}

/** Shares out bookings to all, so that the past stays the same whenever it is told, and tells those that were over by then. */
function play(story: Story, occurrences: Occurrence[], until: Day, random: Random): void {
  const places = occurrences.reduce((sum, o) => sum + o.places, 0)
  const fates = shareOut(
    occurrences,
    totalsOf(name => Math.round(SHARES[name] * places)),
    random,
  )
  for (const occurrence of occurrences.filter(o => o.days.at(-1)! > until)) {
    withdraw(story, occurrence)
    fates.delete(occurrence)
  }
  playThrough(story, fates, random, true)
}
