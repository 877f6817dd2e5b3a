/** One kind of work that runs by itself. Running it twice, late, or on two workers at once is harmless: due rows are claimed. */
export interface Job {
  /** Does what is due at `now`, and answers in a few words how much that was, such as "3 sent"; an empty text for nothing. */
  run(now: Date): Promise<string>
}
