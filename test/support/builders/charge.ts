import type { DataSource } from 'typeorm'
import { Charge } from '../../../src/modules/bookings/charge.entity.js'
import { newId } from '../../../src/shared/ids.js'

type Columns = Partial<Omit<Charge, 'booking' | 'agency' | 'decidedBy' | 'export' | 'creditExport'>>

/** A charge of £60 that was proposed on 2 March 2026 for cancelling late. */
export async function aCharge(
  database: DataSource,
  { booking, ...columns }: Columns & { booking: { id: string; agencyId: string | null } },
): Promise<Charge> {
  const id = columns.id ?? newId()
  await database.getRepository(Charge).insert({
    id,
    bookingId: booking.id,
    agencyId: booking.agencyId,
    kind: 'late cancellation',
    pence: 6000,
    why: 'Cancelled after the deadline: 1 full day, £60.00.',
    proposedAt: new Date('2026-03-02T08:00:00Z'),
    ...columns,
  })
  return database.getRepository(Charge).findOneByOrFail({ id })
}
