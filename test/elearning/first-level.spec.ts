import { describe, expect, it } from '@jest/globals'
import { neglectLevel1 } from '../../src/demo/neglect-level-1/neglect-level-1.js'
import { renderMarkdown } from '../../src/modules/elearning/markdown.js'
import { contentProblems, type Question } from '../../src/modules/elearning/rules/built-content.js'

const content = neglectLevel1()
const questions = [...content.quiz.questions, ...content.pages.flatMap(page => page.question ?? [])]

describe('the first level of the neglect pathway', () => {
  it('is ten pages and a quiz of ten questions, ready to be published', () => {
    expect([content.pages.length, content.quiz.ask, content.quiz.questions.length]).toEqual([10, 10, 12])
    expect(contentProblems(content)).toEqual([])
  })

  it('says that it is a sample', () => {
    expect(content.notice).toMatch(/sample.*partnership reviews it/)
  })

  it.each(content.pages.map(page => [page.title, page] as const))('%s has headings in order, and links that lead somewhere', (_, page) => {
    const html = renderMarkdown(page.text)
    const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
    expect(levels.every((level, i) => level >= 2 && level <= (levels[i - 1] ?? 1) + 1)).toBe(true)
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\//)
  })

  it.each(questions.map(question => [question.id, question] as const))(
    '%s explains itself, whatever is chosen',
    (_, question: Question) => {
      expect(question.feedback).not.toBe('')
      const wrong = question.options.filter(option => !option.correct)
      if (question.kind !== 'ordering') expect(wrong.map(option => option.feedback)).not.toContain('')
    },
  )

  it('gives each question an id of its own', () => {
    expect(new Set(questions.map(question => question.id)).size).toBe(questions.length)
  })
})
