import { Line, Many, OneOf, OptionalText, Read, Shaped, WholeNumber } from './fields.js'
import { readReminderDays } from '../rules/reminder-days.js'

export const KINDS = ['scheduled', 'e-learning', 'external'] as const
export const MODES = ['face-to-face', 'virtual', 'webinar', 'conference', 'e-learning'] as const

/** A course as the desk types it. Everything is text; keys stand for topics, providers, policies and courses. */
export class CourseForm {
  @Line('Enter the title')
  title: string

  @OneOf(KINDS, 'Choose what kind of course it is')
  kind: string

  @Line('Choose the topic')
  topic: string

  @OptionalText(100)
  provider: string

  @WholeNumber(1, 9, 'Enter the level as a whole number from 1 to 9, or leave it empty', true)
  level: string

  @OneOf(MODES, 'Choose how it is held')
  mode: string

  @OptionalText(500)
  audience: string

  @OptionalText(2000)
  summary: string

  @Shaped(/^(?!0*(\.0)?$)\d{1,2}(\.[05])?$/, 'Enter the length in days, such as 0.5, 1 or 2')
  days: string

  @WholeNumber(1, 240, 'Enter for how many months it counts, from 1 to 240, or leave it empty', true)
  validMonths: string

  @OptionalText(500)
  externalUrl: string

  @WholeNumber(0, 1000, 'Enter the usual number of places, from 0 to 1,000')
  defaultPlaces: string

  @WholeNumber(0, 1000, 'Enter with how few people it is still held, from 0 to 1,000')
  fewest: string

  @OptionalText(100)
  policy: string

  @Read(readReminderDays, 'Enter up to 5 different whole numbers of days from 1 to 60, such as 14, 2, or leave it empty')
  reminderDays: string

  @Many()
  requires: string[]

  @OneOf(['', 'yes'], 'Choose whether line managers approve first')
  needsApproval: string

  /** Only shown and compared: a course is retired on a page of its own. */
  @OneOf(['', 'yes'], 'Choose whether it is retired')
  retired: string
}

/** A new course is given the key it keeps. */
export class NewCourseForm extends CourseForm {
  @Shaped(/^(?!new$)[a-z0-9][a-z0-9-]{1,59}$/, 'Enter a short name of 2 to 60 small letters, digits and hyphens, such as neglect-l2')
  key: string
}
