import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { checkPassword } from './password.js'

const email = 'jo.bloggs@example.org'

describe('a password that will do', () => {
  it.each([
    ['three words', 'otter-lamp-canal'],
    ['twelve characters', 'vqkzjwxpfgbt'],
    ['twelve of them beyond the keyboard', '🦊🐢🦉🐝🐙🦋🐌🐞🦎🐿🦔🦡'],
    ['two hundred', 'otter lamp '.repeat(18) + 'ab'],
    ['a common word with others', 'my training otter canal'],
    ['five different characters', 'abcdeabcdeab'],
    ['part of the name', 'bloggs-otter-lamp'],
  ])('%s', (_case, password) => expect(checkPassword(password, email)).toBeNull())

  it.each(['none', 'level1', 'level2', 'trainer', 'administrator', 'reader', 'lead', 'person-0001'])('the demo’s, for %s', local => {
    expect(checkPassword('goldthread-demo', `${local}@example.org`)).toBeNull()
  })

  it('may hold a name of three letters, which turns up anywhere', () => {
    expect(checkPassword('anniversary-otter', 'ann@example.org')).toBeNull()
  })
})

describe('a password that will not', () => {
  it.each([
    ['eleven characters', 'vqkzjwxpfgb', 'password-too-short'],
    ['eleven beyond the keyboard', '🦊🐢🦉🐝🐙🦋🐌🐞🦎🐿🦔', 'password-too-short'],
    ['nothing', '', 'password-too-short'],
    ['201 characters', 'otter lamp '.repeat(18) + 'abc', 'password-too-long'],
    ['the name before the @', 'otter-jo.bloggs', 'password-has-email'],
    ['the same without its dot', 'OtterJoBloggs', 'password-has-email'],
    ['a common one, dressed up', 'Password2024!', 'password-common'],
    ['two common ones', 'welcome-summer-24', 'password-common'],
    ['one in wide letters', 'ｐａｓｓｗｏｒｄ１２３４', 'password-common'],
    ['a row of digits', '123456789012', 'password-common'],
    ['a row of the keyboard', 'qwertyuiopasdf', 'password-common'],
    ['the alphabet', 'lmnopqrstuvwxyz', 'password-common'],
    ['four different characters', 'abcdabcdabcd', 'password-common'],
  ])('%s', (_case, password, refused) => expect(checkPassword(password, email)).toMatchObject({ refused }))

  it('is told the limit', () => {
    expect([checkPassword('short', email)?.facts, checkPassword('x'.repeat(201), email)?.facts]).toEqual([{ least: 12 }, { most: 200 }])
  })
})

it('one that will do still does with a word more', () => {
  const random = seeded(987)
  for (let i = 0; i < 1000; i++) {
    const password = Array.from({ length: 12 + Math.floor(random() * 8) }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join(
      '',
    )
    if (checkPassword(password, email) === null) expect(checkPassword(`${password} otter`, email)).toBeNull()
  }
})
