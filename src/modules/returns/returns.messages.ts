type Code = 'not-found' | 'closed' | 'overtaken' | 'not-sent' | 'sent-already'

const SENTENCES: Record<Code, string> = {
  'not-found': 'There is no such return.',
  closed: 'The year is closed: nothing of it is changed any more.',
  overtaken: 'Somebody changed this return while you had it open. Look at it again; what you typed is still below.',
  'not-sent': 'This return is not sent, so there is nothing to give back.',
  'sent-already': 'This return has been sent meanwhile, so nobody is asked for it any more.',
}

/** Why the desk's press changed nothing, and what to do. */
export const keptSentence = (code: Code): string => SENTENCES[code]
