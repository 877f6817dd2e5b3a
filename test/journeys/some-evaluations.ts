import { DoorQueries } from '../../src/modules/evaluation/door/door.queries.js'
import { shownCode } from '../../src/modules/evaluation/rules/door.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import type { TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { aForm, anAnswer } from '../support/builders/evaluation.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { isAsked } from '../evaluation/answering/answers.js'

const secretOf = ({ link }: { link: string }): string => link.split('/').at(-1)!

/** Dana is asked after a course, before one and weeks later; she has answered once, and her manager is asked and has answered. */
export async function someEvaluations(app: TestApp, dana: Person, today: string): Promise<Record<string, string>> {
  const { database } = app
  const bookingOn = async (day: string, state: 'booked' | 'attended') => {
    const occurrence = await anOccurrence(database, {
      course: await aCourse(database, { title: 'Safer Recruitment' }),
      startsAt: `${day} 09:30`,
    })
    return aBooking(database, { person: dana, occurrence, state })
  }
  const [done, coming, before] = [
    await bookingOn('2025-08-28', 'attended'),
    await bookingOn('2026-04-08', 'booked'),
    await bookingOn('2025-12-02', 'attended'),
  ]
  const [post, impact, pre] = [await isAsked(app, done, 'post'), await isAsked(app, before, 'impact'), await isAsked(app, coming, 'pre')]
  const [manager, used] = [await isAsked(app, done, 'manager'), await isAsked(app, before, 'manager')]
  // Of a course of their own, so that those who are asked by the forms of the product still are.
  const form = await aForm(database, { stage: 'post', course: { id: before.courseId } })
  const sent = await isAsked(app, before, 'post')
  await anAnswer(database, {
    invitation: sent.invitation,
    form,
    answers: { know: 3, sure: 8, more: 'More time to talk.', actions: ['ask more'] },
  })
  await anAnswer(database, { invitation: used.invitation, form, answers: { know: 3 } })
  const door = await app.app.get(DoorQueries).theirs(today, { ...dana, roles: ['administrator'] }, app.clock.now())
  return {
    ...{
      askedPost: post.invitation.id,
      askedImpact: impact.invitation.id,
      askedPre: pre.invitation.id,
      sentEvaluation: sent.invitation.id,
    },
    ...{ linkPost: secretOf(post), linkSent: secretOf(sent), linkManager: secretOf(manager), linkUsed: secretOf(used) },
    door: shownCode(door!.code),
  }
}
