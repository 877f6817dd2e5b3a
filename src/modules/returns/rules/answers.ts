/** One thing that every agency is asked numbers of, such as "Level 1: everybody who meets children". */
export interface ReturnLine {
  key: string
  words: string
}

/** What an agency says of one line: people who need it, people who are up to date, people trained by the agency itself in the year. */
export interface LineAnswer {
  need: number
  upToDate: number
  trained: number
}

export const NUMBERS = ['need', 'upToDate', 'trained'] as const
export type NumberField = (typeof NUMBERS)[number]

export const WORDS = ['checks', 'difference', 'help'] as const
export type WordsField = (typeof WORDS)[number]

/** What an agency has answered so far; a line or number that is not there has not been answered. */
export interface ReturnAnswers {
  lines: Record<string, Partial<LineAnswer>>
  words: Partial<Record<WordsField, string>>
}

export interface AnswerProblem {
  field: string
  message: string
}

export const MOST_PEOPLE = 1_000_000
export const MOST_CHARACTERS = 4000

/** The name of a number's field in the form. */
export const numberField = (line: string, field: NumberField): string => `${line}-${field}`

/**
 * Reads what was typed. While it is only being kept, numbers may be missing; to be sent, each line has all three (0 is a number). Never
 * more people up to date than people who need it: a percentage above 100 would be nonsense in the sum.
 */
export function readAnswers(
  typed: Record<string, unknown>,
  lines: readonly ReturnLine[],
  sending: boolean,
): { answers: ReturnAnswers; problems: AnswerProblem[] } {
  const problems: AnswerProblem[] = []
  const answers: ReturnAnswers = { lines: {}, words: {} }
  for (const line of lines) answers.lines[line.key] = readLine(line, typed, sending, problems)
  for (const field of WORDS) {
    const text = textOf(typed[field])
    if (text.length > MOST_CHARACTERS)
      problems.push({ field, message: `Use ${MOST_CHARACTERS.toLocaleString('en-GB')} characters or fewer` })
    if (text) answers.words[field] = text
  }
  return { answers, problems }
}

function readLine(line: ReturnLine, typed: Record<string, unknown>, sending: boolean, problems: AnswerProblem[]): Partial<LineAnswer> {
  const read: Partial<LineAnswer> = {}
  // "Level 1" of "Level 1: everybody who ...": fifteen such sentences stand above the form on a phone.
  const [short] = line.words.split(':')
  for (const number of NUMBERS) {
    const field = numberField(line.key, number)
    const text = textOf(typed[field]).replace(/[\s,]/g, '')
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    if (text === '') {
      if (sending) problems.push({ field, message: `${short}: enter ${ASKED[number]}, 0 if there are none` })
    } else if (!(value <= MOST_PEOPLE)) problems.push({ field, message: `${short}: enter a whole number of people, such as 48` })
    else read[number] = value
  }
  if (read.need !== undefined && read.upToDate !== undefined && read.upToDate > read.need)
    problems.push({ field: numberField(line.key, 'upToDate'), message: `${short}: no more people can be up to date than need it` })
  return read
}

const ASKED: Record<NumberField, string> = {
  need: 'how many people need it',
  upToDate: 'how many of them are up to date',
  trained: 'how many you trained yourselves in the year',
}

/** What a field of a form holds; anything but a text counts as nothing. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
