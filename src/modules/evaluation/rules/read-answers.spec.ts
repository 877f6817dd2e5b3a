import { describe, expect, it } from '@jest/globals'
import { checkAnswers } from './check-answers.js'
import type { FormContent, FormQuestion } from './form-content.js'
import { answerErrors, fieldOf, readAnswers } from './read-answers.js'

const options = ['a', 'b'].map(key => ({ key, words: key.toUpperCase() }))
const formOf = (...kinds: FormQuestion['kind'][]): FormContent => ({
  ...{ intro: '', groups: [{ title: 'All', questions: kinds.map(kind => ({ key: kind, kind, words: 'What?', options })) }] },
})

describe('what the answering page posts', () => {
  it.each<[string, FormQuestion['kind'], Record<string, unknown>, unknown]>([
    ['a number of a scale', 'scale', { 'q-scale': '7' }, 7],
    ['what was typed instead of one, to be refused', 'scale', { 'q-scale': 'seven' }, 'seven'],
    ['how far somebody agrees', 'agreement', { 'q-agreement': '4' }, 4],
    ['a choice', 'choice', { 'q-choice': 'b' }, 'b'],
    ['one box ticked', 'many', { 'q-many': 'b' }, ['b']],
    ['two boxes ticked', 'many', { 'q-many': ['a', 'b'] }, ['a', 'b']],
    ['no box ticked', 'many', {}, undefined],
    ['a box that is no text', 'many', { 'q-many': [{}] }, undefined],
    ['words, trimmed and fit to be kept', 'text', { 'q-text': ' One\r\ntwo\0 \ud800' }, 'One\ntwo \ufffd'],
    ['a number as words', 'text', { 'q-text': '12' }, '12'],
    ['no words', 'text', { 'q-text': '   ' }, undefined],
    ['a list where words are asked', 'text', { 'q-text': ['a'] }, undefined],
    ['actions, empty ones left out', 'actions', { 'q-actions-1': 'Ask', 'q-actions-2': ' ', 'q-actions-3': 'Write' }, ['Ask', 'Write']],
    ['no actions', 'actions', { 'q-actions-1': '' }, undefined],
    [
      'what became of actions',
      'kept',
      { 'q-kept-1': 'not yet', 'q-kept-2-outcome': 'I began', 'q-kept-3': 'maybe', 'q-kept-9': 'yes' },
      { 1: { kept: 'not yet', outcome: '' }, 2: { kept: null, outcome: 'I began' } },
    ],
    ['nothing of them', 'kept', { 'q-kept-1': '' }, undefined],
  ])('%s', (_, kind, body, value) => {
    expect(readAnswers(formOf(kind), body)).toEqual(value === undefined ? {} : { [kind]: value })
  })

  it('leaves out what was not asked', () => {
    expect(readAnswers(formOf('scale'), { 'q-scale': '3', 'q-other': '4', _csrf: 'x' })).toEqual({ scale: 3 })
  })

  it('has a name for each field', () => {
    expect([fieldOf('k'), fieldOf('k', 2), fieldOf('k', 2, true)]).toEqual(['q-k', 'q-k-2', 'q-k-2-outcome'])
  })

  it('is refused at the field of its question', () => {
    expect(answerErrors([{ question: 'k', message: 'Write your answer' }])).toEqual([{ field: 'q-k', message: 'Write your answer' }])
  })

  it('gives answers that may be saved on the way, whichever of the fields were filled in', () => {
    const content = formOf('scale', 'agreement', 'choice', 'many', 'text', 'actions', 'kept')
    const all = {
      ...{ 'q-scale': '1', 'q-agreement': '5', 'q-choice': 'a', 'q-many': ['a', 'b'], 'q-text': 'Words' },
      ...{ 'q-actions-1': 'Ask', 'q-actions-3': 'Write', 'q-kept-1': 'yes', 'q-kept-2-outcome': 'It went well' },
    }
    const names = Object.keys(all) as (keyof typeof all)[]
    for (let chosen = 0; chosen < 2 ** names.length; chosen += 1) {
      const body = Object.fromEntries(names.filter((_, i) => (chosen >> i) % 2 === 1).map(name => [name, all[name]]))
      expect(checkAnswers(content, readAnswers(content, body), { partial: true, actions: ['Ask', 'Write'] })).toEqual([])
    }
  })
})
