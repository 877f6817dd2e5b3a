import { describe, expect, it } from '@jest/globals'
import { actionsOf, type FormContent, type FormQuestion, questionsOf, scoresOf } from './form-content.js'

const question = (key: string, kind: FormQuestion['kind'], more: Partial<FormQuestion> = {}): FormQuestion => ({
  ...{ key, kind, words: `${key}?` },
  ...more,
})
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

  it.each([
    ['in their order', { will: ['Ask', 'Write'] }, ['Ask', 'Write']],
    ['none without an answer', {}, []],
    ['none of words that are no list', { will: 'Ask' }, []],
  ])('gives the actions %s', (_, answers, actions) => {
    expect(actionsOf(content, answers)).toEqual(actions)
  })
})
