import { ChaseApprovals } from './chase-approvals.js'
import { AskForAnswers } from './ask-for-answers.js'
import { ClearAway } from './clear-away.js'
import { ChaseRegisters } from './chase-registers.js'
import { ChaseReturns } from './chase-returns.js'
import { IssueCertificates } from './issue-certificates.js'
import { SendStatementsOn } from './forward-statements.js'
import { KeepConditions } from './keep-conditions.js'
import { NudgeElearning } from './nudge-elearning.js'
import { OfferPlaces } from './offer-places.js'
import { PassOnOffers } from './pass-on-offers.js'
import { FinishErasures } from './finish-erasures.js'
import { PurgeOld } from './purge.js'
import { RollUpFigures } from './roll-up-figures.js'
import { SendMessages } from './send-messages.js'
import { SuggestCourses } from './suggest-courses.js'
import { WriteNewsletter } from './write-newsletter.js'
import { RemindPeople } from './remind-people.js'
import { SendJoiningDetails } from './send-joining-details.js'
import { SettleCharges } from './settle-charges.js'
import type { Schedule } from './scheduled-job.js'

/**
 * Every job there is. Nightly ones keep away from the hours between 1am and 3am, which the clocks skip in March and repeat in October, and
 * which cron readers therefore get wrong.
 * How to add one: CONTRIBUTING.md, "Jobs".
 */
export const SCHEDULE = {
  'send-messages': {
    title: 'Send the messages that are due',
    cron: '* * * * *',
    words: 'every minute, and soon after each change',
    handler: SendMessages,
    afterChanges: true,
    writesMessages: false,
  },
  'pass-on-offers': {
    title: 'Pass on places whose offer has run out',
    cron: '* * * * *',
    words: 'every minute',
    handler: PassOnOffers,
    afterChanges: false,
    writesMessages: true,
  },
  'chase-approvals': {
    title: 'Ask line managers again, and end requests that nobody answered',
    cron: '*/5 * * * *',
    words: 'every 5 minutes',
    handler: ChaseApprovals,
    afterChanges: false,
    writesMessages: true,
  },
  'keep-conditions': {
    title: 'Look after places kept on condition: tell, warn, let go',
    cron: '*/5 * * * *',
    words: 'every 5 minutes',
    handler: KeepConditions,
    afterChanges: false,
    writesMessages: true,
  },
  'clear-away': {
    title: 'Remove sessions, links and tokens past their day',
    cron: '15 3 * * *',
    words: 'each night at 3:15am',
    handler: ClearAway,
    afterChanges: false,
    writesMessages: false,
  },
  purge: {
    title: 'Remove what has been kept long enough',
    cron: '25 3 * * *',
    words: 'each night at 3:25am',
    handler: PurgeOld,
    afterChanges: false,
    writesMessages: true,
  },
  'finish-erasures': {
    title: 'Clear the last mails to people who were erased',
    cron: '*/10 * * * *',
    words: 'every 10 minutes',
    handler: FinishErasures,
    afterChanges: false,
    writesMessages: false,
  },
  'roll-up-figures': {
    title: 'Count the figures by month',
    cron: '35 3 * * *',
    words: 'each night at 3:35am',
    handler: RollUpFigures,
    afterChanges: false,
    writesMessages: false,
  },
  'write-newsletter': {
    title: 'Write the newsletter, on the first working day of a month',
    cron: '30 8 * * *',
    words: 'each morning at 8:30am',
    handler: WriteNewsletter,
    afterChanges: false,
    writesMessages: true,
  },
  'nudge-elearning': {
    title: 'Remind those who signed up for e-learning and are quiet, and close what is left for half a year',
    cron: '40 8 * * *',
    words: 'each morning at 8:40am',
    handler: NudgeElearning,
    afterChanges: false,
    writesMessages: true,
  },
  'forward-statements': {
    title: 'Send statements of e-learning on to the outside store',
    cron: '* * * * *',
    words: 'every minute',
    handler: SendStatementsOn,
    afterChanges: false,
    writesMessages: false,
  },
  'suggest-courses': {
    title: 'Suggest the next course to those who did one yesterday',
    cron: '30 8 * * *',
    words: 'each morning at 8:30am',
    handler: SuggestCourses,
    afterChanges: false,
    writesMessages: true,
  },
  'offer-places': {
    title: 'Offer places that are free to those who wait',
    cron: '* * * * *',
    words: 'every minute',
    handler: OfferPlaces,
    afterChanges: false,
    writesMessages: true,
  },
  'remind-people': {
    title: 'Remind people of their courses',
    cron: '*/10 * * * *',
    words: 'every 10 minutes',
    handler: RemindPeople,
    afterChanges: false,
    writesMessages: true,
  },
  'send-joining-details': {
    title: 'Tell people how to join',
    cron: '*/5 * * * *',
    words: 'every 5 minutes',
    handler: SendJoiningDetails,
    afterChanges: false,
    writesMessages: true,
  },
  'issue-certificates': {
    title: 'Issue certificates for what was learned, and withdraw those whose record is gone',
    cron: '*/5 * * * *',
    words: 'every 5 minutes, and soon after each change',
    handler: IssueCertificates,
    afterChanges: true,
    writesMessages: true,
  },
  'ask-for-answers': {
    title: 'Ask people what they know before a course, and what came of it',
    cron: '*/5 * * * *',
    words: 'every 5 minutes',
    handler: AskForAnswers,
    afterChanges: false,
    writesMessages: true,
  },
  'chase-registers': {
    title: 'Ask trainers for registers that are not closed',
    cron: '*/15 * * * *',
    words: 'every 15 minutes',
    handler: ChaseRegisters,
    afterChanges: false,
    writesMessages: true,
  },
  'chase-returns': {
    title: 'Ask agencies again for their yearly training return',
    cron: '30 8 * * *',
    words: 'each morning at 8:30am',
    handler: ChaseReturns,
    afterChanges: false,
    writesMessages: true,
  },
  'settle-charges': {
    title: 'See which late cancellations were refilled, and take back their charges',
    cron: '*/15 * * * *',
    words: 'every 15 minutes',
    handler: SettleCharges,
    afterChanges: false,
    writesMessages: false,
  },
} satisfies Schedule
export type JobName = keyof typeof SCHEDULE
