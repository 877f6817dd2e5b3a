import { expect, it } from '@jest/globals'
import { pageOf } from './paging.js'

it.each([
  ['nothing', undefined, 1, 0],
  ['the first', '1', 1, 0],
  ['the third', '3', 3, 50],
  ['before the first', '0', 1, 0],
  ['less than nothing', '-4', 1, 0],
  ['words', 'two', 1, 0],
  ['a list', ['2', '3'], 1, 0],
  ['one beyond every list', '999999', 10_000, 249_975],
  ['a number no list has', '99999999999', 1, 0],
])('reads %s', (_case, wanted, page, offset) => expect(pageOf(wanted, 25)).toEqual({ page, offset }))
