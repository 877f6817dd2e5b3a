import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { absenceInWords } from './trainers/trainer-values.js'
import { DeskQueries, type TrainerListed } from './desk.queries.js'
import { ActivityForm, TrainerForm } from './forms/desk.forms.js'
import { TrainerPool } from './trainer-pool.js'

@Controller('desk/trainers')
@Access('administrator')
export class TrainerDeskPages {
  constructor(
    private readonly desk: DeskQueries,
    private readonly pool: TrainerPool,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/courses/views/trainer-list.njk', { trainers: (await this.desk.trainers(this.clock.now())).map(shown) })
  }

  @Get('new')
  blank() {
    return view('modules/courses/views/trainer-form.njk', { values: {} })
  }

  @Post()
  async add(@Body() body: { idempotencyKey?: string }, @Me() me: Who) {
    const { values, errors } = readForm(TrainerForm, body)
    const sender = { personId: me.id, key: body.idempotencyKey }
    const answer = errors.length ? { errors } : await this.pool.add(values, sender, this.clock.now())
    if ('errors' in answer) return view('modules/courses/views/trainer-form.njk', { values, ...answer }, 422)
    return redirect('/desk/trainers', `${answer.added} is in the trainer pool.`)
  }

  @Post(':id/activity')
  async activity(@Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() })) id: string, @Body() body: object) {
    const { values, errors } = readForm(ActivityForm, body)
    const trainer = errors.length ? null : await this.pool.setActive(id, values.active === 'yes')
    if (!trainer) throw new NotFoundException()
    const sentence = values.active === 'yes' ? 'is offered for new events again.' : 'is no longer offered for new events.'
    return redirect('/desk/trainers', `${trainer.name} ${sentence}`)
  }
}

const shown = (trainer: TrainerListed) => {
  const { awayFrom, awayTo } = trainer
  return { ...trainer, away: awayFrom && awayTo ? absenceInWords({ fromDay: awayFrom, toDay: awayTo, words: '' }) : '' }
}
