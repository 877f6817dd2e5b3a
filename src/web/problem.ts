import { HttpException } from '@nestjs/common'
import type { Refusal } from '../shared/refusal.js'

/** An answer of the API that says no, as RFC 9457 has it: `code` is for programs, `detail` is a sentence for people. */
export class Problem extends HttpException {
  constructor(status: number, code: string, detail: string, extra: object = {}) {
    super({ type: 'about:blank', title: TITLES[status] ?? 'Request refused', status, code, detail, ...extra }, status)
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign in first',
  403: 'Not yours to see or change',
  404: 'Not found',
  409: 'Not possible as things stand',
  413: 'Too large',
  415: 'Not a kind of body we read',
  422: 'Some of it needs mending',
  429: 'Too many tries',
  500: 'Something went wrong on our side',
  503: 'Busy, try again',
}

/** A refusal as a problem: its code, its sentence, and its facts as members beside them (`missing: [...]`). */
export const refusalProblem = (refusal: Refusal, sentence: string, status = 409) =>
  new Problem(status, refusal.refused, sentence, refusal.facts)
