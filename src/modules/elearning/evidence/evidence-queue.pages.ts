import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { Access, Me, type Who } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { UUID } from '../learning.pages.js'
import { EvidenceQueue, type Place } from './evidence-queue.js'

type Body = Record<string, unknown>
const DESK: Place = { at: '/desk/evidence', agencyId: null }

/** Evidence of everybody, for administrators. */
@Controller('desk/evidence')
@Access('administrator')
export class EvidenceDeskPages {
  constructor(private readonly queue: EvidenceQueue) {}

  @Get()
  list(@Me() me: Who, @Query('page') page: unknown) {
    return this.queue.list(DESK, me, page)
  }

  @Get(':id')
  open(@Param('id', UUID) id: string, @Me() me: Who) {
    return this.queue.open(DESK, me, id)
  }

  @Post(':id/decision')
  decide(@Param('id', UUID) id: string, @Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    return this.queue.settle(DESK, me, id, body, key)
  }
}

/** Evidence of one's own agency, for its training leads. */
@Controller('my-agency/evidence')
@Access('training lead')
export class EvidenceLeadPages {
  constructor(private readonly queue: EvidenceQueue) {}

  @Get()
  list(@Me() me: Who, @Query('page') page: unknown) {
    if (!me.agencyId) return view('modules/elearning/evidence/views/queue.njk', { noAgency: true })
    return this.queue.list(placeOf(me), me, page)
  }

  @Get(':id')
  open(@Param('id', UUID) id: string, @Me() me: Who) {
    return this.queue.open(placeOf(me), me, id)
  }

  @Post(':id/decision')
  decide(@Param('id', UUID) id: string, @Body() body: Body, @RequestKey() key: string | undefined, @Me() me: Who) {
    return this.queue.settle(placeOf(me), me, id, body, key)
  }
}

const placeOf = ({ agencyId }: Who): Place => ({ at: '/my-agency/evidence', agencyId })
