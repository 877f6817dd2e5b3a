import { Controller, Get, NotFoundException, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { DuplicatesQueries } from './duplicates.queries.js'
import { PersonId } from './person-id.js'

const SHOWN = 50

/** Who may have two accounts: nothing is put together here, each pair leads to the page that shows both. */
@Controller('desk/people')
@Access('administrator')
export class DuplicatesPages {
  constructor(
    private readonly database: DataSource,
    private readonly duplicates: DuplicatesQueries,
  ) {}

  @Get('duplicates')
  async all() {
    const pairs = await this.duplicates.suggested()
    return view('modules/people-desk/views/duplicates.njk', { pairs: pairs.slice(0, SHOWN), total: pairs.length })
  }

  @Get(':id/duplicates')
  async ofOne(@PersonId() id: string, @Query('q') q: unknown) {
    const asked = typeof q === 'string' ? q.trim().slice(0, 100) : ''
    const [person] = await this.database.query<object[]>('SELECT id, name, email FROM person WHERE id = $1', [id])
    if (!person) throw new NotFoundException()
    const [pairs, found] = await Promise.all([
      this.duplicates.suggested(id),
      asked ? this.duplicates.others(asked.split(/\s+/).filter(Boolean), id) : [],
    ])
    const others = pairs.map(({ one, two, why }) => ({ ...(one.id === id ? two : one), why }))
    return view('modules/people-desk/views/other-accounts.njk', { person, others, found, q: asked })
  }
}
