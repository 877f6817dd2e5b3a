import { Controller, Get, NotFoundException, Param, ParseUUIDPipe } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { groupSummary } from '../../evaluation/rules/group-summary.js'
import { SMALLEST_GROUP } from '../rules/small-groups.js'
import { impactReport } from '../rules/impact-report.js'
import { drawn } from './impact-tables.js'
import { ImpactQueries } from './impact.queries.js'
import { OccurrenceAnswersQueries } from './occurrence-answers.queries.js'

/** What the people of one date said: before it, to plan by; after it, what changed and what they made of the day. */
@Controller('occurrences/:id/answers')
@Access('trainer', 'administrator')
export class OccurrenceAnswersPages {
  constructor(
    private readonly answers: OccurrenceAnswersQueries,
    private readonly impact: ImpactQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Param('id', ParseUUIDPipe) id: string) {
    const occurrence = await this.answers.occurrence(id, me)
    if (!occurrence) throw new NotFoundException()
    const everything = holds(me, 'administrator')
    const fewest = everything ? 1 : SMALLEST_GROUP
    const [sent, { rows, meta }] = await Promise.all([this.answers.sent(id), this.impact.ofOccurrence(id)])
    const report = impactReport(rows, meta, { filter: {}, by: 'course', everything })
    const isOver = occurrence.endsAt <= this.clock.now()
    const of = (stage: string) => sent.filter(one => one.stage === stage)
    return view('modules/reports/views/occurrence-answers.njk', {
      ...{ occurrence, everything, isOver, fewest, report, ...drawn(report) },
      // Once the day is over what was said before is only read beside what was said after.
      before: { sent: of('pre').length, questions: isOver ? [] : groupSummary(of('pre'), fewest) },
      after: { sent: of('post').length, questions: groupSummary(of('post'), fewest).filter(({ kind }) => kind !== 'scale') },
    })
  }
}
