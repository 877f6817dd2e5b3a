import { accountKinds } from './account-kinds.js'
import { approvalKinds } from './approval-kinds.js'
import { bookingKinds } from './booking-kinds.js'
import { calendarKinds } from './calendar-kinds.js'
import { certificateKinds } from './certificate-kinds.js'
import { conditionKinds } from './condition-kinds.js'
import { elearningKinds } from './elearning-kinds.js'
import { evaluationKinds } from './evaluation-kinds.js'
import { evidenceKinds } from './evidence-kinds.js'
import type { KindRow } from './kind.js'
import { organiserKinds } from './organiser-kinds.js'
import { optionalKinds } from './optional-kinds.js'
import { peopleDeskKinds } from './people-desk-kinds.js'
import { reminderKinds } from './reminder-kinds.js'
import { reservedKinds } from './reserved-kinds.js'
import { returnKinds } from './return-kinds.js'
import { retentionKinds } from './retention-kinds.js'
import { sendingKinds } from './sending-kinds.js'

/** Every kind of message that the product can send. A kind without a row, or without a template, does not pass the tests. */
export const kinds = {
  ...accountKinds,
  ...approvalKinds,
  ...bookingKinds,
  ...calendarKinds,
  ...conditionKinds,
  ...elearningKinds,
  ...evidenceKinds,
  ...certificateKinds,
  ...evaluationKinds,
  ...peopleDeskKinds,
  ...reminderKinds,
  ...retentionKinds,
  ...reservedKinds,
  ...returnKinds,
  ...sendingKinds,
  ...organiserKinds,
  ...optionalKinds,
} satisfies Record<string, KindRow>

export type Kind = keyof typeof kinds

/** The row of a kind read from the database; undefined for one that an older version wrote. */
export const kindRow = (kind: string): KindRow | undefined => (kinds as Record<string, KindRow>)[kind]
