import type { Quiz } from '../../modules/elearning/rules/built-content.js'
import { choose, inOrder } from './write-question.js'

/** Ten of twelve are asked each time. */
export const QUIZ: Quiz = {
  passMark: 80,
  goesADay: 3,
  ask: 10,
  questions: [
    choose(
      'definition',
      'Which sentence says best what neglect is?',
      {
        right: [['A child’s basic needs keep on not being met, so that the child is or will be seriously harmed']],
        wrong: [
          ['A parent means to harm a child by withholding care', 'Neglect does not depend on what anybody meant.'],
          ['A child is dirty, badly dressed or late for school', 'These may be signs; by themselves they are not neglect.'],
          ['A family cannot afford what other families have', 'Poverty is not neglect.'],
        ],
      },
      'Two words matter most: persistent, and serious.',
    ),
    choose(
      'adds-up',
      'Why is neglect so easily missed?',
      {
        right: [['Each person sees a small piece, and the harm lies in how the pieces add up']],
        wrong: [
          ['It is rare', 'It is the most frequent reason for a child protection plan in England.'],
          ['It only happens behind closed doors', 'Much of it is in plain view, and we get used to it.'],
          ['Children always hide it', 'Many show it clearly, in how they are.'],
        ],
      },
      'This is why records, chronologies and talking to each other matter so much.',
    ),
    choose(
      'forms-all',
      'Which of these can be neglect, when they go on? Choose all that are right.',
      {
        right: [
          ['A child’s painful teeth are never taken to a dentist'],
          ['A baby’s cries and smiles are not answered'],
          ['Nobody knows where a 14-year-old is at night'],
        ],
        wrong: [
          ['A child wears a brother’s old coat', 'Handed-down clothes keep a child warm too.'],
          ['A family eats different food from yours', 'Different is not harmful.'],
        ],
      },
      'Medical, emotional, and supervision and guidance: three of its forms.',
    ),
    choose(
      'unborn',
      'Can a baby be neglected before birth?',
      {
        right: [['Yes: for example by heavy drinking or drug use in pregnancy, or no antenatal care']],
        wrong: [
          ['No, neglect begins with birth', 'Working Together names harm in pregnancy too.'],
          ['Only if the mother intends it', 'Intention is not what decides.'],
        ],
      },
      'Help offered early in pregnancy can change everything for the baby.',
    ),
    choose(
      'teenagers',
      'Jade, 15, is out every night and rarely at school. A colleague says, “It’s her choice.” What do you answer?',
      {
        right: [['“What has she had to do without at home, and who is offering it to her outside?”']],
        wrong: [
          ['“Yes, at that age we cannot do much”', 'A child is a child until 18.'],
          ['“She should be told what she is doing to her parents”', 'This leaves the adults’ care out of sight.'],
        ],
      },
      'Neglected teenagers are often seen as a problem rather than as children who need care, and are at risk of exploitation.',
    ),
    choose(
      'poor-family',
      'A family is poor. What follows about neglect?',
      {
        right: [['Nothing by itself; find out what the child goes without and what help would change it']],
        wrong: [
          ['They are likely to be neglecting their children', 'Most families in poverty care for their children well.'],
          ['Neglect can be left out of account, because they cannot help it', 'The child’s need is the same whatever the cause.'],
        ],
      },
      'Keep two questions apart: what is missing, and who can change it.',
    ),
    choose(
      'lived-experience',
      'After a visit you can tell a good deal about a mother’s debts and her landlord. What is still missing?',
      {
        right: [['What a day is like for the child']],
        wrong: [
          ['The father’s view of the debts', 'Worth having, but whose life is this about?'],
          ['More detail about the landlord', 'That draws us further from the child.'],
        ],
      },
      'Adults’ troubles are real, and easily fill the whole picture.',
    ),
    choose(
      'curiosity',
      'Which of these show professional curiosity? Choose all that are right.',
      {
        right: [
          ['Asking to see where the children sleep, and saying why'],
          ['Reading the family’s history before the visit'],
          ['Coming back to an answer that did not fit'],
        ],
        wrong: [
          ['Taking a tidy room as proof that things have changed', 'Change counts when it lasts and the child feels it.'],
          ['Leaving hard questions out, to keep the relationship good', 'An honest, kind question is better for it than a polite silence.'],
        ],
      },
      'Curious, and kind: the two go together.',
    ),
    choose(
      'gcp2',
      'What is the Graded Care Profile 2 for?',
      {
        right: [['To look with parents at the care a child receives, area by area, and to see whether it changes']],
        wrong: [
          ['To prove neglect in court', 'It can inform an assessment; that is not what it is made for.'],
          ['To be filled in by anybody who is worried', 'You need to be trained first.'],
          ['To measure how poor a family is', 'It looks at care: physical, safety, emotional and developmental.'],
        ],
      },
      'It shows strengths as well as worries, in words everyone understands.',
    ),
    inOrder(
      'levels',
      'Put these in order, from the help every family has to the most serious concern.',
      [
        'Universal services',
        'Early help, with the family’s agreement',
        'A child in need of services from the council (section 17)',
        'A child suffering or likely to suffer significant harm (section 47)',
      ],
      'Your partnership’s threshold document describes these levels where you work.',
    ),
    choose(
      'sharing',
      'You are worried that a child may be at risk of harm. The mother says that you must not tell anybody. What is right?',
      {
        right: [['Share what is needed with those who need it, and note what you shared and why']],
        wrong: [
          ['Say nothing, because she has not agreed', 'Where a child may be at risk of harm you may share without consent.'],
          ['Tell all of your colleagues, so that everybody can look out for the child', 'Only those who need it, and only what they need.'],
        ],
      },
      'Being open with the mother about what you will do is best, unless that puts somebody at greater risk.',
    ),
    choose(
      'recording',
      'Which note will help the child most?',
      {
        right: [
          ['“4.10pm: no food in the fridge but milk. Aisha (6) said ‘we have tea at Nan’s when she’s up’. Told safeguarding lead at 5pm.”'],
        ],
        wrong: [
          ['“Home conditions poor as usual.”', 'Nobody can tell from this what the child lives with, or whether it changes.'],
          ['“Mum doing her best, no concerns.”', 'An opinion, and the child is not in it.'],
        ],
      },
      'What you saw and heard, when, in the child’s own words, and what you did.',
    ),
  ],
}
