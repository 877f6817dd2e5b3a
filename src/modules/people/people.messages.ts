import type { SignInRefusal } from './sign-in.js'

type Sentences<Code extends string> = Record<Code, string>

const SIGN_IN: Sentences<SignInRefusal['refused']> = {
  'sign-in-failed': 'The e-mail address or the password is not right',
  'too-many-tries': 'Too many tries that did not work. Wait 15 minutes, then try again, or choose a new password',
  'address-not-confirmed': 'Confirm your address first: we have sent the link again',
}

export const signInSentence = (refusal: SignInRefusal): string => SIGN_IN[refusal.refused]
