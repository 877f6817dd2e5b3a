import { Injectable } from '@nestjs/common'

/** Why somebody's joining details wait, in a sentence, and where they do what these wait for. */
export interface Held {
  why: string
  path: string
}
/** Of these bookings, those whose joining details wait. */
export type JoiningGate = (bookingIds: string[], now: Date) => Promise<Map<string, Held>>

/** What may hold joining details back: modules below say so, and the details go out as soon as nobody says so any more. */
@Injectable()
export class JoiningGates {
  private readonly gates: JoiningGate[] = []

  register(gate: JoiningGate): void {
    this.gates.push(gate)
  }

  async held(bookingIds: string[], now: Date): Promise<Map<string, Held>> {
    if (bookingIds.length === 0) return new Map()
    const all = await Promise.all(this.gates.map(gate => gate(bookingIds, now)))
    return new Map(all.flatMap(held => [...held]))
  }
}
