import { Injectable } from '@nestjs/common'
import { In, type EntityManager } from 'typeorm'
import { Outbox } from '../notifications/notifications.writer.js'
import { Person } from '../people/person.entity.js'
import { PersonToken } from '../people/person-token.entity.js'
import { hashSecret } from '../../shared/secrets.js'

/** A new password ends everything that stood on the old one. */
@Injectable()
export class SetPassword {
  constructor(private readonly outbox: Outbox) {}

  /** Browser sessions are bound to the password and end with it; API tokens and other mailed links are taken back here. */
  async write(tx: EntityManager, person: Pick<Person, 'id' | 'name' | 'email'>, passwordHash: string, now: Date): Promise<void> {
    await tx.getRepository(Person).update({ id: person.id }, { passwordHash, signedOut: 0 })
    await tx.getRepository(PersonToken).delete({ personId: person.id, kind: In(['api', 'reset']) })
    const message = {
      subject: `password:${hashSecret(passwordHash)}`,
      kind: 'password-changed' as const,
      toName: person.name,
      toEmail: person.email,
      data: { name: person.name, changedAt: now },
    }
    await this.outbox.add(tx, [message], now)
  }
}
