import type { CancellationPolicy } from '../../modules/bookings/rules/cancellation-policy.js'
import { VOLUNTARY } from './agencies.js'

/** Clear working days of notice that are free of charge. */
export const NOTICE = 5
const CHARGE = { halfDayPence: 3000, fullDayPence: 6000, groups: {} }
const FREE_UNTIL = { amount: NOTICE, unit: 'clear-working-days', until: 'end-of-day', onWorkingDay: false } as const

const STANDARD: CancellationPolicy = {
  name: 'Standard terms',
  notice: FREE_UNTIL,
  bands: [{ lessThan: FREE_UNTIL, charge: CHARGE }],
  noShow: CHARGE,
  halfDayUpToHours: 4,
  days: 'each-day',
  waivedGroups: [VOLUNTARY],
  substitution: 'free',
  refilled: 'credited',
  graceHours: 0,
  notes: '',
}

/** The partnership's cancellation terms; every course that is booked here has the standard ones. */
export const STANDARD_POLICY = 'standard'
export const POLICIES = [{ key: STANDARD_POLICY, name: STANDARD.name, definition: STANDARD }]
