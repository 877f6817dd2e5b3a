import { expect, it } from '@jest/globals'
import { inPlainWords } from '../../src/plain-words.js'
import { Busy } from '../../src/shared/busy.js'

it('an operator reads the sentence of what was to be expected', () => {
  expect(inPlainWords(new Error('Port 3000 is in use.'))).toBe('Port 3000 is in use.')
  expect(inPlainWords(new Busy('Others kept the rows for too long.'))).toBe('Others kept the rows for too long.')
})

it('an operator reads all there is of a surprise', () => {
  expect(inPlainWords(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n +at /)
  expect(inPlainWords(Object.assign(new RangeError('too much'), { stack: undefined }))).toBe('too much')
  expect(inPlainWords('something odd')).toBe('something odd')
})
