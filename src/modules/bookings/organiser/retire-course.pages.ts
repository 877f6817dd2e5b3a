import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longMoment } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { RetireACourse } from './retire-a-course.js'

/** Retiring a course: what becomes of its dates and of those who wait, and the button; or offering it again. */
@Controller('desk/courses/:key/retirement')
@Access('administrator')
export class RetireCoursePages {
  constructor(
    private readonly courses: RetireACourse,
    private readonly clock: Clock,
  ) {}

  @Get()
  ask(@Param('key') key: string) {
    return this.page(key)
  }

  @Post()
  async answer(
    @Param('key') key: string,
    @Body() body: { seen?: unknown; again?: unknown },
    @RequestKey() requestKey: string | undefined,
    @Me() me: Who,
  ) {
    if (body.again === 'yes') return this.offerAgain(key)
    const seen = typeof body.seen === 'string' ? body.seen : ''
    const answer = await this.courses.retire(key, seen, { personId: me.id, key: requestKey }, this.clock.now())
    if (isRefusal(answer)) return this.page(key, true)
    const told = answer.told === 1 ? '1 person who waited is told.' : `${answer.told} people who waited are told.`
    return redirect(`/desk/courses/${key}/overview`, `The course is retired. ${answer.told ? told : 'Nobody had to be told.'}`)
  }

  private async offerAgain(key: string) {
    if (!(await this.courses.offerAgain(key)) && !(await this.courses.preview(key, this.clock.now()))) throw new NotFoundException()
    return redirect(`/desk/courses/${key}/overview`, 'The course is offered again.')
  }

  private async page(key: string, anew = false) {
    const found = await this.courses.preview(key, this.clock.now())
    if (!found) throw new NotFoundException()
    const dates = found.dates.map(date => ({ ...date, when: longMoment(date.startsAt) }))
    const booked = dates.reduce((sum, date) => sum + date.booked, 0)
    return view('modules/bookings/views/retire-course.njk', { ...found, dates, booked, anew }, anew ? 409 : 200)
  }
}
