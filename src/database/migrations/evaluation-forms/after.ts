import { OWN_SCALES } from './shared.js'

export const AFTER = {
  intro: 'This takes two minutes. You were asked some of it before the course: please answer for how things are now.',
  groups: [
    { title: 'What you know and can do now', questions: OWN_SCALES },
    {
      title: 'What you take with you',
      questions: [
        {
          key: 'learned',
          kind: 'text',
          words: 'What is the most important thing that you learned?',
        },
        {
          key: 'actions',
          kind: 'actions',
          words: 'What will you do differently? Name up to three things',
          hint: 'Small and soon works best, such as “ask to see where the baby sleeps on my next visit”. We will show them to you again in some weeks, and ask what became of them.',
          required: true,
        },
      ],
    },
    {
      title: 'The course itself',
      questions: [
        { key: 'relevant', kind: 'agreement', words: 'The course was relevant to my work.', required: true },
        { key: 'useful', kind: 'agreement', words: 'I can see how I will use this in my work.', required: true },
        { key: 'welcome', kind: 'agreement', words: 'I felt able to take part and to ask questions.', required: true },
        { key: 'change', kind: 'text', words: 'What should we keep, and what should we change?' },
      ],
    },
  ],
}
