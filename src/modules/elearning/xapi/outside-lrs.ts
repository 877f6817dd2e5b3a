import type { OutsideLrsSettings } from '../../../config/outside-lrs-settings.js'
import type { LrsAnswer } from './rules/lrs-answer.js'
import type { Statement } from './rules/statement.js'

const LONGEST_SAID = 300

/** Sends statements to an outside store and says what came of it; throws nothing. `patienceMs`: for the whole of the answer. */
export async function sendStatements(
  { url, key, secret }: OutsideLrsSettings,
  statements: readonly Statement[],
  { patienceMs, signal }: { patienceMs: number; signal: AbortSignal },
): Promise<LrsAnswer> {
  const timeout = AbortSignal.timeout(patienceMs)
  try {
    const response = await fetch(`${url}/statements`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-experience-api-version': '1.0.3',
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      },
      body: JSON.stringify(statements),
      // The key is for that address alone, wherever it may point.
      redirect: 'manual',
      signal: AbortSignal.any([timeout, signal]),
    })
    const text = await response.text()
    const acknowledged = hasIds(text, statements)
    const seconds = Number(response.headers.get('retry-after') ?? NaN)
    return {
      status: response.status,
      acknowledged,
      timedOut: false,
      said: acknowledged ? '' : shortened(text),
      retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    }
  } catch (error) {
    const cause = (error as { cause?: { code?: string; message?: string } }).cause
    const said = signal.aborted ? 'we were stopped meanwhile' : (cause?.code ?? cause?.message ?? (error as Error).message)
    return { status: null, acknowledged: false, timedOut: timeout.aborted, said, retryAfterSeconds: null }
  }
}

function hasIds(text: string, statements: readonly Statement[]): boolean {
  try {
    const ids: unknown = JSON.parse(text)
    const known = new Set(Array.isArray(ids) ? ids.map(id => String(id).toLowerCase()) : [])
    return statements.every(({ id }) => known.has(id))
  } catch {
    return false
  }
}

/** What is said in an answer as an administrator reads it: without marks of HTML, on one line, and not for ever. */
const shortened = (text: string): string =>
  text
    .slice(0, 4000)
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_SAID)
