import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { PersonToken } from '../people/person-token.entity.js'
import { hashSecret, newSecret } from '../../shared/secrets.js'

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000

/** Hands out a Bearer token of the API, good for thirty days or until the password changes. */
@Injectable()
export class IssueToken {
  constructor(private readonly database: DataSource) {}

  async for(personId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
    const token = newSecret()
    const expiresAt = new Date(now.getTime() + THIRTY_DAYS)
    await this.database.getRepository(PersonToken).insert({ hash: hashSecret(token), kind: 'api', personId, expiresAt })
    return { token, expiresAt }
  }
}
