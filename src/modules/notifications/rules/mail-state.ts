import { longMoment } from '../../../shared/dates.js'

/** What is known of a message's way, as its row has it. */
export interface MailFacts {
  state: 'due' | 'sent' | 'failed' | 'dropped' | 'gathered'
  tryAt: Date
  sentAt: Date | null
  attempts: number
  outcome: string | null
}

export interface StateInWords {
  /** One word for lists. */
  tag: string
  colour: 'green' | 'blue' | 'red' | 'grey'
  sentence: string
}

/** What has become of a message, for people. `kept`: the product keeps its mails instead of sending them. */
export function stateInWords(message: MailFacts, kept: boolean): StateInWords {
  const { outcome, attempts } = message
  const why = outcome ? `: ${outcome}` : ''
  switch (message.state) {
    case 'sent':
      return {
        tag: kept ? 'Kept' : 'Sent',
        colour: 'green',
        sentence: `${kept ? 'Kept here instead of being sent' : 'Sent'} on ${longMoment(message.sentAt!)}`,
      }
    case 'gathered':
      return { tag: 'Gathered', colour: 'grey', sentence: 'Part of another mail' }
    case 'dropped':
      return { tag: 'Not sent', colour: 'grey', sentence: `Not sent${why}` }
    case 'failed':
      return { tag: 'Failed', colour: 'red', sentence: `Given up${why}` }
    case 'due':
      return {
        tag: 'Due',
        colour: 'blue',
        sentence: `Due on ${longMoment(message.tryAt)}${attempts > 0 ? `, tried ${attempts === 1 ? 'once' : `${attempts} times`}${why}` : ''}`,
      }
  }
}
