import type { Day } from '../shared/dates.js'
import { financialYearPeriod } from '../shared/periods.js'
import { AGENCIES } from './catalogue/agencies.js'
import { takeElearning, TAKEN_2023 } from './elearning.js'
import { cancelOccurrence, fill, walkIn } from './fill.js'
import { agencyOn } from './person.js'
import { putOn } from './put-on.js'
import { Random } from './random.js'
import type { Occurrence, Story } from './story.js'
import { byDay, closeRegister, putOnYear, shareOut, times, totalsOf, type Totals, type YearRow } from './year.js'

/** 142 events with 160 occurrences; the two conferences make them 144 and 162, and the places 2,412. */
const PROGRAMME: YearRow[] = [
  ['neglect-l2', 16, 20],
  ['gcp2', 11, 13],
  ['rhrt-full', 13, 16],
  ['rhrt-refresher', 9, 10],
  ['suicide-prevention', 12, 14],
  ['suicide-prevention-ttt', 5, 5],
  ['suicide-prevention-forum', 4, 4],
  ['csa-workshop', 8, 9],
  ['csa-pathway', 5, 5],
  ['csa-signs', 6, 6],
  ['csa-speaking', 5, 5],
  ['hsb', 6, 6],
  ['supporting-families', 6, 7],
  ['outcome-star', 6, 6],
  ['rpc-l1', 8, 9],
  ['hidden-harm', 5, 5],
  ['basic-drugs', 6, 7],
  ['substance-families', 5, 6],
  ['drug-trends', 3, 3],
  ['learning-from-sars', 3, 4],
]

/** What the report published, and under it how we split what it does not: 352 cancellations. */
const PUBLISHED: Totals = { attended: 1333, partly: 17, noShows: 284, inTime: 246, late: 79, organiser: 27 }

interface Conference {
  course: string
  day: Day
  places: number
  totals: Totals
  /** The agencies that came; left out: any. */
  agencies?: string[]
}

const SELF_NEGLECT_AGENCIES =
  'adult-social-care council-housing public-health walsall-healthcare bchft icb gp-practice police probation fire whg green-square-accord cgl-beacon healthwatch'

const CONFERENCES: Conference[] = [
  {
    course: 'self-neglect-conference',
    day: '2023-10-12',
    places: 240,
    totals: { attended: 192, partly: 0, noShows: 33, inTime: 9, late: 3, organiser: 0 },
    agencies: SELF_NEGLECT_AGENCIES.split(' '),
  },
  {
    course: 'rhrt-conference',
    day: '2024-02-08',
    places: 220,
    totals: { attended: 162, partly: 0, noShows: 28, inTime: 13, late: 5, organiser: 0 },
  },
]

/** Occurrences that were called off, outside every figure but their own; the first two belong to events that had others. */
const CALLED_OFF = [
  { course: 'neglect-l2', day: '2023-06-21', event: 'neglect-l2-2023-4', bookings: 7, reason: 'Trainer unwell' },
  { course: 'rhrt-full', day: '2023-11-22', event: 'rhrt-full-2023-9', bookings: 9, reason: 'Trainer unwell' },
  { course: 'outcome-star', day: '2023-09-27', event: 'outcome-star-2023-called-off', bookings: 3, reason: 'Too few bookings' },
  { course: 'csa-workshop', day: '2024-01-17', event: 'csa-workshop-2023-called-off', bookings: 6, reason: 'Venue closed by snow' },
]

const WALK_INS = ['rhrt-refresher', 'rpc-l1', 'basic-drugs', 'suicide-prevention']

/** The published year, row by row. */
export function write2023(story: Story): void {
  const random = new Random('2023-24')
  const period = financialYearPeriod('2023-24')
  takeElearning(story, period, TAKEN_2023)
  const conferences = new Map(CONFERENCES.map(one => [putOnDay(story, one, random), one]))
  const calledOff = new Map(CALLED_OFF.map(one => [putOnDay(story, one, random), one]))
  const usual = putOnYear(story, PROGRAMME, period, random)
  const fates = shareOut(usual, CONFERENCES.reduce(less, PUBLISHED), random)
  for (const occurrence of [...conferences.keys(), ...calledOff.keys(), ...usual].sort(byDay)) {
    const conference = conferences.get(occurrence)
    const off = calledOff.get(occurrence)
    if (off) cancelOccurrence(story, occurrence, off.reason, off.bookings, random)
    else if (conference) hold(story, occurrence, conference, random)
    else fill(story, occurrence, fates.get(occurrence)!, random)
    if (!off) closeRegister(occurrence, random)
  }
  for (const course of WALK_INS)
    walkIn(
      story,
      usual.find(o => o.course.key === course)!,
      random,
    )
}

function putOnDay(story: Story, what: { course: string; day: Day; places?: number; event?: string }, random: Random): Occurrence {
  return putOn(story, { ...what, event: what.event ?? `${what.course}-2023`, candidates: [what.day] }, random)
}

const less = (all: Totals, { totals }: Conference): Totals => totalsOf(name => all[name] - totals[name])

/** Fills a conference. Three people of each agency named are booked first and come, so that no agency is missing. */
function hold(story: Story, occurrence: Occurrence, { totals, agencies }: Conference, random: Random): void {
  const fates = [
    ...times(totals.attended, 'attended'),
    ...times(totals.noShows, 'no-show'),
    ...times(totals.inTime, 'in time'),
    ...times(totals.late, 'late'),
  ]
  const home = (agency: string) => story.crowd.filter(person => agencyOn(person, occurrence.days[0]!) === agency)
  const invited = agencies ?? AGENCIES.map(agency => agency.key)
  const first = invited.flatMap(agency => random.sample(home(agency), 3))
  fill(story, occurrence, fates, random, { first, among: invited.flatMap(home) })
}
