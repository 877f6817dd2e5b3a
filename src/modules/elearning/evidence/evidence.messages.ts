import type { FieldError } from '../../../web/forms.js'
import type { Wrong } from './rules/evidence.js'

const SENTENCES: Record<string, string> = {
  'course-missing': 'Choose the course that it is evidence for',
  'waiting-already':
    'You have handed in evidence for this course already, and it is waiting. Take that back first if this is the better one',
  'day-missing': 'Enter the day on which it was completed',
  'day-ahead': 'Enter a day that is not in the future',
  'provider-missing': 'Enter who gave the course',
  'provider-long': 'Use 150 characters or fewer',
  'words-long': 'Use 1,000 characters or fewer',
  'nothing-chosen': 'Press Accept or Refuse',
  'until-missing': 'Enter the last day on which it counts',
  'until-before': 'Enter a day that is not before it was completed',
  'reason-missing': 'Say why you refuse it: the person reads this',
  'reason-long': 'Use 1,000 characters or fewer',
}

/** What is wrong, as an error of a form's field, a sentence without its full stop. */
export const evidenceError = ({ field, code }: Wrong): FieldError => ({ field, message: SENTENCES[code] ?? 'Check this answer' })
