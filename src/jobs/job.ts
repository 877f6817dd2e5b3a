/** One kind of work that runs by itself. Running it twice, late, or on two workers at once is harmless: due rows are claimed. */
export interface Job {
  /**
   * Does what is due at `now`, and answers in a few words how much that was, such as "3 sent"; an empty text for nothing. `stopping` is
   * aborted when the process is about to end: a long run then comes to a good place and answers; what is left is due at the next run.
   */
  run(now: Date, stopping: AbortSignal): Promise<string>
}
