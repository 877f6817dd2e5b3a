import { financialYearPeriod } from '../shared/periods.js'
import { takeElearning, TAKEN_2022 } from './elearning.js'
import { Random } from './random.js'
import type { Story } from './story.js'
import { playThrough, putOnYear, shareOut, type YearRow } from './year.js'

/** 52 events, as the annual report gives for the year before. */
const PROGRAMME: YearRow[] = [
  ['neglect-l2', 6, 7],
  ['gcp2', 4, 4],
  ['rhrt-full', 6, 7],
  ['rhrt-refresher', 4, 4],
  ['suicide-prevention', 5, 6],
  ['suicide-prevention-ttt', 2, 2],
  ['csa-workshop', 4, 4],
  ['csa-signs', 3, 3],
  ['csa-speaking', 2, 2],
  ['hsb', 2, 2],
  ['supporting-families', 2, 3],
  ['outcome-star', 2, 2],
  ['rpc-l1', 3, 3],
  ['hidden-harm', 2, 2],
  ['basic-drugs', 3, 3],
  ['substance-families', 1, 1],
  ['learning-from-sars', 1, 1],
]

const TOTALS = { attended: 392, partly: 6, noShows: 96, inTime: 68, late: 21, organiser: 8 }

export function write2022(story: Story): void {
  const random = new Random('2022-23')
  const period = financialYearPeriod('2022-23')
  takeElearning(story, period, TAKEN_2022)
  const occurrences = putOnYear(story, PROGRAMME, period, random)
  playThrough(story, shareOut(occurrences, TOTALS, random), random)
}
