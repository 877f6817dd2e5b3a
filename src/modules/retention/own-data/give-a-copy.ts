import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { londonDate } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'
import { Download } from '../../../web/reply.js'
import { OwnDataQueries } from './own-data.queries.js'
import { readable } from './readable.js'

export type CopyFormat = 'page' | 'json'

/** Gives somebody what is held about a person, and keeps that it was given, to whom and when. */
@Injectable()
export class GiveACopy {
  constructor(
    private readonly database: DataSource,
    private readonly data: OwnDataQueries,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(person: { id: string; name: string }, byId: string, format: CopyFormat, now: Date): Promise<Download> {
    const held = await this.data.of(person.id)
    await this.database.query('INSERT INTO data_copy (id, person_id, by_id, made_at) VALUES ($1, $2, $3, $4)', [
      newId(),
      person.id,
      byId,
      now,
    ])
    const name = `my-data-${londonDate(now)}`
    const { partnership } = this.settings
    if (format === 'page')
      return new Download('text/html; charset=utf-8', readable(held, { name: person.name, partnership, made: now }), `${name}.html`)
    const { kinds, did, files } = held
    const tables = Object.fromEntries(
      kinds.map(({ kind, tables: all }) => [kind, Object.fromEntries(all.map(({ table, rows }) => [table, rows]))]),
    )
    const body = { about: person.name, heldBy: partnership, madeAt: now.toISOString(), held: tables, didForOthers: did, files }
    return new Download('application/json; charset=utf-8', JSON.stringify(body, null, 2), `${name}.json`)
  }
}
