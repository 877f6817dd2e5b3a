import { Body, Controller, Get, Post } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { Clock } from '../../shared/clock.js'
import { londonDate, longDate, longMoment } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { Download, redirect, view } from '../../web/reply.js'
import { changeInWords, readOpened } from '../courses/rules/merge-edits.js'
import { DryRunQueries, type PurgeRunRow, type WouldGo } from './purging/dry-run.queries.js'
import { Purge, type Purged } from './purging/purge.js'
import { periodSentence } from './retention.messages.js'
import { RetentionSettings, typedOf, type TypedPeriods } from './retention-settings.js'
import { inWords, PERIOD_KEYS, PERIODS, wrongAmount } from './rules/periods.js'

const VIEWS = 'modules/retention/views'
const NAMES = Object.fromEntries(PERIOD_KEYS.map(key => [key, PERIODS[key].title]))
// Steps of one press: half a minute of work at the most; the night does the rest.
const STEPS_AT_ONCE = 60

type Body = Partial<Record<string, string>>

/** How long things are kept: the periods, what a purge would remove, and the purge. */
@Controller('desk/retention')
@Access('administrator')
export class RetentionPages {
  constructor(
    private readonly settings: RetentionSettings,
    private readonly dryRun: DryRunQueries,
    private readonly purge: Purge,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show() {
    const { periods, version } = await this.settings.read()
    const values = typedOf(periods)
    return this.page({ values, version, opened: JSON.stringify(values) })
  }

  @Post()
  async save(@Body() body: Body, @Me() me: Who) {
    const values = Object.fromEntries(PERIOD_KEYS.map(key => [key, String(body[key] ?? '').trim()])) as TypedPeriods
    const errors = PERIOD_KEYS.flatMap(key => {
      const wrong = wrongAmount(key, values[key])
      return wrong ? [{ field: key, message: periodSentence(key, wrong) }] : []
    })
    if (errors.length) return this.page({ values, version: body.version, opened: body.opened, errors }, 422)
    const form = { version: Number(body.version), opened: readOpened(body.opened) }
    const overtaken = await this.settings.save(values, form, me.id, this.clock.now())
    if (!overtaken) return redirect('/desk/retention', 'The periods are saved. They hold from the next purge on.')
    const { changed, current } = overtaken
    const lines = changed.map(one => changeInWords(one, NAMES))
    return this.page({ ...overtaken, opened: JSON.stringify(current), overtaken: lines }, 409)
  }

  @Get('dry-run')
  async try() {
    const { rows, version } = await this.dryRun.wouldGo(this.clock.now())
    const total = rows.reduce((sum, { count }) => sum + count, 0)
    return view(`${VIEWS}/dry-run.njk`, { rows: rows.map(inRow), total, version })
  }

  @Get('dry-run.csv')
  async csv() {
    const now = this.clock.now()
    const { rows } = await this.dryRun.wouldGo(now)
    const lines = rows.map(inRow).map(row => [row.title, row.before, row.count, row.oldest, row.examples])
    const csv = stringify([['kind', 'older than', 'rows', 'oldest', 'examples'], ...lines], { escape_formulas: true })
    return new Download('text/csv; charset=utf-8', csv, `dry-run-${londonDate(now)}.csv`)
  }

  /** Only what was just shown: with other periods than those of the dry run, nothing goes. */
  @Post('purge')
  async now(@Body() body: Body, @Me() me: Who) {
    const { version } = await this.settings.read()
    if (Number(body.version) !== version)
      return redirect(
        '/desk/retention/dry-run',
        'Somebody changed the periods since your dry run, so nothing was removed. Look at this one.',
      )
    const { purged, all } = await this.purge.run({ by: me.id, most: STEPS_AT_ONCE }, this.clock.now())
    const words = purgedInWords(purged)
    if (!all) return redirect('/desk/retention/dry-run', `${words} That is not all yet: press again, or leave the rest to tonight.`)
    return redirect('/desk/retention', words)
  }

  private async page(facts: object, status = 200) {
    const runs = (await this.dryRun.runs()).map(inRun)
    const periods = PERIOD_KEYS.map(key => ({ key, ...PERIODS[key], limits: limitsOf(key) }))
    return view(`${VIEWS}/retention.njk`, { periods, runs, ...facts }, status)
  }
}

const limitsOf = (key: (typeof PERIOD_KEYS)[number]): string => `${PERIODS[key].least} to ${inWords(PERIODS[key].most, PERIODS[key].unit)}`

const inRow = ({ key, before, count, oldest, examples }: WouldGo) => ({
  ...{ key, count, title: PERIODS[key].title, what: PERIODS[key].what, before: longDate(before) },
  ...{ oldest: oldest ? longDate(oldest) : '', examples: examples.join(', ') },
})

const inRun = ({ startedAt, finishedAt, by, counts }: PurgeRunRow) => ({
  ...{ when: longMoment(startedAt), by: by ?? 'by itself', whole: finishedAt !== null },
  counts: PERIOD_KEYS.flatMap(key => (counts[key] ? [`${PERIODS[key].title}: ${counts[key].toLocaleString('en-GB')}`] : [])),
})

function purgedInWords(purged: Purged): string {
  const total = Object.values(purged).reduce((sum, count) => sum + count, 0)
  return total === 0
    ? 'Nothing was old enough to be removed.'
    : `${total.toLocaleString('en-GB')} ${total === 1 ? 'row is' : 'rows are'} removed.`
}
