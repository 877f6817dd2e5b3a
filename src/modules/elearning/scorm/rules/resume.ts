import type { RunTimeData } from './run-time-data.js'

/** What was stored when the item was open before, and how long it has been open in all. */
export interface Before {
  data: RunTimeData | null
  seconds: number
}

export interface Starting {
  learner: { id: string; name: string }
  old: boolean
  mastery: number | null
  completionThreshold: number | null
  launchData: string
  maxTime: string
  timeLimitAction: string
}

/** All that an item finds when it starts: who is learning, what its package wants, and what it had stored itself. */
export function startingData(start: Starting, before: Before): RunTimeData {
  return start.old ? data12(start, before) : data2004(start, before)
}

// A session's own: the next one begins without them.
const OF_SESSION = ['cmi.core.exit', 'cmi.core.session_time', 'cmi.exit', 'cmi.session_time']
const storedBy = ({ data }: Before): RunTimeData =>
  Object.fromEntries(Object.entries(data ?? {}).filter(([name, value]) => !OF_SESSION.includes(name) && value !== ''))

function data12(start: Starting, before: Before): RunTimeData {
  return given({
    ...storedBy(before),
    'cmi.core.student_id': start.learner.id,
    'cmi.core.student_name': lastFirst(start.learner.name),
    'cmi.core.credit': 'credit',
    'cmi.core.lesson_mode': 'normal',
    'cmi.core.entry': before.data ? 'resume' : 'ab-initio',
    'cmi.core.total_time': clock(before.seconds),
    'cmi.launch_data': start.launchData,
    'cmi.student_data.mastery_score': start.mastery === null ? '' : String(round(start.mastery * 100)),
    'cmi.student_data.max_time_allowed': start.maxTime,
    'cmi.student_data.time_limit_action': start.timeLimitAction,
  })
}

function data2004(start: Starting, before: Before): RunTimeData {
  return given({
    ...storedBy(before),
    'cmi.learner_id': start.learner.id,
    'cmi.learner_name': lastFirst(start.learner.name),
    'cmi.credit': 'credit',
    'cmi.mode': 'normal',
    'cmi.entry': before.data ? 'resume' : 'ab-initio',
    'cmi.total_time': `PT${before.seconds}S`,
    'cmi.launch_data': start.launchData,
    'cmi.scaled_passing_score': start.mastery === null ? '' : String(round(start.mastery)),
    'cmi.completion_threshold': start.completionThreshold === null ? '' : String(start.completionThreshold),
    'cmi.time_limit_action': start.timeLimitAction,
  })
}

const given = (data: RunTimeData): RunTimeData => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== ''))
const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** "Delegate, Dana": the standards give the last name first. */
function lastFirst(name: string): string {
  const [last = '', ...rest] = name.trim().split(/\s+/).reverse()
  return rest.length > 0 ? `${last}, ${rest.reverse().join(' ')}` : last
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
