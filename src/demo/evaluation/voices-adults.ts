import type { Voices } from './voice.js'

export const ADULTS: Record<string, Voices> = {
  'mental-health': {
    situation: [
      'I am afraid to ask about suicide in case I put it into somebody’s head.',
      'What I can do between the moment when somebody tells me and the moment when help comes.',
      'A colleague of whom I think that he is not well.',
      'How to listen without wanting to mend everything.',
      'Looking after myself after such a conversation.',
    ],
    learned: [
      'That asking plainly does no harm and can bring relief.',
      'To listen to the answer and to stay.',
      'How a simple safety plan is made, in the person’s own words.',
      'Where people in Walsall can turn, day and night.',
      'That I do not have to have the answer. I have to be there.',
    ],
    actions: [
      'I will ask plainly when I am worried about somebody.',
      'I will keep the numbers for help in my phone and in our staff room.',
      'I will make a safety plan with a person rather than for them.',
      'I will check how a colleague is after a hard conversation.',
      'I will talk about what I learned in our next team meeting.',
    ],
    story: [
      '{place} I asked somebody plainly whether he was thinking of ending his life. He said yes, and that nobody had asked. We made a plan together, and he let me ring the crisis line from the room. He is getting help.',
      '{place} a colleague was not himself. I asked him over a cup of tea. He is on leave now, with support, and has thanked me.',
      '{place} I sat with a young woman and wrote her safety plan in her own words. She keeps it in her phone, and says that she has used it twice.',
      '{place} I noticed that I wanted to cheer somebody up, and stopped. I listened instead. She said that it was the first time she had finished a sentence.',
      'I have not had to use it, and I hope that I never will. I feel that I could.',
      '{place} I knew which number to give at two in the morning, and stayed on the line until they had answered.',
      '{place} we put the numbers up in the staff room. Two people have come to talk to me since.',
    ],
    seen: [
      'She asks the question plainly and stays calm with the answer. The team has noticed.',
      'He has talked to the whole team about it. Two of them have booked the course.',
      'She makes safety plans with people, and they are their own words.',
      'He looks after colleagues as well. It has changed how we end a shift.',
    ],
  },
  'safeguarding-core': {
    situation: [
      'What I can do when an adult with capacity declines help.',
      'How to keep the person’s own wishes in view when everybody is worried.',
      'Why the same findings come back in each review.',
    ],
    learned: [
      'To write down what the person wants in their own words, before what we want.',
      'That capacity is about a decision at a time, and that it can be looked at again.',
      'That nobody in the review had asked the neighbour.',
      'To ask for a meeting before I am sure, not after.',
    ],
    actions: [
      'I will write what the person wants at the top of the record.',
      'I will ask for a meeting when I am worried for the second time.',
      'I will look again at capacity when something has changed.',
      'I will take one finding of a review to each team meeting.',
    ],
    story: [
      '{place} I asked a man who declines help what he would miss most if it went on like this. He said, his dog. We began there. He has let the fire service in since.',
      '{place} I called a meeting before I was sure. Four agencies had each seen a part of it. She has one worker whom she trusts now, and eats again.',
      '{place} I looked at capacity again after a stay in hospital, and it had changed. The plan changed with it, and she is safer.',
      '{place} I wrote her own words at the top of the record. In the meeting everybody read them first, and the talk was different.',
      'We talk over one finding each month. It is too early to say what has come of it.',
    ],
    seen: [
      'The person’s own words are at the top of his records now.',
      'She calls meetings earlier. One of them kept a man out of hospital.',
      'He talks about capacity with more care, and writes down why.',
    ],
  },
}
