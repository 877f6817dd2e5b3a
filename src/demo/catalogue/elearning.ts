import type { CourseData } from './course-data.js'

const LIBRARY = 'https://elearning.example.org'
const FREE = 'Free of charge to anyone who supports children, adults and families.'

const module = (course: Omit<CourseData, 'kind' | 'mode' | 'days' | 'places'>): CourseData => ({
  ...course,
  kind: course.externalUrl ? 'external' : 'e-learning',
  mode: 'e-learning',
  days: 0.5,
  places: 0,
})

/** Core awareness is renewed every three years; the first level of the neglect pathway counts for good. */
const RENEWED = 36

export const ELEARNING: CourseData[] = [
  module({
    key: 'neglect-l1',
    title: 'Child Neglect Awareness - Level 1',
    topic: 'child-neglect',
    provider: 'wsp',
    level: 1,
    audience: `Everyone who meets children or their parents and carers. ${FREE}`,
    summary:
      'What child neglect is, how to recognise it and what to do when you are worried. It is the first step of the neglect pathway and opens the booking of Understanding Neglect Level 2.',
  }),
  module({
    key: 'adults-l1',
    title: 'Adults Safeguarding Awareness Level 1',
    topic: 'safeguarding-core',
    provider: 'wsp',
    level: 1,
    validMonths: RENEWED,
    audience: `All staff and volunteers who may meet adults with care and support needs. ${FREE}`,
    summary:
      'What abuse and neglect of adults can look like, the principles of adult safeguarding and how to raise a concern. It keeps the wishes of the adult in the middle.',
  }),
  module({
    key: 'children-l1',
    title: 'Introduction to Safeguarding Children - Level 1',
    topic: 'safeguarding-core',
    provider: 'wsp',
    level: 1,
    validMonths: RENEWED,
    audience: `All staff and volunteers, whatever their role. ${FREE}`,
    summary:
      'The kinds of abuse, the signs that a child may be at risk, and what to do and whom to tell when you are worried about a child.',
  }),
  module({
    key: 'children-l2',
    title: 'Understanding Safeguarding Children - Level 2',
    topic: 'safeguarding-core',
    provider: 'wsp',
    level: 2,
    validMonths: RENEWED,
    audience: `Staff and volunteers who have regular contact with children, young people or parents. ${FREE}`,
    summary:
      'Builds on the introduction: understanding risk, listening to children, sharing information and what happens after a referral has been made.',
  }),
  module({
    key: 'icon',
    title: 'ICON: Babies cry, you can cope',
    topic: 'safeguarding-core',
    provider: 'wsp',
    audience: `Anyone who supports parents and carers of babies. ${FREE}`,
    summary:
      'The ICON message for parents and carers: infant crying is normal, comforting can help, it is OK to walk away once the baby is safe, and never, ever shake a baby. You learn how to share it simply and without blame.',
  }),
  module({
    key: 'private-fostering',
    title: 'Private Fostering Module',
    topic: 'safeguarding-core',
    provider: 'wsp',
    audience: `Schools, health staff and everyone who may learn where a child is living. ${FREE}`,
    summary:
      'Private fostering is when a child lives for 28 days or more with somebody who is neither a parent nor a close relative, by private arrangement. The module explains how to recognise it and why the council must be told.',
  }),
  module({
    key: 'mca-l2',
    title: 'Understanding Mental Capacity Act - Level 2',
    topic: 'mental-capacity',
    provider: 'wsp',
    level: 2,
    validMonths: RENEWED,
    audience: `Staff who support adults and young people aged 16 and over to make decisions. ${FREE}`,
    summary:
      'The principles of the Mental Capacity Act 2005 and how they are used in everyday decisions: supporting a person to decide, assessing capacity and acting in a person’s best interests.',
  }),
  module({
    key: 'fgm',
    title: 'Female Genital Mutilation: Recognising and Preventing',
    topic: 'safeguarding-core',
    externalUrl: `${LIBRARY}/fgm`,
    audience: `Anyone who works with girls, women and families. ${FREE}`,
    summary:
      'What female genital mutilation is, who may be at risk, and what professionals must do when they learn of it or fear that it may happen.',
  }),
  module({
    key: 'advocacy',
    title: 'Advocacy (Care Act)',
    topic: 'mental-capacity',
    externalUrl: `${LIBRARY}/advocacy`,
    audience: `Staff who assess, plan or review the care and support of adults. ${FREE}`,
    summary:
      'When a person has a right to an independent advocate under the Care Act 2014, and how practitioners and advocates work well together.',
  }),
  module({
    key: 'eligibility',
    title: 'Determining eligibility under the Care Act 2014',
    topic: 'mental-capacity',
    externalUrl: `${LIBRARY}/eligibility`,
    audience: `Staff who assess the needs of adults or carers. ${FREE}`,
    summary: 'How needs are looked at under the Care Act 2014, how eligibility is decided and how to explain and record the decision.',
  }),
  module({
    key: 'personalisation',
    title: 'Personalisation',
    topic: 'mental-capacity',
    externalUrl: `${LIBRARY}/personalisation`,
    audience: `Anyone who plans or provides care and support. ${FREE}`,
    summary:
      'Arranging care and support around the person: choice and control, personal budgets and plans that the person recognises as their own.',
  }),
]
