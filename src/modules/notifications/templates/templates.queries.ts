import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { kinds } from '../kinds/kinds.js'
import { MessageTemplate } from './message-template.entity.js'

/** A kind in the list: `changed` is null where the shipped words are used. */
export interface ListedTemplate {
  kind: string
  title: string
  changed: Date | null
}

const SHOWN_CHANGES = 20

/** Reads what administrators made of the mails' words. */
@Injectable()
export class TemplatesQueries {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<ListedTemplate[]> {
    const rows = await this.database.query<{ kind: string; at: Date; own: boolean }[]>(
      `SELECT DISTINCT ON (kind) kind, changed_at AS at, words IS NOT NULL AS own FROM message_template ORDER BY kind, version DESC`,
    )
    const changed = new Map(rows.map(row => [row.kind, row.own ? row.at : null]))
    return Object.entries(kinds).map(([kind, { title }]) => ({ kind, title, changed: changed.get(kind) ?? null }))
  }

  /** The changes of a kind's words, the newest first. */
  changes(kind: string, within: DataSource | EntityManager = this.database): Promise<MessageTemplate[]> {
    return within.getRepository(MessageTemplate).find({ where: { kind }, order: { version: 'DESC' }, take: SHOWN_CHANGES })
  }
}
