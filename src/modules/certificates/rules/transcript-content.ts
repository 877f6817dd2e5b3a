import type { Day } from '../../../shared/dates.js'

export interface TranscriptLine {
  course: string
  level: number | null
  how: string
  completedOn: Day
  /** The last day it counts; null: for good. */
  validUntil: Day | null
  minutes: number | null
  /** The number of its certificate; null: it has none. */
  certificate: string | null
}

export interface TranscriptContent {
  number: string
  partnership: string
  name: string
  /** Whoever checks it sees the whole name, not the initials. */
  nameShown: boolean
  madeOn: Day
  records: TranscriptLine[]
}

/**
 * The very text that is signed: the same content is the same text, byte for byte. Anybody who reads a transcript's file finds it in there
 * and can check the signature over it without asking us.
 */
export function transcriptText({ number, partnership, name, nameShown, madeOn, records }: TranscriptContent): string {
  const lines = records.map(({ course, level, how, completedOn, validUntil, minutes, certificate }) => {
    return { course, level, how, completedOn, validUntil, minutes, certificate }
  })
  return JSON.stringify({ version: 1, number, partnership, name, nameShown, madeOn, records: lines })
}

/** Two transcripts of the same day that say the same, whatever their numbers. */
export const sameAs = (content: TranscriptContent): string => transcriptText({ ...content, number: '' })

/** What was signed, read back. */
export const readTranscript = (text: string): TranscriptContent => JSON.parse(text) as TranscriptContent
