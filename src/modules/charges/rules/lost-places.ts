import type { CancellationPolicy } from '../../bookings/rules/cancellation-policy.js'
import { noShowCharge, type Sitting } from '../../bookings/rules/cancellation.js'

/** What one agency's people did with their places on one occurrence. `refilled` of the late cancellations were taken again. */
export interface AgencyOnOccurrence extends Sitting {
  agency: string
  agencyGroup: string | null
  /** Null: nothing is ever charged for the course. */
  policy: CancellationPolicy | null
  sessions: readonly Sitting[]
  late: number
  refilled: number
  noShows: number
}

/** `valuePence`: what the lost places would have cost anybody, at the policy's rate for not coming, without waivers or rates of a group. */
export interface LostPlaces {
  agency: string
  agencyGroup: string | null
  late: number
  refilled: number
  noShows: number
  lost: number
  valuePence: number
}

/** The places each agency's people lost, the most valuable first: every no-show, and every late cancellation that nobody took again. */
export function lostPlaces(rows: readonly AgencyOnOccurrence[]): LostPlaces[] {
  const byAgency = new Map<string, LostPlaces>()
  for (const row of rows) {
    const { agency, agencyGroup, late, refilled, noShows } = row
    const sum = byAgency.get(agency) ?? { agency, agencyGroup, late: 0, refilled: 0, noShows: 0, lost: 0, valuePence: 0 }
    const lost = noShows + late - refilled
    byAgency.set(agency, {
      ...sum,
      late: sum.late + late,
      refilled: sum.refilled + refilled,
      noShows: sum.noShows + noShows,
      lost: sum.lost + lost,
      valuePence: sum.valuePence + lost * placeValue(row),
    })
  }
  return [...byAgency.values()].sort((a, b) => b.valuePence - a.valuePence || b.lost - a.lost || (a.agency < b.agency ? -1 : 1))
}

function placeValue({ policy, startsAt, endsAt, sessions }: AgencyOnOccurrence): number {
  if (!policy) return 0
  return noShowCharge({ policy: { ...policy, waivedGroups: [] }, startsAt, endsAt, sessions, agencyGroup: null }).chargePence
}
