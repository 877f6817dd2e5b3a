import { Injectable } from '@nestjs/common'
import type { Refusal } from '../../shared/refusal.js'
import { SignUp, type SignUpCode } from './sign-up.js'

/** What other modules may have e-learning do about enrolments. */
@Injectable()
export class EnrolmentsWriter {
  constructor(private readonly enrolling: SignUp) {}

  /** Signs somebody up for what is taken here: the open enrolment where there is one, so that twice is like once. */
  signUp(personId: string, courseKey: string, now: Date): Promise<{ enrolmentId: string } | Refusal<SignUpCode>> {
    return this.enrolling.run(personId, courseKey, now)
  }
}
