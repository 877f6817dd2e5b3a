import { expect, it } from '@jest/globals'
import { localPath } from './local-path.js'

it.each([
  ['a page', '/my-details', '/my-details'],
  ['with a question and a place', '/courses/a?b=c&d=/e#f', '/courses/a?b=c&d=/e#f'],
  ['the first page', '/', '/'],
  ['folded', '/a/../b', '/b'],
  ['with blanks', '/a b', '/a%20b'],
  ['another site', 'https://other.example/', '/home'],
  ['another site without its scheme', '//other.example', '/home'],
  ['a backslash', '/\\other.example', '/home'],
  ['two', '\\\\other.example', '/home'],
  ['a tab', '/\t/other.example', '/home'],
  ['a line break', '/\n/other.example', '/home'],
  ['what folds into another site', '/.//other.example', '/home'],
  ['what folds later', '/a/..//other.example', '/home'],
  ['script', 'javascript:alert(1)', '/home'],
  ['no slash', 'my-details', '/home'],
  ['a blank before', ' /my-details', '/home'],
  ['nothing', '', '/home'],
  ['no text', undefined, '/home'],
  ['a list', ['/my-details'], '/home'],
])('%s', (_case, next, path) => expect(localPath(next, '/home')).toBe(path))
