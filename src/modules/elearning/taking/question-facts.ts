import type { Option, Question } from '../rules/built-content.js'
import { asked, type AskedQuestion } from '../rules/draw.js'
import { markAnswer } from '../rules/marking.js'

/** An answered question as its page shows it again: what was chosen, what is right, and why. */
export interface AnsweredQuestion extends AskedQuestion {
  verdict: 'right' | 'partly' | 'wrong'
  feedback: string
  given: { text: string; chosen: boolean; right: boolean; feedback: string }[]
}

/** What a page may know of a question. Until there is an answer that is the question alone. */
export function questionFacts(written: Question, shown: Question, chosen: readonly string[] | null): AskedQuestion | AnsweredQuestion {
  if (chosen === null) return asked(shown)
  const { points, correct } = markAnswer(written, chosen)
  const byId = new Map(written.options.map(option => [option.id, option]))
  const list = written.kind === 'ordering' ? chosen.flatMap(id => byId.get(id) ?? []) : shown.options
  const right = (option: Option, i: number) => (written.kind === 'ordering' ? written.options[i]?.id === option.id : option.correct)
  return {
    ...asked(written.kind === 'ordering' ? written : shown),
    verdict: correct ? 'right' : points > 0 ? 'partly' : 'wrong',
    feedback: written.feedback,
    given: list.map((option, i) => ({
      text: option.text,
      chosen: chosen.includes(option.id),
      right: right(option, i),
      feedback: chosen.includes(option.id) ? option.feedback : '',
    })),
  }
}

/** Ids of the options that a form sent: ticked ones, or the lines of an order by the places they were given; empty where these clash. */
export function chosenIn(body: Record<string, unknown>): string[] {
  const places = Object.entries(body).flatMap(([name, place]) =>
    name.startsWith('place-') ? [{ id: name.slice(6), place: Number(place) }] : [],
  )
  if (places.length === 0) return [body.answer ?? []].flat().filter(one => typeof one === 'string')
  const inOrder = places.toSorted((a, b) => a.place - b.place)
  return inOrder.every(({ place }, i) => place === i + 1) ? inOrder.map(one => one.id) : []
}
