import { describe, expect, it } from '@jest/globals'
import { MOST_CHARACTERS, MOST_PEOPLE, readAnswers } from './answers.js'

const LINES = [
  { key: 'level-1', words: 'Level 1' },
  { key: 'level-2', words: 'Level 2: those who work with them' },
]
const whole = {
  'level-1-need': '40',
  'level-1-upToDate': '40',
  'level-1-trained': '0',
  'level-2-need': '1,200',
  'level-2-upToDate': ' 900 ',
  'level-2-trained': '12',
}
const fieldsWrong = (typed: Record<string, unknown>, sending = true) => readAnswers(typed, LINES, sending).problems.map(one => one.field)

describe('what an agency answers', () => {
  it('is read as numbers, with commas and spaces as people type them', () => {
    const { answers, problems } = readAnswers({ ...whole, help: ' A course on fabricated illness ' }, LINES, true)
    expect(problems).toEqual([])
    expect(answers).toEqual({
      lines: { 'level-1': { need: 40, upToDate: 40, trained: 0 }, 'level-2': { need: 1200, upToDate: 900, trained: 12 } },
      words: { help: 'A course on fabricated illness' },
    })
  })

  it.each([
    ['nothing', {}, []],
    ['one number', { 'level-1-need': '3' }, []],
    ['a word for a number', { 'level-1-need': 'many' }, ['level-1-need']],
  ])('may be kept with %s, and is not sent so', (_, typed, wrong) => {
    expect(fieldsWrong(typed, false)).toEqual(wrong)
    expect(fieldsWrong(typed).length).toBeGreaterThan(0)
  })

  it.each([
    ['no more people than there can be', { 'level-1-need': String(MOST_PEOPLE), 'level-1-upToDate': '0' }, []],
    ['one person more', { 'level-1-need': String(MOST_PEOPLE + 1), 'level-1-upToDate': '0' }, ['level-1-need']],
    ['a part of a person', { 'level-1-need': '1.5', 'level-1-upToDate': '0' }, ['level-1-need']],
    ['less than nobody', { 'level-1-need': '-1', 'level-1-upToDate': '0' }, ['level-1-need']],
    ['a number too long to be one', { 'level-1-need': '1'.repeat(400), 'level-1-upToDate': '0' }, ['level-1-need']],
    ['a list where a text belongs', { 'level-1-need': ['1', '2'] }, ['level-1-need']],
    ['as many up to date as need it', { 'level-2-upToDate': '1200' }, []],
    ['one more up to date than need it', { 'level-2-upToDate': '1201' }, ['level-2-upToDate']],
    ['as many characters as fit', { help: 'x'.repeat(MOST_CHARACTERS) }, []],
    ['one character more', { help: 'x'.repeat(MOST_CHARACTERS + 1) }, ['help']],
  ])('%s', (_, change, wrong) => expect(fieldsWrong({ ...whole, ...change })).toEqual(wrong))

  it('says of which line it speaks, and what to do', () => {
    const { problems } = readAnswers({ ...whole, 'level-2-trained': '' }, LINES, true)
    expect(problems[0]!.message).toBe('Level 2: enter how many you trained yourselves in the year, 0 if there are none')
  })

  it('reads nothing that it was not asked', () => {
    const { answers } = readAnswers({ ...whole, 'level-3-need': '5', __proto__: 'x', constructor: '1' }, LINES, true)
    expect(Object.keys(answers.lines)).toEqual(['level-1', 'level-2'])
  })
})
