import { CHILDREN } from './voices-children.js'
import { FAMILIES } from './voices-families.js'
import type { Voices } from './voice.js'
import { ADULTS } from './voices-adults.js'

const VOICES: Record<string, Voices> = { ...CHILDREN, ...FAMILIES, ...ADULTS }

/** What is said about the courses of a topic; one without words of its own borrows those of the core. */
export const voicesOf = (topic: string): Voices => VOICES[topic] ?? VOICES['safeguarding-core']!

/** Where a thing happened, by agency group: it stands for `{place}`. */
export const PLACES: Record<string, string[]> = {
  'Local authority': ['On a visit', 'In supervision', 'With a family I have known for a year', 'At a review meeting', 'On duty'],
  Health: ['At a home visit', 'In clinic', 'On the ward', 'At a routine appointment', 'On the phone with a parent'],
  Police: ['At a domestic call', 'On a late shift', 'At an address we go to often', 'While taking a statement'],
  Probation: ['In a supervision session', 'While writing a report', 'On a home visit'],
  'Fire and rescue': ['On a safe and well visit', 'At a home check'],
  Education: ['In school', 'At the school gate', 'In our weekly pastoral meeting', 'With a pupil in my form', 'In nursery'],
  Housing: ['At a tenancy visit', 'After a complaint from neighbours', 'During a repair visit', 'At a sign-up'],
  'Voluntary and community': ['At a drop-in', 'In a key work session', 'In our group', 'During an outreach shift'],
}
export const ANYWHERE = ['At work', 'In my team', 'A few weeks ago']

/** What should be kept and what changed, whatever the course. */
export const ON_THE_DAY = [
  'Keep the case examples. I would have liked another half hour for them.',
  'The mix of agencies at each table was the best part. Please keep it.',
  'A printed copy of the slides beforehand would help me to take notes.',
  'The trainer made it safe to say that you did not know something.',
  'It was a lot for one day. A break after the first film would help.',
  'More about adults, please. Most of the examples were about children.',
  'The room was cold and it was hard to hear at the back.',
  'I would have liked to see the form filled in for a real-looking case.',
  'Nothing to change. It was practical and I can use it tomorrow.',
  'Could the reading list be shorter? Three things that one must read.',
  'More time for questions at the end and less for introductions.',
  'Good pace, and the trainer came back to what people had asked.',
  'The online breakout rooms were too short to get into the case.',
  'Please send the links to the local procedures with the certificate.',
]

/** What would help, as delegates say. */
export const HELP = [
  'A short refresher in half a year, perhaps an hour online.',
  'Protected time. I know what to do, but not when.',
  'My manager doing the same course, so that we speak the same language.',
  'One page with the steps that I could keep at my desk.',
  'Meeting the others from the course again to hear how they got on.',
  'Supervision that asks about it, not only about deadlines.',
  'Knowing who to ring in the other agencies: a list of names that is kept up.',
  'Getting the tool onto our own system, so that we do not type things twice.',
  'Watching somebody experienced do it once.',
  'A quicker answer after a referral, so that I can tell the family.',
]

/** What would help, as managers say. */
export const HELP_TEAM = [
  'Places for the rest of the team, ideally on different dates.',
  'A version for managers: what to ask for in supervision.',
  'Short materials that we can use in a team meeting.',
  'Agreement between agencies on who completes which form.',
  'An hour with the trainer for the whole team.',
  'Fewer forms that ask for the same thing.',
]

/** What came of a committed action, by how it went. */
export const OUTCOMES: Record<'yes' | 'partly' | 'not yet', string[]> = {
  yes: [
    'It is now something I do every time.',
    'I did it within the first week, and my colleague has taken it up too.',
    'It felt awkward once and has been easy since.',
    'It changed the plan for one family.',
    'My manager has asked the whole team to do the same.',
    '',
    '',
  ],
  partly: [
    'I have done it with some families, not with all.',
    'I began, but a busy month got in the way.',
    'My part is done; I wait for the other agency.',
    'It works when I have time to prepare.',
    '',
  ],
  'not yet': [
    'I have not had a case that called for it.',
    'We do not have the tool on our system yet.',
    'My caseload has not let me.',
    'I changed teams and have to start again.',
    '',
  ],
}
