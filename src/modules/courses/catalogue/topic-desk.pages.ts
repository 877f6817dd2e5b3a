import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { londonDate } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { changeInWords, readOpened } from '../rules/merge-edits.js'
import { isPriorityIn, priorityInWords, yearOf, yearsOffered } from '../rules/priority-years.js'
import { CatalogueQueries, storedTopic, type TopicValues, usedBy } from './catalogue.queries.js'
import { SaveNamed } from './save-named.js'
import { TopicForm } from './topic.form.js'

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
  way?: string
}

const FIELDS: Record<keyof TopicValues, string> = {
  name: 'Name',
  priority: 'A priority of the partnership',
  years: 'Years as a priority',
  retired: 'Retired',
}
const NO_YEARS: FieldError = { field: 'years', message: 'Tick the years in which it is a priority, or choose another answer' }

/** What courses are about: the list in its order, a new topic, a change, and the partnership's priorities. */
@Controller('desk/topics')
@Access('administrator')
export class TopicDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly queries: CatalogueQueries,
    private readonly topics: SaveNamed,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    const year = yearOf(londonDate(this.clock.now()))
    const topics = (await this.queries.topics()).map(topic => ({
      ...topic,
      now: isPriorityIn(topic, year),
      words: priorityInWords(topic),
    }))
    return view('modules/courses/views/topic-list.njk', { topics, offered: topics.filter(topic => !topic.retired).length })
  }

  @Get('new')
  blank() {
    return this.form({ values: {} })
  }

  @Post()
  async add(@Body() body: FormBody, @Me() me: Who) {
    const { values, errors } = readTopic(body)
    const answer = errors.length ? { errors } : await this.topics.add('topic', values, { personId: me.id, key: body.idempotencyKey })
    if ('errors' in answer) return this.form({ values, ...answer }, 422)
    return redirect('/desk/topics', `${values.name} is saved.`)
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedTopic(this.database, key)
    if (!stored) throw new NotFoundException()
    return this.form({ ...stored, opened: JSON.stringify(stored.values) })
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    const { values, errors } = readTopic(body)
    const kept = { key, version: body.version, opened: body.opened }
    if (errors.length) return this.form({ ...kept, values, errors }, 422)
    const opened = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.topics.change('topic', key, { ...values }, opened, { personId: me.id, key: body.idempotencyKey })
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.form({ ...kept, values, ...answer }, 422)
    if ('saved' in answer) return redirect('/desk/topics', `${values.name} is saved.`)
    const { version, values: merged, current, changed } = answer
    const overtaken = changed.map(one => changeInWords(one, FIELDS))
    return this.form({ key, version, values: merged, opened: JSON.stringify(current), overtaken }, 409)
  }

  @Post(':key/place')
  async move(@Param('key') key: string, @Body() body: FormBody) {
    const way = body.way === 'earlier' || body.way === 'later' ? body.way : null
    const answer = way && (await this.topics.move(key, way))
    if (!answer) throw new NotFoundException()
    return redirect('/desk/topics', `${answer.moved} has moved.`)
  }

  @Post(':key/removal')
  async remove(@Param('key') key: string) {
    const answer = await this.topics.remove('topic', key)
    if (!answer) throw new NotFoundException()
    if ('removed' in answer) return redirect('/desk/topics', `${answer.removed} is gone.`)
    return redirect(`/desk/topics/${key}`, 'Courses are about this topic, so it stays. Retire it instead.')
  }

  private async form(facts: { values: Partial<TopicValues>; key?: string } & Record<string, unknown>, status = 200) {
    const id = facts.key === undefined ? null : (await storedTopic(this.database, facts.key))?.id
    const used = id ? await usedBy(this.database, 'topic', id) : []
    const years = yearsOffered(yearOf(londonDate(this.clock.now())), (facts.values.years ?? []).map(Number))
    return view('modules/courses/views/topic-form.njk', { ...facts, used, years }, status)
  }
}

function readTopic(body: FormBody) {
  const { values, errors } = readForm(TopicForm, body)
  return { values, errors: values.priority === 'years' && values.years.length === 0 ? [...errors, NO_YEARS] : errors }
}
