import { actingAs, rememberActing } from './acting.js'

/** What waits in one lane, in order of arrival. */
export interface LaneBatch<Request> {
  key: string
  requests: Request[]
}

/** Answers batches of several lanes at once: for each batch one answer for each of its requests, in the same order. */
export type WorkOnLanes<Request, Answer> = (batches: LaneBatch<Request>[]) => Promise<Answer[][]>

interface Waiting<Request, Answer> {
  request: Request
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

// A round carries out what several people asked for; what it does of itself, such as passing on a place in time, nobody did.
const BY_ITSELF = { as: 'lane' }
const ROUNDS_UNDER_WAY = 3
const MOST_IN_A_ROUND = 256

/**
 * A lane for each key (an occurrence, a course's waiting list): whatever arrives while one round is under way goes into the next, in
 * order of arrival, and no key is in two rounds at once. A round takes what waits in all free lanes, so that sixty people at one
 * occurrence cost one transaction, and sixty people at sixty occurrences too; a lone request takes the same way, as a round of one.
 * docs/decisions/0006 has the figures. Several processes each have their own lanes: the guards of the statements and the unique
 * indexes keep them right among each other.
 */
export class Lanes<Request, Answer> {
  private readonly lanes = new Map<string, Waiting<Request, Answer>[]>()
  private readonly driven = new Set<string>()
  private rounds = 0

  constructor(private readonly work: WorkOnLanes<Request, Answer>) {}

  /** Waits for its turn and answers as `work` did; fails as `work` failed. */
  enter(key: string, request: Request): Promise<Answer> {
    if (typeof request === 'object' && request !== null) rememberActing(request)
    return new Promise((resolve, reject) => {
      const lane = this.lanes.get(key) ?? []
      lane.push({ request, resolve, reject })
      this.lanes.set(key, lane)
      this.startRound()
    })
  }

  private startRound(): void {
    if (this.rounds >= ROUNDS_UNDER_WAY) return
    const taken = this.takeFree()
    if (taken.length === 0) return
    this.rounds += 1
    void actingAs(
      () => BY_ITSELF,
      () => this.answer(taken),
    ).then(() => {
      this.rounds -= 1
      for (const [key] of taken) this.driven.delete(key)
      this.startRound()
    })
  }

  /** What waits in the lanes that no round is driving, longest waiting lanes first. */
  private takeFree(): [string, Waiting<Request, Answer>[]][] {
    const taken: [string, Waiting<Request, Answer>[]][] = []
    let room = MOST_IN_A_ROUND
    for (const [key, lane] of this.lanes) {
      if (room === 0) break
      if (this.driven.has(key)) continue
      const batch = lane.splice(0, room)
      room -= batch.length
      this.lanes.delete(key)
      // What is left over goes to the back: a lane that never empties must not keep others waiting.
      if (lane.length > 0) this.lanes.set(key, lane)
      this.driven.add(key)
      taken.push([key, batch])
    }
    return taken
  }

  private async answer(taken: [string, Waiting<Request, Answer>[]][]): Promise<void> {
    try {
      const answers = await this.work(taken.map(([key, batch]) => ({ key, requests: batch.map(one => one.request) })))
      taken.forEach(([, batch], lane) => batch.forEach((one, i) => one.resolve(answers[lane]?.[i] as Answer)))
    } catch (error) {
      await this.answerApart(taken, error)
    }
  }

  /** One request that cannot be worked on must not fail those it happened to travel with: each goes alone. */
  private async answerApart(taken: [string, Waiting<Request, Answer>[]][], error: unknown): Promise<void> {
    const [first] = taken
    if (taken.length === 1 && first?.[1].length === 1) return first[1][0]?.reject(error)
    for (const [key, batch] of taken) for (const one of batch) await this.answer([[key, [one]]])
  }
}
