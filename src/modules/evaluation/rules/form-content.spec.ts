import { describe, expect, it } from '@jest/globals'
import { actionsOf, type Answers, countedOf, type FormContent, type FormQuestion, questionsOf, scoresOf } from './form-content.js'

const question = (key: string, kind: FormQuestion['kind'], more: Partial<FormQuestion> = {}): FormQuestion => ({
  ...{ key, kind, words: `${key}?` },
  ...more,
})
const option = (key: string, more: { counts?: false } = {}) => ({ key, words: key, ...more })
const content: FormContent = {
  intro: '',
  groups: [
    { title: 'One', questions: [question('know', 'scale', { measure: 'knowledge' }), question('mood', 'scale')] },
    { title: 'Two', questions: [question('will', 'actions'), question('name', 'text', { measure: 'wrongly' })] },
  ],
}

describe('a form', () => {
  it('has its questions in order, over all groups', () => {
    expect(questionsOf(content).map(one => one.key)).toEqual(['know', 'mood', 'will', 'name'])
  })

  it.each([
    ['a scale with a measure', { know: 7 }, [{ measure: 'knowledge', value: 7 }]],
    ['a scale without one', { mood: 7 }, []],
    ['an unanswered one', {}, []],
    ['words', { name: 'Seven' }, []],
  ])('scores %s', (_, answers, scores) => {
    expect(scoresOf(content, answers)).toEqual(scores)
  })

  const used = question('used', 'choice', { role: 'applied', options: [option('often'), option('no', { counts: false })] })
  const held = question('held', 'many', { role: 'barriers', options: [option('time'), option('load'), option('none', { counts: false })] })
  const asked: FormContent = {
    intro: '',
    groups: [{ title: 'All', questions: [used, held, question('what', 'choice', { role: 'story' })] }],
  }
  it.each<[string, 'applied' | 'barriers' | 'story', Answers, string[] | null]>([
    ['who has used it', 'applied', { used: 'often' }, ['often']],
    ['who has not', 'applied', { used: 'no' }, []],
    ['nobody who did not answer', 'applied', { held: ['time'] }, null],
    ['what stood in the way, in the form’s order', 'barriers', { held: ['load', 'time'] }, ['time', 'load']],
    ['that nothing did', 'barriers', { held: ['none'] }, []],
    ['no option of a question that has none', 'story', { what: 'x' }, []],
  ])('counts %s', (_, role, answers, counted) => {
    expect(countedOf(asked, answers, role)).toEqual(counted)
    expect(countedOf(content, answers, role)).toBeNull()
  })

  it.each([
    ['in their order', { will: ['Ask', 'Write'] }, ['Ask', 'Write']],
    ['none without an answer', {}, []],
    ['none of words that are no list', { will: 'Ask' }, []],
  ])('gives the actions %s', (_, answers, actions) => {
    expect(actionsOf(content, answers)).toEqual(actions)
  })
})
