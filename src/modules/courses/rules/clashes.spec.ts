import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { parseLondon } from '../../../shared/dates.js'
import { type Clash, clashesOf, type Engaged, isSerious, overlap, type Plan, whetherToSave } from './clashes.js'
import type { Sitting } from './event-times.js'

const at = (text: string): Date => parseLondon(text)!
const sitting = (start: string, end: string): Sitting => ({ startsAt: at(start), endsAt: at(end) })
const DAY = '2026-03-10'
const MORNING = sitting(`${DAY} 09:30`, `${DAY} 12:30`)
const TARA = { id: 'tara', name: 'Tara Trainer' }
const HALL = { id: 'hall', name: 'Town Hall' }

const plan = (more: Partial<Plan> = {}): Plan => ({
  ...{ courseId: 'l2', venue: HALL, roomId: null, trainers: [TARA], dates: [[MORNING]] },
  ...more,
})
const engaged = (more: Partial<Engaged> = {}): Engaged => ({
  ...{ occurrenceId: 'o1', courseId: 'aces', title: 'ACEs', venueId: null, roomId: null, trainerIds: [], sittings: [MORNING] },
  ...more,
})
const kinds = (a: Plan, ...others: Engaged[]) => clashesOf(a, others, ENGLAND_AND_WALES).map(({ kind }) => kind)

describe('two sittings overlap', () => {
  it.each<[string, string, string, boolean]>([
    ['ending a minute after it begins', '08:00', '09:31', true],
    ['ending as it begins', '08:00', '09:30', false],
    ['beginning as it ends', '12:30', '16:00', false],
    ['beginning a minute before it ends', '12:29', '16:00', true],
    ['within it', '10:00', '11:00', true],
    ['around it', '09:00', '17:00', true],
    ['the same', '09:30', '12:30', true],
    ['long after', '18:00', '20:00', false],
  ])('%s: %s to %s, %s', (_case, start, end, expected) => {
    const other = sitting(`${DAY} ${start}`, `${DAY} ${end}`)
    expect([overlap(MORNING, other), overlap(other, MORNING)]).toEqual([expected, expected])
    expect(kinds(plan(), engaged({ trainerIds: ['tara'], sittings: [other] }))).toEqual(expected ? ['trainer'] : [])
  })

  it('by the instants, not by what the clock shows, when the clocks change', () => {
    // London's 1:30 comes twice on 25 October 2026; 2am is an hour after the first of them in instants and at once on the wall.
    const night = sitting('2026-10-25 00:30', '2026-10-25 02:00')
    expect(overlap(night, { startsAt: new Date('2026-10-25T01:30:00Z'), endsAt: new Date('2026-10-25T03:00:00Z') })).toBe(true)
    expect(overlap(night, { startsAt: new Date('2026-10-25T02:00:00Z'), endsAt: new Date('2026-10-25T03:00:00Z') })).toBe(false)
    // On 29 March 2am follows 1am: what ends at the jump touches what begins after it.
    expect(overlap(sitting('2026-03-29 00:00', '2026-03-29 00:59'), sitting('2026-03-29 02:00', '2026-03-29 03:00'))).toBe(false)
    expect(
      overlap(
        { startsAt: at('2026-03-29 00:00'), endsAt: new Date('2026-03-29T01:00:00Z') },
        sitting('2026-03-29 02:00', '2026-03-29 03:00'),
      ),
    ).toBe(false)
  })
})

describe('what clashes', () => {
  it.each<[string, Partial<Engaged>, Clash['kind'][]]>([
    ['nothing, where venue and trainers are others', { venueId: 'barn', trainerIds: ['tom'] }, []],
    ['the venue', { venueId: 'hall' }, ['venue']],
    ['the trainer', { trainerIds: ['tom', 'tara'] }, ['trainer']],
    ['both', { venueId: 'hall', trainerIds: ['tara'] }, ['venue', 'trainer']],
    ['the course on the same day', { courseId: 'l2', sittings: [sitting(`${DAY} 18:00`, `${DAY} 20:00`)] }, ['same day']],
    ['the course on the day before', { courseId: 'l2', sittings: [sitting('2026-03-09 18:00', '2026-03-09 20:00')] }, []],
    ['the same course in the same place, said once', { courseId: 'l2', venueId: 'hall' }, ['venue']],
  ])('%s', (_case, other, expected) => expect(kinds(plan(), engaged(other))).toEqual(expected))

  it.each<[string, string | null, string | null, boolean]>([
    ['two rooms', 'a', 'b', false],
    ['one room', 'a', 'a', true],
    ['one of them not said', 'a', null, true],
    ['the other not said', null, 'b', true],
  ])('a venue, with %s', (_case, mine, theirs, expected) =>
    expect(kinds(plan({ roomId: mine }), engaged({ venueId: 'hall', roomId: theirs }))).toEqual(expected ? ['venue'] : []),
  )

  it('any session of any date, with its number and the other’s time', () => {
    const second = sitting('2026-03-17 09:30', '2026-03-17 16:00')
    const other = engaged({ trainerIds: ['tara'], sittings: [MORNING, sitting('2026-03-17 15:59', '2026-03-17 17:00')] })
    const [found, more] = clashesOf(
      plan({ dates: [[sitting('2026-03-03 09:30', '2026-03-03 16:00')], [second]] }),
      [other],
      ENGLAND_AND_WALES,
    )
    expect(more).toBeUndefined()
    expect(found).toEqual({
      kind: 'trainer',
      date: 1,
      words: 'Tara Trainer delivers ACEs, Tuesday 17 March 2026, 3:59pm to 5pm',
      occurrenceId: 'o1',
    })
  })

  it('an event’s own dates with each other', () => {
    const late = sitting(`${DAY} 12:00`, `${DAY} 15:00`)
    const own = clashesOf(plan({ dates: [[MORNING], [late]] }), [], ENGLAND_AND_WALES)
    expect(own.map(({ kind, date, occurrenceId }) => [kind, date, occurrenceId])).toEqual([
      ['venue', 1, null],
      ['trainer', 1, null],
    ])
    expect(own[1]!.words).toContain('date 1 of this event, Tuesday 10 March 2026, 9:30am to 12:30pm')
    const touching = sitting(`${DAY} 12:30`, `${DAY} 15:00`)
    expect(kinds(plan({ dates: [[MORNING], [touching]] }))).toEqual(['same day'])
    expect(kinds(plan({ venue: null, trainers: [], dates: [[MORNING], [late]] }))).toEqual(['same day'])
  })

  it.each<[string, Clash['kind'][]]>([
    ['2026-04-02', []],
    ['2026-04-03', ['bank holiday']],
    ['2026-04-04', ['weekend']],
    ['2026-04-05', ['weekend']],
    ['2026-04-06', ['bank holiday']],
    ['2026-04-07', []],
  ])('a date on %s: %j', (day, expected) => expect(kinds(plan({ dates: [[sitting(`${day} 09:30`, `${day} 16:00`)]] }))).toEqual(expected))

  it('is the same whichever of the two was there first', () => {
    const others = [sitting(`${DAY} 08:00`, `${DAY} 09:31`), sitting(`${DAY} 12:30`, `${DAY} 13:00`), MORNING]
    for (const other of others) {
      const one = kinds(plan(), engaged({ venueId: 'hall', trainerIds: ['tara'], sittings: [other] }))
      const two = kinds(plan({ dates: [[other]] }), engaged({ venueId: 'hall', trainerIds: ['tara'], sittings: [MORNING] }))
      expect(two).toEqual(one)
    }
  })
})

describe('whether to save in spite of it', () => {
  const mild: Clash = { kind: 'weekend', date: 0, words: 'At a weekend', occurrenceId: null }
  const serious: Clash = { kind: 'venue', date: 0, words: 'Taken', occurrenceId: 'o1' }
  const said = { seen: 'k', anyway: true, reason: 'Two rooms' }
  it.each<[string, Clash[], Partial<typeof said>, unknown]>([
    ['nothing found', [], { seen: '', anyway: false, reason: '' }, 'save'],
    ['not shown yet', [mild], { seen: '' }, 'show'],
    ['something else shown', [serious], { seen: 'other' }, 'show'],
    ['mild and seen', [mild], { anyway: false, reason: '' }, 'save'],
    ['serious and not ticked', [mild, serious], { anyway: false }, { field: 'anyway' }],
    ['serious without a reason', [serious], { reason: '' }, { field: 'clashReason' }],
    ['serious, ticked, with a reason', [serious], {}, 'save'],
  ])('%s', (_case, clashes, more, expected) => {
    expect(whetherToSave(clashes, 'k', { ...said, ...more })).toEqual(
      typeof expected === 'string' ? expected : expect.objectContaining(expected as object),
    )
  })

  it('only venue and trainer are serious', () => {
    const all: Clash['kind'][] = ['trainer', 'venue', 'same day', 'bank holiday', 'weekend', 'trainer doubt']
    expect(all.filter(kind => isSerious({ ...mild, kind }))).toEqual(['trainer', 'venue'])
  })
})
