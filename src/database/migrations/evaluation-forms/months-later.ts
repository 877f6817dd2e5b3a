import { NO_NAMES, options, scales } from './shared.js'

export const MONTHS_LATER = {
  intro:
    'This takes about two minutes. You see the work of your member of staff, so you can tell what the course changed there. They know that you are asked. Please answer from what you have seen; it is no appraisal of them.',
  groups: [
    {
      title: 'What your member of staff does differently',
      questions: [
        {
          key: 'applied',
          kind: 'choice',
          words: 'Have you seen them use what they learned?',
          options: options({ clearly: 'Yes, clearly', some: 'Yes, in part', 'not-yet': 'Not yet', 'cannot-tell': 'I cannot tell' }, [
            'not-yet',
            'cannot-tell',
          ]),
          required: true,
          role: 'applied',
        },
        {
          key: 'story',
          kind: 'text',
          words: 'What do they do differently, and what came of it for children or adults?',
          hint: NO_NAMES,
          role: 'story',
        },
        {
          key: 'supervision',
          kind: 'choice',
          words: 'Have you talked about the course with them, in supervision or elsewhere?',
          options: options({ often: 'Yes, more than once', once: 'Yes, once', no: 'No, not so far' }),
          required: true,
        },
        {
          key: 'barriers',
          kind: 'many',
          words: 'What has stood in the way of using it?',
          hint: 'Choose all that fit.',
          options: options(
            {
              case: 'There was no situation that called for it',
              time: 'They did not have the time',
              support: 'I could not give them enough support',
              others: 'Colleagues or other agencies saw it differently',
              tools: 'The tools or procedures are not in place here',
              unsure: 'They were not sure enough of how to do it',
              else: 'Something else',
              none: 'Nothing that I know of',
            },
            ['none'],
          ),
          role: 'barriers',
        },
      ],
    },
    {
      title: 'What they know and can do now',
      questions: scales({
        knowledge: 'How much do they know about the subject of the course?',
        recognise: 'How confident are they, as you see it, to notice when a child or an adult may be at risk?',
        act: 'How confident are they to act on a concern, even when others see it differently?',
        together: 'How confident are they in working with other agencies to keep somebody safe?',
      }),
    },
    {
      title: 'And next',
      questions: [{ key: 'help', kind: 'text', words: 'What would help your team most with this now?' }],
    },
  ],
}
