import { describe, expect, it } from '@jest/globals'
import { refuse } from '../../../shared/refusal.js'
import { availableDecisions, decide, noLongerOwed, type ChargeFacts, type ChargeState, type Decision } from './decisions.js'

const STATES: ChargeState[] = ['proposed', 'confirmed', 'waived', 'credited']
const DECISIONS: Decision[] = ['confirm', 'waive', 'credit', 'look again']
const ALL: ChargeFacts[] = STATES.flatMap(state => [true, false].map(exported => ({ state, exported })))

describe('what may be done with a charge', () => {
  it.each<[ChargeState, boolean, Decision[]]>([
    ['proposed', false, ['confirm', 'waive']],
    ['confirmed', false, ['waive']],
    ['confirmed', true, ['credit']],
    ['waived', false, ['look again']],
    ['credited', true, []],
  ])('%s, exported %s: %j', (state, exported, decisions) => {
    expect(availableDecisions({ state, exported })).toEqual(decisions)
  })

  it.each<[Decision, ChargeFacts, string, ChargeState]>([
    ['confirm', { state: 'proposed', exported: false }, '', 'confirmed'],
    ['waive', { state: 'proposed', exported: false }, 'Was ill', 'waived'],
    ['waive', { state: 'confirmed', exported: false }, 'Was ill', 'waived'],
    ['credit', { state: 'confirmed', exported: true }, 'Was ill', 'credited'],
    ['look again', { state: 'waived', exported: false }, '', 'proposed'],
  ])('%s of %j with reason “%s” leads to %s', (decision, facts, reason, state) => {
    expect(decide(facts, decision, reason)).toEqual({ state })
  })

  it.each<Decision>(['waive', 'credit'])('%s needs a reason, and blanks are none', decision => {
    const facts: ChargeFacts = decision === 'credit' ? { state: 'confirmed', exported: true } : { state: 'proposed', exported: false }
    expect(decide(facts, decision, ' \n')).toEqual(refuse('reason-missing'))
    expect(decide(facts, decision, 'x')).not.toHaveProperty('refused')
  })

  it('refuses whatever is not on offer, with a reason or without, and what is on offer leads somewhere else', () => {
    for (const facts of ALL)
      for (const decision of DECISIONS) {
        const answer = decide(facts, decision, 'Because')
        if (availableDecisions(facts).includes(decision)) expect('state' in answer && answer.state !== facts.state).toBe(true)
        else expect(answer).toEqual(refuse('decided-meanwhile'))
      }
  })

  it('never waives what finance was told of', () => {
    for (const facts of ALL.filter(one => one.exported && one.state === 'confirmed'))
      for (const decision of DECISIONS) expect(decide(facts, decision, 'Because')).not.toEqual({ state: 'waived' })
  })
})

describe('a charge that is no longer owed', () => {
  it.each<[ChargeState, boolean, 'waived' | 'credited' | null]>([
    ['proposed', false, 'waived'],
    ['confirmed', false, 'waived'],
    ['confirmed', true, 'credited'],
    ['waived', false, null],
    ['credited', true, null],
  ])('%s, exported %s: %s', (state, exported, becomes) => {
    expect(noLongerOwed({ state, exported })).toBe(becomes)
  })
})
