import { setTimeout as pause } from 'node:timers/promises'

/** Answers what `work` answers, but never sooner than after so many milliseconds: an answer that comes early tells what was not done. */
export async function atLeast<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const [result] = await Promise.all([work, pause(milliseconds)])
  return result
}
