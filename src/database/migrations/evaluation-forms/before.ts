import { NO_NAMES, options, OWN_SCALES } from './shared.js'

export const BEFORE = {
  intro:
    'This takes about a minute, and there are no right answers. We ask some of it again after the course, to see what the course changes. Trainers see the answers of the whole group together before the day, so that they can plan for you.',
  groups: [
    { title: 'What you know and can do now', questions: OWN_SCALES },
    {
      title: 'You and this course',
      questions: [
        {
          key: 'contact',
          kind: 'choice',
          words: 'How often does your work bring you into contact with people who may be at risk?',
          hint: 'Children and young people, or adults with care and support needs.',
          options: options({ daily: 'Most days', weekly: 'Most weeks', sometimes: 'Now and then', rarely: 'Rarely or never' }),
          required: true,
        },
        {
          key: 'hopes',
          kind: 'many',
          words: 'What would you most like from this course?',
          hint: 'Choose those that matter most to you.',
          options: options({
            notice: 'To notice signs earlier',
            talk: 'To talk with children, adults and families about hard things',
            record: 'To record well and share information lawfully',
            refer: 'To know when and how to make a referral',
            challenge: 'To challenge a decision and escalate a concern',
            tools: 'To use the tools and procedures with confidence',
            others: 'To hear how other agencies work',
          }),
        },
        {
          key: 'situation',
          kind: 'text',
          words: 'Is there a situation from your work that you would like to understand better?',
          hint: NO_NAMES,
        },
      ],
    },
  ],
}
