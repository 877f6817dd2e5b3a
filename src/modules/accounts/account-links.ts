import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { NotificationsReader } from '../notifications/notifications.reader.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { FormerAddresses } from '../people/former-addresses.reader.js'
import { Person } from '../people/person.entity.js'
import { PersonToken } from '../people/person-token.entity.js'
import { newId } from '../../shared/ids.js'
import { hashSecret, newSecret } from '../../shared/secrets.js'

const HOUR = 60 * 60 * 1000
const KINDS = {
  'confirm-address': { token: 'confirm', lasts: 7 * 24 * HOUR },
  'already-registered': { token: 'reset', lasts: 2 * HOUR },
  'choose-password': { token: 'reset', lasts: 2 * HOUR },
} as const
export const LINKS_PER_HOUR = 5

export type LinkMail = keyof typeof KINDS
type Receiver = Pick<Person, 'id' | 'name' | 'email'>

/** The mails with a link into an account: written to the outbox together with the hash of the link's secret. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly outbox: Outbox,
    private readonly notifications: NotificationsReader,
    private readonly former: FormerAddresses,
  ) {}

  /** May another link be mailed to this address? Five an hour: forms that anybody can fill in must not flood somebody's mailbox. */
  async maySend(tx: EntityManager, email: string, now: Date): Promise<boolean> {
    const sent = await this.notifications.countSince(tx, email, Object.keys(KINDS), new Date(now.getTime() - HOUR))
    return sent < LINKS_PER_HOUR
  }

  /** Mails a link to `email`, which is the person's own or the one they move to; nothing happens when too many went there already. */
  async send(tx: EntityManager, kind: LinkMail, { id, name, email }: Receiver, now: Date): Promise<void> {
    if (!(await this.maySend(tx, email, now))) return
    const { token, lasts } = KINDS[kind]
    const nonce = newSecret()
    const expiresAt = new Date(now.getTime() + lasts)
    const hash = hashSecret(this.notifications.linkSecret(nonce))
    await tx.getRepository(PersonToken).insert({ hash, kind: token, personId: id, email, expiresAt })
    const message = { subject: `link:${nonce}`, kind, toName: name, toEmail: email, data: { name, nonce, expiresAt } }
    await this.outbox.add(tx, [message], now)
  }

  /** An address that was given up when two accounts became one opens nothing any more: its owner is told by mail, as seldom as any link is sent. */
  async tellOfOther(tx: EntityManager, email: string, now: Date): Promise<void> {
    const former = await this.former.find(email)
    const person = former && (await tx.getRepository(Person).findOneBy({ id: former.intoId }))
    if (!person) return
    const told = await this.notifications.countSince(tx, email, ['accounts-joined'], new Date(now.getTime() - HOUR))
    if (told >= LINKS_PER_HOUR) return
    const message = { subject: `joined:${newId()}`, kind: 'accounts-joined' as const, toName: person.name, toEmail: email }
    await this.outbox.add(tx, [{ ...message, data: { name: person.name, kept: false } }], now)
  }

  /** The link behind a secret while it works: it is of this kind, not used, not too old. Changes nothing. */
  async find(database: EntityManager, kind: 'confirm' | 'reset', secret: string, now: Date): Promise<PersonToken | null> {
    const found = await database.getRepository(PersonToken).findOneBy({ hash: hashSecret(secret), kind })
    return found && works(found, now) ? found : null
  }

  /** The same for the one who is about to use it: a second press of the button waits here, and finds it used. */
  async take(tx: EntityManager, kind: 'confirm' | 'reset', secret: string, now: Date): Promise<PersonToken | null> {
    const where = { hash: hashSecret(secret), kind }
    const found = await tx.getRepository(PersonToken).findOne({ where, lock: { mode: 'pessimistic_write' } })
    return found && works(found, now) ? found : null
  }
}

const works = (link: PersonToken, now: Date): boolean => link.usedAt === null && link.expiresAt > now
