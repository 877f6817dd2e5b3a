import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CourseEvaluation } from '../../../src/modules/evaluation/entities/course-evaluation.entity.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm } from '../../support/builders/evaluation.js'
import { aDelegate, anAdministrator } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'

let app: TestApp
let ada: Visitor
const URL = '/desk/courses/gcp2/evaluation'

beforeAll(async () => {
  app = await startApp()
  const course = await aCourse(app.database, { key: 'gcp2', title: 'Graded Care Profile 2' })
  await aForm(app.database, { stage: 'pre', course, title: 'Before GCP2' })
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

const rows = () => app.database.getRepository(CourseEvaluation).find()
const ALL = { stages: ['pre', 'post', 'impact', 'manager'], impactWeeks: '8', managerMonths: '6', gateJoining: '', gateCertificate: 'yes' }

describe('how a course is evaluated', () => {
  it('is what every course has, with its own forms before the default ones', async () => {
    expect((await ada.get('/desk/courses/gcp2/overview')).html).toContain(`href="${URL}"`)
    const { text, html } = await ada.get(URL)
    expect(text).toContain('evaluated as every course is')
    expect(text).toMatch(/Before GCP2 After the course After the course \(default\) Make its own/)
    expect(html.match(/type="checkbox" value="[^"]+" checked/g)).toHaveLength(4)
    expect(await rows()).toEqual([])
  })

  it.each([
    [{ impactWeeks: '0' }, 'Enter a whole number of weeks from 1 to 52'],
    [{ impactWeeks: '53' }, 'Enter a whole number of weeks from 1 to 52'],
    [{ impactWeeks: 'eight' }, 'Enter a whole number of weeks from 1 to 52'],
    [{ managerMonths: '25' }, 'Enter a whole number of months from 1 to 24'],
    [{ stages: ['pre'] }, 'The certificate can only wait for the form after the course if it is asked'],
    [{ stages: ['post'], gateJoining: 'yes' }, 'Joining details can only wait for the form before the course if it is asked'],
  ])('is refused where it cannot be: %j', async (change, message) => {
    await ada.get(URL)
    const { status, text } = await ada.post(URL, { ...ALL, ...change })
    expect([status, text]).toEqual([422, expect.stringContaining(message)])
    expect(await rows()).toEqual([])
  })

  it('is saved for the course alone, at its limits too', async () => {
    await ada.get(URL)
    await ada.post(URL, { ...ALL, stages: ['post', 'impact'], impactWeeks: '52', managerMonths: '', gateCertificate: '' })
    expect(ada.last!.text).toContain('what falls due from now on follows')
    const settings = { stages: ['post', 'impact'], gateJoining: false, gateCertificate: false, impactWeeks: 52, managerMonths: 6 }
    expect(await rows()).toEqual([expect.objectContaining({ ...settings, version: 1 })])
  })

  it('is not saved over what somebody else saved meanwhile', async () => {
    const bea = new Visitor(app.url)
    await bea.signIn('ada@example.org')
    for (const who of [ada, bea]) await who.get(URL)
    await bea.post(URL, { ...ALL, impactWeeks: '6' })
    const late = await ada.post(URL, { ...ALL, impactWeeks: '12' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody else has changed these settings')])
    expect(late.html).toContain('value="12"')
    await ada.post(URL, { ...ALL, impactWeeks: '12' })
    expect((await rows())[0]).toMatchObject({ impactWeeks: 12, version: 3 })
  })

  it('is nobody’s but an administrator’s, and of no course that is not there', async () => {
    expect((await ada.get('/desk/courses/none/evaluation')).status).toBe(404)
    expect((await ada.post('/desk/courses/none/evaluation', ALL)).status).toBe(404)
    const dana = new Visitor(app.url)
    await dana.signIn((await aDelegate(app.database)).email)
    expect((await dana.get(URL)).status).toBe(403)
    expect((await dana.post(URL, ALL)).status).toBe(403)
  })
})
