import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../../src/database/data-source.js'
import { entities } from '../../../src/entities.js'
import { BankQuestion } from '../../../src/modules/evaluation/entities/bank-question.entity.js'
import { EvaluationForm } from '../../../src/modules/evaluation/entities/evaluation-form.entity.js'
import { EvaluationFormVersion } from '../../../src/modules/evaluation/entities/evaluation-form-version.entity.js'
import { Measure } from '../../../src/modules/evaluation/entities/measure.entity.js'
import { countedOf, type FormContent, type FormQuestion, questionsOf } from '../../../src/modules/evaluation/rules/form-content.js'
import { formProblems, minutesOf, questionSays } from '../../../src/modules/evaluation/rules/form-problems.js'
import { STAGES } from '../../../src/modules/evaluation/rules/stage-settings.js'
import { type FreshDatabase, freshDatabase } from '../../support/database.js'

let database: FreshDatabase
let source: DataSource
let forms: EvaluationForm[]
let measures: Measure[]

beforeAll(async () => {
  database = await freshDatabase()
  source = await new DataSource(dataSourceOptions(database.url, 2, entities)).initialize()
  forms = await source.getRepository(EvaluationForm).find()
  measures = await source.getRepository(Measure).find()
})
afterAll(async () => {
  await source.destroy()
  await database.drop()
})

const contentOf = (stage: string): FormContent => forms.find(form => form.stage === stage)!.draft
const options = (content: FormContent, role: FormQuestion['role']) => questionsOf(content).find(one => one.role === role)?.options ?? []

describe('the forms that come with the product', () => {
  it('are there in an empty database: one for each stage, published, of every course', async () => {
    expect(forms.map(form => [form.stage, form.state, form.courseId]).sort()).toEqual(
      STAGES.map(stage => [stage, 'published', null]).sort(),
    )
    const versions = await source.getRepository(EvaluationFormVersion).find()
    for (const form of forms) expect(versions.filter(one => one.formId === form.id).map(one => one.content)).toEqual([form.draft])
  })

  it.each(STAGES)('could be published at the desk, and take two minutes at most: %s', stage => {
    const content = contentOf(stage)
    expect(
      formProblems(
        content,
        stage,
        measures.map(({ key }) => key),
      ),
    ).toEqual([])
    expect(questionsOf(content).length).toBeGreaterThanOrEqual(6)
    expect(questionsOf(content).length).toBeLessThanOrEqual(11)
    expect(minutesOf(content)).toBeLessThanOrEqual(2)
  })

  it('ask the same four measures at each stage, from the same end to the same end', () => {
    for (const stage of STAGES) {
      const paired = questionsOf(contentOf(stage)).filter(question => question.measure !== undefined)
      expect(paired.map(question => question.measure).sort()).toEqual(measures.map(({ key }) => key).sort())
      for (const { measure, low, high } of paired) expect(measures.find(({ key }) => key === measure)).toMatchObject({ low, high })
    }
  })

  it('tell the impact page who used it, what came of it and what stood in the way', () => {
    for (const stage of ['impact', 'manager'] as const) {
      const content = contentOf(stage)
      expect(
        questionsOf(content)
          .flatMap(one => one.role ?? [])
          .sort(),
      ).toEqual(['applied', 'barriers', 'story'])
      expect(countedOf(content, { applied: options(content, 'applied')[0]!.key }, 'applied')).toHaveLength(1)
      expect(countedOf(content, { applied: 'not-yet', barriers: ['none'] }, 'applied')).toEqual([])
      expect(countedOf(content, { barriers: ['none'] }, 'barriers')).toEqual([])
    }
  })

  it('bring a bank of questions that are whole', async () => {
    const bank = await source.getRepository(BankQuestion).find()
    expect(bank.length).toBeGreaterThan(8)
    for (const { key, question } of bank) expect([question.key, questionSays(question)]).toEqual([key, []])
  })
})
