import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { Allow, IsIn, IsString, MaxLength } from 'class-validator'
import { validate as isUuid } from 'uuid'
import { Clock } from '../../shared/clock.js'
import { whenInWords } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { type FieldError, readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { DECIDED, decisionError, STATES } from './charges.messages.js'
import { ChargesQueries, CHARGES_PER_PAGE, type ChargeFilter, type ListedCharge } from './charges.queries.js'
import { DecideCharges } from './decide-charges.js'
import { availableDecisions, type ChargeState, type Decision } from './rules/decisions.js'

/** A decision on one charge. */
export class DecisionForm {
  @IsIn(['confirm', 'waive', 'credit', 'look again'], { message: 'Choose what to do with the charge' })
  decision: Decision

  @IsString()
  seen = ''

  @IsString()
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason = ''

  @IsString()
  @MaxLength(1000, { message: 'Keep where it can be found to 1,000 characters' })
  evidence = ''
}

/** The charges ticked in the list. */
export class ConfirmForm {
  @Allow()
  charge: string | string[] = []
}

/** What the rules propose to charge, for the business unit to confirm or waive. */
@Controller('desk/charges')
@Access('administrator')
export class ChargesPages {
  constructor(
    private readonly charges: ChargesQueries,
    private readonly decide: DecideCharges,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(@Query() asked: Record<'state' | 'agency' | 'page', unknown>) {
    const page = typeof asked.page === 'string' && /^[1-9]\d{0,3}$/.test(asked.page) ? Number(asked.page) : 1
    return this.listed(filterOf(asked), page)
  }

  @Post('confirmation')
  async confirm(@Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const ticked = [readForm(ConfirmForm, body).values.charge].flat().filter(isUuid)
    if (ticked.length === 0) {
      const errors = [{ field: 'charge', message: 'Tick the charges to confirm' }]
      return this.listed({ state: 'proposed', agency: '' }, 1, { errors }, 422)
    }
    const { confirmed, others } = await this.decide.confirmAll([...new Set(ticked)], { personId: me.id, key }, this.clock.now())
    const more = others ? ` ${others === 1 ? 'One had' : `${others} had`} been decided on meanwhile and stayed as decided.` : ''
    return redirect('/desk/charges', `${confirmed === 1 ? '1 charge is' : `${confirmed} charges are`} confirmed.${more}`)
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.shown(id)
  }

  @Post(':id/decision')
  async decideOn(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(DecisionForm, body)
    if (errors.length) return this.shown(id, { values, errors }, 422)
    if (!isUuid(id)) throw new NotFoundException()
    const answer = await this.decide.one(id, values, { personId: me.id, key }, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/desk/charges/${id}`, DECIDED[answer.state])
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.shown(id, { values, errors: [decisionError(answer.refused)] }, answer.refused === 'reason-missing' ? 422 : 409)
  }

  private async listed(filter: ChargeFilter, page: number, more: object = {}, status = 200) {
    const [rows, sums, agencies] = await Promise.all([
      this.charges.list(filter, (page - 1) * CHARGES_PER_PAGE),
      this.charges.sums(filter.agency),
      this.charges.agencies(),
    ])
    const sum = sums.find(({ state }) => state === filter.state) ?? { count: 0, pence: 0 }
    const tabs = Object.entries(STATES).map(([state, words]) => ({
      ...{ title: words.title, href: address({ ...filter, state: state as ChargeState }), current: state === filter.state },
      count: sums.find(one => one.state === state)?.count ?? 0,
    }))
    const pages = Math.max(page, Math.ceil(sum.count / CHARGES_PER_PAGE))
    const facts = { filter, tabs, sum, agencies, empty: STATES[filter.state].empty, page, pages, pageAddress: `${address(filter)}&page=` }
    return view('modules/charges/views/charges.njk', { ...facts, rows: rows.map(inWords), ...more }, status)
  }

  private async shown(id: string, more: { values?: DecisionForm; errors?: FieldError[] } = {}, status = 200) {
    const charge = isUuid(id) ? await this.charges.one(id) : null
    if (!charge) throw new NotFoundException()
    const decisions = availableDecisions({ state: charge.state, exported: charge.exportNumber !== null })
    return view('modules/charges/views/charge.njk', { charge: inWords(charge), decisions, state: STATES[charge.state], ...more }, status)
  }
}

function filterOf({ state, agency }: Record<'state' | 'agency', unknown>): ChargeFilter {
  const known = typeof state === 'string' && Object.hasOwn(STATES, state) ? (state as ChargeState) : 'proposed'
  return { state: known, agency: typeof agency === 'string' ? agency.slice(0, 100) : '' }
}

const address = (filter: ChargeFilter): string => `/desk/charges?${new URLSearchParams({ ...filter }).toString()}`
const inWords = <C extends ListedCharge>(charge: C) => ({ ...charge, when: whenInWords(charge.startsAt, charge.endsAt) })
