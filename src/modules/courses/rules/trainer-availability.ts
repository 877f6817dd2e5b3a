import { addDays, type Day, londonDate, longDate, weekdayOf } from '../../../shared/dates.js'

/** When a trainer can and cannot, and what they may deliver. `weekdays` counts from 0 for Sunday; empty: any. Days of absences are both counted. */
export interface TrainerTimes {
  name: string
  anyCourse: boolean
  courseIds: readonly string[]
  weekdays: readonly number[]
  absences: readonly { fromDay: Day; toDay: Day; words: string }[]
}

/** Why a trainer is no sure choice for a date. Each is said and none forbids: the desk may know better. */
export interface TrainerDoubt {
  code: 'course' | 'away' | 'weekday'
  /** "Tara Trainer is away on Tuesday 10 March 2026 (annual leave)" */
  words: string
}

const WEEKDAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays']
const MOST_DAYS = 31

/** What speaks against a trainer delivering these sittings of a course, in the order: the course, then day by day. Empty: nothing known. */
export function trainerDoubts(
  trainer: TrainerTimes,
  courseId: string | null,
  sittings: readonly { startsAt: Date; endsAt: Date }[],
): TrainerDoubt[] {
  const doubts: TrainerDoubt[] = []
  const { name, anyCourse, courseIds, weekdays } = trainer
  if (courseId !== null && !anyCourse && !courseIds.includes(courseId))
    doubts.push({ code: 'course', words: `${name} is not down as a trainer of this course` })
  const days = [...new Set(sittings.flatMap(daysOf))].sort()
  for (const day of days) {
    const absence = trainer.absences.find(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
    if (absence) doubts.push({ code: 'away', words: `${name} is away on ${longDate(day)}${absence.words ? ` (${absence.words})` : ''}` })
  }
  const unusual = new Set(weekdays.length > 0 ? days.map(weekdayOf).filter(weekday => !weekdays.includes(weekday)) : [])
  for (const weekday of unusual) doubts.push({ code: 'weekday', words: `${name} usually cannot on ${WEEKDAYS[weekday]!}` })
  return doubts
}

/** The London days that a sitting touches; one that ends at midnight does not touch the day that begins then. */
function daysOf({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Day[] {
  const last = londonDate(new Date(endsAt.getTime() - 1))
  const days = [londonDate(startsAt)]
  while (days.at(-1)! < last && days.length < MOST_DAYS) days.push(addDays(days.at(-1)!, 1))
  return days
}
