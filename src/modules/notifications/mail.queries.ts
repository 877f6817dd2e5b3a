import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Message } from './message.entity.js'

export const MAILS_PER_PAGE = 25

/** Reads the outbox as a mailbox. */
@Injectable()
export class MailQueries {
  constructor(private readonly database: DataSource) {}

  /** The page's mails, newest first, and how many there are; only those whose address contains `to`, when it is not empty. */
  list(to: string, page: number): Promise<[Message[], number]> {
    return this.database
      .createQueryBuilder(Message, 'm')
      .where('strpos(m.toEmail, :to) > 0', { to: to.toLowerCase() })
      .orderBy('m.createdAt', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .skip((page - 1) * MAILS_PER_PAGE)
      .take(MAILS_PER_PAGE)
      .getManyAndCount()
  }

  one(id: string): Promise<Message | null> {
    return this.database.getRepository(Message).findOneBy({ id })
  }
}
