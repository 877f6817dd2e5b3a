import { NO_NAMES, options, OWN_SCALES } from './shared.js'

export const WEEKS_LATER = {
  intro:
    'This takes about two minutes. We want to know what the course changed for the people you work with. “Nothing yet” is a useful answer: it tells us what stands in the way.',
  groups: [
    {
      title: 'What came of it',
      questions: [
        { key: 'kept', kind: 'kept', words: 'After the course you said what you would do. What became of it?', required: true },
        {
          key: 'applied',
          kind: 'choice',
          words: 'Since the course, have you used what you learned?',
          options: options(
            { often: 'Yes, more than once', once: 'Yes, once', 'not-yet': 'Not yet, but I expect to', no: 'No, and I do not expect to' },
            ['not-yet', 'no'],
          ),
          required: true,
          role: 'applied',
        },
        {
          key: 'whom',
          kind: 'many',
          words: 'With whom did you use it?',
          hint: 'Choose all that fit. Leave it empty if you have not used it yet.',
          options: options({
            children: 'Children or young people',
            adults: 'Adults with care and support needs',
            families: 'Parents, carers or family',
            colleagues: 'Colleagues in my own team',
            agencies: 'People from other agencies',
          }),
        },
        {
          key: 'story',
          kind: 'text',
          words: 'What came of it for a child, a young person or an adult?',
          hint: NO_NAMES,
          role: 'story',
        },
        {
          key: 'barriers',
          kind: 'many',
          words: 'What stood in the way of using it?',
          hint: 'Choose all that fit.',
          options: options(
            {
              case: 'There was no situation that called for it',
              time: 'I did not have the time',
              support: 'I did not have the support of my manager or supervisor',
              others: 'Colleagues or other agencies saw it differently',
              tools: 'The tools or procedures were not in place where I work',
              unsure: 'I was not sure enough of how to do it',
              else: 'Something else',
              none: 'Nothing stood in the way',
            },
            ['none'],
          ),
          role: 'barriers',
        },
      ],
    },
    { title: 'What you know and can do now', questions: OWN_SCALES },
    {
      title: 'And next',
      questions: [{ key: 'help', kind: 'text', words: 'What would help you to do more with what you learned?' }],
    },
  ],
}
