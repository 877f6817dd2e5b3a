import { describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../bookings/rules/policy-examples.js'
import {
  day,
  days,
  email,
  key,
  keys,
  moment,
  oneOf,
  policy,
  prose,
  shown,
  someOf,
  unfit,
  webAddress,
  whole,
  words,
  yesNo,
  type Cell,
} from './cells.js'

const months = whole(1, 600)
const states = oneOf(['booked', 'partly attended'])
const roles = someOf(['trainer', 'training lead', 'administrator'])
const long = (length: number) => 'x'.repeat(length)
const address = (length: number) => `https://example.org/${long(length - 'https://example.org/'.length)}`

describe('a cell', () => {
  it.each<[string, Cell, string, unknown]>([
    ['a few words', words, 'Birchills Primary School', 'Birchills Primary School'],
    ['the longest words', words, long(500), long(500)],
    ['a long text', prose, long(20_000), long(20_000)],
    ['a key with spaces and accents', key, 'Café 1/2', 'Café 1/2'],
    ['the longest key', key, long(200), long(200)],
    ['a list of keys', keys, 'a| b |c', ['a', 'b', 'c']],
    ['a list that names a key twice', keys, 'a|b|a|', ['a', 'b']],
    ['an address in capitals', email, 'Dana.Delegate@Example.ORG', 'dana.delegate@example.org'],
    ['the longest address', email, `${long(242)}@example.org`, `${long(242)}@example.org`],
    ['yes', yesNo, 'Yes', true],
    ['no', yesNo, 'no', false],
    ['the least number', months, '1', 1],
    ['the greatest number', months, '600', 600],
    ['half a day', days, '0.5', 0.5],
    ['two days', days, '2', 2],
    ['a day', day, '2024-02-29', '2024-02-29'],
    ['the first day that is believed', day, '1990-01-01', '1990-01-01'],
    ['the last day that is believed', day, '2099-12-31', '2099-12-31'],
    ['a moment in winter', moment, '2024-03-31 00:59', '2024-03-31T00:59:00.000Z'],
    ['the first moment of summer time', moment, '2024-03-31 02:00', '2024-03-31T01:00:00.000Z'],
    ['a repeated hour, which is the first', moment, '2024-10-27 01:30', '2024-10-27T00:30:00.000Z'],
    ['a state in capitals', states, 'Partly Attended', 'partly attended'],
    ['roles in the order of their list', roles, 'Administrator|trainer', ['trainer', 'administrator']],
    ['a web address', webAddress, 'https://meet.example.org/a?b=c', 'https://meet.example.org/a?b=c'],
    ['the longest web address', webAddress, address(2000), address(2000)],
    ['a policy', policy, JSON.stringify(EXAMPLE_POLICIES.twoWorkingDays), EXAMPLE_POLICIES.twoWorkingDays],
  ])('is read: %s', (_what, cell, text, value) => {
    expect(cell.read(text)).toEqual({ value })
  })

  it.each<[string, Cell, string, string]>([
    ['words too long', words, long(501), 'too-long'],
    ['a text too long', prose, long(20_001), 'too-long'],
    ['a key too long', key, long(201), 'too-long'],
    ['a key with a bar', key, 'a|b', 'not-a-key'],
    ['a key of two lines', key, 'a\nb', 'not-a-key'],
    ['an address without @', email, 'dana.example.org', 'not-an-email'],
    ['an address without a domain', email, 'dana@school', 'not-an-email'],
    ['two addresses', email, 'dana@example.org, cole@example.org', 'not-an-email'],
    ['a name around an address', email, 'Dana <dana@example.org>', 'not-an-email'],
    ['an address too long', email, `${long(243)}@example.org`, 'not-an-email'],
    ['1 for yes', yesNo, '1', 'not-yes-or-no'],
    ['a number too small', months, '0', 'not-a-whole-number'],
    ['a number too great', months, '601', 'not-a-whole-number'],
    ['a broken number', months, '1.5', 'not-a-whole-number'],
    ['a number in words', months, 'twelve', 'not-a-whole-number'],
    ['no days', days, '0', 'not-days'],
    ['a day and a quarter', days, '1.25', 'not-days'],
    ['a day in British order', day, '09/04/2024', 'not-a-day'],
    ['a day that no year has', day, '2023-02-29', 'not-a-day'],
    ['a day too early', day, '1989-12-31', 'far-off'],
    ['a day too late', day, '2100-01-01', 'far-off'],
    ['a day for a moment', moment, '2024-04-09', 'not-a-moment'],
    ['midnight as 24:00', moment, '2024-04-09 24:00', 'not-a-moment'],
    ['a moment on a day that no year has', moment, '2023-02-29 09:30', 'not-a-moment'],
    ['a moment too early', moment, '0204-04-09 09:30', 'far-off'],
    ['the first skipped minute', moment, '2024-03-31 01:00', 'skipped-hour'],
    ['the last skipped minute', moment, '2024-03-31 01:59', 'skipped-hour'],
    ['a state of its own', states, 'came', 'not-one-of'],
    ['a role of its own', roles, 'trainer|boss', 'not-one-of'],
    ['no web address', webAddress, 'meet.example.org', 'not-a-web-address'],
    ['a link that acts', webAddress, 'javascript:alert(1)', 'not-a-web-address'],
    ['a web address too long', webAddress, address(2001), 'not-a-web-address'],
    ['a web address with a space', webAddress, 'https://example.org/a b', 'not-a-web-address'],
    ['no JSON', policy, '{name}', 'not-json'],
    ['JSON that is no policy', policy, '{"name":"Terms"}', 'not-a-policy'],
  ])('is refused: %s', (_what, cell, text, wrong) => {
    expect(cell.read(text)).toMatchObject({ wrong })
  })

  it('is refused with what was found, cut short where it is long', () => {
    expect(yesNo.read('perhaps')).toEqual({ wrong: 'not-yes-or-no', facts: { found: 'perhaps' } })
    expect(key.read(long(300))).toEqual({ wrong: 'too-long', facts: { found: `${long(60)} ...`, most: 200 } })
    expect(roles.read('boss')).toMatchObject({ facts: { choices: 'trainer, training lead, administrator' } })
  })

  it('names everything that a policy lacks', () => {
    expect(policy.read('{"name":"Terms"}')).toMatchObject({
      facts: { why: expect.stringContaining('bands must be a list') as unknown },
    })
  })

  it('never takes a moment that London’s clocks do not show, whatever the minute of the day', () => {
    const minutes = Array.from({ length: 24 * 60 }, (_one, i) => new Date(i * 60_000).toISOString().slice(11, 16))
    const refused = minutes.filter(minute => 'wrong' in moment.read(`2024-03-31 ${minute}`))
    expect(refused).toEqual(minutes.filter(minute => minute.startsWith('01:')))
    expect(minutes.filter(minute => 'wrong' in moment.read(`2024-10-27 ${minute}`))).toEqual([])
  })
})

describe('characters that no cell may hold', () => {
  it('are those that were not UTF-8, and those that cannot be seen', () => {
    expect(unfit('Jos\ufffd')).toEqual({ wrong: 'not-utf8', facts: { found: 'Jos\ufffd' } })
    expect(unfit('a\u0000b')).toEqual({ wrong: 'control-character', facts: {} })
    for (const sign of ['\u0000', '\u001f', '\u007f', '\u0085', '\u202e', '\u2066', '\ud800', '\udc00'])
      expect(unfit(`a${sign}b`)).toEqual({ wrong: 'control-character', facts: {} })
  })

  it('are shown as the mark for them, so that every reason can be kept and read', () => {
    expect(shown('PK\u0003\u0000 \ud800')).toBe('PK\ufffd\ufffd \ufffd')
    expect(shown('🙂 one\ntwo')).toBe('🙂 one\ntwo')
    expect(shown(`${long(59)}🙂`)).toBe(`${long(59)} ...`)
    expect(shown(`${long(58)}🙂`)).toBe(`${long(58)}🙂`)
  })

  it('are not line ends, tabs or letters of any language', () => {
    expect(unfit('one\r\ntwo\tthree')).toBeNull()
    expect(unfit('Zoë Łukasz 李 🙂 علي')).toBeNull()
  })
})
