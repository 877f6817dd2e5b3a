import type { FieldError } from '../../../web/forms.js'
import type { BuiltPage, Option, Question, QuestionKind, Quiz, Video } from '../rules/built-content.js'

/** How many answers a question's form has room for. */
export const MOST_OPTIONS = 8

type Body = Record<string, unknown>
export interface Part<T> {
  part: T
  errors: FieldError[]
}

const KINDS: QuestionKind[] = ['single', 'multiple', 'ordering']

/** A text of a form, trimmed, with line ends as they are kept. */
export function textOf(body: Body, name: string): string {
  const value = body[name]
  return typeof value === 'string'
    ? value
        .replace(/\p{Cs}/gu, '\ufffd')
        .replaceAll('\0', '')
        .replace(/\r\n/g, '\n')
        .trim()
    : ''
}

const tooLong = (field: string, text: string, most: number): FieldError[] =>
  text.length > most ? [{ field, message: `Use ${most.toLocaleString('en-GB')} characters or fewer` }] : []

/** A page as its form has it. It may be unfinished, but for the heading that the list of pages shows it by. */
export function readPage(body: Body, id: string, question: Question | null): Part<BuiltPage> {
  const title = textOf(body, 'title')
  const text = textOf(body, 'text')
  const video: Video = { url: textOf(body, 'videoUrl'), title: textOf(body, 'videoTitle'), transcript: textOf(body, 'transcript') }
  const errors = [
    ...(title === '' ? [{ field: 'title', message: 'Enter the page’s heading' }] : tooLong('title', title, 150)),
    ...tooLong('text', text, 20_000),
    ...tooLong('videoUrl', video.url, 500),
    ...tooLong('videoTitle', video.title, 150),
    ...tooLong('transcript', video.transcript, 30_000),
  ]
  const any = video.url !== '' || video.title !== '' || video.transcript !== ''
  return { part: { id, title, text, video: any ? video : null, question }, errors }
}

/** A question as its form has it; answers without words are left out, the others keep their ids. */
export function readQuestion(body: Body, id: string): Part<Question> {
  const kind = KINDS.find(one => one === textOf(body, 'kind')) ?? 'single'
  const [text, feedback] = [textOf(body, 'text'), textOf(body, 'feedback')]
  const rows = Array.from({ length: MOST_OPTIONS }, (_, i) => i)
  const errors = [
    ...(text === '' ? [{ field: 'text', message: 'Enter the question' }] : tooLong('text', text, 500)),
    ...tooLong('feedback', feedback, 1000),
    ...rows.flatMap(i => [
      ...tooLong(`option-${i}`, textOf(body, `option-${i}`), 300),
      ...tooLong(`why-${i}`, textOf(body, `why-${i}`), 500),
    ]),
  ]
  const options = rows.map((i): Option => optionOf(body, kind, i)).filter(option => option.text !== '')
  return { part: { id, kind, text, options: withOwnIds(options), feedback }, errors }
}

const optionOf = (body: Body, kind: QuestionKind, i: number): Option => ({
  id: textOf(body, `id-${i}`).slice(0, 40) || `o${i + 1}`,
  text: textOf(body, `option-${i}`),
  correct: kind !== 'ordering' && body[`right-${i}`] === 'yes',
  feedback: textOf(body, `why-${i}`),
})

/** Nobody's form gives two answers one id, by which they are told apart when they are marked. */
function withOwnIds(options: Option[]): Option[] {
  const taken = new Set<string>()
  return options.map(option => {
    let id = /^[\w-]+$/.test(option.id) ? option.id : 'o'
    while (taken.has(id)) id = `${id}x`
    taken.add(id)
    return { ...option, id }
  })
}

/** How the quiz is held. */
export function readQuizSettings(body: Body, quiz: Quiz): Part<Quiz> {
  const whole = (field: string, from: number, to: number, message: string) => {
    const value = /^\d{1,3}$/.test(textOf(body, field)) ? Number(textOf(body, field)) : Number.NaN
    return { value, errors: value >= from && value <= to ? [] : [{ field, message }] }
  }
  const passMark = whole('passMark', 1, 100, 'Enter a pass mark from 1 to 100')
  const goesADay = whole('goesADay', 1, 20, 'Enter how many goes a day, from 1 to 20')
  const ask = whole('ask', 0, 100, 'Enter how many questions each go asks')
  const part = { ...quiz, passMark: passMark.value, goesADay: goesADay.value, ask: ask.value }
  return { part, errors: [...passMark.errors, ...goesADay.errors, ...ask.errors] }
}

/** A list with one of its parts a place earlier or later, or taken out; null where there is no such part. */
export function moved<T extends { id: string }>(list: readonly T[], id: string, where: string): T[] | null {
  const at = list.findIndex(one => one.id === id)
  if (at === -1) return null
  const without = list.filter(one => one.id !== id)
  if (where === 'away') return without
  const to = Math.min(Math.max(where === 'up' ? at - 1 : at + 1, 0), without.length)
  return [...without.slice(0, to), list[at]!, ...without.slice(to)]
}

/** A list with this part in the place of the one with its id, or at its end. */
export const withPart = <T extends { id: string }>(list: readonly T[], part: T): T[] =>
  list.some(one => one.id === part.id) ? list.map(one => (one.id === part.id ? part : one)) : [...list, part]
