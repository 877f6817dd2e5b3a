/** What people of the demo write about the courses of one topic. Nobody of them exists, and nothing they tell of happened. */
export interface Voices {
  /** Before: what they would like to understand. */
  situation: string[]
  /** After: the most important thing learned. */
  learned: string[]
  /** After: what they will do. */
  actions: string[]
  /** Eight weeks on: what came of it. `{place}` is filled in by where they work. */
  story: string[]
  /** Six months on, by the manager. */
  seen: string[]
}
