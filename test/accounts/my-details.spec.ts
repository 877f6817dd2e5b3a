import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Agency } from '../../src/modules/people/agency.entity.js'
import { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aColleague, aDelegate, aPerson, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: Person
let cole: Person
let hospital: Agency
let browser: Visitor

const MINE = {
  name: 'Dana Delegate',
  agency: 'birchills-primary',
  agencyOther: '',
  jobRole: 'Teacher',
  managerName: 'Mary Manager',
  managerEmail: 'mary.manager@example.org',
}

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  hospital = await anAgency(app.database, { key: 'manor-hospital', name: 'Manor Hospital', agencyGroup: 'Health' })
})
afterAll(() => app.stop())
beforeEach(async () => {
  browser = new Visitor(app.url)
  await browser.signIn(dana.email)
})

const kept = (id = dana.id) => app.database.getRepository(Person).findOneByOrFail({ id })

async function change(fields: Partial<typeof MINE> = {}) {
  await browser.get('/my-details/about-me')
  return browser.post('/my-details/about-me', { ...MINE, ...fields })
}

describe('my details', () => {
  it('shows what is kept, and leads to where each thing is changed', async () => {
    const seen = await browser.get('/my-details')
    expect(seen.text).toContain('Name Dana Delegate Change name Agency Birchills Primary School Change agency Job role Teacher')
    expect(seen.text).toContain('E-mail address dana@example.org Change e-mail address Password Not shown Change password')
    expect(seen.html).not.toContain('$argon2id$')
  })

  it('shows the roles of those who have some', async () => {
    const tara = await aTrainer(app.database)
    await browser.signIn(tara.email)
    expect((await browser.get('/my-details')).text).toContain('Roles beside delegate trainer')
  })

  it('shows what was never given as such', async () => {
    const bare = await aPerson(app.database, { jobRole: '', managerName: '', managerEmail: '' })
    const other = new Visitor(app.url)
    await other.signIn(bare.email)
    expect((await other.get('/my-details')).text).toContain('Agency Not given Change agency Job role Not given')
  })
})

describe('changing them', () => {
  it('shows the form with what is kept', async () => {
    const { html } = await browser.get('/my-details/about-me')
    expect(html).toContain('value="Dana Delegate"')
    expect(html).toContain('<option value="birchills-primary" selected>')
    expect(html).toContain('value="mary.manager@example.org"')
  })

  it('keeps the new ones and says so, and touches nobody else', async () => {
    const seen = await change({ name: 'Dana D. Delegate', agency: 'manor-hospital', jobRole: 'Nurse', managerName: 'Max Manager' })
    expect([seen.url, seen.text.includes('Your details are changed.')]).toEqual(['/my-details', true])
    expect(await kept()).toMatchObject({ name: 'Dana D. Delegate', agencyId: hospital.id, jobRole: 'Nurse', managerName: 'Max Manager' })
    expect(await kept(cole.id)).toMatchObject({ name: cole.name, agencyId: cole.agencyId, jobRole: cole.jobRole })
    expect(seen.text).toContain('Dana D. Delegate Sign out')
  })

  it('moves to an agency that is not listed, and back', async () => {
    await change({ agency: 'not-listed', agencyOther: 'Pleck Playgroup' })
    expect(await kept()).toMatchObject({ agencyId: null, agencyOther: 'Pleck Playgroup' })
    expect((await browser.get('/my-details')).text).toContain('Agency Pleck Playgroup')
    expect((await browser.get('/my-details/about-me')).html).toContain('<option value="not-listed" selected>')
    await change()
    expect(await kept()).toMatchObject({ agencyId: dana.agencyId, agencyOther: null })
  })

  it('lets a person stay in an agency that is no longer in the list', async () => {
    const agencies = app.database.getRepository(Agency)
    await change()
    await agencies.update({ id: dana.agencyId! }, { listed: false })
    expect((await change({ jobRole: 'Head of year' })).url).toBe('/my-details')
    expect(await kept()).toMatchObject({ agencyId: dana.agencyId, jobRole: 'Head of year' })
    await agencies.update({ id: dana.agencyId! }, { listed: true })
  })

  it.each([
    ['no name', { name: '' }, 'Enter your name'],
    ['no agency', { agency: '' }, 'Choose your agency from the list'],
    ['no job role', { jobRole: ' ' }, 'Enter your job role'],
    ['being one’s own manager', { managerEmail: 'Dana@Example.org' }, 'Enter your line manager’s address, not your own'],
  ])('refuses %s, and keeps what was typed', async (_case, fields, sentence) => {
    const before = await kept()
    const seen = await change({ managerName: 'Somebody New', ...fields })
    expect([seen.status, seen.text.includes(sentence), seen.html.includes('value="Somebody New"')]).toEqual([422, true, true])
    expect(await kept()).toEqual(before)
  })

  it('takes no more than the form asks for: nobody gives themselves a role or another address', async () => {
    await browser.get('/my-details/about-me')
    await browser.post('/my-details/about-me', { ...MINE, roles: ['administrator'], email: 'other@example.org', id: cole.id })
    expect(await kept()).toMatchObject({ roles: [], email: dana.email })
    expect(await kept(cole.id)).toMatchObject({ name: cole.name })
  })
})
