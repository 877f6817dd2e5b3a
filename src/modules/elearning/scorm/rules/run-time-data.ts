import { refuse, type Refusal } from '../../../../shared/refusal.js'

/** What an item has stored, by the names of its data model: `cmi.core.lesson_status`, `cmi.location`, `cmi.interactions.3.result`. */
export type RunTimeData = Record<string, string>

type Check = (value: string) => boolean
type Row = [name: RegExp, check: Check]

const MOST_VALUES = 10_000
const MOST_CHARACTERS = 600_000

const upTo =
  (length: number): Check =>
  value =>
    value.length <= length
const oneOf =
  (...values: string[]): Check =>
  value =>
    values.includes(value)
const like =
  (shape: RegExp): Check =>
  value =>
    value.length <= 100 && shape.test(value)
const number =
  (least = -1e9, most = 1e9): Check =>
  value =>
    value === '' || (/^-?\d{1,9}(\.\d{1,9})?$/.test(value) && Number(value) >= least && Number(value) <= most)

const TIME_SPAN = /^(\d{1,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$/
const DURATION = /^P(?:\d+Y)?(?:\d+M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?)?$/
const N = '\\d{1,4}'
// Authoring tools have long written more than the 4,096 characters that 1.2 gives them; ours is the longer measure of 2004.
const SUSPEND = upTo(64_000)

const OLD: Row[] = [
  [/^cmi\.core\.lesson_location$/, upTo(1000)],
  [/^cmi\.core\.lesson_status$/, oneOf('passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted')],
  [/^cmi\.core\.exit$/, oneOf('time-out', 'suspend', 'logout', '')],
  [/^cmi\.core\.session_time$/, like(TIME_SPAN)],
  [/^cmi\.core\.score\.(raw|min|max)$/, number()],
  [/^cmi\.suspend_data$/, SUSPEND],
  [/^cmi\.comments$/, upTo(8000)],
  [/^cmi\.student_preference\.(audio|language|speed|text)$/, upTo(255)],
  [new RegExp(`^cmi\\.objectives\\.${N}\\.(id|status|score\\.(raw|min|max))$`), upTo(1000)],
  [
    new RegExp(
      `^cmi\\.interactions\\.${N}\\.(id|time|type|weighting|student_response|result|latency|objectives\\.${N}\\.id|correct_responses\\.${N}\\.pattern)$`,
    ),
    upTo(4000),
  ],
]

const NEW: Row[] = [
  [/^cmi\.location$/, upTo(1000)],
  [/^cmi\.completion_status$/, oneOf('completed', 'incomplete', 'not attempted', 'unknown')],
  [/^cmi\.success_status$/, oneOf('passed', 'failed', 'unknown')],
  [/^cmi\.exit$/, oneOf('time-out', 'suspend', 'logout', 'normal', '')],
  [/^cmi\.session_time$/, like(DURATION)],
  [/^cmi\.progress_measure$/, number(0, 1)],
  [/^cmi\.score\.scaled$/, number(-1, 1)],
  [/^cmi\.score\.(raw|min|max)$/, number()],
  [/^cmi\.suspend_data$/, SUSPEND],
  [/^cmi\.learner_preference\.(audio_level|language|delivery_speed|audio_captioning)$/, upTo(250)],
  [new RegExp(`^cmi\\.comments_from_learner\\.${N}\\.(comment|location|timestamp)$`), upTo(4000)],
  [
    new RegExp(
      `^cmi\\.objectives\\.${N}\\.(id|success_status|completion_status|progress_measure|description|score\\.(scaled|raw|min|max))$`,
    ),
    upTo(4000),
  ],
  [
    new RegExp(
      `^cmi\\.interactions\\.${N}\\.(id|type|timestamp|weighting|learner_response|result|latency|description|objectives\\.${N}\\.id|correct_responses\\.${N}\\.pattern)$`,
    ),
    upTo(8000),
  ],
]

/**
 * The values that an item may store, of all that was sent. What it may not store (our own, such as its learner's name, and names that are
 * none) is left out; a value of the wrong kind, or far too much of everything, is refused.
 */
export function readRunTimeData(sent: unknown, old: boolean): RunTimeData | Refusal<'data-invalid'> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return refuse('data-invalid', { name: 'cmi' })
  const entries = Object.entries(sent)
  if (entries.length > MOST_VALUES) return refuse('data-invalid', { name: 'cmi' })
  const data: RunTimeData = {}
  let characters = 0
  for (const [name, value] of entries) {
    const check = name.length < 100 ? (old ? OLD : NEW).find(([shape]) => shape.test(name))?.[1] : undefined
    if (!check) continue
    const text = textOf(value)
    if (text === null || !check(text)) return refuse('data-invalid', { name })
    characters += text.length
    data[name] = text
  }
  return characters > MOST_CHARACTERS ? refuse('data-invalid', { name: 'cmi' }) : data
}

/** NUL and halves of characters are in no text that could be kept. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value.replace(/\0|\p{Cs}/gu, '\ufffd') : null
}

/** Seconds of this session, as the item reports them; null: it says nothing. */
export function sessionSeconds(data: RunTimeData): number | null {
  const [, hours = 0, minutes = 0, seconds = 0] = TIME_SPAN.exec(data['cmi.core.session_time'] ?? '') ?? []
  const [, days = 0, ...rest] = DURATION.exec(data['cmi.session_time'] ?? '') ?? []
  const [h = 0, m = 0, s = 0] = rest
  const whole =
    Number(days) * 86_400 + (Number(hours) + Number(h)) * 3600 + (Number(minutes) + Number(m)) * 60 + Number(seconds) + Number(s)
  return whole > 0 ? Math.floor(whole) : null
}
