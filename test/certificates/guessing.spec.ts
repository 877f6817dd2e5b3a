import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { UNKNOWN_PER_ADDRESS } from '../../src/modules/certificates/public-check.js'
import { numberOf } from '../../src/modules/certificates/rules/number.js'
import { newLetters } from '../../src/shared/ids.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aDelegate } from '../support/people.js'
import { aCertificate } from './a-certificate.js'

let app: TestApp
let known: string

beforeAll(async () => {
  app = await startApp()
  const [dana, course] = [await aDelegate(app.database), await aCourse(app.database)]
  known = await aCertificate(app, { personId: dana.id, courseId: course.id })
})
afterAll(() => app.stop())

const ask = async (number: string, api = false) =>
  (await fetch(`${app.url}${api ? '/api/v1/certificates' : '/certificates/check'}/${number}`)).status

it('guessing ends after 20 unknown numbers, of certificates and transcripts, for pages and programs together; checking those there are does not count', async () => {
  for (let i = 0; i < 30; i++) expect(await ask(known)).toBe(200)
  for (let i = 0; i < 30; i++) expect(await ask('GC-WRONG')).toBe(422)
  for (let i = 0; i < UNKNOWN_PER_ADDRESS; i++)
    expect(await ask(numberOf(i % 3 ? 'certificate' : 'transcript', newLetters(9)), i % 2 === 0)).toBe(404)
  // Whatever is asked now: the answer tells nothing of the number.
  expect([await ask(numberOf('certificate', newLetters(9))), await ask(known), await ask(known, true), await ask('GC-WRONG')]).toEqual([
    429, 429, 429, 429,
  ])
})
