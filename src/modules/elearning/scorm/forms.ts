import type { SentProgress } from './keep-progress.js'

const LATEST = 10_000_000_000_000
const LONGEST_SECONDS = 30 * 24 * 60 * 60

/** Reads what a window sent: JSON, or the same JSON in the field of a form, which is all that a window being closed can send. */
export function readSent(body: unknown): SentProgress | null {
  const sent = partsOf(body)
  if (typeof sent !== 'object' || sent === null) return null
  const { launch, sequence, ended, finished, seconds, cmi } = sent as Record<string, unknown>
  const counts = typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence > 0 && sequence < LATEST
  if (!counts || typeof ended !== 'boolean' || typeof seconds !== 'number' || !(seconds >= 0)) return null
  return { launch, sequence, ended, finished: finished === true, seconds: Math.floor(Math.min(seconds, LONGEST_SECONDS)), cmi }
}

function partsOf(body: unknown): unknown {
  const field = (body as { progress?: unknown } | null | undefined)?.progress
  if (typeof field !== 'string') return body
  try {
    return JSON.parse(field)
  } catch {
    return null
  }
}
