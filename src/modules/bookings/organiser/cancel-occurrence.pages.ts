import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { IsString, MaxLength, MinLength } from 'class-validator'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { isUuid } from '../booking.queries.js'
import type { CancelOccurrenceCode } from '../rules/cancel-occurrence.js'
import { CancelOccurrence, displacedBy, type CancelPreview } from './cancel-occurrence.js'
import { touchedGroups, touchedKey, type Gets } from './touched-words.js'

/** Cancelling a date: the reason that everybody is told, and what the page had shown of them. */
export class CancelOccurrenceForm {
  @IsString()
  @MinLength(1, { message: 'Enter the reason. Everybody who is booked is told it' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason: string

  @IsString()
  seen = ''
}

const SENTENCES: Record<CancelOccurrenceCode, string> = {
  'occurrence-cancelled': 'This date is cancelled already.',
  'register-closed': 'The register of this date is closed, so it can no longer be cancelled.',
  'course-begun': 'This date has begun, so it can no longer be cancelled. Its register says who was there.',
}

/** The organiser cancels a date: whom it touches and what they will get, then the reason and the button. */
@Controller('desk/occurrences/:id')
@Access('administrator')
export class CancelOccurrencePages {
  constructor(
    private readonly cancelOccurrence: CancelOccurrence,
    private readonly clock: Clock,
  ) {}

  @Get('cancel')
  ask(@Param('id') id: string) {
    return this.page(id, {})
  }

  @Post('cancellation')
  async cancel(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(CancelOccurrenceForm, body)
    if (errors.length) return this.page(id, { values, errors }, 422)
    if (!isUuid(id)) throw new NotFoundException()
    const answer = await this.cancelOccurrence.run(id, values, { personId: me.id, key }, this.clock.now())
    if (isRefusal(answer)) return this.page(id, { values, anew: answer.refused === 'changed-meanwhile' }, 409)
    const told = answer.told === 0 ? 'Nobody had to be told.' : `${answer.told === 1 ? '1 person is' : `${answer.told} people are`} told.`
    return redirect(`/desk/occurrences/${id}`, `The date is cancelled. ${told}`)
  }

  private async page(id: string, more: { values?: CancelOccurrenceForm; errors?: FieldError[]; anew?: boolean }, status = 200) {
    const preview = isUuid(id) ? await this.cancelOccurrence.preview(id, this.clock.now()) : null
    if (!preview) throw new NotFoundException()
    const { occurrence, people, refusal } = preview
    const groups = touchedGroups(people, getsOf(preview))
    const told = people.bookings.length + people.offers.length + people.trainers.length
    const facts = {
      occurrence,
      told,
      dates: preview.dates,
      refusal: refusal && SENTENCES[refusal.refused],
      touched: { groups, notes: [], key: touchedKey(people) },
    }
    return view('modules/bookings/views/cancel-occurrence.njk', { ...facts, ...more }, status)
  }
}

function getsOf(preview: CancelPreview): Gets {
  const { dates } = preview
  const count = dates.length === 1 ? '1 other date' : `${dates.length} other dates`
  const others = dates.length ? ` It lists the ${count} with places, to take at once.` : ' No other date has a place.'
  const queued = displacedBy(preview).length ? ' They go to the head of the waiting list.' : ''
  return {
    booked: `A mail with the reason, and the entry leaves their calendar. No charge.${others}${queued}`,
    requested: `A mail with the reason. No charge.${others}${queued}`,
    offered: 'A mail that the offer is withdrawn. They keep their place in the queue.',
    waiting: '',
    trainers: 'A mail with the reason.',
  }
}
