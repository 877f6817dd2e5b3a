import { AUDIT } from './audit-stops.js'
import { BOOKINGS_DESK } from './desk-stops.js'
import { CATALOGUE } from './catalogue-stops.js'
import { CERTIFICATES, CERTIFICATES_AT_THE_DESK } from './certificate-stops.js'
import { DOORS, EVALUATIONS } from './evaluation-stops.js'
import { IMPACT } from './impact-stops.js'
import { RETURNS } from './returns-stops.js'
import { AGENCIES } from './agency-stops.js'
import { EVIDENCE, EVIDENCE_AT_THE_DESK } from './evidence-stops.js'
import { ONE_PERSON } from './people-desk-stops.js'
import { POLICIES } from './policy-stops.js'
import { PROGRAMME } from './programme-stops.js'
import { NEWCOMER } from './newcomer-stops.js'
import { OWN_DATA, RETENTION } from './retention-stops.js'

export type Who = 'nobody' | 'dana' | 'nell' | 'tara' | 'ada' | 'rhea' | 'lena'

/** A page to look at, as whom, and what it answers. `press`: a button to press there with nothing filled in; `status` is then its answer. */
export interface Stop {
  who: Who
  path: string
  status?: number
  press?: string
}

type Written = string | Omit<Stop, 'who'>

const wrong = (path: string, press: string): Written => ({ path, press, status: 422 })
const missing = (path: string): Written => ({ path, status: 404 })
const gone = (path: string): Written => ({ path, status: 410 })
const refused = (path: string): Written => ({ path, status: 403 })
const of = (who: Who, pages: Written[]): Stop[] => pages.map(page => (typeof page === 'string' ? { who, path: page } : { who, ...page }))

const STRANGER: Written[] = [
  '/',
  '/whats-on',
  '/whats-on?topic=child-neglect&places=yes',
  '/whats-on?q=nothing+of+this+kind&month=2026-03',
  '/courses/neglect-l2',
  '/courses/neglect-l1',
  '/courses/:course',
  '/courses/:elsewhere',
  '/courses/:titleElsewhere',
  missing('/courses/no-such-course'),
  '/places-by-month',
  '/e-learning',
  wrong('/sign-in', 'Sign in'),
  wrong('/register', 'Register'),
  '/register/check-your-mail',
  wrong('/forgotten-password', 'Send me the link'),
  '/forgotten-password/check-your-mail',
  '/confirmations/:confirm',
  gone('/confirmations/broken'),
  wrong('/approvals/:approval', 'Do not approve'),
  '/approvals/:answered',
  missing('/approvals/broken'),
  wrong('/reset-password/:reset', 'Set the password'),
  gone('/reset-password/broken'),
  '/stop/suggestions/:dana/:stop',
  { path: '/stop/suggestions/:dana/:stop', press: 'Stop these mails', status: 200 },
  missing('/stop/suggestions/:dana/broken'),
  '/still-coming/:booked/:asked',
  '/still-coming/:booked/:asked/yes',
  '/still-coming/:booked/:asked/no',
  wrong('/still-coming/:booked/:asked/colleague', 'Send this colleague'),
  '/still-coming/:cancelled/:notComing',
  missing('/still-coming/:booked/broken'),
  '/privacy',
  '/terms',
  '/accessibility',
  '/api/docs',
  '/dev/mail',
  '/dev/mail?to=nobody@example.org',
  '/dev/mail?kind=newsletter',
  '/dev/mail/:mail',
  missing('/no-such-page'),
]

const DELEGATE: Written[] = [
  '/',
  '/whats-on',
  '/my-learning',
  '/e-learning',
  '/courses/:titleHere',
  '/learning/:signedUp',
  '/learning/:reading',
  '/learning/:reading/pages/1',
  wrong('/learning/:reading/pages/2', 'Check my answer'),
  '/learning/:quizzing/pages/2',
  '/learning/:quizzing/quiz',
  '/learning/:quizzing/quiz/1',
  wrong('/learning/:quizzing/quiz/2', 'Answer'),
  '/learning/:learned',
  '/learning/:learned/quiz',
  '/learning/:learned/done',
  wrong('/learning/:declaring', 'Put it on my record'),
  '/learning/:taking/package',
  '/learning/:taking/package/launches/:playing',
  '/courses/neglect-l2',
  '/courses/gcp2',
  '/courses/neglect-l2/waiting-list',
  '/courses/gcp2/waiting-list',
  '/occurrences/:open/book',
  '/occurrences/:builtOn/book',
  '/occurrences/:full/book',
  '/bookings/:requested',
  '/bookings/:requested/done',
  '/bookings/:requested/cancel',
  '/bookings/:booked',
  '/bookings/:booked/done',
  '/bookings/:booked/cancel',
  wrong('/bookings/:booked/send-a-colleague', 'Send this colleague'),
  '/bookings/:cancelled',
  '/bookings/:cancelled/cancel',
  '/offers/:offer',
  '/my-details',
  '/my-details/about-me',
  wrong('/my-details/password', 'Change my password'),
  wrong('/my-details/address', 'Send me the link'),
  '/my-details/messages',
  { path: '/my-details/calendar', press: 'Get a calendar feed', status: 200 },
  refused('/desk'),
]

const TRAINER: Written[] = [
  '/my-occurrences',
  '/occurrences/:today/register',
  '/occurrences/:today/register?session=2',
  wrong('/occurrences/:today/register/walk-ins', 'Add to the register'),
  '/occurrences/:today/register/closure',
  '/occurrences/:closed/register',
  '/occurrences/:coming/register',
]

const FIGURES: Written[] = [
  '/reports?period=2025-26',
  '/reports?period=2025-26&by=agency',
  '/reports/e-learning?period=2025-26',
  '/reports/e-learning?period=2025-26&course=:titleDone',
  '/reports?period=2025-26&by=course',
  '/reports?period=2025-26&by=quarter',
  '/reports/utilisation',
  { path: '/reports?from=2026-03-01&to=2026-02-01', status: 422 },
]

const ADMINISTRATOR: Written[] = [
  '/my-occurrences',
  wrong('/occurrences/:closed/register/reopening', 'Reopen the register'),
  '/bookings/:booked',
  '/bookings/:booked/cancel',
  '/desk',
  '/desk/search',
  '/desk/search?q=dana',
  '/desk/search?q=nothing+like+it',
  '/desk/courses',
  wrong('/desk/courses/new', 'Save'),
  '/desk/courses/:course',
  '/desk/occurrences/:coming/bookings',
  wrong('/desk/occurrences/:coming/cancel', 'Cancel this date and tell 2 people'),
  '/desk/occurrences/:toApprove/bookings',
  wrong('/desk/bookings/:requested/approval', 'Keep this answer'),
  wrong('/desk/occurrences/:coming/message', 'Send it'),
  wrong('/desk/charges', 'Confirm those ticked'),
  '/desk/charges?state=credited',
  wrong('/desk/charges/:charge', 'Save'),
  { path: '/desk/charges/exports', press: 'Make the list', status: 200 },
  '/desk/charges/lost-places',
  '/desk/charges/lost-places?year=2022-23',
  '/desk/e-learning',
  wrong('/desk/e-learning', 'Begin'),
  '/desk/e-learning/modules/:writtenHere',
  '/desk/e-learning/modules/:writtenHere/pages/p1',
  '/desk/e-learning/modules/:writtenHere/pages/p2/preview',
  wrong('/desk/e-learning/modules/:writtenHere/pages/new', 'Save'),
  '/desk/e-learning/modules/:writtenHere/questions/quiz/q1',
  wrong('/desk/e-learning/modules/:writtenHere/questions/quiz/new', 'Save'),
  '/desk/e-learning/modules/:writtenElsewhere',
  '/desk/forms',
  wrong('/desk/forms/new', 'Make the form'),
  '/desk/forms/:draftForm',
  { path: '/desk/forms/:draftForm', press: 'Publish version 1', status: 200 },
  '/desk/forms/:defaultForm',
  wrong('/desk/forms/:defaultForm', 'Add the group'),
  '/desk/forms/:defaultForm/questions/knowledge',
  '/desk/forms/:defaultForm/questions/whom',
  wrong('/desk/forms/:defaultForm/questions/new?kind=choice', 'Save'),
  wrong('/desk/forms/:defaultForm/preview', 'Try to send it'),
  '/desk/forms/:defaultForm/versions/1',
  '/desk/forms/:retiredForm',
  '/desk/forms/measures',
  wrong('/desk/forms/measures/new', 'Save'),
  '/desk/forms/measures/knowledge',
  '/desk/forms/bank',
  wrong('/desk/forms/bank/new', 'Save'),
  '/desk/forms/bank/pace',
  '/desk/courses/:course/evaluation',
  '/desk/messages',
  '/desk/messages?state=failed&to=nobody@example.org',
  '/desk/messages/:mail',
  '/desk/templates',
  wrong('/desk/e-learning/packages', 'Upload'),
  '/desk/e-learning/packages/:package',
  '/desk/e-learning/statements',
  '/desk/e-learning/statements?state=refused',
  '/desk/e-learning/statements/:statement',
  '/desk/templates/booking-confirmed',
  '/desk/people',
  '/desk/people?q=nobody+of+this+name',
  wrong('/desk/people/:person', 'Record it'),
  '/desk/jobs',
  missing('/desk/queues'),
  '/reports/e-learning?period=2025-26&course=:titleDone',
  '/reports?period=2025-26&by=course',
  '/reports/rows?figure=bookings&from=2025-04-01&to=2026-03-31',
]

/**
 * Every page of the product, with its empty and its refusing states, as those come to it who may. What follows a colon is an id of `aYear`,
 * or the secret of a mail's link. `dana` has learned, booked and waited; `nell` has just registered.
 */
export const DELEGATES: Stop[] = [
  ...of('nobody', STRANGER),
  ...of('dana', DELEGATE),
  ...NEWCOMER,
  ...EVIDENCE,
  ...CERTIFICATES,
  ...OWN_DATA,
  ...EVALUATIONS,
]
export const STAFF: Stop[] = [
  ...of('tara', TRAINER),
  ...DOORS,
  ...of('ada', ADMINISTRATOR),
  ...of('rhea', FIGURES),
  ...AUDIT,
  ...IMPACT,
  ...RETURNS,
  ...POLICIES,
  ...BOOKINGS_DESK,
  ...CERTIFICATES_AT_THE_DESK,
  ...RETENTION,
  ...EVIDENCE_AT_THE_DESK,
  ...CATALOGUE,
  ...PROGRAMME,
  ...ONE_PERSON,
  ...AGENCIES,
]
