import { QUESTION_KINDS, type QuestionKind, type QuestionRole } from '../rules/form-content.js'
import type { Stage } from '../rules/stage-settings.js'

/** What each stage is called at the desk, and whom it asks. */
export const STAGE_WORDS: Record<Stage, { title: string; says: string }> = {
  pre: { title: 'Before the course', says: 'Asked from the booking on, and again at the door' },
  post: { title: 'After the course', says: 'Asked when the last session ends, or when the trainer opens it in the room' },
  impact: { title: 'Weeks later', says: 'Asked of everybody who came, some weeks after the course' },
  manager: { title: 'The manager, months later', says: 'Asked of the line manager by a link, some months after the course' },
}

const SENTENCES: Record<string, string> = {
  overtaken:
    'Somebody else has changed this form since you opened it. What you typed is still here: look at the form as it is now, then save again',
  'question-changed':
    'Somebody else has changed this question since you opened it. Theirs is shown below; what you typed is still in the fields. Save again to put yours in its place',
  'question-gone': 'Somebody else has taken this question out since you opened it. Save again to put it back in',
  'not-ready': 'Put right what is listed below before you publish',
  'nothing-changed': 'Everything is published already',
  'measure-changed':
    'Somebody else has changed this measure since you opened it. What you typed is still here: save again to put it in the place of theirs',
  'measure-used': 'It is asked by a form, or in the bank, or has been answered: it stays',
  'bank-changed':
    'Somebody else has changed this question since you opened it. Theirs is shown below; what you typed is still in the fields. Save again to put yours in its place',
  'settings-changed':
    'Somebody else has changed these settings since you opened them. Yours are still below: save again to put them in the place of theirs',
  'in-the-form': 'This question is in the form already',
  'measure-taken': 'There is a measure of this name already: choose it from the list',
  'key-taken': 'A question of this kind is in the bank already: change it there',
  'no-group': 'Choose the group that it belongs to',
}

/** The sentence of a refused change at the desk. */
export const buildingSentence = (code: string): string => SENTENCES[code] ?? 'That was not possible'

/** What each kind of question is called at the desk. */
export const KIND_WORDS: Record<QuestionKind, string> = {
  scale: 'Scale from 1 to 10',
  agreement: 'How far somebody agrees',
  choice: 'One answer to choose',
  many: 'Several answers to choose',
  text: 'Words of their own',
  actions: 'Actions I commit to',
  kept: 'My actions, looked back on',
}

/** The kinds that a form of this stage may ask. */
export const kindsOf = (stage: Stage): QuestionKind[] =>
  QUESTION_KINDS.filter(kind => (kind === 'actions' ? stage === 'post' : kind === 'kept' ? stage === 'impact' : true))

/** The part that an answer has on the impact page, by the kinds that can have it. */
export const ROLE_WORDS: Record<QuestionRole, { kinds: QuestionKind[]; text: string }> = {
  applied: { kinds: ['choice'], text: 'Whether what was learned has been used' },
  barriers: { kinds: ['choice', 'many'], text: 'What stood in the way' },
  story: { kinds: ['text'], text: 'What came of it for children or adults' },
}
