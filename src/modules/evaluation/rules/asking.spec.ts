import { describe, expect, it } from '@jest/globals'
import { londonDate, londonTime, parseLondon } from '../../../shared/dates.js'
import { BOOKING_STATES } from '../../bookings/rules/booking-states.js'
import { type AskingFacts, joiningHeld, managerToAsk, newInvitation, nextStep, standingOf, whoIsAsked } from './asking.js'
import type { CourseTimes } from './due-dates.js'
import { DEFAULT_SETTINGS, STAGES } from './stage-settings.js'

const at = (london: string): Date => parseLondon(london)!
const shown = (moment: Date | null) => moment && `${londonDate(moment)} ${londonTime(moment)}`

/** Tuesday 10 March 2026, 9:30am to 4pm, booked in January. */
const times: CourseTimes = {
  ...{ bookedAt: at('2026-01-05 09:00'), walkIn: false, startsAt: at('2026-03-10 09:30'), openedAt: null },
  ...{ firstEndsAt: at('2026-03-10 16:00'), endsAt: at('2026-03-10 16:00') },
}
const there = { state: 'attended', dateCancelled: false, present: true } as const
const booked = { state: 'booked', dateCancelled: false, present: false } as const
const facts = (change: Partial<AskingFacts>): AskingFacts => ({
  ...{ stage: 'post', times, settings: DEFAULT_SETTINGS, booking: there, mailed: { askedAt: null, chasers: 0 } },
  ...{ since: at('2025-01-01 00:00'), form: true, manager: true, ...change },
})
/** A step in a few words. */
function stepAt(moment: string, change: Partial<AskingFacts>): string {
  const step = nextStep(facts(change), at(moment))
  if (step.do === 'close') return step.why
  const next = shown(step.nextAt) ?? 'never'
  return step.do === 'wait' ? `wait until ${next}` : `ask ${step.number} at ${shown(step.sendAt)}, then ${next}`
}

describe('who is asked', () => {
  it.each([
    ['requested', false, 'not known yet', 'not known yet', 'not known yet'],
    ['booked', false, 'asked', 'not known yet', 'not known yet'],
    ['booked', true, 'asked', 'asked', 'not known yet'],
    ['attended', true, 'asked', 'asked', 'asked'],
    ['partly attended', true, 'asked', 'asked', 'left part way'],
    ['no-show', false, 'did not come', 'did not come', 'did not come'],
    ['cancelled', false, 'cancelled', 'cancelled', 'cancelled'],
  ] as const)('%s, marked present %s: before %s, after %s, later %s', (state, present, pre, post, later) => {
    const booking = { state, present, dateCancelled: false }
    expect(STAGES.map(stage => whoIsAsked(stage, booking))).toEqual([pre, post, later, later])
  })

  it('nobody of a date that was called off, and who has been to one that is cancelled afterwards has been there', () => {
    const dateCancelled = true
    expect(whoIsAsked('pre', { ...booked, dateCancelled })).toBe('cancelled')
    expect(whoIsAsked('pre', { ...booked, state: 'requested', dateCancelled })).toBe('cancelled')
    expect(whoIsAsked('post', { ...there, dateCancelled })).toBe('asked')
  })

  it('nobody who did not come, whatever the stage and the marks', () => {
    for (const stage of STAGES)
      for (const state of BOOKING_STATES)
        for (const present of [true, false])
          if (['cancelled', 'no-show'].includes(state))
            expect(whoIsAsked(stage, { state, present, dateCancelled: false })).not.toBe('asked')
  })
})

describe('the next step: after the course', () => {
  it.each([
    ['before the end', '2026-03-10 15:59', there, 'wait until 2026-03-10 16:00'],
    ['at the end, attended', '2026-03-10 16:00', there, 'ask 0 at 2026-03-10 16:00, then 2026-03-13 04:30'],
    ['at the end, present so far', '2026-03-10 16:00', { ...booked, present: true }, 'ask 0 at 2026-03-10 16:00, then 2026-03-13 04:30'],
    ['at the end, not marked', '2026-03-10 16:00', booked, 'wait until 2026-03-10 16:15'],
    ['the register closes late: asked then', '2026-03-20 22:00', there, 'ask 0 at 2026-03-20 22:00, then 2026-03-23 04:30'],
    ['the last day of asking', '2026-04-07 08:29', there, 'ask 0 at 2026-04-07 08:29, then 2026-04-10 04:30'],
    ['later than that nobody is mailed, but can answer', '2026-04-07 08:30', there, 'wait until never'],
    ['did not come', '2026-03-10 16:00', { ...booked, state: 'no-show' as const }, 'did not come'],
    ['cancelled', '2026-03-10 16:00', { ...booked, state: 'cancelled' as const }, 'cancelled'],
  ])('%s', (_, moment, booking, step) => {
    expect(stepAt(moment, { booking })).toBe(step)
  })

  it.each([
    ['2026-03-13 04:29', 0, 'wait until 2026-03-13 04:30'],
    ['2026-03-13 04:30', 0, 'ask 1 at 2026-03-13 08:30, then 2026-03-17 04:30'],
    ['2026-03-13 11:00', 0, 'ask 1 at 2026-03-13 11:00, then 2026-03-17 04:30'],
    ['2026-03-14 11:00', 0, 'ask 1 at 2026-03-15 08:30, then 2026-03-17 04:30'],
    ['2026-03-18 11:00', 0, 'ask 2 at 2026-03-19 08:30, then never'],
    ['2026-03-17 04:30', 1, 'ask 2 at 2026-03-17 08:30, then never'],
    ['2026-03-24 08:30', 1, 'wait until never'],
    ['2026-03-30 08:30', 2, 'wait until never'],
  ])('asked at the end; at %s, chased %d times so far', (moment, chasers, step) => {
    expect(stepAt(moment, { mailed: { askedAt: times.endsAt, chasers } })).toBe(step)
  })

  it('waits a day where there is no form, and ends where the stage is asked no more', () => {
    expect(stepAt('2026-03-10 16:00', { form: false })).toBe('wait until 2026-03-11 16:00')
    expect(stepAt('2026-03-10 16:00', { settings: { ...DEFAULT_SETTINGS, stages: ['pre'] } })).toBe('no longer asked')
  })
})

describe('the next step: before the course', () => {
  const pre = (change: Partial<AskingFacts> = {}) => ({ stage: 'pre', booking: booked, ...change }) as const

  it.each([
    ['2026-02-24 04:29', 'wait until 2026-02-24 04:30'],
    ['2026-02-24 04:30', 'ask 0 at 2026-02-24 08:30, then 2026-03-05 04:30'],
    ['2026-03-06 04:30', 'ask 0 at 2026-03-06 04:30, then 2026-03-08 04:30'],
    ['2026-03-09 12:00', 'ask 0 at 2026-03-09 12:00, then 2026-03-10 10:30'],
    ['2026-03-10 09:30', 'wait until 2026-03-10 10:30'],
    ['2026-03-10 10:30', 'too late'],
  ])('not asked yet, at %s', (moment, step) => {
    expect(stepAt(moment, pre())).toBe(step)
  })

  it('what was due before the product began to ask is not mailed; what comes after is', () => {
    const since = at('2026-02-26 12:00')
    expect(stepAt('2026-02-26 12:00', pre({ since }))).toBe('wait until 2026-03-05 04:30')
    expect(stepAt('2026-03-05 04:30', pre({ since }))).toBe('ask 0 at 2026-03-05 08:30, then 2026-03-08 04:30')
  })

  it('who waits for approval is not asked', () => {
    expect(stepAt('2026-02-24 08:30', pre({ booking: { ...booked, state: 'requested' } }))).toBe('wait until 2026-02-25 08:30')
  })
})

describe('the next step: weeks and months later', () => {
  it.each([
    ['impact', '2026-05-05 04:29', 'wait until 2026-05-05 04:30'],
    ['impact', '2026-05-05 04:30', 'ask 0 at 2026-05-05 08:30, then 2026-05-12 04:30'],
    ['impact', '2026-05-06 10:00', 'ask 0 at 2026-05-07 08:30, then 2026-05-14 04:30'],
    ['impact', '2026-06-02 08:30', 'wait until 2026-07-04 08:30'],
    ['impact', '2026-07-04 08:30', 'too late'],
    ['manager', '2026-09-10 04:30', 'ask 0 at 2026-09-10 08:30, then 2026-09-17 04:30'],
  ] as const)('%s at %s', (stage, moment, step) => {
    expect(stepAt(moment, { stage })).toBe(step)
  })

  it('waits for the register, and is not asked of who left part way', () => {
    expect(stepAt('2026-05-05 08:30', { stage: 'impact', booking: { ...booked, present: true } })).toBe('wait until 2026-05-06 08:30')
    expect(stepAt('2026-05-05 08:30', { stage: 'impact', booking: { ...there, state: 'partly attended' } })).toBe('left part way')
  })

  it('a manager whom nobody knows is not asked; one who is gone is not chased', () => {
    expect(stepAt('2026-09-10 08:30', { stage: 'manager', manager: false })).toBe('no line manager known')
    const mailed = { askedAt: at('2026-09-10 08:30'), chasers: 0 }
    expect(stepAt('2026-09-17 08:30', { stage: 'manager', manager: false, mailed })).toBe('wait until 2026-11-09 08:30')
  })
})

describe('asked again and again, as a job does', () => {
  it.each(STAGES)('%s: one asking and two chasers, however often and late it looks', stage => {
    for (const minutes of [50, 24 * 60, 3 * 24 * 60]) {
      const booking = stage === 'pre' ? booked : there
      let mailed: AskingFacts['mailed'] = { askedAt: null, chasers: 0 }
      const numbers: number[] = []
      for (let now = at('2026-02-20 00:00'); now < at('2026-12-01 00:00'); now = new Date(now.getTime() + minutes * 60_000)) {
        const step = nextStep(facts({ stage, booking, mailed }), now)
        if (step.do !== 'ask') continue
        numbers.push(step.number)
        mailed = { askedAt: mailed.askedAt ?? step.sendAt, chasers: step.number }
      }
      expect(numbers[0]).toBe(0)
      expect(numbers).toEqual([...new Set(numbers)].sort())
      expect(numbers.at(-1)).toBe(2)
    }
  })

  it('looks again no later than the next mail falls due', () => {
    const { dueAt, nextAt } = newInvitation('impact', times, DEFAULT_SETTINGS)
    expect([shown(dueAt), shown(nextAt)]).toEqual(['2026-05-05 08:30', '2026-05-05 04:30'])
    expect(shown(newInvitation('pre', { ...times, walkIn: true }, DEFAULT_SETTINGS).nextAt)).toBe('2026-03-10 10:30')
  })
})

describe('the line manager who is asked', () => {
  it.each([
    ['as on record', 'Mary Manager', 'Mary@Example.org', { name: 'Mary Manager', email: 'mary@example.org' }],
    ['without a name', '', 'mary@example.org', { name: 'mary@example.org', email: 'mary@example.org' }],
    ['nobody', '', '', null],
    ['a mailbox of many', 'Mary Manager', 'office@example.org', null],
    ['the person themself', 'Dana Reed', 'DANA@example.org', null],
  ])('%s', (_, managerName, managerEmail, manager) => {
    expect(managerToAsk({ email: 'dana@example.org', managerName, managerEmail })).toEqual(manager)
  })
})

describe('what somebody finds who opens the questions', () => {
  const standing = (
    stage: (typeof STAGES)[number],
    state: 'due' | 'asked' | 'answered' | 'closed',
    moment: string,
    booking: AskingFacts['booking'],
  ) => standingOf({ stage, state }, { times, settings: DEFAULT_SETTINGS, booking }, at(moment))

  it.each([
    ['pre', 'due', '2026-01-05 09:00', booked, 'open'],
    ['pre', 'asked', '2026-03-10 10:29', booked, 'open'],
    ['pre', 'asked', '2026-03-10 10:30', booked, 'closed'],
    ['pre', 'asked', '2026-03-01 10:30', { ...booked, state: 'cancelled' }, 'closed'],
    ['post', 'due', '2026-03-10 15:59', booked, 'not yet'],
    ['post', 'due', '2026-03-10 16:00', booked, 'open'],
    ['post', 'asked', '2028-03-10 16:00', there, 'open'],
    ['post', 'answered', '2026-03-10 16:00', there, 'sent'],
    ['impact', 'due', '2026-05-05 08:29', there, 'not yet'],
    ['impact', 'due', '2026-05-05 08:30', there, 'open'],
    ['impact', 'closed', '2026-05-05 08:30', there, 'closed'],
    ['impact', 'asked', '2026-05-05 08:30', { ...there, state: 'partly attended' }, 'closed'],
  ] as const)('%s, %s, at %s', (stage, state, moment, booking, found) => {
    expect(standing(stage, state, moment, booking)).toBe(found)
  })
})

describe('the joining details', () => {
  const gated = { ...DEFAULT_SETTINGS, gateJoining: true }

  it.each([
    ['from the booking on', '2026-01-05 09:00', gated, booked, times, true],
    ['up to the morning of the day before', '2026-03-09 08:29', gated, booked, times, true],
    ['and no longer: nobody is to stand before a closed door', '2026-03-09 08:30', gated, booked, times, false],
    ['where the course does not say so', '2026-03-01 09:00', DEFAULT_SETTINGS, booked, times, false],
    ['where nothing is asked before', '2026-03-01 09:00', { ...gated, stages: ['post' as const] }, booked, times, false],
    ['of who has no place', '2026-03-01 09:00', gated, { ...booked, state: 'requested' as const }, times, false],
    ['of a walk-in', '2026-03-01 09:00', gated, booked, { ...times, walkIn: true }, false],
  ])('wait for the answer: %s', (_, moment, settings, booking, course, held) => {
    expect(joiningHeld({ settings, booking, times: course }, at(moment))).toBe(held)
  })
})
