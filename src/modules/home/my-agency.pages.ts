import { Controller, Get, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { whenInWords } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { ElearningReader } from '../elearning/elearning.reader.js'
import { agencyPlaces, AGENCY_PAGE_SIZE } from './my-agency.queries.js'

/** A training lead sees who of their own agency goes where, and who waits; nobody else's agency, and nobody's needs. */
@Controller('my-agency')
@Access('training lead')
export class MyAgencyPages {
  constructor(
    private readonly database: DataSource,
    private readonly elearning: ElearningReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Query('page') asked?: string) {
    const page = Math.max(1, Math.trunc(Number(asked)) || 1)
    const [found, evidence] = me.agencyId
      ? await Promise.all([agencyPlaces(this.database, me.agencyId, this.clock.now(), page), this.elearning.evidenceWaitingIn(me.agencyId)])
      : [null, 0]
    return view('modules/home/views/my-agency.njk', {
      agency: found?.name,
      evidence,
      page,
      pages: Math.ceil((found?.total ?? 0) / AGENCY_PAGE_SIZE),
      comingUp: (found?.places ?? []).map(place => ({ ...place, when: whenInWords(place.startsAt, place.endsAt) })),
      waiting: found?.waiting ?? [],
    })
  }
}
