import { describe, expect, it } from '@jest/globals'
import { bookingWindow } from './booking-window.js'

const now = new Date('2026-03-02T09:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)
const occurrence = (more: object = {}) => ({ external: false, startsAt: at(86_400_000), opensAt: null, closesAt: null, ...more })

describe('the booking window of an occurrence', () => {
  it.each<[string, object, string]>([
    ['open from the start when nothing is said', {}, 'open'],
    ['not open a moment before it opens', { opensAt: at(1) }, 'not open yet'],
    ['open from the moment it opens', { opensAt: now }, 'open'],
    ['open a moment before it closes', { closesAt: at(1) }, 'open'],
    ['closed from the moment it closes', { closesAt: now }, 'closed'],
    ['open a moment before it starts', { startsAt: at(1) }, 'open'],
    ['closed when it starts', { startsAt: now }, 'closed'],
    ['closed when it starts, though its closing is later', { startsAt: now, closesAt: at(5) }, 'closed'],
    ['closed rather than not open yet', { opensAt: at(5), closesAt: now }, 'closed'],
    ['elsewhere, whatever its times', { external: true, closesAt: now }, 'elsewhere'],
  ])('is %s', (_case, more, expected) => expect(bookingWindow(occurrence(more), now)).toBe(expected))
})
