import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { STAGE_WORDS } from './building.messages.js'
import { type Body as Typed, editError, template, versionOf } from './desk-facts.js'
import { type ListedMeasure, MeasuresQueries } from './measures.queries.js'
import { textOf, tooLong } from './read-question.js'
import { type MeasureWords, SaveMeasure } from './save-measure.js'

/** Measures: what scales of several stages measure together. */
@Controller('desk/forms/measures')
@Access('administrator')
export class MeasuresDeskPages {
  constructor(
    private readonly measures: MeasuresQueries,
    private readonly saving: SaveMeasure,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view(template('measures'), { measures: await this.measures.list(), stageWords: STAGE_WORDS })
  }

  @Post()
  async add(@Body() body: Typed, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { words, errors } = read(body)
    if (errors.length > 0) return page(null, errors, words)
    const answer = await this.saving.add(words, { personId: me.id, key })
    if (isRefusal(answer)) return page(null, [editError(answer, 'title')], words)
    return redirect('/desk/forms/measures', `“${words.title}” can now be chosen for scales.`)
  }

  /** `new`: an empty form. */
  @Get(':key')
  async show(@Param('key') key: string) {
    return page(key === 'new' ? null : await this.one(key))
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: Typed, @RequestKey() request: string | undefined, @Me() me: Who) {
    const measure = await this.one(key)
    const { words, errors } = read(body)
    if (errors.length > 0) return page({ ...measure, version: versionOf(body) }, errors, words)
    const answer = await this.saving.change(key, versionOf(body), words, { personId: me.id, key: request }, this.clock.now())
    if (isRefusal(answer)) return page(await this.one(key), [editError(answer, 'title')], words)
    return redirect('/desk/forms/measures', 'Saved. Forms that ask it have the new words once they are published again.')
  }

  /** Away with one that nothing asks. */
  @Post(':key/removal')
  async remove(@Param('key') key: string, @Body() body: Typed, @RequestKey() request: string | undefined, @Me() me: Who) {
    const answer = await this.saving.remove(key, versionOf(body), { personId: me.id, key: request })
    if (isRefusal(answer)) return page(await this.one(key), [editError(answer, 'title')])
    return redirect('/desk/forms/measures', 'The measure is taken away.')
  }

  private async one(key: string): Promise<ListedMeasure> {
    const measure = (await this.measures.list()).find(one => one.key === key)
    if (!measure) throw new NotFoundException()
    return measure
  }
}

function read(body: Typed): { words: MeasureWords; errors: FieldError[] } {
  const words = { title: textOf(body, 'title'), low: textOf(body, 'low'), high: textOf(body, 'high') }
  const empty = (field: keyof MeasureWords, message: string) => (words[field] === '' ? [{ field, message }] : [])
  const errors = [
    ...empty('title', 'Enter what is measured'),
    ...empty('low', 'Say what 1 means'),
    ...empty('high', 'Say what 10 means'),
    ...[tooLong('title', words.title, 80), tooLong('low', words.low, 60), tooLong('high', words.high, 60)].flat(),
  ]
  return { words, errors }
}

function page(measure: ListedMeasure | null, errors: FieldError[] = [], typed?: MeasureWords) {
  const facts = { measure, values: typed ?? measure ?? {}, errors, stageWords: STAGE_WORDS }
  return view(template('measure'), facts, errors.length > 0 ? 422 : 200)
}
