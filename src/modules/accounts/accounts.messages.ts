import { isRefusal, type Refusal } from '../../shared/refusal.js'
import type { ConfirmRefusal } from './confirm-address.js'
import { checkName, type NameCode } from '../people/rules/names.js'
import { checkPassword, type PasswordCode } from '../people/rules/password.js'
import { checkWorkEmail, type EmailCode } from '../people/rules/work-email.js'
import type { SignInRefusal } from './sign-in.js'

const SIGN_IN: Record<SignInRefusal['refused'], string> = {
  'sign-in-failed': 'The e-mail address or the password is not right',
  'too-many-tries': 'Too many tries that did not work. Wait 15 minutes, then try again, or choose a new password',
  'address-not-confirmed': 'Confirm your address first: we have sent the link again',
  'account-joined':
    'This account and your other one are one account now. Sign in with your other work address; we wrote to it when the two were put together',
}
export const signInSentence = (refusal: SignInRefusal): string => SIGN_IN[refusal.refused]

const CONFIRM: Record<ConfirmRefusal['refused'], string> = {
  'link-used-up': 'It has been used already, or it is too old.',
  'address-taken': 'Another account has this address by now.',
}
export const confirmSentence = (refusal: ConfirmRefusal): string => CONFIRM[refusal.refused]

const FIELDS: Record<EmailCode | PasswordCode | NameCode, string> = {
  'email-malformed': 'Enter an e-mail address in the right form, like name@example.org',
  'email-shared':
    'Enter your own work e-mail address. {mailbox}@ looks like a mailbox that several people read, and certificates, charges and reminders go to one person',
  'name-missing': 'Enter your name',
  'name-too-long': 'Write the name in {most} characters or fewer',
  'name-malformed': 'Write the name in letters, without addresses or links',
  'password-too-short': 'Choose a password of at least {least} characters',
  'password-too-long': 'Choose a password of at most {most} characters',
  'password-common': 'Choose a password that is harder to guess: many people use this one or one very like it',
  'password-has-email': 'Choose a password that does not contain your e-mail address',
}
const fieldSentence = ({ refused, facts }: Refusal<keyof typeof FIELDS>): string =>
  FIELDS[refused].replace(/\{(\w+)\}/g, (_all, fact: string) => String(facts[fact]))

const orNull = (result: string | Refusal<keyof typeof FIELDS> | null) => (isRefusal(result) ? fieldSentence(result) : null)

/** What is wrong with a field, as a sentence; null when nothing is. */
export const workEmailProblem = (text: string): string | null => orNull(checkWorkEmail(text))
export const nameProblem = (text: string): string | null => orNull(checkName(text))
export const passwordProblem = (text: string, email: unknown): string | null =>
  orNull(checkPassword(text, typeof email === 'string' ? email : ''))

/** The same refusals where somebody who is signed in gives the password again. */
export const ownPasswordSentence = (refusal: SignInRefusal): string =>
  refusal.refused === 'sign-in-failed' ? 'This is not the password you have now' : signInSentence(refusal)
