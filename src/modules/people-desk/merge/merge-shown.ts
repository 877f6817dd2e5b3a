import { longDate, longMoment } from '../../../shared/dates.js'
import { CHOICES, type Choice, type Choices, differing } from '../rules/merge-details.js'
import type { MergeCode, MergeFacts, MergePlan } from '../rules/merge-plan.js'
import type { Refusal } from '../../../shared/refusal.js'
import type { MergeAccount } from './merge-facts.js'

const LABELS: Record<Choice, string> = {
  email: 'E-mail address, and the password that goes with it',
  name: 'Name',
  agency: 'Agency',
  jobRole: 'Job role',
  manager: 'Line manager',
  deputy: 'Deputy',
}
const NOTHING = 'Nothing'

const VALUES: Record<Choice, (account: MergeAccount) => string> = {
  email: ({ email, hasPassword }) => (hasPassword ? email : `${email} (no password yet)`),
  name: ({ name }) => name,
  agency: ({ agency, agencyOther }) => agency ?? agencyOther ?? '',
  jobRole: ({ jobRole }) => jobRole,
  manager: ({ managerName, managerEmail }) => [managerName, managerEmail].filter(Boolean).join(', '),
  deputy: ({ deputyName, deputyEmail }) => [deputyName, deputyEmail].filter(Boolean).join(', '),
}

/** The two accounts beside each other: a row for each thing, that of the account that stays first. */
export function sideBySide(stays: MergeAccount, goes: MergeAccount) {
  const row = (label: string, of: (account: MergeAccount) => string) => ({ label, stays: of(stays), goes: of(goes) })
  const day = (text: string | null): string => (text ? longMoment(new Date(text)) : 'Not known')
  const details = CHOICES.map(choice => row(LABELS[choice].split(',')[0]!, VALUES[choice]))
  const counts = Object.keys(stays.has)
    .filter(label => stays.has[label] || goes.has[label])
    .map(label => row(label, account => String(account.has[label])))
  return [
    ...details,
    row('Roles', ({ roles }) => roles.join(', ')),
    row('Since', ({ registeredAt }) => longDate(new Date(registeredAt))),
    row('Last signed in', ({ lastSignedInAt }) => day(lastSignedInAt)),
    ...counts,
  ].filter(one => one.stays !== '' || one.goes !== '')
}

/** The details somebody has to choose: those that differ. */
export const choicesShown = (stays: MergeAccount, goes: MergeAccount, choices: Choices) =>
  differing(stays, goes).map(choice => ({
    name: choice,
    legend: LABELS[choice],
    value: choices[choice],
    items: [
      { value: 'stays', text: VALUES[choice](stays) || NOTHING },
      { value: 'goes', text: VALUES[choice](goes) || NOTHING },
    ],
  }))

export interface MergeNames {
  courses: Record<string, string>
  dates: Record<string, { title: string; on: string }>
}

/** What will happen, before it happens: what moves, then each thing that is double. */
export function whatHappens(goes: MergeAccount, facts: MergeFacts, plan: MergePlan, { courses, dates }: MergeNames): string[] {
  const dateOf = (id: string) => dates[facts.bookings.find(row => row.id === id)!.occurrenceId]!
  const course = <Row extends { id: string; courseId: string }>(rows: Row[], id: string) =>
    courses[rows.find(row => row.id === id)!.courseId]!
  const moving = Object.entries(goes.has).flatMap(([words, count]) => (count ? [`${words}: ${count}`] : []))
  return [
    moving.length
      ? `Everything of the other account becomes this one’s. ${moving.join('. ')}.`
      : 'Nothing is in the other account but its details.',
    ...plan.ended.map(({ id, live }) => {
      const { title, on } = dateOf(id)
      if (live)
        return `Both have a place on ${title}, ${on}: one booking stays, the other is cancelled free of charge, and its place is offered on.`
      return `Both were booked on ${title}, ${on}: one booking stays, the other counts as cancelled free of charge, in the figures of that day too.`
    }),
    ...plan.second.map(
      id =>
        `They have places on two dates of ${dateOf(id).title}. Both stay, the one on ${dateOf(id).on} as their second: cancel it if it is not wanted.`,
    ),
    ...plan.waiting.map(
      ({ id }) => `Both wait for ${course(facts.waiting, id)}: the earlier place in the queue stays, for the dates of both.`,
    ),
    ...plan.served.map(id => `One waits for ${course(facts.waiting, id)}, and the other has a place on it: the waiting ends.`),
    ...plan.closed.map(id => `Both have begun ${course(facts.enrolments, id)}: the one that is further goes on, the other is closed.`),
    ...plan.takenBack.map(
      id => `Both have handed in evidence for ${course(facts.evidence, id)}: one waits for your answer, the other is taken back.`,
    ),
    ...plan.doubled.map(({ id }) => `${course(facts.records, id)} was recorded for both on one day: it stands once.`),
    ...(goes.roles.length ? [`The other account’s roles are added: ${goes.roles.join(', ')}.`] : []),
    'They are signed out everywhere, and told by mail at both addresses. Certificates and their numbers stay valid.',
    'Figures of past years stay with the agencies they were credited to.',
  ]
}

const REFUSED: Record<MergeCode, string> = {
  'same-account': 'These are one and the same account.',
  'own-account': 'The other account is yours, and you are signed in with it. Put this one into yours instead.',
  'both-present':
    'The register saw both on one day, so these may be two people. If they are not, reopen that register and put it right first.',
  'judged-other': 'One of these accounts answered evidence of the other. Nobody answers their own: this has to stay two accounts.',
  'erasure-asked': 'One of them asked to be erased. Answer that first.',
  erased: 'One of these accounts was erased.',
}

/** Why it cannot be done; where a register says so, which. */
export function refusedWords(
  { refused, facts }: Refusal<MergeCode>,
  { dates }: MergeNames,
): { words: string; href?: string; link?: string } {
  const date = refused === 'both-present' ? dates[String(facts.occurrenceId)] : undefined
  if (!date) return { words: REFUSED[refused] }
  return { words: REFUSED[refused], href: `/occurrences/${String(facts.occurrenceId)}/register`, link: `${date.title}, ${date.on}` }
}
