import { addDays, londonAt, londonDate } from '../../../shared/dates.js'

/** Access and dietary needs are kept for so many days after the last day of the course. */
export const NEEDS_KEPT_DAYS = 90

/** The instant before which a course must have ended for its needs to be removed at `now`: whole London days, the 90th still keeps them. */
export const needsOfCoursesBefore = (now: Date): Date => londonAt(addDays(londonDate(now), -NEEDS_KEPT_DAYS), '00:00')
