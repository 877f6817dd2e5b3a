import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { type Day, isDay, londonDate, longDate } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { type Change, ClosedDays } from './closed-days.js'

type FormBody = Record<string, unknown> & { idempotencyKey?: string }
interface ClosedValues {
  day: string
  name: string
}

/** The days that do not count as working days: looked at, added to and taken from, each time with what it changes said before it is saved. */
@Controller('desk/bank-holidays')
@Access('administrator')
export class HolidaysDeskPages {
  constructor(
    private readonly closed: ClosedDays,
    private readonly clock: Clock,
  ) {}

  @Get()
  list() {
    return this.page()
  }

  @Post()
  async add(@Body() body: FormBody, @Me() me: Who) {
    const typed = (field: string) => (typeof body[field] === 'string' ? body[field].trim() : '')
    const values = { day: typed('day'), name: typed('name') }
    const errors = wrongWith(values, londonDate(this.clock.now()))
    if (errors.length) return this.page({ values, errors }, 422)
    return this.go({ add: values }, values, typed('seen'), { personId: me.id, key: body.idempotencyKey })
  }

  @Get(':id/removal')
  async askRemoval(@Param('id') id: string) {
    return this.confirm({ remove: id }, await this.named(id))
  }

  @Post(':id/removal')
  async remove(@Param('id') id: string, @Body() body: FormBody, @Me() me: Who) {
    const seen = typeof body.seen === 'string' ? body.seen : ''
    const day = (await this.closed.list()).find(row => row.id === id)
    if (!day) return redirect('/desk/bank-holidays', 'That day has been taken away already.')
    return this.go({ remove: id }, day, seen, { personId: me.id, key: body.idempotencyKey })
  }

  private async named(id: string): Promise<ClosedValues> {
    const row = (await this.closed.list()).find(one => one.id === id)
    if (!row) throw new NotFoundException()
    return row
  }

  /** First what it would change, then, with the same list still in place, the change itself. */
  private async go(change: Change, values: ClosedValues, seen: string, sender: { personId: string; key: string | undefined }) {
    if (!seen) return this.confirm(change, values)
    const answer = await this.closed.change(change, seen, sender, this.clock.now())
    if ('stale' in answer)
      return this.confirm(
        change,
        values,
        'Somebody else changed the closed days meanwhile. Look at what changes now, then press the button again.',
        409,
      )
    if ('gone' in answer)
      return this.page(
        { values, errors: [{ field: 'day', message: 'Somebody else has changed this day meanwhile: look at the list' }] },
        409,
      )
    const words = 'add' in change ? 'is now a closed day' : 'is a working day again'
    return redirect('/desk/bank-holidays', `${longDate(values.day)} ${words}. Deadlines that people were promised stay as they are.`)
  }

  private async confirm(change: Change, values: ClosedValues, sentence = '', status = 200) {
    const preview = await this.closed.preview(change, this.clock.now())
    if (!preview) return this.page({ values, errors: [{ field: 'day', message: 'This day is closed already' }] }, 422)
    const facts = { ...preview, values, sentence, removing: 'remove' in change ? change.remove : null }
    return view('modules/bookings/policies/views/closed-day-confirm.njk', facts, status)
  }

  private async page(more: { values?: ClosedValues; errors?: FieldError[] } = {}, status = 200) {
    const today = londonDate(this.clock.now())
    const closed = await this.closed.list()
    const holidays = Object.entries(ENGLAND_AND_WALES.days)
      .filter(([day]) => day >= today)
      .map(([day, name]) => ({ day, name }))
    const { region, until } = ENGLAND_AND_WALES
    return view('modules/bookings/policies/views/bank-holidays.njk', { values: {}, ...more, holidays, closed, region, until }, status)
  }
}

function wrongWith({ day, name }: ClosedValues, today: Day): FieldError[] {
  const errors: FieldError[] = []
  if (!isDay(day)) errors.push({ field: 'day', message: 'Enter the day' })
  else if (day <= today) errors.push({ field: 'day', message: 'Enter a day after today' })
  else if (ENGLAND_AND_WALES.days[day])
    errors.push({ field: 'day', message: `This day is a bank holiday already: ${ENGLAND_AND_WALES.days[day]}` })
  if (!name) errors.push({ field: 'name', message: 'Enter what it is called' })
  else if (name.length > 80) errors.push({ field: 'name', message: 'Keep this to 80 characters' })
  return errors
}
