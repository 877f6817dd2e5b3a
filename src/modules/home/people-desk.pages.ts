import { Controller, Get, Query } from '@nestjs/common'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { HomeDeskQueries } from './desk.queries.js'
import { pageOf } from './rules/paging.js'

const PER_PAGE = 25

/** People at the desk: find one. What is known of them, and what can be done about them, is in the module `people-desk`. */
@Controller('desk/people')
@Access('administrator')
export class PeopleDeskPages {
  constructor(private readonly desk: HomeDeskQueries) {}

  @Get()
  async list(@Query() { q, page: wanted, show }: { q?: unknown; page?: unknown; show?: unknown }) {
    const { page, offset } = pageOf(wanted, PER_PAGE)
    const asked = typeof q === 'string' ? q.trim().slice(0, 100) : ''
    const unplaced = show === 'not-listed'
    const people = await this.desk.people(asked.split(/\s+/).filter(Boolean), PER_PAGE, offset, unplaced)
    const total = people[0]?.total ?? 0
    const pages = Math.max(page, Math.ceil(total / PER_PAGE))
    const kept = new URLSearchParams({ ...(asked ? { q: asked } : {}), ...(unplaced ? { show: 'not-listed' } : {}) }).toString()
    return view('modules/home/views/people.njk', {
      ...{ q: asked, people, total, page, pages, unplaced },
      pageAddress: `/desk/people?${kept ? `${kept}&` : ''}page=`,
    })
  }
}
