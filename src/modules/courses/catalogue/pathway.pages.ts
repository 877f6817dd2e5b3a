import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { DeskQueries } from '../desk.queries.js'
import { COURSE_FIELDS, storedCourse } from '../forms/course-values.js'
import { Many } from '../forms/fields.js'
import { changeInWords, readOpened } from '../rules/merge-edits.js'
import { connected, drawPathway, type DrawnCourse } from '../rules/pathway-drawing.js'
import { SaveCourse } from '../save-course.js'

export class PathwayForm {
  @Many()
  requires: string[]
}

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
}

const COURSES = `
  SELECT c.id AS "courseId", c.key, c.title, ARRAY(SELECT requires_id FROM course_prerequisite WHERE course_id = c.id) AS requires
  FROM course c ORDER BY c.level NULLS LAST, c.title`

/** The pathway that a course stands on, drawn and in words, and what must come before the course. */
@Controller('desk/courses/:key/pathway')
@Access('administrator')
export class PathwayPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly courses: SaveCourse,
  ) {}

  @Get()
  async open(@Param('key') key: string) {
    const stored = await storedCourse(this.database, key)
    if (!stored) throw new NotFoundException()
    const { requires } = stored.values
    return this.page(key, { requires, version: stored.version, opened: JSON.stringify({ requires }) })
  }

  @Post()
  async save(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    const { requires } = readForm(PathwayForm, body).values
    const kept = { requires, version: body.version, opened: body.opened }
    const opened = { version: Number(body.version), opened: readOpened(body.opened) }
    const answer = await this.courses.changeRequires(key, requires, opened, { personId: me.id, key: body.idempotencyKey })
    if (!answer) throw new NotFoundException()
    if ('saved' in answer) return redirect(`/desk/courses/${key}/pathway`, 'The pathway is saved.')
    if ('errors' in answer) return this.page(key, { ...kept, ...answer }, 422)
    const overtaken = answer.changed.map(one => changeInWords(one, COURSE_FIELDS))
    const again = { requires: answer.values.requires, version: answer.version, opened: JSON.stringify(answer.current) }
    return this.page(key, { ...again, overtaken }, 409)
  }

  private async page(key: string, facts: { requires: string[] } & Record<string, unknown>, status = 200) {
    const all = await this.database.query<DrawnCourse[]>(COURSES)
    const course = all.find(one => one.key === key)
    if (!course) throw new NotFoundException()
    const steps = connected(course.courseId, all)
    const titles = new Map(all.map(one => [one.courseId, one.title]))
    const { courses } = await this.desk.courseChoices(facts.requires)
    return view(
      'modules/courses/views/pathway.njk',
      {
        ...{ ...facts, key, title: course.title, drawing: drawPathway(steps) },
        steps: steps.map(step => ({ ...step, needs: step.requires.map(id => titles.get(id)) })),
        // What is ticked stands first: the list is long.
        courses: [true, false].flatMap(ticked => courses.filter(one => one.value !== key && facts.requires.includes(one.value) === ticked)),
      },
      status,
    )
  }
}
