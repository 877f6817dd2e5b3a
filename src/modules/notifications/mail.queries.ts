import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Message } from './message.entity.js'

export const MAILS_PER_PAGE = 25

/** Which mails: those whose address contains `to`, of one kind; empty: of all. */
export interface MailFilter {
  to: string
  kind: string
}

/** Reads the outbox as a mailbox. */
@Injectable()
export class MailQueries {
  constructor(private readonly database: DataSource) {}

  /** The page's mails, newest first, and how many there are. */
  list({ to, kind }: MailFilter, page: number): Promise<[Message[], number]> {
    return this.database
      .createQueryBuilder(Message, 'm')
      .where('strpos(m.toEmail, :to) > 0', { to: to.toLowerCase() })
      .andWhere(`(:kind = '' OR m.kind = :kind)`, { kind })
      .orderBy('m.createdAt', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .skip((page - 1) * MAILS_PER_PAGE)
      .take(MAILS_PER_PAGE)
      .getManyAndCount()
  }

  one(id: string): Promise<Message | null> {
    return this.database.getRepository(Message).findOneBy({ id })
  }

  /** The messages that went out within this one's mail. */
  gatheredInto(carrierId: string): Promise<Message[]> {
    return this.database.getRepository(Message).find({ where: { carrierId, state: 'gathered' }, order: { dueAt: 'ASC', id: 'ASC' } })
  }
}
