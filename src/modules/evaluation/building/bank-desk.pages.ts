import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { QUESTION_KINDS, type QuestionKind } from '../rules/form-content.js'
import { KIND_WORDS } from './building.messages.js'
import { type Body as Typed, editError, kindItems, template, versionOf } from './desk-facts.js'
import { type BankQuestionRow, MeasuresQueries } from './measures.queries.js'
import { withMeasure } from './put-question.js'
import { questionFacts } from './question-facts.js'
import { newKey } from './questions-desk.pages.js'
import { readQuestion, textOf, type TypedQuestion } from './read-question.js'
import { SaveBankQuestion } from './save-bank-question.js'

const NEW = 'new'

/** The question bank: questions that are ready to be taken into forms. */
@Controller('desk/forms/bank')
@Access('administrator')
export class BankDeskPages {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly bank: SaveBankQuestion,
  ) {}

  @Get()
  async list() {
    const [questions, names] = await Promise.all([this.measures.bank(), this.measures.names()])
    const titles = Object.fromEntries(names.map(({ key, title }) => [key, title]))
    return view(template('bank'), { questions, measures: titles, kindWords: KIND_WORDS, kinds: kindItems([...QUESTION_KINDS]) })
  }

  /** `new`: one that is being added, of the kind that the address names. */
  @Get(':key')
  async show(@Param('key') key: string, @Query('kind') kind?: string) {
    const row = await this.one(key)
    return this.page(row, row?.question.kind ?? kindOf(kind))
  }

  @Post(':key')
  async save(@Param('key') key: string, @Body() body: Typed, @RequestKey() request: string | undefined, @Me() me: Who) {
    const row = await this.one(key)
    const kind = row?.question.kind ?? kindOf(textOf(body, 'kind'))
    const typed = readQuestion(body, { key: row?.key ?? newKey(), kind, measures: await this.measures.names(), newKey })
    if (typed.errors.length > 0) return this.page(row && { ...row, version: versionOf(body) }, kind, typed, body)
    const make = (tx: EntityManager) => withMeasure(typed, tx)
    const sender = { personId: me.id, key: request }
    const answer = row ? await this.bank.change(row.key, versionOf(body), make, sender) : await this.bank.add(make, sender)
    if (!isRefusal(answer)) return redirect('/desk/forms/bank', 'Saved. Forms that have taken it keep theirs.')
    const error = editError(answer, answer.refused === 'measure-taken' ? 'newMeasure' : 'words')
    return this.page(await this.one(key), kind, { ...typed, errors: [error] }, body)
  }

  /** Out of the bank (`away`), or back into it. */
  @Post(':key/retirement')
  async retire(@Param('key') key: string, @Body() body: Typed, @RequestKey() request: string | undefined, @Me() me: Who) {
    const answer = await this.bank.retire(key, versionOf(body), body.where === 'away', { personId: me.id, key: request })
    if (!isRefusal(answer)) return redirect('/desk/forms/bank', body.where === 'away' ? 'Taken out of the bank.' : 'Back in the bank.')
    const error = editError(answer, 'words')
    const row = (await this.one(key))!
    return this.page(row, row.question.kind, { question: row.question, newMeasure: null, errors: [error] })
  }

  private async one(key: string): Promise<BankQuestionRow | null> {
    const row = await this.measures.bankQuestion(key)
    if (!row && key !== NEW) throw new NotFoundException()
    return row
  }

  private async page(row: BankQuestionRow | null, kind: QuestionKind, typed?: TypedQuestion, body?: Typed) {
    const facts = await questionFacts(this.measures, { kind, question: typed?.question ?? row?.question, errors: typed?.errors, body })
    return view(template('bank-question'), { ...facts, row, key: row?.key ?? NEW }, typed?.errors.length ? 422 : 200)
  }
}

const kindOf = (kind: string | undefined): QuestionKind => QUESTION_KINDS.find(one => one === kind) ?? 'scale'
