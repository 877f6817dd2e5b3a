import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { COURSE_FIELDS, type CourseValues, storedCourse } from './forms/course-values.js'
import { DeskQueries } from './desk.queries.js'
import { CourseForm, NewCourseForm } from './forms/course.form.js'
import { type Changed, changeInWords, readOpened } from './rules/merge-edits.js'
import { SaveCourse } from './save-course.js'

const EMPTY: Partial<CourseValues> = {
  kind: 'scheduled',
  mode: 'face-to-face',
  days: '1',
  defaultPlaces: '20',
  fewest: '6',
  reminderDays: '14, 2',
  requires: [],
}

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
}

/** The desk's courses: the list, a new one, a change. */
@Controller('desk/courses')
@Access('administrator')
export class CourseDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly courses: SaveCourse,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/courses/views/course-list.njk', { courses: await this.desk.courses(this.clock.now()) })
  }

  @Get('new')
  blank() {
    return this.form({ values: EMPTY })
  }

  @Post()
  async add(@Body() body: FormBody, @Me() me: Who) {
    const { values, errors } = readForm(NewCourseForm, body)
    if (errors.length) return this.form({ values, errors }, 422)
    const { key, ...course } = values
    const answer = await this.courses.add(key, course, { personId: me.id, key: body.idempotencyKey })
    if ('errors' in answer) return this.form({ values, ...answer }, 422)
    return redirect(`/desk/courses/${answer.saved}`, `${values.title} is in the catalogue.`)
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedCourse(this.database, key)
    if (!stored) throw new NotFoundException()
    return this.form({ ...stored, opened: JSON.stringify(stored.values) })
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    const { values, errors } = readForm(CourseForm, body)
    const kept = { key, version: body.version, opened: body.opened }
    if (errors.length) return this.form({ ...kept, values, errors }, 422)
    const form = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.courses.change(key, { ...values }, form, { personId: me.id, key: body.idempotencyKey })
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.form({ ...kept, values, ...answer }, 422)
    if ('saved' in answer) return redirect(`/desk/courses/${key}`, 'Your changes are saved.')
    const { version, values: merged, current, changed } = answer
    return this.form({ key, version, values: merged, opened: JSON.stringify(current), overtaken: changed.map(inWords) }, 409)
  }

  private async form(facts: { values: Partial<CourseValues>; key?: string } & Record<string, unknown>, status = 200) {
    const choices = await this.desk.courseChoices(facts.values.requires, facts.values)
    const others = choices.courses.filter(course => course.value !== facts.key)
    return view('modules/courses/views/course-form.njk', { ...facts, choices: { ...choices, courses: others } }, status)
  }
}

const inWords = (changed: Changed): string => changeInWords(changed, COURSE_FIELDS)
