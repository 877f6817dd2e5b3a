import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { Problem } from '../../web/problem.js'
import { PolicyTryForm } from './forms/policy-try.form.js'
import { ClosedDays } from './policies/closed-days.js'
import { readPolicy, type CancellationPolicy } from './rules/cancellation-policy.js'
import { cancellationCharge, cancellationDeadline, noShowCharge } from './rules/cancellation.js'

/** Tries a cancellation policy on a date. Nothing is stored: whoever writes or reads a policy sees what it would do. */
@ApiTags('Policies')
@ApiBearerAuth()
@Controller('api/v1/policies')
@Access('delegate')
export class PoliciesApi {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly closed: ClosedDays,
  ) {}

  @Post('try')
  @HttpCode(200)
  async try(@Body() body: PolicyTryForm) {
    const form = readJson(PolicyTryForm, body)
    const [startsAt, endsAt] = [new Date(form.startsAt), new Date(form.endsAt)]
    if (endsAt <= startsAt) throw new Problem(422, 'fields-invalid', 'endsAt must be after startsAt.')
    const policy = await this.policy(form.policy)
    const holidays = await this.closed.holidays()
    const facts = { policy, startsAt, endsAt, agencyGroup: form.agencyGroup ?? null }
    const deadline = cancellationDeadline(policy, startsAt, holidays)
    if (form.noShow) return { deadline, late: true, ...noShowCharge(facts) }
    const cancelledAt = form.cancelledAt ? new Date(form.cancelledAt) : this.clock.now()
    const { late, chargePence, why } = cancellationCharge({ ...facts, cancelledAt, by: 'delegate', substitute: false }, holidays)
    return { deadline, late, chargePence, why }
  }

  /** The stored policy of this key, or the JSON itself read as one. Throws a problem that says everything wrong with it. */
  private async policy(asked: unknown): Promise<CancellationPolicy> {
    const [stored] =
      typeof asked === 'string'
        ? await this.database.query<{ definition: unknown }[]>('SELECT definition FROM cancellation_policy WHERE key = $1', [asked])
        : [{ definition: asked }]
    if (!stored) throw new Problem(404, 'not-found', 'There is no policy with this key.')
    const reading = readPolicy(stored.definition)
    if ('wrong' in reading) throw new Problem(422, 'policy-invalid', reading.wrong.join(' '), { wrong: reading.wrong })
    return reading.policy
  }
}
