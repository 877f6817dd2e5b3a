/** What is known of a kind of message, apart from its words in `views/mail/<kind>.liquid`. */
export interface KindRow {
  /** For administrators, such as "A place is booked". */
  title: string
  /** Falls due in the morning with others of the same person's, in one mail. */
  canWait: boolean
  /** What a person turns off so as not to get it; null: cannot be turned off. One that can be has the fact `personId`. */
  topic: Topic | null
  /** Invented facts for its preview, with every placeholder that the template may use. */
  sample: Record<string, unknown>
  /** Who gets it, for the line at its end that says why; left out: somebody with an account. */
  goesTo?: 'person' | 'address' | 'manager' | 'helper' | 'agency'
  /** Placeholders without which it is of no use; edited words must keep them. Secret links must be kept anyway. */
  needs?: readonly string[]
}

/** Of a place that is kept on condition: what is to be done, and until when. */
export const conditionSample = {
  doBy: 'Friday 20 February 2026',
  toDo: [{ title: 'Child Neglect Awareness: Level 1', path: '/courses/neglect-level-1' }],
}

/** What can be turned off. */
export const TOPICS = ['newsletter', 'suggestions'] as const
export type Topic = (typeof TOPICS)[number]
