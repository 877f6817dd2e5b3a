import { describe, expect, it } from '@jest/globals'
import { CronTime } from 'cron'
import { missed, nextTime } from '../../src/jobs/missed.js'
import { SCHEDULE } from '../../src/jobs/schedule.js'
import { type Schedule, type ScheduledJob } from '../../src/jobs/scheduled-job.js'

const rows = Object.entries(SCHEDULE as Schedule)

/** The words of a cron, of those forms that the schedule has. */
function wordsOf(cron: string): string {
  const [minute, hour] = cron.split(' ')
  if (cron === '* * * * *') return 'every minute'
  if (/^\*\/\d+ \* \* \* \*$/.test(cron)) return `every ${minute!.slice(2)} minutes`
  if (/^\d+ \* \* \* \*$/.test(cron)) return minute === '0' ? 'every hour' : `every hour at ${minute} past`
  if (!/^\d+ \d+ \* \* \*$/.test(cron)) return `unknown: ${cron}`
  const at = `${Number(hour) % 12 || 12}${minute === '0' ? '' : `:${minute!.padStart(2, '0')}`}${Number(hour) < 12 ? 'am' : 'pm'}`
  return `each ${Number(hour) < 5 ? 'night' : Number(hour) < 12 ? 'morning' : 'day'} at ${at}`
}

describe('the schedule', () => {
  it.each(rows)('%s runs when its words say so', (_name, { cron, words, afterChanges }) => {
    expect(words).toBe(wordsOf(cron) + (afterChanges ? ', and soon after each change' : ''))
  })

  it('has no nightly job in the hours that the clocks skip and repeat, or right after', () => {
    expect(rows.filter(([, { cron }]) => /^\S+ [12] /.test(cron)).map(([name]) => name)).toEqual([])
  })

  it('has a class of its own for every job, so that one can be found by it', () => {
    expect(new Set(rows.map(([, { handler }]) => handler)).size).toBe(rows.length)
  })

  it('has crons of five parts that can be read, and runs no other way', () => {
    for (const [, { cron }] of rows) {
      expect(cron.split(' ')).toHaveLength(5)
      expect(() => new CronTime(cron, 'Europe/London')).not.toThrow()
    }
  })

  it('does not compile with a job that has no handler, or one that is no job', () => {
    const row = SCHEDULE['send-messages']
    // @ts-expect-error: the handler is missing
    const without: ScheduledJob = { ...row, handler: undefined }
    // @ts-expect-error: this class does nothing
    const idle: ScheduledJob = { ...row, handler: class {} }
    expect([without, idle]).toHaveLength(2)
  })
})

describe('what was missed', () => {
  const nightly: Schedule = { nightly: { ...SCHEDULE['send-messages'], cron: '15 3 * * *' } }
  const ranAt = (at: string) => [{ name: 'nightly', startedAt: new Date(at) }]

  it('is what never ran', () => expect(missed(nightly, [], new Date('2026-03-02T09:00:00Z'))).toEqual(['nightly']))

  it('is what should have run since, from that very moment', () => {
    expect(missed(nightly, ranAt('2026-03-01T03:15:00Z'), new Date('2026-03-02T03:14:59Z'))).toEqual([])
    expect(missed(nightly, ranAt('2026-03-01T03:15:00Z'), new Date('2026-03-02T03:15:00Z'))).toEqual(['nightly'])
  })

  it('is told by London’s clock, over both changes of it', () => {
    // 3:15am of the day on which the clocks go forward is 2:15 UTC, of the day on which they go back 3:15.
    expect(nextTime('15 3 * * *', new Date('2026-03-28T12:00:00Z')).toISOString()).toBe('2026-03-29T02:15:00.000Z')
    expect(nextTime('15 3 * * *', new Date('2026-10-24T12:00:00Z')).toISOString()).toBe('2026-10-25T03:15:00.000Z')
    expect(missed(nightly, ranAt('2026-03-28T03:15:00Z'), new Date('2026-03-29T02:14:59Z'))).toEqual([])
    expect(missed(nightly, ranAt('2026-03-28T03:15:00Z'), new Date('2026-03-29T02:15:00Z'))).toEqual(['nightly'])
  })
})
