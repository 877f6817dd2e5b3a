import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { DEFAULT_SETTINGS, settingProblems, STAGES, type StageSettings } from '../rules/stage-settings.js'
import { STAGE_WORDS } from './building.messages.js'
import { CourseEvaluationQueries } from './course-evaluation.queries.js'
import { type Body as Typed, editError, template, versionOf } from './desk-facts.js'
import { textOf } from './read-question.js'
import { SaveCourseEvaluation } from './save-course-evaluation.js'

/** How one course is evaluated: at which stages, when, and what waits for an answer. */
@Controller('desk/courses/:key/evaluation')
@Access('administrator')
export class CourseEvaluationPages {
  constructor(
    private readonly courses: CourseEvaluationQueries,
    private readonly saving: SaveCourseEvaluation,
  ) {}

  @Get()
  show(@Param('key') key: string) {
    return this.page(key)
  }

  @Post()
  async save(@Param('key') key: string, @Body() body: Typed, @RequestKey() request: string | undefined, @Me() me: Who) {
    const course = await this.courses.one(key)
    if (!course) throw new NotFoundException()
    const settings = read(body)
    const problems = settingProblems(settings)
    if (problems.length > 0) return this.page(key, problems, body, versionOf(body))
    const answer = await this.saving.run(course.id, versionOf(body), settings, { personId: me.id, key: request })
    if (isRefusal(answer)) return this.page(key, [editError(answer, 'stages')], body)
    return redirect(`/desk/courses/${key}/evaluation`, 'Saved. Who was asked already stays asked; what falls due from now on follows.')
  }

  private async page(key: string, errors: FieldError[] = [], typed?: Typed, version?: number) {
    const course = await this.courses.one(key)
    if (!course) throw new NotFoundException()
    const forms = await this.courses.forms(course.id)
    const settings = course.settings ?? DEFAULT_SETTINGS
    const yes = (on: boolean) => (on ? 'yes' : '')
    const values = typed ?? {
      ...{ stages: settings.stages, impactWeeks: settings.impactWeeks, managerMonths: settings.managerMonths },
      ...{ gateJoining: yes(settings.gateJoining), gateCertificate: yes(settings.gateCertificate) },
    }
    const stages = STAGES.map(stage => {
      const form = forms.find(one => one.stage === stage && one.own) ?? forms.find(one => one.stage === stage)
      return { stage, ...STAGE_WORDS[stage], form }
    })
    const facts = { course, stages, values, errors, own: course.settings !== null, version: version ?? course.version }
    return view(template('course-evaluation'), facts, errors.length > 0 ? 422 : 200)
  }
}

/** Numbers of stages that are not asked stay what they are by default: the database keeps one in any case. */
function read(body: Typed): StageSettings {
  const chosen = [body.stages].flat()
  const stages = STAGES.filter(stage => chosen.includes(stage))
  const whole = (name: 'impactWeeks' | 'managerMonths', asked: boolean) => {
    const text = textOf(body, name)
    if (!asked && !/^[1-9]\d?$/.test(text)) return DEFAULT_SETTINGS[name]
    return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  }
  return {
    stages,
    gateJoining: body.gateJoining === 'yes',
    gateCertificate: body.gateCertificate === 'yes',
    impactWeeks: whole('impactWeeks', stages.includes('impact')),
    managerMonths: whole('managerMonths', stages.includes('manager')),
  }
}
