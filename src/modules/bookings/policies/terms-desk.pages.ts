import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { IsString, MaxLength } from 'class-validator'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { SaveTerms } from './save-terms.js'
import { termsList, termsVersions } from './terms.queries.js'

export class TermsForm {
  @IsString({ message: 'Enter the terms in words' })
  @MaxLength(20_000, { message: 'Keep the terms to 20,000 characters' })
  words: string
}

interface Of {
  courseId: string | null
  /** Where the page is, after /desk/terms. */
  path: string
  title: string
}
type FormBody = { idempotencyKey?: string; version?: unknown }

/** The terms that people accept when they book: the partnership's, and those of courses that have their own. */
@Controller('desk/terms')
@Access('administrator')
export class TermsDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly terms: SaveTerms,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/bookings/policies/views/terms-list.njk', { courses: await termsList(this.database) })
  }

  @Get('partnership')
  openPartnership() {
    return this.page(PARTNERSHIP)
  }

  @Post('partnership')
  changePartnership(@Body() body: FormBody, @Me() me: Who) {
    return this.save(PARTNERSHIP, body, me)
  }

  @Get('courses/:key')
  async openCourse(@Param('key') key: string) {
    return this.page(await this.ofCourse(key))
  }

  @Post('courses/:key')
  async changeCourse(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    return this.save(await this.ofCourse(key), body, me)
  }

  private async ofCourse(key: string): Promise<Of> {
    const [course] = await this.database.query<{ id: string; title: string }[]>('SELECT id, title FROM course WHERE key = $1', [key])
    if (!course) throw new NotFoundException()
    return { courseId: course.id, path: `/courses/${key}`, title: course.title }
  }

  private async save(of: Of, body: FormBody, me: Who) {
    const { values, errors } = readForm(TermsForm, body)
    if (of.courseId === null && errors.length === 0 && !values.words) errors.push({ field: 'words', message: 'Enter the terms' })
    if (errors.length) return this.page(of, { values, errors, version: body.version }, 422)
    const asked = { courseId: of.courseId, words: values.words, version: Number(body.version) }
    const answer = await this.terms.run(asked, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    if ('saved' in answer)
      return redirect(`/desk/terms${of.path}`, 'Saved. Who books from now on accepts these; who has booked keeps what they accepted.')
    const meanwhile = answer.now || 'The course has gone back to the partnership’s terms.'
    return this.page(of, { values, version: answer.version, meanwhile }, 409)
  }

  private async page(of: Of, more: object = {}, status = 200) {
    const versions = await termsVersions(this.database, of.courseId)
    const [partnership] = of.courseId === null ? [] : await termsVersions(this.database, null)
    const facts = {
      ...of,
      versions,
      usual: partnership?.words,
      version: versions[0]?.number ?? 0,
      values: { words: versions[0]?.words ?? '' },
    }
    return view('modules/bookings/policies/views/terms-form.njk', { ...facts, ...more }, status)
  }
}

const PARTNERSHIP: Of = { courseId: null, path: '/partnership', title: 'The partnership’s terms' }
