import { longMoment } from '../../../shared/dates.js'
import { kindRow, kinds } from '../kinds/kinds.js'
import type { Message, MessageState } from '../message.entity.js'

/** The states as administrators read and choose them. */
export const STATES: Record<MessageState, string> = {
  failed: 'Failed',
  due: 'Waiting',
  sent: 'Sent',
  gathered: 'Sent in one mail with others',
  dropped: 'Not sent, on purpose',
}

export const stateChoices = Object.entries(STATES).map(([value, text]) => ({ value, text }))

export const kindChoices = Object.entries(kinds)
  .map(([value, { title }]) => ({ value, text: title }))
  .sort((a, b) => a.text.localeCompare(b.text))

export const isState = (text: string): text is MessageState => Object.hasOwn(STATES, text)

/** A kind by its title; one that this version does not know by its name. */
export const kindTitle = (kind: string): string => kindRow(kind)?.title ?? kind.replaceAll('-', ' ')

const COLOURS: Record<MessageState, string> = { failed: 'red', due: 'blue', sent: 'green', gathered: 'green', dropped: 'grey' }

type Told = Pick<Message, 'state' | 'outcome' | 'attempts' | 'tryAt'>

/** How a message stands: a tag, and a sentence where there is more to say. */
export function standing({ state, outcome, attempts, tryAt }: Told): { tag: string; colour: string; more: string } {
  const words = outcome ?? ''
  const more = {
    failed: words,
    due: attempts > 0 && words ? `${words}. It is tried again on ${longMoment(tryAt)}` : words,
    sent: words === 'kept' ? 'Kept here: no mail server is set' : '',
    gathered: '',
    dropped: DROPPED[words] ?? words,
  }[state]
  return { tag: STATES[state], colour: COLOURS[state], more }
}

const DROPPED: Record<string, string> = {
  'no longer true': 'It was no longer true when it fell due',
  'not wanted': 'Its reader has turned such mails off',
}

/** The text without the secrets of its links: they open what belongs to its reader alone. */
export const withoutSecrets = (text: string): string => text.replace(/(https?:\/\/\S+\/)[\w-]{43}(?![\w-])/g, '$1…')
