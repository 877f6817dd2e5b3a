import { describe, expect, it } from '@jest/globals'
import { gather, MOST_PARTS, type Gatherable } from './gathering.js'

const MORNING = new Date('2026-03-02T08:30:00Z')
const message = (id: string, change: Partial<Gatherable> = {}): Gatherable => ({
  ...{ id, toEmail: 'dana@example.org', canWait: true, calendar: null, carrierId: null, dueAt: MORNING, createdAt: MORNING },
  ...change,
})
const earlier = (minutes: number) => new Date(MORNING.getTime() - minutes * 60_000)
const mails = (messages: Gatherable[]) => gather(messages).map(({ carrier, others }) => [carrier.id, ...others.map(({ id }) => id)])

describe('what goes in one mail', () => {
  it.each<[string, Gatherable[], string[][]]>([
    ['nothing', [], []],
    ['a single one goes as itself', [message('a')], [['a']]],
    ['two of one person', [message('a'), message('b')], [['a', 'b']]],
    ['two people', [message('a'), message('b', { toEmail: 'cole@example.org' })], [['a'], ['b']]],
    ['one that cannot wait', [message('a'), message('b', { canWait: false }), message('c')], [['a', 'c'], ['b']]],
    ['one with a calendar entry', [message('a'), message('b', { calendar: {} }), message('c')], [['a', 'c'], ['b']]],
    ['the oldest carries', [message('b'), message('a', { dueAt: earlier(1) })], [['a', 'b']]],
    ['written first, when due together', [message('a'), message('b', { createdAt: earlier(1) })], [['b', 'a']]],
    [
      'tried together before: those again, and new ones apart',
      [message('a', { carrierId: 'b' }), message('b', { carrierId: 'b' }), message('c'), message('d')],
      [
        ['b', 'a'],
        ['c', 'd'],
      ],
    ],
    ['tried alone before: alone again', [message('a', { carrierId: 'a' }), message('b')], [['a'], ['b']]],
    ['the carrier is gone: the next carries', [message('b', { carrierId: 'a' }), message('c', { carrierId: 'a' })], [['b', 'c']]],
  ])('%s', (_case, given, expected) => expect(mails(given)).toEqual(expected))

  it.each([
    [MOST_PARTS, [MOST_PARTS]],
    [MOST_PARTS + 1, [MOST_PARTS, 1]],
    [2 * MOST_PARTS + 1, [MOST_PARTS, MOST_PARTS, 1]],
  ])('%i of one person', (count, sizes) => {
    const many = Array.from({ length: count }, (_, i) => message(`m${String(i).padStart(3, '0')}`))
    expect(mails(many).map(mail => mail.length)).toEqual(sizes)
    expect(mails(many).flat()).toEqual(many.map(({ id }) => id))
  })

  it('every message is in one mail, and the order given does not matter', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      message(`m${String(i).padStart(2, '0')}`, {
        ...{ toEmail: `${i % 7}@example.org`, canWait: i % 3 !== 0, calendar: i % 5 === 0 ? {} : null },
        ...{ dueAt: earlier((i * 13) % 11), carrierId: i % 4 === 0 ? 'm04' : null },
      }),
    )
    expect(mails(many).flat().sort()).toEqual(many.map(({ id }) => id))
    expect(mails([...many].reverse())).toEqual(mails(many))
  })
})
