import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { longDate } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { FormerAddresses } from '../../people/former-addresses.reader.js'
import { PersonId } from '../person-id.js'
import { type Choice, type Choices, proposed, readChoices } from '../rules/merge-details.js'
import { planMerge, type MergeFacts } from '../rules/merge-plan.js'
import { accounts, mergeFacts } from './merge-facts.js'
import { fingerprint, MergePeople } from './merge-people.js'
import { choicesShown, type MergeNames, refusedWords, sideBySide, whatHappens } from './merge-shown.js'

const OtherId = () => Param('other', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))

/** Two accounts of one person: both are shown, what will happen is said, and a button does it. */
@Controller('desk/people/:id/merge/:other')
@Access('administrator')
export class MergePages {
  constructor(
    private readonly database: DataSource,
    private readonly merge: MergePeople,
    private readonly former: FormerAddresses,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@PersonId() id: string, @OtherId() other: string, @Me() me: Who) {
    return this.page(id, other, me)
  }

  @Post()
  async carryOut(
    @PersonId() id: string,
    @OtherId() other: string,
    @Body() body: Partial<Record<Choice, unknown>> & { seen?: unknown },
    @Me() me: Who,
  ) {
    const both = await accounts(this.database, [id, other])
    if (!both) return this.gone(id, other)
    const choices = readChoices(body, proposed(...both))
    const asked = { choices, seen: String(body.seen), actor: me.id }
    const done = await this.merge.run({ stays: id, goes: other }, asked, this.clock.now())
    if (!isRefusal(done)) return redirect(`/desk/people/${id}`, `${done.name} has one account now. Both addresses are told by mail.`)
    if (done.refused === 'gone') return this.gone(id, other)
    return this.page(id, other, me, { choices, changed: done.refused === 'changed', status: 409 })
  }

  private async page(id: string, other: string, me: Who, sent: { choices?: Choices; changed?: boolean; status?: number } = {}) {
    const both = await accounts(this.database, [id, other])
    if (!both) return this.gone(id, other)
    const [stays, goes] = both
    const facts = await mergeFacts(this.database, id, other, me.id)
    const names = await this.names(facts)
    const plan = planMerge(facts)
    const refused = isRefusal(plan)
    return view(
      'modules/people-desk/views/merge.njk',
      {
        ...{ stays, goes, rows: sideBySide(stays, goes), own: other === me.id, changed: sent.changed },
        refused: refused ? refusedWords(plan, names) : null,
        happens: refused ? [] : whatHappens(goes, facts, plan, names),
        choices: choicesShown(stays, goes, sent.choices ?? proposed(stays, goes)),
        seen: refused ? '' : fingerprint(stays, goes, plan),
      },
      sent.status ?? 200,
    )
  }

  /** Somebody has put them together already: that is where both are. */
  private async gone(id: string, other: string) {
    const [one, two] = [await this.former.nowKnownAs(id), await this.former.nowKnownAs(other)]
    const into = two ?? one
    if (!into) throw new NotFoundException()
    return redirect(`/desk/people/${into}`, 'The two accounts have been put together already.')
  }

  private async names(facts: MergeFacts): Promise<MergeNames> {
    const [row] = await this.database.query<[{ courses: Record<string, string>; dates: Record<string, { title: string; at: string }> }]>(
      `SELECT coalesce((SELECT json_object_agg(c.id, c.title) FROM course c WHERE c.id = ANY($1::uuid[])), '{}') AS courses,
         coalesce((SELECT json_object_agg(o.id, json_build_object('title', c.title, 'at', o.starts_at)) FROM occurrence o
           JOIN course c ON c.id = o.course_id WHERE o.id = ANY($2::uuid[])), '{}') AS dates`,
      [
        [...facts.waiting, ...facts.enrolments, ...facts.evidence, ...facts.records].map(({ courseId }) => courseId),
        facts.bookings.map(({ occurrenceId }) => occurrenceId),
      ],
    )
    const dates = Object.entries(row.dates).map(([id, { title, at }]) => [id, { title, on: longDate(new Date(at)) }] as const)
    return { courses: row.courses, dates: Object.fromEntries(dates) }
  }
}
