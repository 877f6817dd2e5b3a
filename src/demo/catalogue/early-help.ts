import type { CourseData } from './course-data.js'

/** Thresholds, early help and work with parents; and what reviews of adults' cases teach. */
export const EARLY_HELP: CourseData[] = [
  {
    key: 'rhrt-full',
    title: 'Right Help Right Time - Full Training',
    kind: 'scheduled',
    topic: 'thresholds',
    provider: 'wsp',
    mode: 'virtual',
    days: 1,
    places: 16,
    validMonths: 36,
    audience: 'Everyone who may refer a child or family for help, and those who receive referrals.',
    summary:
      'Right Help Right Time is the shared guidance for deciding what level of help a child and family need. Using case examples you practise matching needs to the right response, writing a clear referral, and talking with the family about it.',
  },
  {
    key: 'rhrt-refresher',
    title: 'Right Help Right Time - Refresher',
    kind: 'scheduled',
    topic: 'thresholds',
    provider: 'wsp',
    mode: 'virtual',
    days: 0.5,
    places: 12,
    validMonths: 36,
    audience: 'Those who have done the full training or have used the guidance for some time.',
    summary:
      'A short session to bring your knowledge of the Right Help Right Time guidance up to date. Bring examples from your work: most of the time is spent on cases near the line between two levels of help.',
  },
  {
    key: 'rhrt-conference',
    title: 'Right Help Right Time Conference',
    kind: 'scheduled',
    topic: 'thresholds',
    provider: 'wsp',
    mode: 'conference',
    days: 1,
    places: 220,
    audience: 'Practitioners and managers of all agencies that help children and families.',
    summary:
      'A day for all agencies on giving children and families the right help at the right time. Talks and workshops show how the guidance is used from early help to statutory work, with time to meet colleagues from other agencies.',
  },
  {
    key: 'supporting-families',
    title: 'Supporting Families Coordinator Training (Lead Professional)',
    kind: 'scheduled',
    topic: 'thresholds',
    provider: 'wsp',
    mode: 'face-to-face',
    days: 1,
    places: 12,
    audience: 'Practitioners who act, or will act, as lead professional for a family.',
    summary:
      'What a lead professional does: bringing together those who help a family, agreeing one plan and keeping it moving. You practise running a team around the family meeting and reviewing progress with the family in the room.',
  },
  {
    key: 'outcome-star',
    title: 'Outcome Star Training',
    kind: 'scheduled',
    topic: 'thresholds',
    provider: 'wsp',
    mode: 'face-to-face',
    days: 1,
    places: 10,
    audience: 'Family support workers and others who plan and review support with families.',
    summary:
      'The Outcome Star is a tool for talking with people about change and seeing it happen. You learn the scales, practise completing a Star together with a family member, and turn it into a plan of small steps.',
  },
  {
    key: 'rpc-l1',
    title: 'Reducing Parental Conflict Awareness Level 1',
    kind: 'scheduled',
    topic: 'parental-conflict',
    provider: 'wsp',
    level: 1,
    mode: 'virtual',
    days: 0.5,
    places: 12,
    audience: 'Anyone who works with parents, whether together or separated.',
    summary:
      'How conflict between parents that is frequent, intense and not resolved affects children, and how it differs from domestic abuse. You leave with ways to raise the subject and to point parents to help early.',
  },
  {
    key: 'learning-from-sars',
    title: 'Learning from Safeguarding Adult Reviews',
    kind: 'scheduled',
    topic: 'safeguarding-core',
    provider: 'wsp',
    mode: 'webinar',
    days: 0.5,
    places: 16,
    audience: 'Practitioners and managers who work with adults with care and support needs.',
    summary:
      'What recent Safeguarding Adult Reviews ask of those who work with adults, told through the person’s story. The webinar draws out the themes that return and what to do differently on Monday morning.',
  },
]
