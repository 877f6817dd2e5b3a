import type { TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aModule, someContent } from '../support/builders/module.js'
import { isRefusal } from '../../src/shared/refusal.js'
import { SignUp } from '../../src/modules/elearning/sign-up.js'
import { ReadOn } from '../../src/modules/elearning/taking/read-on.js'
import { TakeTheQuiz } from '../../src/modules/elearning/taking/take-the-quiz.js'

type Learner = { id: string }
const VIDEO = { url: 'https://video.example.org/1', title: 'A short film', transcript: 'What is said in it.' }
const TEXT = '# First\n\nWords with a [link](https://example.org).\n\n### Deeper\n\n- one\n- two\n\n> A thought'
const ELSEWHERE = { url: 'https://example.org/title', text: 'Taken with its **provider**.' }

const KEY_OF = 'SELECT c.key FROM enrolment e JOIN course c ON c.id = e.course_id WHERE e.id = $1'

/** Somebody's e-learning in every state: signed up, reading, at the quiz, done, and one that is taken elsewhere. */
export async function someElearning(app: TestApp, who: Learner): Promise<Record<string, string>> {
  const enrolled: string[] = []
  for (const title of ['Signed up', 'Reading', 'Quizzing', 'Done', 'Elsewhere']) enrolled.push(await onCourse(app, who, title))
  const [signedUp, reading, quizzing, done, elsewhere] = enrolled
  await read(app, who, reading!, 1)
  for (const enrolmentId of [quizzing!, done!]) await read(app, who, enrolmentId, 6)
  await answer(app, who, quizzing!, 1)
  await answer(app, who, done!, 4)
  const [offered] = await app.database.query<{ key: string }[]>(KEY_OF, [signedUp])
  const [finished] = await app.database.query<{ key: string }[]>(KEY_OF, [done])
  const modules = await app.database.query<{ id: string; kind: string }[]>('SELECT id, kind FROM module ORDER BY kind')
  const [told] = await app.database.query<{ id: string }[]>('SELECT id FROM xapi_statement ORDER BY id LIMIT 1')
  const written = { statement: told!.id, writtenHere: modules[0]!.id, writtenElsewhere: modules.at(-1)!.id }
  return {
    ...written,
    titleHere: offered!.key,
    titleDone: finished!.key,
    signedUp: signedUp!,
    reading: reading!,
    quizzing: quizzing!,
    learned: done!,
    declaring: elsewhere!,
  }
}

async function onCourse(app: TestApp, who: Learner, title: string): Promise<string> {
  const course = await aCourse(app.database, { title: `${title} module`, kind: 'e-learning', mode: 'e-learning' })
  const { pages, ...rest } = someContent({ notice: 'A sample.' })
  const content = { ...rest, pages: pages.map((page, i) => (i === 0 ? { ...page, text: TEXT, video: VIDEO } : page)) }
  await aModule(app.database, course, title === 'Elsewhere' ? { kind: 'elsewhere', content: ELSEWHERE } : { content })
  const answer = await app.app.get(SignUp).run(who.id, course.key, app.clock.now())
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.enrolmentId
}

async function read(app: TestApp, who: Learner, enrolmentId: string, pages: number) {
  const reading = app.app.get(ReadOn)
  const now = app.clock.now()
  await reading.start(who.id, enrolmentId, now)
  for (let page = 1; page <= pages; page++) {
    if (page === 2) await reading.answer({ personId: who.id, enrolmentId, page, chosen: ['a'] }, now)
    await reading.turn({ personId: who.id, enrolmentId, page }, now)
  }
}

/** Gives answers, right ones, to the first so many questions of the quiz. */
async function answer(app: TestApp, who: Learner, enrolmentId: string, questions: number) {
  const quiz = app.app.get(TakeTheQuiz)
  const asked = { personId: who.id, enrolmentId }
  const attempt = await quiz.begin(asked, app.clock.now())
  if (isRefusal(attempt)) throw new Error(attempt.refused)
  for (let question = 1; question <= questions; question++)
    for (const chosen of [['a', 'b', 'c'], ['b'], ['a', 'b']]) await quiz.answer({ ...asked, attempt, question, chosen }, app.clock.now())
}
