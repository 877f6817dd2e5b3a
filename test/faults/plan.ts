import { seeded } from '../../src/shared/seeded.js'

export type Victim = 'worker' | 'web' | 'redis' | 'postgres'
/** How the mail server behaves for a while. */
export type Weather = 'well' | 'temporary' | 'permanent' | 'slow' | 'silent'

export interface Fault {
  /** So many operations have been answered by then. */
  after: number
  victim: Victim
  /** Which of the two, where there are two. */
  which: number
  /** Redis only: forgets everything instead of dying. */
  flush: boolean
}

export interface Plan {
  faults: Fault[]
  weather: { after: number; weather: Weather }[]
}

const VICTIMS: Victim[] = ['worker', 'web', 'redis', 'postgres']
const WEATHERS: Weather[] = ['temporary', 'permanent', 'slow', 'silent', 'well']

/** Each victim falls `points` times, and the mail server changes its mood as often, at moments that the seed decides. */
export function faultPlan(seed: number, operations: number, points: number): Plan {
  const random = seeded(seed)
  const moment = () => 1 + Math.floor(random() * (operations - 1))
  const inOrder = (a: { after: number }, b: { after: number }) => a.after - b.after
  const faults = VICTIMS.flatMap(victim =>
    Array.from({ length: points }, (_, i) => ({
      after: moment(),
      victim,
      which: random() < 0.5 ? 0 : 1,
      flush: victim === 'redis' && i % 2 === 1,
    })),
  )
  const weather = Array.from({ length: points }, (_, i) => ({ after: moment(), weather: WEATHERS[i % WEATHERS.length]! }))
  return { faults: faults.sort(inOrder), weather: weather.sort(inOrder) }
}
