import { describe, expect, it } from '@jest/globals'
import { startingData, type Starting } from './resume.js'

const START: Starting = {
  learner: { id: 'abc', name: 'Dana van der Delegate' },
  old: true,
  mastery: null,
  completionThreshold: null,
  launchData: '',
  maxTime: '',
  timeLimitAction: '',
}
const NEW = { data: null, seconds: 0 }

describe('what an item finds when it starts', () => {
  it('the first time: its learner, and that it is the first time', () => {
    expect(startingData(START, NEW)).toEqual({
      'cmi.core.student_id': 'abc',
      'cmi.core.student_name': 'Delegate, Dana van der',
      'cmi.core.credit': 'credit',
      'cmi.core.lesson_mode': 'normal',
      'cmi.core.entry': 'ab-initio',
      'cmi.core.total_time': '0000:00:00',
    })
    expect(startingData({ ...START, old: false, learner: { id: 'abc', name: 'Cher' } }, NEW)).toEqual({
      'cmi.learner_id': 'abc',
      'cmi.learner_name': 'Cher',
      'cmi.credit': 'credit',
      'cmi.mode': 'normal',
      'cmi.entry': 'ab-initio',
      'cmi.total_time': 'PT0S',
    })
  })

  it('what its package wants', () => {
    const wants = {
      ...START,
      mastery: 0.8,
      completionThreshold: 0.5,
      launchData: 'level=2',
      maxTime: '01:00:00',
      timeLimitAction: 'exit,message',
    }
    expect(startingData(wants, NEW)).toMatchObject({
      'cmi.launch_data': 'level=2',
      'cmi.student_data.mastery_score': '80',
      'cmi.student_data.max_time_allowed': '01:00:00',
      'cmi.student_data.time_limit_action': 'exit,message',
    })
    expect(startingData({ ...wants, old: false, mastery: 0.7 }, NEW)).toMatchObject({
      'cmi.scaled_passing_score': '0.7',
      'cmi.completion_threshold': '0.5',
    })
  })

  it('what it had stored, but for what belongs to one session, and all the time so far', () => {
    const data = { 'cmi.suspend_data': 'seen:5', 'cmi.core.exit': 'suspend', 'cmi.core.session_time': '00:00:07', 'cmi.core.score.raw': '' }
    const found = startingData(START, { data, seconds: 36_000 + 61 })
    expect(found).toMatchObject({ 'cmi.core.entry': 'resume', 'cmi.suspend_data': 'seen:5', 'cmi.core.total_time': '0010:01:01' })
    for (const name of ['cmi.core.exit', 'cmi.core.session_time', 'cmi.core.score.raw']) expect(found).not.toHaveProperty([name])
    expect(startingData({ ...START, old: false }, { data: { 'cmi.location': '5' }, seconds: 61 })).toMatchObject({
      'cmi.entry': 'resume',
      'cmi.location': '5',
      'cmi.total_time': 'PT61S',
    })
  })

  it('is never what somebody else stored in its learner’s place', () => {
    const data = { 'cmi.core.student_name': 'Somebody Else', 'cmi.core.credit': 'no-credit' }
    expect(startingData(START, { data, seconds: 0 })).toMatchObject({
      'cmi.core.student_name': 'Delegate, Dana van der',
      'cmi.core.credit': 'credit',
    })
  })
})
