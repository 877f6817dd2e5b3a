import type { Mail } from '../mail-text.js'
import type { Message } from '../message.entity.js'
import type { NotificationsReader } from '../notifications.reader.js'
import type { Outgoing } from '../rules/gathering.js'

type Readable = Pick<Message, 'kind' | 'data' | 'toName'>

/** The mail of a message, or the one mail of several: a part for each, without its own greeting and ending. */
export function mailOf({ carrier, others }: Outgoing<Readable>, reader: NotificationsReader): Mail {
  if (others.length === 0) return reader.renderMail(carrier.kind, carrier.data)
  const mails = [carrier, ...others].map(message => reader.renderMail(message.kind, message.data))
  const parts = mails.map(({ subject, body }) => ({ subject, text: withoutGreeting(body) }))
  return reader.renderMail('gathered', { name: carrier.toName, count: parts.length, parts })
}

const withoutGreeting = (text: string): string => text.replace(/^(Hello|Dear) [^\n]*,\n+/, '').trim()
