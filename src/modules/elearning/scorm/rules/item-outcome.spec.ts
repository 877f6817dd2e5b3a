import { describe, expect, it } from '@jest/globals'
import { itemOutcome, type ItemWants } from './item-outcome.js'

const NOTHING: ItemWants = { mastery: null, completionThreshold: null }
const MASTERY: ItemWants = { ...NOTHING, mastery: 0.8 }
const old = (status: string, raw = '', more: Record<string, string> = {}) => ({
  'cmi.core.lesson_status': status,
  'cmi.core.score.raw': raw,
  ...more,
})
const short = (data: Record<string, string>, wants = NOTHING, is12 = true, finished = false) => {
  const { completed, success, score } = itemOutcome(data, wants, is12, finished)
  return `${completed ? 'completed' : 'open'} ${success} ${score ?? '-'}`
}

describe('how an item of SCORM 1.2 stands', () => {
  it.each([
    [old('not attempted'), NOTHING, 'open unknown -'],
    [{}, NOTHING, 'open unknown -'],
    [old('browsed'), NOTHING, 'open unknown -'],
    [old('incomplete', '50'), NOTHING, 'open unknown 0.5'],
    [old('completed'), NOTHING, 'completed unknown -'],
    [old('completed', '40'), NOTHING, 'completed unknown 0.4'],
    [old('passed'), NOTHING, 'completed passed -'],
    [old('failed', '40'), NOTHING, 'completed failed 0.4'],
    [old('completed', '80'), MASTERY, 'completed passed 0.8'],
    [old('completed', '79'), MASTERY, 'completed failed 0.79'],
    [old('passed', '79'), MASTERY, 'completed failed 0.79'],
    [old('failed', '80'), MASTERY, 'completed passed 0.8'],
    [old('passed'), MASTERY, 'completed passed -'],
    [old('completed'), MASTERY, 'completed unknown -'],
    [old('incomplete', '100'), MASTERY, 'open unknown 1'],
    [old('completed', '8', { 'cmi.core.score.max': '10' }), MASTERY, 'completed passed 0.8'],
    [old('completed', '7', { 'cmi.core.score.min': '5', 'cmi.core.score.max': '10' }), MASTERY, 'completed failed 0.4'],
    [old('completed', '120'), NOTHING, 'completed unknown 1'],
    [old('completed', '-5'), NOTHING, 'completed unknown 0'],
    [old('completed', '5', { 'cmi.core.score.max': '0' }), NOTHING, 'completed unknown -'],
  ])('%j, %j: %s', (data, wants, said) => {
    expect(short(data, wants)).toBe(said)
  })

  it.each([
    [{}, NOTHING, 'completed unknown -'],
    [old('not attempted'), NOTHING, 'completed unknown -'],
    [old('', '90'), MASTERY, 'completed passed 0.9'],
    [old('not attempted', '79'), MASTERY, 'completed failed 0.79'],
    [old('not attempted', '', { 'cmi.core.exit': 'suspend' }), NOTHING, 'open unknown -'],
    [old('not attempted', '', { 'cmi.core.exit': 'logout' }), NOTHING, 'completed unknown -'],
    [old('incomplete'), NOTHING, 'open unknown -'],
    [old('browsed'), NOTHING, 'open unknown -'],
  ])('finished by itself, %j, %j: %s', (data, wants, said) => {
    expect(short(data, wants, true, true)).toBe(said)
  })
})

describe('how an item of SCORM 2004 stands', () => {
  const of = (completion: string, success = '', scaled = '', measure = '') => ({
    'cmi.completion_status': completion,
    'cmi.success_status': success,
    'cmi.score.scaled': scaled,
    'cmi.progress_measure': measure,
  })
  const half: ItemWants = { ...NOTHING, completionThreshold: 0.5 }
  it.each([
    [{}, NOTHING, false, 'open unknown -'],
    [{}, NOTHING, true, 'completed unknown -'],
    [of(''), NOTHING, true, 'completed unknown -'],
    [{ 'cmi.exit': 'suspend' }, NOTHING, true, 'open unknown -'],
    [{ 'cmi.exit': 'normal' }, NOTHING, true, 'completed unknown -'],
    [of('unknown', 'passed'), NOTHING, false, 'completed passed -'],
    [of('unknown', 'failed'), NOTHING, false, 'open failed -'],
    [of('incomplete', 'passed'), NOTHING, true, 'open passed -'],
    [of('not attempted'), NOTHING, true, 'open unknown -'],
    [of('completed'), NOTHING, false, 'completed unknown -'],
    [of('completed', 'failed', '0.4'), NOTHING, false, 'completed failed 0.4'],
    [of('completed', '', '0.8'), MASTERY, false, 'completed passed 0.8'],
    [of('completed', 'passed', '0.79'), MASTERY, false, 'completed failed 0.79'],
    [of('completed', 'failed', '-0.5'), NOTHING, false, 'completed failed 0'],
    [{ 'cmi.completion_status': 'completed', 'cmi.score.raw': '90' }, MASTERY, false, 'completed unknown 0.9'],
    [of('incomplete', '', '', '0.5'), half, false, 'completed unknown -'],
    [of('completed', '', '', '0.49'), half, false, 'open unknown -'],
    [of('completed'), half, false, 'completed unknown -'],
  ])('%j, %j, finished by itself %s: %s', (data, wants, finished, said) => {
    expect(short(data, wants, false, finished)).toBe(said)
  })
})

it('a score under the mastery score is never a pass, whatever the item says', () => {
  for (const status of ['passed', 'completed', 'failed', 'incomplete'])
    for (let raw = 0; raw <= 100; raw++)
      expect(itemOutcome(old(status, String(raw)), MASTERY, true, true).success === 'passed').toBe(status !== 'incomplete' && raw >= 80)
})
