import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KindRow } from '../../src/modules/notifications/kinds/kind.js'
import { kinds } from '../../src/modules/notifications/kinds/kinds.js'

const rows = readFileSync(join(import.meta.dirname, '../../docs/messages.md'), 'utf8')
  .split('\n')
  .map(line => /^\| `([a-z-]+)` \| (.+) \| (.+) \| (.+) \| (.+) \|$/.exec(line))
  .filter(found => found !== null)
  .map(([, kind, , , out, off]) => ({ kind, out, off }))

it('docs/messages.md tells of every kind of message: whether it waits, and whether it can be turned off', () => {
  const all = Object.entries(kinds as Record<string, KindRow>)
  const told = all.map(([kind, { canWait, topic }]) => ({ kind, out: canWait ? 'at 8:30am' : 'at once', off: topic ?? 'no' }))
  const byKind = (a: { kind?: string }, b: { kind?: string }) => String(a.kind).localeCompare(String(b.kind))
  expect(rows.sort(byKind)).toEqual(told.sort(byKind))
})

it('the newsletter and suggestions are all that can be turned off', () => {
  expect(rows.filter(({ off }) => off !== 'no').map(({ kind }) => kind)).toEqual(['newsletter', 'suggestion'])
})
