import type { JobRun } from './job-run.entity.js'
import type { Ran } from './job-runner.js'
import type { Schedule } from './scheduled-job.js'

/** With nothing run for so long, what starts the jobs is not there. */
const SILENCE_MS = 5 * 60_000

export interface ShownJob {
  name: string
  title: string
  words: string
  last: JobRun | null
  /** What its last run came to. */
  said: string
  failed: boolean
  /** Earlier runs that did something or failed. */
  earlier: { run: JobRun; said: string }[]
}

export const inWords = ({ outcome, error }: Ran): string => (error === null ? outcome || 'nothing to do' : `failed: ${error}`)

/** The page's rows, in the order of the schedule; `silentSince`: when the last job ran, where that is too long ago. */
export function shownJobs(schedule: Schedule, runs: readonly JobRun[], now: Date): { jobs: ShownJob[]; silentSince: Date | null } {
  const jobs = Object.entries(schedule).map(([name, { title, words }]) => {
    const [last = null, ...rest] = runs.filter(run => run.name === name)
    const earlier = rest.filter(run => run.outcome || run.error).map(run => ({ run, said: inWords(run) }))
    return { name, title, words, last, said: last ? inWords(last) : '', failed: last?.error != null, earlier }
  })
  const newest = runs.reduce<Date | null>((at, run) => (at && at > run.finishedAt ? at : run.finishedAt), null)
  return { jobs, silentSince: newest && now.getTime() - newest.getTime() > SILENCE_MS ? newest : null }
}
