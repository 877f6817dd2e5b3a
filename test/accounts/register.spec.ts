import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aDelegate, aPerson, PASSWORD } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

const DANA = {
  name: 'Dana Delegate',
  email: 'dana.delegate@example.org',
  agency: 'birchills-primary',
  agencyOther: '',
  jobRole: 'Class teacher',
  managerName: 'Mary Manager',
  managerEmail: 'mary.manager@example.org',
  password: 'three green teapots',
}
const SENT = 'We have sent a mail to the address you gave.'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
  await anAgency(app.database)
})
afterAll(() => app.stop())
afterEach(() => app.database.query('DELETE FROM message; DELETE FROM person; DELETE FROM failed_sign_in'))

const people = () => app.database.getRepository(Person)

async function register(change: Partial<typeof DANA> = {}) {
  const browser = new Visitor(app.url)
  await browser.get('/register')
  return browser.post('/register', { ...DANA, ...change })
}

describe('registering', () => {
  it('keeps what was said, in the agency that was chosen, and says to look into the mail', async () => {
    const seen = await register({ name: '  Dana   Delegate ', email: 'Dana.Delegate@Example.org' })
    expect([seen.status, seen.url]).toEqual([200, '/register/check-your-mail'])
    expect(seen.text).toContain(SENT)
    const dana = await people().findOneByOrFail({ email: DANA.email })
    expect(dana).toMatchObject({ name: 'Dana Delegate', jobRole: 'Class teacher', managerName: 'Mary Manager', roles: [] })
    expect(dana).toMatchObject({ managerEmail: 'mary.manager@example.org', agencyOther: null, confirmedAt: null, key: null })
    expect(dana.agencyId).toBe((await anAgency(app.database)).id)
  })

  it('never keeps the password itself', async () => {
    await register()
    const { passwordHash } = await people().findOneByOrFail({ email: DANA.email })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('takes an agency that is not listed by its name', async () => {
    await register({ agency: 'not-listed', agencyOther: 'Pleck Playgroup' })
    expect(await people().findOneByOrFail({ email: DANA.email })).toMatchObject({ agencyId: null, agencyOther: 'Pleck Playgroup' })
  })

  it('takes the listed agency when both are given', async () => {
    await register({ agencyOther: 'Pleck Playgroup' })
    expect(await people().findOneByOrFail({ email: DANA.email })).toMatchObject({ agencyOther: null })
  })

  it('offers the agencies of the list by name, and no others', async () => {
    await anAgency(app.database, { key: 'a-hidden-one', name: 'A hidden one', listed: false })
    await anAgency(app.database, { key: 'aldridge-school', name: 'Aldridge School' })
    const { text } = await new Visitor(app.url).get('/register')
    expect(text).toContain('Choose your agency Aldridge School Birchills Primary School My agency is not listed')
    expect(text).not.toContain('A hidden one')
  })
})

describe('what is wrong is said beside the field, and what was typed stays', () => {
  it.each([
    ['no name', { name: ' ' }, 'Enter your name'],
    ['a link for a name', { name: 'See www.example.org' }, 'Write the name in letters, without addresses or links'],
    ['no address', { email: '' }, 'Enter your work e-mail address'],
    ['half an address', { email: 'dana@' }, 'Enter an e-mail address in the right form, like name@example.org'],
    [
      'a shared mailbox',
      { email: 'office@example.org' },
      'office@ looks like a mailbox that several people read, and certificates, charges',
    ],
    ['another shared mailbox', { email: 'Admin@example.org' }, 'admin@ looks like a mailbox that several people read'],
    ['a third', { email: 'info.school@example.org' }, 'info.school@ looks like a mailbox that several people read'],
    ['no agency', { agency: '' }, 'Choose your agency from the list, or choose “My agency is not listed”'],
    ['an agency that is not there', { agency: 'nowhere' }, 'Choose your agency from the list'],
    ['an unlisted agency without a name', { agency: 'not-listed' }, 'Enter the name of your agency'],
    ['no job role', { jobRole: '' }, 'Enter your job role'],
    ['a job role without end', { jobRole: 'x'.repeat(121) }, 'Write your job role in 120 characters or fewer'],
    ['no line manager', { managerName: '' }, 'Enter your line manager’s name'],
    ['no address of theirs', { managerEmail: '' }, 'Enter your line manager’s e-mail address'],
    ['half an address of theirs', { managerEmail: 'mary' }, 'Enter an e-mail address in the right form'],
    ['being one’s own manager', { managerEmail: 'Dana.Delegate@example.org' }, 'Enter your line manager’s address, not your own'],
    ['no password', { password: '' }, 'Enter a password'],
    ['a password of 11 characters', { password: 'green teapo' }, 'Choose a password of at least 12 characters'],
    ['a password that everybody has', { password: 'Password1234!' }, 'Choose a password that is harder to guess'],
    ['a password with the address in it', { password: 'dana.delegate!!' }, 'Choose a password that does not contain your e-mail address'],
  ])('%s', async (_case, change, sentence) => {
    const seen = await register(change)
    expect([seen.status, seen.url]).toEqual([422, '/register'])
    expect(seen.text).toContain('There is a problem')
    expect(seen.text).toContain(sentence)
    expect(await people().count()).toBe(0)
  })

  it('all at once, with everything kept but the password', async () => {
    const seen = await register({ name: '', managerName: '', jobRole: 'Nurse', password: '' })
    expect(seen.text).toMatch(/There is a problem Enter your name Enter your line manager’s name Enter a password/)
    expect(seen.html).toContain('value="dana.delegate@example.org"')
    expect(seen.html).toContain('value="Nurse"')
    expect(seen.html).toContain('<option value="birchills-primary" selected>')
    expect((await register({ name: '' })).html).not.toContain('three green teapots')
  })

  it('takes a password of 12 characters and a job role of 120', async () => {
    expect((await register({ password: 'green teapot', jobRole: 'x'.repeat(120) })).text).toContain(SENT)
  })
})

describe('an address that is known already', () => {
  it('gets the same answer on the page, and a mail that says so', async () => {
    const dana = await aDelegate(app.database)
    const [known, unknown] = [await register({ email: dana.email }), await register({ email: 'new.person@example.org' })]
    expect([known.status, known.url, known.text]).toEqual([unknown.status, unknown.url, unknown.text])
    const mail = await lastMailTo(app, dana.email)
    expect(mail.subject).toBe('You already have an account')
    expect(mail.link).toMatch(/^\/reset-password\//)
  })

  it('is not changed by it', async () => {
    const dana = await aDelegate(app.database)
    await register({ email: dana.email, name: 'Somebody Else' })
    expect(await people().findOneByOrFail({ email: dana.email })).toMatchObject({ name: 'Dana Delegate', passwordHash: dana.passwordHash })
  })

  it('keeps the records of a person who was imported and has no password yet', async () => {
    const imported = await aPerson(app.database, { key: 'p-1', passwordHash: null, confirmedAt: null })
    await register({ email: imported.email, name: 'Somebody Else' })
    expect(await people().findOneByOrFail({ email: imported.email })).toMatchObject({ name: imported.name, passwordHash: null })
    expect((await lastMailTo(app, imported.email)).kind).toBe('already-registered')
  })

  it('may be registered again while nobody has confirmed it: the later words count', async () => {
    await register({ name: 'Dana Delegat' })
    await register({ name: 'Dana Delegate', password: 'four green teapots' })
    expect(await people().count()).toBe(1)
    expect(await people().findOneByOrFail({ email: DANA.email })).toMatchObject({ name: 'Dana Delegate' })
    expect(await mailsTo(app, DANA.email)).toHaveLength(2)
  })

  it('is one person when two register it in the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => register()))
    expect(answers.map(seen => seen.status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await people().count()).toBe(1)
  })
})

describe('mails cannot be made to flood a mailbox', () => {
  it('the fifth in an hour is sent, the sixth is not, and the page says the same', async () => {
    const answers: string[] = []
    for (let i = 0; i < 6; i++) answers.push((await register({ jobRole: `Teacher ${i}` })).text)
    expect(new Set(answers).size).toBe(1)
    expect(await mailsTo(app, DANA.email)).toHaveLength(5)
    // What the owner heard nothing of was not written either.
    expect(await people().findOneByOrFail({ email: DANA.email })).toMatchObject({ jobRole: 'Teacher 4' })
  })

  it('an hour later there may be more', async () => {
    for (let i = 0; i < 5; i++) await register()
    app.clock.pass({ minutes: 60 })
    await register()
    expect(await mailsTo(app, DANA.email)).toHaveLength(6)
  })

  it('the three hundredth form from one network address is read, the next is not', async () => {
    await register()
    await app.database.query(`UPDATE failed_sign_in SET points = 299 WHERE key LIKE 'mails:%'`)
    expect((await register({ email: 'second@example.org' })).text).toContain(SENT)
    const seen = await register({ email: 'third@example.org' })
    expect([seen.status, seen.text.includes('Too many tries')]).toEqual([429, true])
    expect(await people().existsBy({ email: 'third@example.org' })).toBe(false)
  })
})

describe('before the address is confirmed', () => {
  it('signing in says so to who knows the password, and sends the link again', async () => {
    await register()
    const browser = new Visitor(app.url)
    const seen = await browser.signIn(DANA.email, DANA.password)
    expect([seen.status, seen.url]).toEqual([422, '/sign-in'])
    expect(seen.text).toContain('Confirm your address first: we have sent the link again')
    expect(await mailsTo(app, DANA.email)).toHaveLength(2)
  })

  it('and to nobody else', async () => {
    await register()
    expect((await new Visitor(app.url).signIn(DANA.email, PASSWORD)).text).toContain('The e-mail address or the password is not right')
    expect(await mailsTo(app, DANA.email)).toHaveLength(1)
  })

  it('sends no more than five in an hour', async () => {
    await register()
    for (let i = 0; i < 6; i++) await new Visitor(app.url).signIn(DANA.email, DANA.password)
    expect(await mailsTo(app, DANA.email)).toHaveLength(5)
  })
})
