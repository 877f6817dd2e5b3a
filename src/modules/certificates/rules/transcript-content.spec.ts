import { expect, it } from '@jest/globals'
import { readTranscript, sameAs, transcriptText, type TranscriptContent } from './transcript-content.js'

const content: TranscriptContent = {
  ...{ number: 'TR-2222-2222-22', partnership: 'Partnership', name: 'Đặng “D” Ánh', nameShown: true, madeOn: '2026-03-02' },
  records: [
    {
      ...{ course: 'Neglect', level: 2, how: 'attended', completedOn: '2026-02-25', validUntil: null },
      ...{ minutes: 390, certificate: 'GC-7K3M-9QXR-4K' },
    },
  ],
}

it('what is signed is the same text for the same content, whatever order it comes in and whatever else lies beside it', () => {
  const { records, ...rest } = content
  const other = { secret: 1, records: records.map(({ course, ...line }) => ({ ...line, note: 'x', course })), ...rest }
  expect(transcriptText(other)).toBe(transcriptText(content))
  expect(readTranscript(transcriptText(content))).toEqual({ version: 1, ...content })
})

it('every change of what it says changes the text', () => {
  const [line] = content.records
  const changed: Partial<TranscriptContent>[] = [
    ...[{ number: 'TR-3' }, { partnership: 'Other' }, { name: 'D' }, { nameShown: false }, { madeOn: '2026-03-03' }, { records: [] }],
    ...[{ course: 'X' }, { level: 3 }, { how: 'e-learning' }, { completedOn: '2026-02-26' }, { validUntil: '2029-01-01' }].map(part => ({
      records: [{ ...line!, ...part }],
    })),
    ...[{ minutes: null }, { certificate: null }].map(part => ({ records: [{ ...line!, ...part }] })),
  ]
  const texts = [content, ...changed.map(change => ({ ...content, ...change }))].map(transcriptText)
  expect(new Set(texts).size).toBe(changed.length + 1)
})

it('two that differ in their number only are the same', () => {
  expect(sameAs({ ...content, number: 'TR-3' })).toBe(sameAs(content))
  expect(sameAs({ ...content, madeOn: '2026-03-03' })).not.toBe(sameAs(content))
})
