import type { DataSource } from 'typeorm'
import { CancellationPolicy } from '../../../src/modules/courses/cancellation-policy.entity.js'
import { EXAMPLE_POLICIES } from '../../../src/modules/bookings/rules/policy-examples.js'
import { newId } from '../../../src/shared/ids.js'

let made = 0

/** Two working days' notice; £25 for half a day and £50 for a full day, late or not come at all; unless told otherwise. */
export async function aPolicy(database: DataSource, definition: object = EXAMPLE_POLICIES.twoWorkingDays): Promise<CancellationPolicy> {
  const policy = {
    id: newId(),
    key: `policy-${++made}`,
    name: 'Terms',
    definition: definition as CancellationPolicy['definition'],
    version: 1,
  }
  await database.getRepository(CancellationPolicy).insert(policy as never)
  return policy
}
