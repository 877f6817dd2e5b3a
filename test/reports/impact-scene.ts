import type { Course } from '../../src/modules/courses/course.entity.js'
import type { FormContent, Answers } from '../../src/modules/evaluation/rules/form-content.js'
import type { Stage } from '../../src/modules/evaluation/rules/stage-settings.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anAnswer, anInvitation, type BuiltForm } from '../support/builders/evaluation.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { anAdministrator, aPerson, aReader, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

export const YEAR = 'period=dates&from=2025-04-01&to=2026-03-31'
const SCALES = ['knowledge', 'recognise', 'act', 'together']

export interface Said {
  scores?: number
  more?: Answers
  quotable?: boolean
}

/** Bookings whose people answered the forms that come with the product: Ada administers, Rhea reads, Tara delivers. */
export class ImpactScene {
  readonly forms = new Map<Stage, BuiltForm>()
  readonly visitors = new Map<string, Visitor>()
  neglect: Course
  held: BuiltOccurrence

  private constructor(readonly app: TestApp) {}

  static async set(): Promise<ImpactScene> {
    const scene = new ImpactScene(await startApp())
    const { database } = scene.app
    const rows = await database.query<{ stage: Stage; id: string; versionId: string; content: FormContent }[]>(
      `SELECT f.stage, f.id, v.id AS "versionId", v.content FROM evaluation_form f JOIN evaluation_form_version v ON v.form_id = f.id
       WHERE f.course_id IS NULL AND f.state = 'published'`,
    )
    for (const { stage, ...form } of rows) scene.forms.set(stage, form)
    scene.neglect = await aCourse(database, { key: 'neglect-l2', title: '=Understanding Neglect' })
    const tara = await aTrainer(database)
    const trainer = await aTrainerRow(database, { person: tara })
    scene.held = await scene.date(scene.neglect, '2025-05-06 09:30', [trainer])
    for (const { email } of [tara, await anAdministrator(database), await aReader(database)]) {
      const visitor = new Visitor(scene.app.url)
      await visitor.signIn(email)
      scene.visitors.set(email.split('@')[0]!, visitor)
    }
    return scene
  }

  date(course: Course, startsAt: string, trainers: { id: string }[] = []): Promise<BuiltOccurrence> {
    return anOccurrence(this.app.database, {
      course,
      startsAt,
      places: 60,
      trainers: trainers,
      registerClosedAt: new Date('2025-05-07T09:00:00Z'),
    })
  }

  /** So many people of an agency group on a date, each of whom said the same; `said` without a stage: it was asked and not answered. */
  async people(n: number, group: string, said: Partial<Record<Stage, Said | null>>, on = this.held): Promise<string[]> {
    const { database } = this.app
    const agency = await anAgency(database, { key: group.toLowerCase(), name: `${group} of the town`, agencyGroup: group })
    const invitations = []
    for (let i = 0; i < n; i++) {
      const person = await aPerson(database, { agencyId: agency.id, name: `Name${i} Of${group}`, jobRole: 'Health visitor' })
      const booking = await aBooking(database, { occurrence: on, person, state: 'attended' })
      for (const [stage, words] of Object.entries(said) as [Stage, Said | null][]) {
        const invitation = await anInvitation(database, {
          booking,
          stage,
          state: 'asked',
          askedAt: '2025-05-06 17:00',
          managerEmail: `manager-${i}@example.org`,
        })
        if (words) await this.answer(invitation, stage, words)
        invitations.push(invitation.id)
      }
    }
    return invitations
  }

  private async answer(
    invitation: { id: string; bookingId: string },
    stage: Stage,
    { scores = 5, more = {}, quotable }: Said,
  ): Promise<void> {
    const answers = { ...Object.fromEntries(SCALES.map(key => [key, scores])), ...more }
    await anAnswer(this.app.database, { invitation, form: this.forms.get(stage)!, answers, quotable })
  }

  see(who: string, path: string) {
    return this.visitors.get(who)!.get(path)
  }

  async api<T>(who: string, path: string): Promise<{ status: number; body: T }> {
    return (await Api.of(this.app, `${who}@example.org`)).get<T>(path)
  }
}
