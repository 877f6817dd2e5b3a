import { Body, Controller, Get, NotFoundException, Param, ParseIntPipe, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { changeInWords, readOpened } from '../../courses/rules/merge-edits.js'
import { policyOf } from '../cancellation-quote.js'
import { policyWords } from '../rules/policy-words.js'
import { ClosedDays } from './closed-days.js'
import { readPolicyForm } from './policy-form.js'
import { fieldName, groupChoices, shownBands, shownCharge } from './policy-shown.js'
import { agencyGroups, bookedUnder, policyList, policyVersions, storedPolicy } from './policy.queries.js'
import { NEW_POLICY, type PolicyValues, policyValues } from './policy-values.js'
import { SavePolicy } from './save-policy.js'
import { firstTry, readTry, tried } from './try-form.js'

type FormBody = Record<string, unknown> & { idempotencyKey?: string }
interface Shown {
  values: PolicyValues
  version?: unknown
  opened?: unknown
  errors?: FieldError[]
  overtaken?: string[]
  /** What was typed into the box "try it"; left out: what it begins with. */
  body?: FormBody
}

const PAGE = 'modules/bookings/policies/views/policy-form.njk'

/** Cancellation policies at the desk: a list, a form, its versions, and a box to try what a policy comes to. */
@Controller('desk/policies')
@Access('administrator')
export class PolicyDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly policies: SavePolicy,
    private readonly closed: ClosedDays,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/bookings/policies/views/policy-list.njk', { policies: await policyList(this.database) })
  }

  @Get('new')
  blank() {
    return this.page(null, { values: NEW_POLICY })
  }

  @Post()
  async add(@Body() body: FormBody, @Me() me: Who) {
    const filled = readPolicyForm(body)
    if (body.do === 'try') return this.page(null, { ...filled, body })
    if (filled.errors.length) return this.page(null, { ...filled, body }, 422)
    const { saved } = await this.policies.add(filled, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    return redirect(`/desk/policies/${saved}`, 'The policy is saved. Choose it on the courses that are to have it.')
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedPolicy(this.database, key)
    if (!stored) throw new NotFoundException()
    const values = policyValues(policyOf(stored.definition))
    return this.page(key, { values, version: stored.version, opened: JSON.stringify(values) })
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    const filled = readPolicyForm(body)
    const kept = { ...filled, version: body.version, opened: body.opened, body }
    if (body.do === 'try') return this.page(key, kept)
    if (filled.errors.length) return this.page(key, kept, 422)
    const form = { version: Number(body.version), opened: readOpened(body.opened) }
    const sender = { personId: me.id, key: body.idempotencyKey }
    const answer = await this.policies.change(key, filled, form, sender, this.clock.now())
    if (!answer) throw new NotFoundException()
    if ('saved' in answer) return redirect(`/desk/policies/${key}`, savedWords(answer))
    const { version, values, current, changed } = answer
    const overtaken = changed.map(one => changeInWords(one, { [one.field]: fieldName(one.field) }))
    return this.page(key, { values, version, opened: JSON.stringify(current), overtaken, body }, 409)
  }

  @Get(':key/versions/:number')
  async version(@Param('key') key: string, @Param('number', ParseIntPipe) number: number) {
    const stored = await storedPolicy(this.database, key)
    const [version] = stored
      ? await this.database.query<{ definition: unknown; madeAt: Date }[]>(
          'SELECT definition, made_at AS "madeAt" FROM policy_version WHERE policy_id = $1 AND number = $2',
          [stored.id, Math.min(number, 2 ** 31 - 1)],
        )
      : []
    if (!version) throw new NotFoundException()
    const policy = policyOf(version.definition)
    return view('modules/bookings/policies/views/policy-version.njk', {
      ...{ key, number, name: policy.name, madeAt: version.madeAt, words: policyWords(policy), current: stored!.version },
    })
  }

  private async page(key: string | null, shown: Shown, status = 200) {
    const now = this.clock.now()
    const stored = key === null ? null : await storedPolicy(this.database, key)
    if (key !== null && !stored) throw new NotFoundException()
    const [groups, holidays] = await Promise.all([agencyGroups(this.database), this.closed.holidays()])
    const trial = shown.body?.do === 'try' ? readTry(shown.body) : null
    const typed = shown.body ? readPolicyForm(shown.body) : null
    const draft = typed?.errors.length === 0 ? policyOf(typed.definition) : null
    const published = stored && policyOf(stored.definition)
    const run = (policy: typeof draft) => (policy && trial?.trial ? tried(policy, trial.trial, holidays) : null)
    const errors = [...(shown.errors ?? []), ...(trial?.errors ?? [])]
    const facts = {
      ...{
        key,
        ...shown,
        errors: errors.length ? errors : undefined,
        ...groupChoices(groups, shown.values),
        heading: published?.name,
        bands: shownBands(shown.values),
        noShow: shownCharge(shown.values, 'noShow'),
      },
      trying: shown.body ? readTry(shown.body).values : firstTry(now, holidays),
      results: trial ? { draft: run(draft), published: run(published), unreadable: !draft } : null,
      words: { draft: draft && policyWords(draft), published: published && policyWords(published) },
      versions: stored ? await policyVersions(this.database, stored.id) : [],
      booked: stored ? await bookedUnder(this.database, stored.id, now) : 0,
    }
    return view(PAGE, facts, trial && errors.length ? 422 : status)
  }
}

function savedWords({ version, booked }: { version: number; booked: number }): string {
  const one = ' One booking on a coming date keeps what it was made under.'
  const kept = booked === 0 ? '' : booked === 1 ? one : ` ${booked} bookings on coming dates keep what they were made under.`
  return `Saved: version ${version} holds for bookings from now on.${kept}`
}
