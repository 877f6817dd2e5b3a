import type { DataSource } from 'typeorm'
import { LearningModule, type ModuleKind } from '../../../src/modules/elearning/module.entity.js'
import { ModuleVersion } from '../../../src/modules/elearning/module-version.entity.js'
import type { BuiltContent, BuiltPage, Question } from '../../../src/modules/elearning/rules/built-content.js'
import { newId } from '../../../src/shared/ids.js'

/** A question whose right answer is B, or for several A and B, or in the order A, B, C. */
export function aQuestion(id: string, kind: Question['kind'] = 'single'): Question {
  const right = kind === 'single' ? ['b'] : ['a', 'b']
  const option = (letter: string) => ({
    id: letter,
    text: `${id} answer ${letter.toUpperCase()}`,
    correct: kind !== 'ordering' && right.includes(letter),
    feedback: `Why ${letter.toUpperCase()} of ${id}`,
  })
  return { id, kind, text: `What of ${id}?`, options: ['a', 'b', 'c'].map(option), feedback: `The reason of ${id}` }
}

export const aPage = (n: number, change: Partial<BuiltPage> = {}): BuiltPage => ({
  ...{ id: `p${n}`, title: `Page title ${n}`, text: `Words of page ${n}.`, video: null, question: null },
  ...change,
})

/** Six pages, a question after the second, and a quiz of four, passed with 75%, three goes a day. */
export function someContent(change: Partial<BuiltContent> = {}): BuiltContent {
  const pages = [1, 2, 3, 4, 5, 6].map(n => aPage(n, n === 2 ? { question: aQuestion('between') } : {}))
  const questions = [aQuestion('q1'), aQuestion('q2'), aQuestion('q3', 'multiple'), aQuestion('q4', 'ordering')]
  return { notice: '', pages, quiz: { passMark: 75, goesADay: 3, ask: 4, questions }, ...change }
}

export interface BuiltModule {
  id: string
  versionId: string
}

/** A published module, and its first version. */
export async function aModule(
  database: DataSource,
  course: { id: string },
  { content = someContent(), kind = 'built' }: { content?: object; kind?: ModuleKind } = {},
): Promise<BuiltModule> {
  const [id, versionId, at] = [newId(), newId(), new Date('2026-02-01T09:00:00Z')]
  const module = { id, courseId: course.id, kind, state: 'published' as const, draft: content, publishedRevision: 1, changedAt: at }
  await database.getRepository(LearningModule).insert(module)
  await database.getRepository(ModuleVersion).insert({ id: versionId, moduleId: id, number: 1, content, publishedAt: at })
  return { id, versionId }
}
