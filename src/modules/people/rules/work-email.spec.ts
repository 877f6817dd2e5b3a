import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { seeded } from '../../../shared/seeded.js'
import { checkWorkEmail } from './work-email.js'

describe('a personal work e-mail address', () => {
  it.each([
    ['Jo.Bloggs@Walsall.gov.uk', 'jo.bloggs@walsall.gov.uk'],
    ['  jo@example.org ', 'jo@example.org'],
    ['adminah.khan@example.org', 'adminah.khan@example.org'],
    ['jo.head@example.org', 'jo.head@example.org'],
    ['sam.post@example.org', 'sam.post@example.org'],
    ['infanta.teamer@example.org', 'infanta.teamer@example.org'],
    ['jo+training@example.org', 'jo+training@example.org'],
    ['m.schoolcraft@example.org', 'm.schoolcraft@example.org'],
    ["o'neill@example.org", "o'neill@example.org"],
    ['person-0001@example.org', 'person-0001@example.org'],
    ['12345@example.org', '12345@example.org'],
    ['it.smith@example.org', 'it.smith@example.org'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%s', (text, email) => expect(checkWorkEmail(text)).toBe(email))

  it.each(['none', 'level1', 'level2', 'trainer', 'administrator', 'reader', 'lead'])('the demo’s %s@', local => {
    expect(isRefusal(checkWorkEmail(`${local}@example.org`))).toBe(false)
  })
})

describe('a shared mailbox is refused', () => {
  it.each([
    'office',
    'Admin',
    'info',
    'enquiries',
    'enquiry',
    'reception',
    'team',
    'contact',
    'hello',
    'mail',
    'school',
    'head',
    'headteacher',
    'head.teacher',
    'the.head',
    'admin2',
    '2admin',
    'admin.3432',
    'info.school',
    'info-school',
    'school_office',
    'schooloffice',
    'mainreception2',
    'helpdesk',
    'staffmail',
    'safeguarding',
    'safeguarding.team',
    'south-locality-team',
    'st.marys.office',
    'info+jo',
    'hr',
    'dsl',
    'no-reply-noreply',
  ])('%s@', local => {
    expect(checkWorkEmail(`${local}@example.org`)).toEqual({ refused: 'email-shared', facts: { mailbox: local.toLowerCase() } })
  })
})

describe('what is no address is refused', () => {
  it.each([
    '',
    'jo',
    'jo@',
    '@example.org',
    'jo@example',
    'jo@@example.org',
    'jo bloggs@example.org',
    'jo@exam ple.org',
    '.jo@example.org',
    'jo..b@example.org',
    'jo@-example.org',
    'jo@example-.org',
    'jo@example.o',
    'jo@example.12',
    'jo@example.org, sam@example.org',
    'Jo <jo@example.org>',
    `${'a'.repeat(65)}@example.org`,
    `jo@${'a.'.repeat(125)}org`,
  ])('%s', text => expect(checkWorkEmail(text)).toEqual({ refused: 'email-malformed', facts: {} }))

  it('at the longest: 254 characters, not one more', () => {
    const domain = `${`${'a'.repeat(49)}.`.repeat(4)}${'b'.repeat(47)}.uk`
    expect(isRefusal(checkWorkEmail(`abc@${domain}`))).toBe(false)
    expect(checkWorkEmail(`abcd@${domain}`)).toMatchObject({ refused: 'email-malformed' })
  })
})

it('what is accepted is in lower case, and accepted again as it is', () => {
  const random = seeded(610)
  const letters = 'aAbBoOfFiIcCeEnN.-_+12@ '
  for (let i = 0; i < 2000; i++) {
    const local = Array.from({ length: 1 + Math.floor(random() * 10) }, () => letters[Math.floor(random() * letters.length)]!).join('')
    const answer = checkWorkEmail(`${local}@Example.ORG`)
    if (isRefusal(answer)) continue
    expect(answer).toBe(answer.toLowerCase().trim())
    expect(checkWorkEmail(answer)).toBe(answer)
  }
})
