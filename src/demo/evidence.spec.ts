import { expect, it } from '@jest/globals'
import { CERTIFICATES, ENDS, kindOf } from '../modules/uploads/rules/file-kind.js'
import { certificate, waitingEvidence } from './evidence.js'

it('waits since the last week, for courses completed before it was handed in, some of it for the lead who signs in', () => {
  const waiting = waitingEvidence('2026-03-02')
  for (const { completedOn, handedInOn } of waiting) expect(completedOn < handedInOn && handedInOn < '2026-03-02').toBe(true)
  expect(waiting.filter(one => one.agency === 'childrens-social-care').length).toBeGreaterThan(1)
})

it('comes with certificates that would be taken here', () => {
  for (const { certificate: make } of waitingEvidence('2026-03-02')) {
    const file = make('Zoë O’Brien (née Smith)', 'Level 1 \\ 2')
    expect(kindOf(file.subarray(0, ENDS), file.subarray(-ENDS), CERTIFICATES)).toBe('application/pdf')
  }
})

it('finds its parts where its table says they are', () => {
  const text = certificate(['One (two)', 'Three']).toString('latin1')
  const starts = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  expect(starts.map(at => text.slice(at, at + 7))).toEqual([1, 2, 3, 4, 5].map(n => `${n} 0 obj`))
  expect(text.slice(Number(/startxref\n(\d+)/.exec(text)![1])).startsWith('xref')).toBe(true)
  expect(text).toContain('(One \\(two\\)) Tj')
})
