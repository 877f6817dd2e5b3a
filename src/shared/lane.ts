/** Answers a batch: one answer for each request, in the same order. */
export type WorkOnBatch<Request, Answer> = (key: string, batch: Request[]) => Promise<Answer[]>

interface Waiting<Request, Answer> {
  request: Request
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * A lane for each key (an occurrence, a course's waiting list): whatever arrives while one batch is under way is the next batch, in
 * order of arrival. A lone request takes the same way, as a batch of one. Sixty people at one occurrence thus cost one transaction
 * instead of sixty that stand in each other's way; docs/decisions/0006 has the figures. Several processes each have their own lanes:
 * the row lock and the unique indexes keep them right among each other.
 */
export class Lane<Request, Answer> {
  private readonly lanes = new Map<string, Waiting<Request, Answer>[]>()

  /** `work` is called once at a time for each key, with at most `most` requests. */
  constructor(
    private readonly work: WorkOnBatch<Request, Answer>,
    private readonly most = 256,
  ) {}

  /** Waits for its turn and answers as `work` did; fails as `work` failed. */
  enter(key: string, request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject }
      const lane = this.lanes.get(key)
      if (lane) lane.push(waiting)
      else {
        this.lanes.set(key, [waiting])
        void this.drive(key)
      }
    })
  }

  private async drive(key: string): Promise<void> {
    const lane = this.lanes.get(key)
    while (lane && lane.length > 0) await this.answer(key, lane.splice(0, this.most))
    this.lanes.delete(key)
  }

  private async answer(key: string, batch: Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(
        key,
        batch.map(one => one.request),
      )
      batch.forEach((one, i) => one.resolve(answers[i] as Answer))
    } catch (error) {
      // One request that cannot be worked on must not fail those it happened to travel with.
      if (batch.length > 1) for (const one of batch) await this.answer(key, [one])
      else batch[0]?.reject(error)
    }
  }
}
