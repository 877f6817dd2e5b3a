import type { DataSource } from 'typeorm'
import type { Visitor } from '../support/visitor.js'

/** Reads on from the page that is open to before the quiz, answering what is asked between pages. */
export async function readAll(visitor: Visitor, id: string, upTo: number, from = 1): Promise<void> {
  if (from === 1) {
    await visitor.get(`/learning/${id}`)
    await visitor.post(`/learning/${id}/start`)
  }
  for (let page = from; page <= upTo; page++) {
    const { html } = await visitor.get(`/learning/${id}/pages/${page}`)
    if (html.includes(`/pages/${page}/answer"`)) await visitor.post(`/learning/${id}/pages/${page}/answer`, { answer: 'b' })
    await visitor.post(`/learning/${id}/pages/${page}`)
  }
}

type Fields = Record<string, string | string[]>

/** What to send for the question that is open: its right answer, or a wrong one. Knows the shapes of test/support/builders/module.ts. */
export function answerTo(html: string, right: boolean): Fields {
  if (html.includes('name="place-'))
    return right ? { 'place-a': '1', 'place-b': '2', 'place-c': '3' } : { 'place-a': '2', 'place-b': '3', 'place-c': '1' }
  if (html.includes('type="checkbox"')) return { answer: right ? ['a', 'b'] : ['c'] }
  return { answer: right ? 'b' : 'c' }
}

/** Takes the quiz with so many right answers, the first ones; the visitor ends on its last question. */
export async function takeQuiz(visitor: Visitor, id: string, right: number, questions = 4): Promise<void> {
  await visitor.get(`/learning/${id}/quiz`)
  let seen = await visitor.post(`/learning/${id}/quiz`)
  for (let i = 1; i <= questions; i++) {
    if (i > 1) seen = await visitor.get(`/learning/${id}/quiz/${i}`)
    await visitor.post(`/learning/${id}/quiz/${i}`, answerTo(seen.html, i <= right))
  }
}

/** The enrolments of a person, as the database has them. */
export const enrolmentsOf = (database: DataSource, person: { id: string }) =>
  database.query<Record<string, unknown>[]>(
    `SELECT id, position, progress, score::float AS score, passed_at, started_at, completed_at, seconds, module_version_id
     FROM enrolment WHERE person_id = $1 ORDER BY id`,
    [person.id],
  )

export const recordsOf = (database: DataSource, person: { id: string }) =>
  database.query<{ course_id: string; completed_on: string; valid_until: string | null; how: string; source: string }[]>(
    `SELECT course_id, completed_on::text, valid_until::text, how, source FROM learning_record WHERE person_id = $1`,
    [person.id],
  )
