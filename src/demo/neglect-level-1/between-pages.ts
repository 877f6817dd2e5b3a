import type { Question } from '../../modules/elearning/rules/built-content.js'
import { choose, inOrder } from './write-question.js'

/** What is asked before the page is turned, by the number of the page. */
export const BETWEEN_PAGES: Record<number, Question> = {
  3: choose(
    'forms',
    'Ben, 9, lives in a spotless house and has all he asks for. His parents are seldom at home, and when they are they do not speak to him. What could this be?',
    {
      wrong: [
        ['Nothing to think about: his needs are plainly met', 'His physical needs are. What about his need to be noticed and loved?'],
        ['Physical neglect', 'What he lacks is not a thing.'],
      ],
      right: [['Emotional neglect', 'Nothing is missing that one could see, which is why it is so often overlooked.']],
    },
    'A well-kept home tells us about the home. Ask what life in it is like for Ben.',
  ),
  5: choose(
    'poverty',
    'A mother has no money left on Thursdays. She goes without so that her children eat, and they sleep in their coats because the boiler is broken. What is most helpful?',
    {
      wrong: [
        ['Refer her for neglect, because the children are cold', 'She is doing all she can; a referral alone warms nobody.'],
        ['Do nothing: poverty is not neglect', 'It is not, but these children are cold tonight and there is help to be had.'],
      ],
      right: [
        [
          'Offer practical help with the boiler, food and money, and see whether things get better for the children',
          'Meet the need first; then look again at what life is like for them.',
        ],
      ],
    },
    'Ask what the children are going without, and who could change it.',
  ),
  6: choose(
    'not-brought',
    'A baby has missed three appointments at the eye clinic. What would you write?',
    {
      wrong: [
        ['“Did not attend x 3. Discharged.”', 'A baby cannot attend. This closes the door on the one who needed help.'],
        ['“Parents disengaged.”', 'This judges the parents and still says nothing of the baby.'],
      ],
      right: [
        [
          '“Was not brought on three dates (listed). Eyes have not been seen since May. Rang mother to ask what is in the way.”',
          'It says what the baby went without, and asks why.',
        ],
      ],
    },
    'Was not brought puts the child first, and leads to the next question.',
  ),
  9: inOrder(
    'what-to-do',
    'A boy of 8 tells you that he and his sister were alone all weekend. They are safe with you now. Put what you do in order.',
    [
      'Listen to him, in his own words, without promising to keep it secret',
      'Tell your safeguarding lead or manager, the same day',
      'Refer to children’s social care, and follow the call up in writing',
      'Find out what was decided, and say so if you disagree',
    ],
    'Notes are made as soon as you can, and at every step. If the children were in danger now, 999 would come first.',
  ),
}
